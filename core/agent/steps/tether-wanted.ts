import type { TetherId } from '../../ids';
import { type AgentRecord, isFreeToMove } from '../agent';
import type { Effect } from '../effect';
import type { Tether, TetherIn } from '../tether-record';
import { decided, type Step, stepTo, unchanged } from './agent-step';

/** An agent wants a tether, and it cannot always be asked for at once. Pure; `now` is ms since the epoch. */

/** A tether that cannot be asked for is looked at again this soon at the latest. */
const longestHoldMs = 10_000;

/** On the outbound side or on the way there, free, and without a tether. */
export const wantsTether = (agent: AgentRecord): boolean => {
  const { side, move, tether, giveBack, takenOff } = agent.outbound;
  if (takenOff !== null) return false;
  const bound = move === null ? side === 'outbound' : move.to === 'outbound';
  return bound && hasOutboundSide(agent) && giveBack === null && tether === null && isFreeToMove(agent);
};

/** Whether the routing profile lets the agent work for campaigns. */
export const hasOutboundSide = ({ group, kind }: Pick<AgentRecord, 'group' | 'kind'>): boolean =>
  group !== null && kind !== 'inbound';

/** A tether is named for the command that asks for it. */
export const nextTetherId = ({ agentId, outbound }: Pick<AgentRecord, 'agentId' | 'outbound'>): TetherId =>
  `${agentId}:${outbound.fence + 1}`;

/** Wants one, from this moment on; whether it may be asked for is looked at next. */
export const wantTether = (agent: AgentRecord, now: number): Step =>
  stepTo(agent, { tether: waitingTether(1, now, now, null) }, { kind: 'start-tether' });

/** A tether that waits to be asked for: attempt `attempt`, at `retryAt` if the softphone is free then. `why`: what the one before failed for. */
export const waitingTether = (
  attempt: number,
  since: number,
  retryAt: number,
  why: string | null,
): TetherIn<'waiting'> => ({
  tetherId: `waiting-${since}-${attempt}`,
  state: 'waiting',
  attempt,
  rang: false,
  requestedAt: since,
  retryAt,
  lastsUntil: null,
  why,
});

/** A tether that is wanted cannot be asked for: looked at again, later the longer it lasts. */
export function holdTether(agent: AgentRecord, now: number, why: string): Step {
  const { tether } = agent.outbound;
  if (tether?.state !== 'waiting') return unchanged(agent);
  const retryAt = now + Math.min(longestHoldMs, Math.max(2_000, now - tether.requestedAt));
  const held = { ...tether, retryAt, why };
  const effects: Effect[] = [tetherTimer(agent, held, retryAt)];
  if (tether.why !== why) {
    const { agentId, username } = agent;
    const reason = `${username} waits for a tether: ${why}`;
    effects.push(decided({ type: 'tether.held', at: now, agentId, reason, inputs: { attempt: tether.attempt } }));
  }
  return stepTo(agent, { tether: held }, ...effects);
}

/** Looks at this tether again at `dueAt`; by then it may be another, and the timer does nothing. */
export const tetherTimer = (agent: AgentRecord, tether: Pick<Tether, 'tetherId'>, dueAt: number): Effect => ({
  kind: 'timer',
  timer: { kind: 'tether', agentId: agent.agentId, tetherId: tether.tetherId },
  dueAt,
});
