import { buildWithWallboard } from '../in-process/application';
import { type PlayOptions, play } from '../run/play';
import type { BuildApplication } from '../run/running-application';
import type { Scenario } from '../scenario/scenario';
import type { TraceLine } from '../trace/lines';
import { delayOf, type Outcomes, outcomesOf } from './outcomes';

/** One run with one thing put in its way. */
export interface Experiment {
  /** Which line of the table it counts for. */
  readonly row: string;
  /** What was done, so that it can be done again. */
  readonly shown: string;
  readonly scenario: Scenario;
  readonly disturb?: PlayOptions['disturb'];
  readonly build?: BuildApplication;
  /** By how much clocks disagree, seconds: things may come that much too early or late. */
  readonly skewSeconds?: number;
  /** How often it struck; asked after the run. */
  readonly injected: () => number;
  /** What the undisturbed run came to, which this one is to come to as well. */
  readonly expected: () => Promise<Outcomes>;
  /** What counts as outcomes; everything unless told. */
  readonly outcomes?: (lines: readonly TraceLine[]) => Outcomes;
}

/** What came of one experiment: whether the trouble struck (`injected`: how often), and whether it was made good. */
export interface Result {
  readonly injected: number;
  /** Everything the undisturbed run came to was come to here as well. */
  readonly healed: boolean;
  /** How much later the latest of it came, seconds; `null` when not healed. */
  readonly delaySeconds: number | null;
  /** Violated invariants and failures of the application; sentences. */
  readonly wrong: readonly string[];
}

/**
 * Plays a scenario to its end with a trouble in it; what comes 2 s late, and as much later as clocks differ, is in time. `wrong`:
 * violated invariants and failures of the application.
 */
export const playThrough = async (
  scenario: Scenario,
  { disturb, build = buildWithWallboard, skewSeconds = 0 }: Partial<Experiment> = {},
  pace: PlayOptions['pace'] = undefined,
): Promise<{ readonly lines: readonly TraceLine[]; readonly wrong: readonly string[] }> => {
  const { lines, summary, failures } = await play({
    scenario,
    build,
    endSeconds: scenario.durationSeconds,
    toleranceSeconds: 2 + skewSeconds,
    earlySeconds: 0.05 + skewSeconds,
    ...(disturb && { disturb }),
    ...(pace && { pace }),
  });
  return {
    lines,
    wrong: [...failures, ...summary.violations.map(({ invariant, message }) => `invariant ${invariant}: ${message}`)],
  };
};

/** Plays an experiment and compares what it came to with the undisturbed run of the same scenario. */
export async function conduct(experiment: Experiment, pace: PlayOptions['pace'] = undefined): Promise<Result> {
  const { scenario, outcomes = outcomesOf, expected } = experiment;
  const undisturbed = await expected();
  const { lines, wrong } = await playThrough(scenario, experiment, pace);
  const delaySeconds = delayOf(undisturbed, outcomes(lines));
  return { injected: experiment.injected(), healed: delaySeconds !== null, delaySeconds, wrong };
}
