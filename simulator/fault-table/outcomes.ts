import type { TraceLine } from '../trace/lines';

/** What callers, customers and moves came to in a run, and when (seconds): what a fault may delay, but not prevent. */
export type Outcomes = ReadonlyMap<string, number>;

/**
 * A caller may be answered by another agent, or reach voicemail instead: what counts is that nobody is left over. Of agents
 * it is that each who had a tether has one.
 */
export function outcomesOf(lines: readonly TraceLine[]): Outcomes {
  const outcomes = new Map<string, number>();
  const note = (what: string, t: number) => {
    if (!outcomes.has(what)) outcomes.set(what, t);
  };
  for (const line of lines) {
    switch (line.type) {
      case 'call.answered':
      case 'call.abandoned':
      case 'call.voicemail':
      case 'call.refused':
        note(`caller ${line.call}`, line.t);
        break;
      case 'contact.state':
        if (line.state === 'completed' || line.state === 'closed') note(`customer ${line.contact}`, line.t);
        break;
      case 'tether.connected':
        note(`tether of ${line.agent}`, line.t);
        break;
    }
  }
  return outcomes;
}

/** What callers came to, who come in a scenario whatever happens: dials and moves may be others when something goes wrong all the time. */
export const callersOf = (lines: readonly TraceLine[]): Outcomes =>
  new Map([...outcomesOf(lines)].filter(([what]) => what.startsWith('caller ')));

/** How much later the last outcome of all came than in the undisturbed run, seconds; `null` when one did not come. */
export function delayOf(undisturbed: Outcomes, disturbed: Outcomes): number | null {
  let longest = 0;
  for (const [what, t] of undisturbed) {
    const later = disturbed.get(what);
    if (later === undefined) return null;
    longest = Math.max(longest, later - t);
  }
  return longest;
}
