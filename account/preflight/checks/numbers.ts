import type { Environment } from '../../../lib/environments/schema';
import type { Account } from '../../questions';
import { type Finding, given, right, toDo } from '../finding';

/** Numbers that exist already, and whether those to be claimed are on offer. */
export async function numberFindings(environment: Environment, account: Account): Promise<readonly Finding[]> {
  const { campaignManager, numbers } = environment;
  const findings: Finding[] = [];
  for (const number of numbers) {
    const subject = `number ${number.name}`;
    findings.push(
      ...(number.owner === 'existing'
        ? await existing(environment, account, subject, number.arn)
        : await onOffer(account, subject, number.countryCode, number.type)),
    );
  }
  const tether = campaignManager?.tetherNumber;
  if (tether) {
    findings.push(
      ...(tether.owner === 'existing'
        ? await existing(environment, account, 'tether number', tether.arn, tether.e164)
        : await onOffer(account, 'tether number', tether.countryCode, tether.type)),
    );
  }
  return findings.length > 0 ? findings : [right('numbers', 'none are named: callers come by a flow of yours')];
}

async function onOffer(
  account: Account,
  subject: string,
  countryCode: string,
  type: string,
): Promise<readonly Finding[]> {
  return given(subject, await account.numberOnOffer(countryCode, type), (offered) => [
    offered
      ? right(subject, `numbers ${countryCode} ${type} are on offer`)
      : toDo(
          subject,
          `no number ${countryCode} ${type} is on offer: countries that ask for documents are claimed by a support case; claim one in Connect and name it as { owner: 'existing', arn }`,
        ),
  ]);
}

async function existing(
  environment: Environment,
  account: Account,
  subject: string,
  arn: string,
  e164?: string,
): Promise<readonly Finding[]> {
  return given(subject, await account.phoneNumber(arn), (found) => {
    const problems = [
      ...(found.status === 'CLAIMED' ? [] : [`its status is ${found.status}, it must be CLAIMED`]),
      ...(found.targetArn === environment.instance.arn
        ? []
        : [`it belongs to ${found.targetArn || 'no instance'}, it must belong to ${environment.instance.arn}`]),
      ...(e164 === undefined || found.e164 === e164 ? [] : [`it is ${found.e164}; the environment says ${e164}`]),
    ];
    if (problems.length > 0) return [toDo(subject, problems.join('; '))];
    return [
      right(
        subject,
        found.flowArn === null
          ? `${found.e164} is claimed and has no flow yet`
          : `${found.e164} is claimed; its callers reach ${found.flowArn} until the deploy`,
      ),
    ];
  });
}
