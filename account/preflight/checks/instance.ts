import { accountOf, instanceIdOf, named } from '../../../lib/deployment';
import type { Environment } from '../../../lib/environments/schema';
import type { Account, Answer, InstanceFacts, StatusFacts } from '../../questions';
import { command } from '../../shell-command';
import { type Finding, given, right, toDo } from '../finding';

/** Whose credentials these are, what instance they reach, and what it must and must not have yet. */
export async function instanceFindings(environment: Environment, account: Account): Promise<readonly Finding[]> {
  return [
    ...credentials(environment, await account.callerAccount()),
    ...instance(environment, await account.instance()),
    ...(await agentEvents(environment, account)),
    ...missedCall(environment, await account.statuses()),
  ];
}

function credentials(environment: Environment, answer: Answer<string>): readonly Finding[] {
  const wanted = accountOf(environment);
  return given('account', answer, (caller) => [
    caller === wanted
      ? right('account', `the credentials are of account ${caller}`)
      : toDo(
          'account',
          `the credentials are of account ${caller}; ${environment.name} is in ${wanted}: choose its profile`,
          'export AWS_PROFILE=PROFILE-OF-THAT-ACCOUNT',
        ),
  ]);
}

function instance(environment: Environment, answer: Answer<InstanceFacts>): readonly Finding[] {
  const { alias } = environment.instance;
  const id = instanceIdOf(environment);
  const allow = (attribute: string) =>
    command(
      ...['aws', 'connect', 'update-instance-attribute', '--region', environment.region],
      ...['--instance-id', id, '--attribute-type', attribute, '--value', 'true'],
    );
  return given('instance', answer, (found) => [
    found.status === 'ACTIVE'
      ? right('instance', `${id} is active in ${environment.region}`)
      : toDo('instance', `${id} is ${found.status}; it must be ACTIVE before anything is deployed into it`),
    found.alias === null || found.alias === alias
      ? right('alias', found.alias === null ? 'Connect tells none' : alias)
      : toDo('alias', `the instance is called ${found.alias}; instance.alias says ${alias}: correct the environment`),
    found.inboundCalls
      ? right('inbound calls', 'switched on')
      : toDo('inbound calls', 'switched off for the instance', allow('INBOUND_CALLS')),
  ]);
}

async function agentEvents(environment: Environment, account: Account): Promise<readonly Finding[]> {
  const { agentEvents: wanted } = environment;
  const answer = await account.agentEventStreams();
  if (!answer.known || wanted.owner === 'existing') {
    return given('agent event stream', answer, (streams) => [
      wanted.owner === 'existing' && streams.includes(wanted.streamArn)
        ? right('agent event stream', `agent events go to ${wanted.streamArn}`)
        : toDo(
            'agent event stream',
            `agent events go to ${streams.join(', ') || 'no stream'}; agentEvents names ${'streamArn' in wanted ? wanted.streamArn : 'one of ours'}: set it in Connect under data streaming`,
          ),
    ]);
  }
  const [stream] = answer.value;
  if (stream === undefined) return [right('agent event stream', 'none is set yet; the deploy sets one')];
  const routing = named({ environment }, 'routing');
  const stacks = await account.stacks([routing]);
  return [
    stacks.known && stacks.value.includes(routing)
      ? right('agent event stream', `${stream}; the stack ${routing} is deployed already`)
      : toDo(
          'agent event stream',
          `agent events go to ${stream} already, an instance has one such setting, and the deploy would fail on it: name the stream as agentEvents { owner: 'existing', streamArn: '${stream}' }`,
        ),
  ];
}

const missedCallName = 'Missed call';

function missedCall(environment: Environment, answer: Answer<readonly StatusFacts[]>): readonly Finding[] {
  const { missedCallStatus: wanted } = environment;
  const subject = 'agent status "Missed call"';
  return given(subject, answer, (statuses) => {
    const found = statuses.find(({ name }) => name === missedCallName);
    // As the deploy's own function judges it (core/deployment/find-or-make-status.ts).
    if (found !== undefined && found.kind !== 'CUSTOM') {
      return [toDo(subject, `is of type ${found.kind}; it must be CUSTOM, or the deploy fails: rename it in Connect`)];
    }
    if (wanted.owner === 'managed') {
      return [
        found === undefined
          ? right(subject, 'does not exist yet; the deploy makes it')
          : right(subject, 'exists; the deploy finds and enables it'),
      ];
    }
    return [
      found?.arn === wanted.arn
        ? right(subject, 'exists, as missedCallStatus says')
        : toDo(
            subject,
            `${wanted.arn} is not the status called "Missed call"${found ? `, ${found.arn} is` : '; no status is'}`,
          ),
    ];
  });
}
