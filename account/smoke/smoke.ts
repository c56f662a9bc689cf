import { named } from '../../lib/deployment';
import type { Environment } from '../../lib/environments/schema';
import { whyUnknown } from '../questions';
import { ingressOutcomes } from './checks/ingress';
import { pageOutcomes } from './checks/page';
import { thresholdOutcomes } from './checks/threshold';
import type { Deployed } from './deployed';
import type { Outcome } from './outcome';

export interface SmokeOptions {
  readonly environment: Environment;
  readonly deployed: Deployed;
  /** A token of an agent for the page's API; null without one. */
  readonly token: string | null;
  /** For people: what is done next, and what to do should it be cut off. */
  readonly say: (message: string) => void;
  /** Whether a person asked to stop. */
  readonly stopped: () => boolean;
}

/** What each check gets. */
export interface SmokeContext extends SmokeOptions {
  /** An output of one of our stacks, named without `ccb-<env>-`; or why it cannot be known. */
  output(stack: string, key: string): Promise<{ readonly value: string } | { readonly missing: string }>;
}

type Check = (context: SmokeContext) => Promise<readonly Outcome[]>;

/** Tries what is deployed, one thing after the other, and leaves nothing behind. */
export async function smoke(options: SmokeOptions): Promise<readonly Outcome[]> {
  const context: SmokeContext = { ...options, output: outputsOf(options) };
  const checks: readonly (readonly [string, Check])[] = [
    ['the ingress of the Campaign Manager', ingressOutcomes],
    ["the API of the agent's page", pageOutcomes],
    ['a threshold', thresholdOutcomes],
  ];
  const outcomes: Outcome[] = [];
  for (const [index, [what, check]] of checks.entries()) {
    if (options.stopped()) break;
    options.say(`${index + 1} of ${checks.length}: trying ${what} ...`);
    outcomes.push(...(await check(context)));
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
