import { endInEnglish } from '../../reasons/english-of-ends';
import type { EndReason } from '../../reasons/reason';
import type { TetherEnd } from '../../vocabulary';
import type { AgentRecord } from '../agent';
import type { Effect } from '../effect';
import { isOnItsWay, type Tether, type TetherIn, type TetherOnItsWay } from '../tether-record';
import { decided, type Step, stepTo, tell, tellMs, then, unchanged } from './agent-step';
import { comeIn, failMove } from './finish-move';

/** A tether is given up before it is ready. Pure; times are ms since the epoch. */

/** Whatever there is of a call that is not ready is ended, on both ends. */
export function endTetherCall(
  agent: AgentRecord,
  tether: TetherIn<'waiting'> | TetherOnItsWay,
  at: number,
  why: string,
): Step {
  const until = tether.state === 'waiting' ? tether.retryAt : tether.expiresAt;
  const effects: Effect[] = [{ kind: 'let-go', tetherId: tether.tetherId, until }];
  if (tether.state === 'mapped') effects.push({ kind: 'stop', contactId: tether.contactId });
  if (tether.state === 'waiting') return { agent, effects };
  const told = tell(agent, {
    type: 'TetherStateChanged',
    tetherId: tether.tetherId,
    state: 'ended',
    why,
    deadline: at + tellMs,
  });
  return { agent: told.agent, effects: [...effects, ...told.effects] };
}

/**
 * Given up while it waits or is on its way: the agent is wanted elsewhere, or is not there any more. `moveOff`: what becomes of a
 * move that it was for.
 */
export function cancelTether(
  agent: AgentRecord,
  at: number,
  end: TetherEnd,
  because: EndReason,
  moveOff = failMove,
): Step {
  const why = endInEnglish(because);
  const { tether } = agent.outbound;
  if (tether?.state !== 'waiting' && !isOnItsWay(tether)) return unchanged(agent);
  // Between two attempts the first was told of; before it, nothing was.
  const announced = tether.lastsUntil !== null;
  const gone = then(endTetherCall(agent, tether, at, why), (record) =>
    stepTo(record, { tether: null, work: null }, ...(announced ? [tetherEnded(record, tether, at, end, why)] : [])),
  );
  return then(gone, (record) => (record.outbound.move ? moveOff(record, at, because) : unchanged(record)));
}

/** No tether can be had: the agent is on the inbound side instead. */
export function doWithoutTether(agent: AgentRecord, now: number, why: string): Step {
  return then(cancelTether(agent, now, 'cancelled', { code: 'no-tether', figures: { why } }), (record) =>
    record.outbound.side === 'outbound' ? comeIn(record, now) : unchanged(record),
  );
}

/**
 * The decision that says that a tether is over. What ended it may come from a late message, and is never before it was asked
 * for.
 */
export function tetherEnded(agent: AgentRecord, tether: Tether, toldAt: number, end: TetherEnd, why: string): Effect {
  const readyAt = 'readyAt' in tether ? tether.readyAt : null;
  const at = Math.max(toldAt, tether.requestedAt, readyAt ?? 0);
  return decided({
    type: 'tether.ended',
    at,
    agentId: agent.agentId,
    tetherId: tether.tetherId,
    why: end,
    reason: `the tether of ${agent.username} ended: ${why}`,
    inputs: { attempt: tether.attempt, readySeconds: readyAt === null ? null : (at - readyAt) / 1000 },
  });
}
