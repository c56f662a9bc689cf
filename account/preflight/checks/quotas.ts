import { named } from '../../../lib/deployment';
import type { Environment } from '../../../lib/environments/schema';
import type { Account, Answer, Listed, Quota } from '../../questions';
import { command } from '../../shell-command';
import { type Finding, given, right, toDo, unknown } from '../finding';
import type { PlannedResources } from '../planned-resources';

interface Counted {
  /** As Service Quotas calls it (Amazon Connect service quotas, administrator guide). */
  readonly quota: string;
  readonly kind: Listed;
  readonly type: string;
}

const counted: readonly Counted[] = [
  { quota: 'Queues per instance', kind: 'queues', type: 'AWS::Connect::Queue' },
  { quota: 'Routing profiles per instance', kind: 'routingProfiles', type: 'AWS::Connect::RoutingProfile' },
  { quota: 'Flows per instance', kind: 'flows', type: 'AWS::Connect::ContactFlow' },
  { quota: 'Hours of operation per instance', kind: 'hours', type: 'AWS::Connect::HoursOfOperation' },
  { quota: 'Quick connects per instance', kind: 'quickConnects', type: 'AWS::Connect::QuickConnect' },
];

/** Whether the instance's quotas carry the environment, with what is in the instance already. */
export async function quotaFindings(
  environment: Environment,
  account: Account,
  planned: PlannedResources,
): Promise<readonly Finding[]> {
  const quotas = await account.connectQuotas();
  const prefix = named({ environment }, '');
  const findings: Finding[] = [...concurrentCalls(environment, quotas)];
  for (const { quota, kind, type } of counted) {
    const adds = planned(type);
    if (adds === 0) continue;
    const listed = await account.list(kind);
    findings.push(
      ...given(`quota: ${quota}`, listed, (found) => {
        const others = found.filter(({ name }) => !name.startsWith(prefix)).length;
        return [roomFor(environment, quotas, quota, others, adds)];
      }),
    );
  }
  const numbers = planned('AWS::Connect::PhoneNumber');
  if (numbers > 0) {
    findings.push(
      ...given('quota: Phone numbers per instance', await account.phoneNumberCount(), (there) => [
        roomFor(environment, quotas, 'Phone numbers per instance', there, numbers),
      ]),
    );
  }
  return findings;
}

const callsQuota = 'Concurrent active calls per instance';

function concurrentCalls(environment: Environment, answer: Answer<readonly Quota[]>): readonly Finding[] {
  const wanted = environment.quotas.concurrentCalls;
  const subject = `quota: ${callsQuota}`;
  return given(subject, answer, (quotas) => {
    const found = quotas.find(({ name }) => name === callsQuota);
    if (!found) return [notListed(subject)];
    return [
      found.value >= wanted
        ? right(subject, `${found.value}; the environment counts on ${wanted}`)
        : toDo(
            subject,
            `${found.value}; the environment counts on ${wanted}, and each tether takes one`,
            raise(environment, found, wanted),
          ),
    ];
  });
}

function roomFor(
  environment: Environment,
  answer: Answer<readonly Quota[]>,
  quota: string,
  others: number,
  adds: number,
): Finding {
  const subject = `quota: ${quota}`;
  if (!answer.known) return unknown(subject, answer);
  const found = answer.value.find(({ name }) => name === quota);
  if (!found) return notListed(subject);
  const needed = others + adds;
  const figures = `${found.value}; ${others} of others and ${adds} of this environment`;
  return needed <= found.value
    ? right(subject, figures)
    : toDo(subject, `${figures} are ${needed - found.value} too many`, raise(environment, found, needed));
}

const notListed = (subject: string): Finding => ({
  ...{ subject, verdict: 'unknown' },
  sentence: 'Service Quotas lists none of this name; look at it in the console',
});

function raise(environment: Environment, { code, adjustable }: Quota, value: number): string | undefined {
  if (!adjustable) return undefined;
  return command(
    ...['aws', 'service-quotas', 'request-service-quota-increase', '--region', environment.region],
    ...['--service-code', 'connect', '--quota-code', code, '--desired-value', String(value)],
    ...['--context-id', environment.instance.arn],
  );
}
