import type { Directory } from '../../group/directory';
import type { ContactId, TetherId } from '../../ids';
import { endInEnglish } from '../../reasons/english-of-ends';
import type { EndReason } from '../../reasons/reason';
import { type Thresholds, thresholdDefinitions } from '../../thresholds/thresholds';
import type { TetherEnd } from '../../vocabulary';
import { type AgentRecord, isFreeToMove } from '../agent';
import type { Effect } from '../effect';
import { isOnItsWay, type Tether, type TetherIn, type TetherOnItsWay } from '../tether-record';
import { decided, type Step, stepTo, tell, tellMs, then, unchanged } from './agent-step';
import { comeIn, failMove } from './move-steps';

/**
 * The tether, step by step (docs/blending.md#the-tether-and-its-icon): here until it is mapped, in `tether-on-softphone.ts`
 * from there on, in `tether-end.ts` its end. Every function is pure; `at` is when the thing happened, `now` when it is judged,
 * both ms since the epoch.
 *
 *   wanted -> waiting -> requested -> dialling -> answered -> mapped -> ready -> (ending) -> gone
 *                 ^          '-----------'-----------'----- unmapped ---' attempt failed: waiting again, or failed
 */
export interface TetherRules {
  readonly thresholds: Thresholds;
  readonly directory: Directory;
}

/** How long a call that is up may go without its token before the icon shows grey. */
export const tokenGraceMs = 3_000;
/** A tether that cannot be asked for is looked at again this soon at the latest. */
const longestHoldMs = 10_000;
/** More failures in a row than anybody can ask to be counted. */
const mostCounted = thresholdDefinitions['tether/give-up-after'].max;
/** Back-off after the first failed attempt; it doubles with each. */
const firstBackOffMs = 2_000;

/** With less time left than this no attempt is made: placing, mapping and ringing take some three seconds. */
const shortestAttemptMs = 5_000;

/** How long all attempts may take with their back-offs, milliseconds (docs/scenarios.md#invariant-5). */
export const allAttemptsMs = (thresholds: Thresholds): number => {
  const attempts = thresholds['tether/attempts'];
  return attempts * thresholds['tether/timeout-seconds'] * 1000 + firstBackOffMs * (2 ** (attempts - 1) - 1);
};

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
  stepTo(agent, { tether: waiting(1, now, now, null) }, { kind: 'start-tether' });

const waiting = (attempt: number, since: number, retryAt: number, why: string | null): TetherIn<'waiting'> => ({
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

/** Asks the Campaign Manager to place the call. The token goes out with the command and is kept nowhere else in clear. */
export function requestTether(
  agent: AgentRecord,
  rules: TetherRules,
  request: { readonly now: number; readonly tetherId: TetherId; readonly token: string },
): Step {
  const { now, tetherId, token } = request;
  const waited = agent.outbound.tether?.state === 'waiting' ? agent.outbound.tether : null;
  const attempt = waited?.attempt ?? 1;
  const seconds = rules.thresholds['tether/timeout-seconds'];
  const lastsUntil = waited?.lastsUntil ?? now + allAttemptsMs(rules.thresholds);
  const expiresAt = Math.ceil(Math.min(now + seconds * 1000, lastsUntil));
  const tether: Tether = {
    ...{ tetherId, state: 'requested', fence: agent.outbound.fence + 1, attempt, rang: waited?.rang ?? false },
    ...{ requestedAt: now, expiresAt, lastsUntil, campaigns: agent.campaigns },
  };
  const { agentId, username } = agent;
  const requested = stepTo(
    agent,
    { tether, work: null },
    tetherTimer(agent, tether, expiresAt),
    // Who comes by a move was decided on; of others a decision learns here that callers may need them held.
    ...(agent.kind === 'blended' && agent.outbound.move === null ? [{ kind: 'rebalance' } as const] : []),
    decided({
      type: 'tether.requested',
      at: now,
      agentId,
      tetherId,
      attempt,
      reason: `${username} is Available for campaigns: tether asked for, attempt ${attempt} of ${rules.thresholds['tether/attempts']}`,
      inputs: { 'tether/timeout-seconds': seconds, 'tether/attempts': rules.thresholds['tether/attempts'] },
    }),
  );
  return then(requested, (record) =>
    tell(record, {
      type: 'ChangeAgentState',
      username,
      group: record.group ?? '',
      state: 'available',
      deadline: expiresAt,
      tether: { tetherId, number: rules.directory.tether?.number ?? '', token, attempt, expiresAt },
      campaigns: [...agent.campaigns],
      reason: 'the agent is Available',
    }),
  );
}

const tetherTimer = (agent: AgentRecord, tether: Pick<Tether, 'tetherId'>, dueAt: number): Effect => ({
  kind: 'timer',
  timer: { kind: 'tether', agentId: agent.agentId, tetherId: tether.tetherId },
  dueAt,
});

/** The token was right: this contact is the agent's, and the agent is to be rung. */
export function mapTetherTo(agent: AgentRecord, contactId: ContactId, at: number): Step {
  const { tether } = agent.outbound;
  if (!isOnItsWay(tether)) return unchanged(agent);
  return stepTo(
    agent,
    { tether: { ...onItsWay(tether), state: 'mapped', contactId } },
    decided({
      type: 'tether.mapped',
      at,
      agentId: agent.agentId,
      tetherId: tether.tetherId,
      contactId,
      reason: `the token was right: the call is ${agent.username}'s tether`,
      inputs: { attempt: tether.attempt },
    }),
  );
}

/** What a tether has in each state on its way. */
const onItsWay = (tether: TetherOnItsWay) => {
  const { tetherId, fence, attempt, rang, requestedAt, expiresAt, lastsUntil, campaigns } = tether;
  return { tetherId, fence, attempt, rang, requestedAt, expiresAt, lastsUntil, campaigns };
};

/** The call is placed, or up, as the Campaign Manager tells. */
export function noteProgress(agent: AgentRecord, state: 'dialling' | 'answered', at: number): Step {
  const { tether } = agent.outbound;
  if (tether === null || (tether.state !== 'requested' && tether.state !== 'dialling')) return unchanged(agent);
  if (state === tether.state) return unchanged(agent);
  if (state === 'dialling') return stepTo(agent, { tether: { ...tether, state } });
  const up: Tether = { ...tether, state, upAt: at };
  return stepTo(agent, { tether: up }, tetherTimer(agent, up, at + tokenGraceMs));
}

/** The call is up and no token came: the icon turns grey. */
export function noteUnmapped(agent: AgentRecord, at: number): Step {
  const { tether } = agent.outbound;
  if (!isOnItsWay(tether)) return unchanged(agent);
  const { agentId, username } = agent;
  return stepTo(
    agent,
    { tether: { ...onItsWay(tether), state: 'unmapped' } },
    decided({
      type: 'tether.unmapped',
      at,
      agentId,
      tetherId: tether.tetherId,
      reason: `the call for ${username} is up, but its token was wrong, late or missing`,
      inputs: { attempt: tether.attempt },
    }),
  );
}

/** This attempt failed: the next one follows after a back-off, if one is left. */
export function failAttempt(agent: AgentRecord, rules: TetherRules, at: number, why: string): Step {
  const { tether } = agent.outbound;
  if (!isOnItsWay(tether)) return unchanged(agent);
  return then(endCall(agent, tether, at, why), (record) => tryAgain(record, tether, rules, at, why));
}

/** What the next attempt takes over from this one. `lastsUntil`: see the record. */
type Attempt = Pick<Tether, 'tetherId' | 'attempt' | 'requestedAt'> & {
  readonly rang: boolean;
  readonly lastsUntil: number | null;
};

/** The next attempt after a back-off, or none: then the move they were on is off too. */
export function tryAgain(agent: AgentRecord, tether: Attempt, rules: TetherRules, at: number, why: string): Step {
  const attempts = rules.thresholds['tether/attempts'];
  const retryAt = at + firstBackOffMs * 2 ** (tether.attempt - 1);
  if (tether.attempt < attempts && isWorthAnAttempt(tether, retryAt)) {
    const { rang, lastsUntil } = tether;
    const next = { ...waiting(tether.attempt + 1, at, retryAt, why), rang, lastsUntil };
    return stepTo(agent, { tether: next }, tetherTimer(agent, next, retryAt));
  }
  return failTether(agent, tether, rules, at, why);
}

/** Whether what is left of the time of all attempts is enough for one that begins at `at`. */
const isWorthAnAttempt = ({ lastsUntil }: Attempt, at: number): boolean =>
  lastsUntil === null || at <= lastsUntil - shortestAttemptMs;

/** No attempt is left, or no time for one. */
function failTether(agent: AgentRecord, tether: Attempt, rules: TetherRules, at: number, why: string): Step {
  const attempts = rules.thresholds['tether/attempts'];
  const { tetherId, attempt, requestedAt } = tether;
  const { agentId, username } = agent;
  const { unanswered } = agent.outbound;
  const given = stepTo(
    agent,
    {
      tether: { tetherId, state: 'failed', attempt, requestedAt, why },
      ...(tether.rang && { unanswered: { ...unanswered, tethers: [...unanswered.tethers, at].slice(-mostCounted) } }),
    },
    { kind: 'timer', timer: { kind: 'tether-failed', agentId, failedAt: at }, dueAt: at },
    decided({
      type: 'tether.failed',
      at,
      agentId,
      tetherId,
      reason: `no tether for ${username} after ${attempt} of ${attempts} attempts: ${why}`,
      inputs: { attempt, 'tether/attempts': attempts },
    }),
    { kind: 'rebalance' },
  );
  return then(given, (record) =>
    record.outbound.move ? failMove(record, at, { code: 'tether-failed', figures: { why } }) : unchanged(record),
  );
}

/** Whatever there is of a call that is not ready is ended, on both ends. */
function endCall(agent: AgentRecord, tether: TetherIn<'waiting'> | TetherOnItsWay, at: number, why: string): Step {
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
  const gone = then(endCall(agent, tether, at, why), (record) =>
    stepTo(record, { tether: null, work: null }, ...(announced ? [ended(record, tether, at, end, why)] : [])),
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
export function ended(agent: AgentRecord, tether: Tether, toldAt: number, end: TetherEnd, why: string): Effect {
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

/** The time of an attempt is over, its back-off has passed, or its token is due. Answers when to look again. */
export function onTetherTimer(agent: AgentRecord, rules: TetherRules, tetherId: TetherId, now: number): Step {
  const { tether } = agent.outbound;
  if (tether === null || tether.tetherId !== tetherId) return unchanged(agent);
  switch (tether.state) {
    case 'waiting':
      return onWaiting(agent, tether, rules, now);
    case 'answered':
      if (now >= tether.upAt + tokenGraceMs && now < tether.expiresAt) return noteUnmapped(agent, now);
      break;
    default:
  }
  if (!isOnItsWay(tether) || now < tether.expiresAt) return unchanged(agent);
  return failAttempt(agent, rules, now, `nobody was on it within ${rules.thresholds['tether/timeout-seconds']} s`);
}

/** The back-off has passed: the next attempt, unless the softphone is taken, and then no longer than all attempts last. */
function onWaiting(agent: AgentRecord, tether: TetherIn<'waiting'>, rules: TetherRules, now: number): Step {
  const { lastsUntil } = tether;
  if (!isWorthAnAttempt(tether, now)) {
    return failTether(agent, tether, rules, now, tether.why ?? 'the softphone was not free in time');
  }
  if (isFreeToMove(agent)) return { agent, effects: [{ kind: 'start-tether' }] };
  const again = lastsUntil === null ? [] : [tetherTimer(agent, tether, lastsUntil - shortestAttemptMs + 1)];
  return { agent, effects: again };
}
