import type { GroupId } from '../ids';
import type { Thresholds } from '../thresholds/thresholds';
import type { GroupMode } from '../vocabulary';
import { type Directory, type GroupEntry, groupNamed } from './directory';

type Switch = Pick<Thresholds, 'rollout/mode'>;

/** By what is deployed; an admin's threshold may only take back. A group nobody knows (any more) is live: nothing is decided for it. */
export const modeOf = (directory: Directory, group: GroupId | null, thresholds: Switch): GroupMode =>
  thresholds['rollout/mode'] === 'observe' || entryOf(directory, group)?.mode === 'observe' ? 'observe' : 'live';

/** The agents of a group who take part; `null`: all of them. */
export const pilotOf = (directory: Directory, group: GroupId | null): readonly string[] | null =>
  entryOf(directory, group)?.pilot ?? null;

/** Usernames are the same in capitals, as Connect has it. */
export const isNamedIn = (pilot: readonly string[], username: string): boolean =>
  pilot.some((name) => name.toLowerCase() === username.toLowerCase());

/** Whether an agent may be planned for by name, parked, moved and put on a tether. */
export function takesPart(
  directory: Directory,
  agent: { readonly group: GroupId | null; readonly username: string },
  thresholds: Switch,
): boolean {
  return modeOf(directory, agent.group, thresholds) === 'live' && isInPilot(directory, agent);
}

/** Whether the agent is in the pilot, where there is one. */
export function isInPilot(
  directory: Directory,
  agent: { readonly group: GroupId | null; readonly username: string },
): boolean {
  const pilot = pilotOf(directory, agent.group);
  return pilot === null || isNamedIn(pilot, agent.username);
}

/** What the outbound life of an agent goes by: for those who do not take part it ends, as if blending were switched off. */
export const thresholdsFor = (
  directory: Directory,
  agent: { readonly group: GroupId | null; readonly username: string },
  thresholds: Thresholds,
): Thresholds => (takesPart(directory, agent, thresholds) ? thresholds : { ...thresholds, 'blend/enabled': false });

const entryOf = (directory: Directory, group: GroupId | null): GroupEntry | undefined =>
  group === null ? undefined : groupNamed(directory, group);
