import type { LedgerMove } from '../group/group-ledger';
import type { CallId } from '../ids';
import type { EndReason } from '../reasons/reason';
import type { CancelledMove, WaitingCaller } from './blend-view';
import type { Situation } from './situation';

/** Agents on their way to inbound for callers, by what has become of the callers. */
export interface FetchesInFlight {
  /** By the call in need they come for; one each. */
  readonly paired: ReadonlyMap<CallId, LedgerMove>;
  /** How many come now though their caller needs nobody any more: each serves the next caller instead. */
  readonly spare: number;
  /** To come after work for callers who need nobody at the moment but may again: they are being rung, for one. */
  readonly standby: readonly LedgerMove[];
  /** To come after work for callers who are gone, or for whom another comes sooner. */
  readonly useless: readonly CancelledMove[];
}

/** Each caller in need counts one agent, those who come at once before those who come after work. */
export function fetchesInFlight({ view, inFlight }: Situation, needing: readonly WaitingCaller[]): FetchesInFlight {
  const inNeed = new Set(needing.map((caller) => caller.callId));
  const inQueue = new Set(view.callers.map((caller) => caller.callId));
  const fetches = inFlight.inbound.filter((move) => move.rule === 'caller-waiting');
  const atOnce = fetches.filter((move) => move.when === 'now');
  const afterWork = fetches.filter((move) => move.when === 'after-work');

  const paired = new Map<CallId, LedgerMove>();
  const pair = (move: LedgerMove): boolean => {
    if (move.callId === null || !inNeed.has(move.callId) || paired.has(move.callId)) return false;
    paired.set(move.callId, move);
    return true;
  };
  const spare = atOnce.filter((move) => !pair(move)).length;
  const standby: LedgerMove[] = [];
  const useless: CancelledMove[] = [];
  for (const move of afterWork) {
    if (pair(move)) continue;
    if (move.callId !== null && paired.has(move.callId)) {
      useless.push(cancelled(move, { code: 'somebody-sooner', figures: { agent: move.username } }));
    } else if (move.callId !== null && inQueue.has(move.callId)) {
      standby.push(move);
    } else {
      useless.push(cancelled(move, { code: 'caller-gone', figures: { agent: move.username } }));
    }
  }
  return { paired, spare, standby, useless };
}

/** A move of the ledger as one to be called off, with the reason that is logged. */
export const cancelled = ({ moveId, agentId }: LedgerMove, because: EndReason): CancelledMove => ({
  moveId,
  agentId,
  because,
});
