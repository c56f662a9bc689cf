import { printed } from '../../documents/told';
import { type Played, type PlayOptions, play } from '../run/play';
import type { BuildApplication } from '../run/running-application';
import { readScenario } from '../scenario/read-scenario';
import { isCalm } from '../scenario/scenario';
import { firstDifference } from '../trace/alike';
import type { Json } from './values';

/** A stage that scenarios are played on, by the name it has in messages. */
export interface NamedStage {
  readonly name: string;
  readonly build: BuildApplication;
}

/**
 * What is wrong with a run: the invariant that was violated, `failure` (exit code 3) or `difference` (two stages do not
 * agree), with a sentence.
 */
export interface Wrong {
  readonly what: string;
  readonly message: string;
}

/**
 * Plays a scenario file to its end on each stage and answers what is wrong with it. A calm one has to give the same trace on
 * all of them. A file nobody could play is a mistake of its maker.
 */
export async function judge(
  file: Json,
  stages: readonly NamedStage[],
  pace: PlayOptions['pace'] = undefined,
): Promise<readonly Wrong[]> {
  const read = readScenario('random', JSON.stringify(file));
  if (!read.ok) throw new Error(`a random scenario cannot be played:\n${read.problems.map(printed).join('\n')}`);
  const { scenario } = read;
  const wrong: Wrong[] = [];
  const traces: { readonly stage: string; readonly lines: Played['lines'] }[] = [];
  for (const { name, build } of stages) {
    const played = await play({
      ...{ scenario, build, endSeconds: scenario.durationSeconds, toleranceSeconds: 2 },
      ...(pace && { pace }),
    });
    const where = stages.length > 1 ? `${name}: ` : '';
    wrong.push(
      ...played.failures.map((message) => ({ what: 'failure', message: `${where}${message}` })),
      ...played.summary.violations.map(({ invariant, message }) => ({
        ...{ what: `invariant ${invariant}`, message: `${where}${message}` },
      })),
    );
    traces.push({ stage: name, lines: played.lines });
  }
  const [first, ...others] = traces;
  if (first === undefined || !isCalm(scenario)) return wrong;
  for (const other of others) {
    const difference = firstDifference(first, other);
    if (difference !== null) wrong.push({ what: 'difference', message: difference });
  }
  return wrong;
}
