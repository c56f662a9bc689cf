import { loadOf } from '../../lib/configuration/plan';
import type { Environment } from '../../lib/environments/schema';
import type { Account } from '../questions';
import { instanceFindings } from './checks/instance';
import { numberFindings } from './checks/numbers';
import { peopleFindings } from './checks/people';
import { quotaFindings } from './checks/quotas';
import { recordingFindings } from './checks/recordings';
import { surroundingFindings } from './checks/surroundings';
import { tetherCostFinding } from './checks/tether-cost';
import type { Finding } from './finding';
import type { PlannedResources } from './planned-resources';

export interface PreflightOptions {
  readonly environment: Environment;
  readonly account: Account;
  readonly planned: PlannedResources;
  /** Told what is being asked next. */
  readonly progress: (message: string) => void;
}

/** Asks everything, one question at a time: Connect answers two a second. */
export async function preflight({
  environment,
  account,
  planned,
  progress,
}: PreflightOptions): Promise<readonly Finding[]> {
  const parts: readonly (readonly [string, () => Promise<readonly Finding[]>])[] = [
    ['the instance', () => instanceFindings(environment, account)],
    ['recordings', () => recordingFindings(environment, account)],
    ['numbers', () => numberFindings(environment, account)],
    ['quotas', () => quotaFindings(environment, account, planned)],
    ['profiles and users', () => peopleFindings(environment, account)],
    ['the account around it', () => surroundingFindings(environment, account)],
  ];
  const findings: Finding[] = [];
  for (const [index, [what, ask]] of parts.entries()) {
    progress(`${index + 1} of ${parts.length}: asking about ${what} ...`);
    findings.push(...(await ask()));
  }
  return [...findings, ...(environment.campaignManager ? [tetherCostFinding(loadOf(environment).agents)] : [])];
}
