import type { TetherId } from '../../ids';
import { thresholdDefinitions } from '../../thresholds/thresholds';
import { type AgentRecord, isFreeToMove } from '../agent';
import { isOnItsWay, type TetherIn } from '../tether-record';
import { decided, type Step, stepTo, then, unchanged } from './agent-step';
import { endTetherCall } from './cancel-tether';
import { failMove } from './finish-move';
import { noteUnmapped, tokenGraceMs } from './tether-on-its-way';
import {
  firstBackOffMs,
  isWorthAnAttempt,
  shortestAttemptMs,
  type TetherAttempt,
  type TetherRules,
} from './tether-rules';
import { tetherTimer, waitingTether } from './tether-wanted';

/** Attempts that fail: the next one after a back-off, until none is left. Pure; times are ms since the epoch. */

/** More failures in a row than anybody can ask to be counted. */
const mostCounted = thresholdDefinitions['tether/give-up-after'].max;

/** This attempt failed: the next one follows after a back-off, if one is left. */
export function failAttempt(agent: AgentRecord, rules: TetherRules, at: number, why: string): Step {
  const { tether } = agent.outbound;
  if (!isOnItsWay(tether)) return unchanged(agent);
  return then(endTetherCall(agent, tether, at, why), (record) => tryAgain(record, tether, rules, at, why));
}

/** The next attempt after a back-off, or none: then the move they were on is off too. */
export function tryAgain(agent: AgentRecord, tether: TetherAttempt, rules: TetherRules, at: number, why: string): Step {
  const attempts = rules.thresholds['tether/attempts'];
  const retryAt = at + firstBackOffMs * 2 ** (tether.attempt - 1);
  if (tether.attempt < attempts && isWorthAnAttempt(tether, retryAt)) {
    const { rang, lastsUntil } = tether;
    const next = { ...waitingTether(tether.attempt + 1, at, retryAt, why), rang, lastsUntil };
    return stepTo(agent, { tether: next }, tetherTimer(agent, next, retryAt));
  }
  return failTether(agent, tether, rules, at, why);
}

/** No attempt is left, or no time for one. */
function failTether(agent: AgentRecord, tether: TetherAttempt, rules: TetherRules, at: number, why: string): Step {
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
