import type { TraceLine } from './lines';

/** What is told of an agent at once, and may have been told before what it followed from in the same moment. */
const consequences: Readonly<Partial<Record<TraceLine['type'], ReadonlySet<TraceLine['type']>>>> = {
  // It is told when the Campaign Manager hears of it; the agent may have been taken off for it meanwhile.
  'preview.decided': new Set(['agent.taken-off']),
  // It is told when the application hears of it; Connect may have rung the agent, or let them call out, meanwhile.
  'tether.ended': new Set(['offer.ringing', 'callout.started']),
};

/** Where a line stands that would come at `place`: before the lines of the same moment that followed from it. */
export function placeInMoment(lines: readonly TraceLine[], place: number, line: TraceLine): number {
  const followed = consequences[line.type];
  if (followed === undefined || !('agent' in line)) return place;
  let first = place;
  for (let at = place - 1; at >= 0; at--) {
    const before = lines[at];
    if (before === undefined || before.t !== line.t) break;
    if (followed.has(before.type) && 'agent' in before && before.agent === line.agent) first = at;
  }
  return first;
}
