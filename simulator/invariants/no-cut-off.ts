import type { Invariant, Judgement } from './invariant';

/** How closely together a customer's end and the tether's are one event. */
const sameMomentSeconds = 0.05;

/**
 * Invariant 7: a customer or a dial in flight is never cut off by a move. A tether that is ended for a move must find the
 * agent with nothing in hand; one that breaks, or that a leaving agent takes down, is no move's doing.
 */
export const noCutOff: Invariant = (line, view, judgement) => {
  if (line.type !== 'tether.ended' || (line.why !== 'released' && line.why !== 'cancelled')) return [];
  const { dials, cutOff, move } = view.outbound.agent(line.agent);
  if (move === null || isDropped(line.agent, line.t, judgement)) return [];
  const message = (contact: string, what: string) =>
    `move ${move.decided.move} ends the tether of ${line.agent} and cuts off ${contact}, ${what}`;
  for (const { started, connected } of dials) {
    const what = connected ? 'to whom they talked' : 'who was being dialled';
    return [{ invariant: 7, message: message(started.contact, what), lines: [move.decided, started, line] }];
  }
  if (cutOff === null || line.t - cutOff.t > sameMomentSeconds) return [];
  return [
    { invariant: 7, message: message(cutOff.contact, 'to whom they talked'), lines: [move.decided, cutOff, line] },
  ];
};

/** A fault cuts off this agent's tethers now, and whoever is on them; a move that was under way says only that it is over. */
const isDropped = (username: string, t: number, { scenario }: Judgement): boolean =>
  scenario.faults.some(
    (fault) =>
      fault.kind === 'tether-drop' &&
      fault.agent === username &&
      fault.at <= t + sameMomentSeconds &&
      t - sameMomentSeconds <= fault.until,
  );
