import type { Invocation } from '../../local-cloud/cloud';
import { applicationOnTemplate } from '../../local-cloud/on-template/application-on-template';
import { buildInProcess } from '../../simulator/in-process/application';
import type { Played } from '../../simulator/run/play';
import { isCalm, type Scenario } from '../../simulator/scenario/scenario';
import { withoutFreeText } from '../../simulator/trace/alike';
import { playOn } from '../scenarios/scenario-files';
import { expectations } from '../simulator/scenarios/expectations';
import { unmet } from '../simulator/scenarios/match';
import { sharedAssembly } from './shared-assembly';

/** What the run under way asked of AWS; runs come one after another. */
let invocations: Invocation[] = [];
const build = applicationOnTemplate({
  assemble: sharedAssembly,
  onInvocation: (invocation) => invocations.push(invocation),
});

/** Of the last run, by invocation. */
export const requestsOf = (functionName: string): readonly (readonly string[])[] =>
  invocations.filter((invocation) => invocation.functionName === functionName).map(({ requests }) => requests);

/** What the server had to do on Connect's 2-per-second APIs in the last run (docs/architecture.md#budgets). */
export const serverCalls = (): readonly string[] =>
  requestsOf('connect-commands')
    .flat()
    .filter((request) => request.startsWith('connect:'));

/** Plays a scenario and expects that nothing failed and no invariant was violated. */
export async function playLive(scenario: Scenario): Promise<Played> {
  invocations = [];
  const live = await playOn(build, scenario);
  expect(live.failures).toEqual([]);
  expect(live.summary.violations).toEqual([]);
  return live;
}

/** Plays a scenario of scenarios and expects what it was written for, and where it is calm the trace of simulate. */
export async function playsAsExpected(name: string, scenario: Scenario): Promise<void> {
  const live = await playLive(scenario);
  const expectation = expectations[name];
  if (!expectation) throw new Error(`scenario ${name} has no entry in expectations.ts`);
  expect(unmet(expectation, live.lines)).toEqual([]);
  if (isCalm(scenario)) await isAlikeInProcess(live, scenario);
}

/** Both runners have to write the same trace (docs/scenarios.md#the-trace). */
export async function isAlikeInProcess(live: Played, scenario: Scenario): Promise<void> {
  const simulated = await playOn(buildInProcess, scenario);
  expect(withoutFreeText(live.lines)).toEqual(withoutFreeText(simulated.lines));
}
