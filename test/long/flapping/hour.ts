import { defaultThresholds, type Thresholds } from '../../../core/thresholds/thresholds';
import type { MoveRule } from '../../../core/vocabulary';
import { RefusedError } from '../../../documents/told';
import { play } from '../../../simulator/run/play';
import { readScenario } from '../../../simulator/scenario/read-scenario';
import type { TraceLine } from '../../../simulator/trace/lines';
import { type FiguresTold, tellingFigures } from './figures-told';
import { countsOf, flapping } from './moves-of-hour';

export const hourSeconds = 3_600;

/** One group of an hour, by itself: queue and campaign have its name. */
export interface GroupOfHour {
  readonly thresholds: Partial<Thresholds>;
  /** As in a scenario file, without the group. */
  readonly agents: readonly object[];
  /** Calls for its queue, as in a scenario file, without id and queue. */
  readonly calls?: readonly object[];
  /** What its campaign has to do, from 0 on. */
  readonly told: readonly Omit<FiguresTold, 'campaign'>[];
}

export interface PlayedHour {
  readonly lines: readonly TraceLine[];
  /** How often each agent was moved by each rule; who was not moved is left out. */
  readonly moves: Readonly<Record<string, Partial<Record<MoveRule, number>>>>;
}

/**
 * Plays an hour of groups that have nothing to do with one another through the whole application in process, and expects
 * that nothing failed, no invariant was violated and nobody flapped. Its campaigns dial nobody, so agents on a tether
 * stay idle.
 */
export async function playHour(
  groups: Readonly<Record<string, GroupOfHour>>,
  more: { readonly seed?: number; readonly latency?: 'none' | 'typical' } = {},
): Promise<PlayedHour> {
  const file = {
    name: 'an-hour',
    durationSeconds: hourSeconds,
    ...more,
    groups: Object.entries(groups).map(([name, { thresholds }]) => ({
      name,
      queues: [`${name}-inbound`],
      campaigns: [name],
      thresholds,
    })),
    agents: Object.entries(groups).flatMap(([group, { agents }]) => agents.map((agent) => ({ group, ...agent }))),
    calls: Object.entries(groups).flatMap(([group, { calls = [] }]) =>
      calls.map((call, index) => ({ id: `${group}-${index + 1}`, queue: `${group}-inbound`, ...call })),
    ),
    campaigns: Object.keys(groups).map((name) => ({
      name,
      contacts: 1_000,
      pacing: { mode: 'progressive' },
      startAt: 2 * hourSeconds,
    })),
  };
  const read = readScenario('an hour', JSON.stringify(file));
  if (!read.ok) throw new RefusedError(read.problems);
  const told = Object.entries(groups).flatMap(([campaign, group]) =>
    group.told.map((figures) => ({ ...figures, campaign })),
  );
  const { scenario } = read;
  const { lines, failures, summary } = await play({
    scenario,
    build: tellingFigures(told),
    endSeconds: hourSeconds,
    toleranceSeconds: 2,
  });
  const groupNames = new Map(scenario.agents.map(({ username, group }) => [username, group]));
  const groupOf = (agent: string) => {
    const name = groupNames.get(agent) ?? '';
    return { name, limits: { ...defaultThresholds, ...groups[name]?.thresholds } };
  };
  expect(failures).toEqual([]);
  expect(summary.violations).toEqual([]);
  expect(flapping(lines, groupOf)).toEqual([]);
  return { lines, moves: countsOf(lines) };
}

/** Values by turns, each for so many seconds, until the hour is over. */
export const byTurns = <A>(seconds: number, ...values: readonly A[]): readonly (A & { readonly at: number })[] =>
  Array.from({ length: Math.ceil(hourSeconds / seconds) }, (_, turn) => ({
    at: turn * seconds,
    ...(values[turn % values.length] as A),
  }));
