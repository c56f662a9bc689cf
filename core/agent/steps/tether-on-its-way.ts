import type { ContactId, TetherId } from '../../ids';
import type { AgentRecord } from '../agent';
import { isOnItsWay, type Tether, type TetherOnItsWay } from '../tether-record';
import { decided, type Step, stepTo, tell, then, unchanged } from './agent-step';
import { allAttemptsMs, type TetherRules } from './tether-rules';
import { tetherTimer } from './tether-wanted';

/**
 * The tether until it is mapped (docs/blending.md#the-tether-and-its-icon); what its attempts come to is in `tether-attempts.ts`, what
 * follows on the softphone in `tether-on-softphone.ts`, its end in `tether-end.ts`. Pure; `at` is when the thing happened, `now`
 * when it is judged, both ms since the epoch.
 *
 *   wanted -> waiting -> requested -> dialling -> answered -> mapped -> ready -> (ending) -> gone
 *                 ^          '-----------'-----------'----- unmapped ---' attempt failed: waiting again, or failed
 */

/** How long a call that is up may go without its token before the icon shows grey. */
export const tokenGraceMs = 3_000;

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
