import { named } from '../../lib/deployment';
import { reasonOf } from '../aws/ask';
import { whyUnknown } from '../questions';
import { callOutcomes, testCasePrefix } from './checks/call';
import { ingressOutcomes } from './checks/ingress';
import { pageOutcomes } from './checks/page';
import { thresholdOutcomes } from './checks/threshold';
import type { Deployed, ListedTestCase } from './deployed';
import { failed, type Outcome } from './outcome';
import type { SmokeContext, SmokeOptions } from './smoke-context';

/** The instance already has test cases of a smoke run's names: an earlier one was cut off before it had deleted them. */
export class LeftTestCasesError extends Error {
  override readonly name = 'LeftTestCasesError';
  constructor(readonly left: readonly ListedTestCase[]) {
    super(`test cases of an earlier run are there: ${left.map(({ name }) => name).join(', ')}`);
  }
}

type Check = (context: SmokeContext) => Promise<readonly Outcome[]>;

/** Tries what is deployed, one thing after the other, and leaves nothing behind. Throws LeftTestCasesError before it begins. */
export async function smoke(options: SmokeOptions): Promise<readonly Outcome[]> {
  const context: SmokeContext = { ...options, output: outputsOf(options) };
  const left = await options.deployed.instance.testCases(testCasePrefix(options));
  if (left.known && left.value.length > 0) throw new LeftTestCasesError(left.value);
  const { campaignManager, agentPage } = options.environment;
  const checks: readonly (readonly [string, Check])[] = [
    ...(campaignManager ? [['the ingress of the Campaign Manager', ingressOutcomes] as const] : []),
    ...(agentPage ? [["the API of the agent's page", pageOutcomes] as const] : []),
    ['a threshold', thresholdOutcomes],
    ['a call', callOutcomes],
  ];
  const outcomes: Outcome[] = [];
  for (const [index, [what, check]] of checks.entries()) {
    if (options.stopped()) break;
    options.say(`${index + 1} of ${checks.length}: trying ${what} ...`);
    try {
      outcomes.push(...(await check(context)));
    } catch (error) {
      outcomes.push(failed(what, `it broke off: ${reasonOf(error)}`));
    }
  }
  return outcomes;
}

/** Each stack is asked about once. */
function outputsOf({ deployed, environment }: SmokeOptions): SmokeContext['output'] {
  const asked = new Map<string, ReturnType<Deployed['outputs']>>();
  return async (part, key) => {
    const stack = named({ environment }, part);
    const asking = asked.get(stack) ?? deployed.outputs(stack);
    asked.set(stack, asking);
    const answer = await asking;
    if (!answer.known) return { missing: whyUnknown(answer) };
    if (answer.value === null) return { missing: `the stack ${stack} is not deployed` };
    const value = answer.value[key];
    return value === undefined ? { missing: `the stack ${stack} has no output ${key}; deploy it again` } : { value };
  };
}
