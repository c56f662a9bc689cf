import type { BlendView, WaitingCaller } from '../blending/blend-view';
import { planMoves } from '../blending/plan-moves';
import type { Thresholds } from '../thresholds/thresholds';
import type { GroupMode } from '../vocabulary';
import type { NextFetch, NobodyFetched } from './snapshot';

/**
 * For whom of these callers somebody is fetched next, and whom: the very decision is asked, as it would be made at the moment the
 * caller reaches the threshold. `null`: all of them are being rung. Nothing else changes until then, which nobody can promise.
 */
export function whomToFetch(
  callers: readonly WaitingCaller[],
  view: BlendView,
  { thresholds, mode }: { readonly thresholds: Thresholds; readonly mode: GroupMode },
  now: number,
): NextFetch | null {
  const caller = [...callers].filter(({ ringing }) => !ringing).sort((a, b) => a.queuedAt - b.queuedAt)[0];
  if (caller === undefined) return null;
  const { callId, queuedAt: waitingSince } = caller;
  const dueAt = waitingSince + thresholds['blend-to-inbound/wait-seconds'] * 1000;
  const plan = planMoves({ ...view, manual: [] }, thresholds, Math.max(now, dueAt));
  const move = plan.moves.find((planned) => planned.rule === 'caller-waiting' && planned.callId === callId);
  const because = whyNobody(caller, view, thresholds);
  if (move === undefined) return { callId, waitingSince, dueAt, fetches: null, unless: because };
  const { agentId, username, when } = move;
  return {
    ...{ callId, waitingSince, dueAt },
    fetches: { agentId, agent: username, comes: when, because: move.because },
    unless: mode === 'observe' ? 'observed' : null,
  };
}

function whyNobody(caller: WaitingCaller, view: BlendView, thresholds: Thresholds): NobodyFetched {
  if (!thresholds['blend/enabled']) return 'blending-off';
  if (caller.idleAgentCanTake) return 'idle-agent';
  if (!view.callers.some(({ callId }) => callId === caller.callId)) return 'not-read';
  if (view.moves.some(({ rule }) => rule === 'caller-waiting')) return 'on-the-way';
  return caller.eligibleOutbound.some((agentId) => !caller.tried.includes(agentId)) ? 'nobody-free' : 'nobody-eligible';
}
