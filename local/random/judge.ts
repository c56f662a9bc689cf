import { play } from '../runner/play';
import type { BuildStage } from '../runner/stage';
import { readScenario } from '../scenario/read-scenario';
import type { Json } from './values';

/** What is wrong with a run: the invariant that was violated, or `failure` (exit code 3), with a sentence. */
export interface Wrong {
  readonly what: string;
  readonly message: string;
}

/** Plays a scenario file to its end and answers what is wrong with it. A file nobody could play is a mistake of its maker. */
export async function judge(file: Json, build: BuildStage): Promise<readonly Wrong[]> {
  const read = readScenario('random', JSON.stringify(file));
  if (!read.ok) throw new Error(`a random scenario cannot be played:\n${read.problems.join('\n')}`);
  const { scenario } = read;
  const played = await play({ scenario, build, endSeconds: scenario.durationSeconds, toleranceSeconds: 2 });
  return [
    ...played.failures.map((message) => ({ what: 'failure', message })),
    ...played.summary.violations.map(({ invariant, message }) => ({ what: `invariant ${invariant}`, message })),
  ];
}
