import { type AgentContact, type AgentRecord, customerCalls, isIdle, isRefused, isRinging, isTalking } from './agent';
import { decided, type Effect, type Step, stepTo, tell, tellMs, tellState, then, unchanged } from './agent-step';
import type { Directory } from './directory';
import { completeMoveOut, failMove, finishMoveIn } from './move-steps';
import type { AgentMove, GiveBack, Tether, TetherEnd } from './outbound';
import type { Thresholds } from './thresholds';

/**
 * The tether, step by step (DESIGN.md section 6). Every function is pure; `at` is when the thing happened, `now` when
 * it is judged, both ms since the epoch.
 *
 *   wanted -> waiting -> requested -> dialling -> answered -> mapped -> ready -> (ending) -> gone
 *                 ^          '-----------'-----------'----- unmapped ---' attempt failed: waiting again, or failed
 */
export interface TetherRules {
  readonly thresholds: Thresholds;
  readonly directory: Directory;
  readonly campaigns: readonly string[];
}

/** How long a call that is up may go without its token before the icon shows grey. */
export const tokenGraceMs = 3_000;
/** The page clears an ended tether at once; whoever's does not is helped by the server after this. */
export const clearGraceMs = 1_000;
/** A tether that held shorter than this counts as a failed attempt: else one that drops at once would be dialled for ever. */
const provenMs = 10_000;
/** A tether that cannot be asked for is looked at again this soon at the latest. */
const longestHoldMs = 10_000;
/** Back-off after the first failed attempt; it doubles with each. */
const firstBackOffMs = 2_000;

/** On the outbound side or on the way there, free, and without a tether. */
export const wantsTether = (agent: AgentRecord): boolean => {
  const { side, move, tether, giveBack } = agent.outbound;
  const bound = move === null ? side === 'outbound' : move.to === 'outbound';
  return bound && agent.group !== null && giveBack === null && tether === null && isIdle(agent);
};

/** Wants one, from this moment on; whether it may be asked for is looked at next. */
export const wantTether = (agent: AgentRecord, now: number): Step =>
  stepTo(agent, { tether: waiting(1, now, now, null) }, { kind: 'start-tether' });

const waiting = (attempt: number, since: number, retryAt: number, why: string | null): Tether => ({
  tetherId: `waiting-${since}-${attempt}`,
  state: 'waiting',
  attempt,
  requestedAt: since,
  expiresAt: retryAt,
  upAt: null,
  contactId: null,
  readyAt: null,
  retryAt,
  why,
  endingFor: null,
});

/** A tether that is wanted cannot be asked for: looked at again, later the longer it lasts. */
export function holdTether(agent: AgentRecord, now: number, why: string): Step {
  const { tether } = agent.outbound;
  if (tether?.state !== 'waiting') return unchanged(agent);
  const retryAt = now + Math.min(longestHoldMs, Math.max(2_000, now - tether.requestedAt));
  const held = { ...tether, retryAt, expiresAt: retryAt, why };
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
  request: { readonly now: number; readonly tetherId: string; readonly token: string },
): Step {
  const { now, tetherId, token } = request;
  const attempt = agent.outbound.tether?.attempt ?? 1;
  const seconds = rules.thresholds['tether/timeout-seconds'];
  const expiresAt = Math.ceil(now + seconds * 1000);
  const tether: Tether = {
    ...waiting(attempt, now, now, null),
    tetherId,
    state: 'requested',
    expiresAt,
    retryAt: null,
  };
  const { agentId, username } = agent;
  const requested = stepTo(
    agent,
    { tether, work: null },
    tetherTimer(agent, tether, expiresAt),
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
      campaigns: [...rules.campaigns],
      reason: 'the agent is Available',
    }),
  );
}

const tetherTimer = (agent: AgentRecord, tether: Tether, dueAt: number): Effect => ({
  kind: 'timer',
  timer: { kind: 'tether', agentId: agent.agentId, tetherId: tether.tetherId },
  dueAt,
});

/** The token was right: this contact is the agent's, and the agent is to be rung. */
export function mapTetherTo(agent: AgentRecord, contactId: string, at: number): Step {
  const { tether } = agent.outbound;
  if (tether === null) return unchanged(agent);
  return stepTo(
    agent,
    { tether: { ...tether, state: 'mapped', contactId } },
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

/** The call is placed, or up, as the Campaign Manager tells. */
export function noteProgress(agent: AgentRecord, state: 'dialling' | 'answered', at: number): Step {
  const { tether } = agent.outbound;
  if (tether === null || (tether.state !== 'requested' && tether.state !== 'dialling')) return unchanged(agent);
  if (state === 'dialling') return stepTo(agent, { tether: { ...tether, state } });
  const up: Tether = { ...tether, state, upAt: at };
  return stepTo(agent, { tether: up }, tetherTimer(agent, up, at + tokenGraceMs));
}

/** Up, but nobody's: the icon turns grey. */
export function noteUnmapped(agent: AgentRecord, at: number): Step {
  const { tether } = agent.outbound;
  if (tether === null) return unchanged(agent);
  const { agentId, username } = agent;
  return stepTo(
    agent,
    { tether: { ...tether, state: 'unmapped' } },
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

/** This attempt came to nothing: the next one after a back-off, or none is left. */
export function failAttempt(agent: AgentRecord, rules: TetherRules, at: number, why: string): Step {
  const { tether } = agent.outbound;
  if (tether === null) return unchanged(agent);
  return then(endCall(agent, tether, at, why), (record) => tryAgain(record, tether, rules, at, why));
}

function tryAgain(agent: AgentRecord, tether: Tether, rules: TetherRules, at: number, why: string): Step {
  const attempts = rules.thresholds['tether/attempts'];
  if (tether.attempt < attempts) {
    const retryAt = at + firstBackOffMs * 2 ** (tether.attempt - 1);
    const next = waiting(tether.attempt + 1, at, retryAt, why);
    return stepTo(agent, { tether: next }, tetherTimer(agent, next, retryAt));
  }
  const failed: Tether = { ...tether, state: 'failed', why, expiresAt: at, contactId: null };
  const { agentId, username } = agent;
  const given = stepTo(
    agent,
    { tether: failed },
    decided({
      type: 'tether.failed',
      at,
      agentId,
      tetherId: tether.tetherId,
      reason: `no tether for ${username} after ${tether.attempt} of ${attempts} attempts: ${why}`,
      inputs: { attempt: tether.attempt, 'tether/attempts': attempts },
    }),
    { kind: 'rebalance' },
  );
  return then(given, (record) =>
    record.outbound.move ? failMove(record, at, `the tether failed: ${why}`) : unchanged(record),
  );
}

/** Whatever there is of a call that is not ready is ended, on both ends. */
function endCall(agent: AgentRecord, tether: Tether, at: number, why: string): Step {
  const effects: Effect[] = [{ kind: 'let-go', tetherId: tether.tetherId, until: tether.expiresAt }];
  if (tether.contactId !== null) {
    effects.push({ kind: 'stop', contactId: tether.contactId }, clearTimer(agent, tether.contactId, at));
  }
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

const clearTimer = (agent: AgentRecord, contactId: string, at: number): Effect => ({
  kind: 'timer',
  timer: { kind: 'tether-contact', agentId: agent.agentId, contactId },
  dueAt: at + clearGraceMs,
});

/** Given up before it was ready: the agent is wanted elsewhere, or is not there any more. */
export function cancelTether(agent: AgentRecord, at: number, end: TetherEnd, why: string): Step {
  const { tether } = agent.outbound;
  if (tether === null) return unchanged(agent);
  const announced = tether.state !== 'waiting' && tether.state !== 'failed';
  const gone = then(endCall(agent, tether, at, why), (record) =>
    stepTo(record, { tether: null, work: null }, ...(announced ? [ended(record, tether, at, end, why)] : [])),
  );
  return then(gone, (record) => (record.outbound.move ? failMove(record, at, why) : unchanged(record)));
}

const ended = (agent: AgentRecord, tether: Tether, at: number, end: TetherEnd, why: string): Effect =>
  decided({
    type: 'tether.ended',
    at,
    agentId: agent.agentId,
    tetherId: tether.tetherId,
    why: end,
    reason: `the tether of ${agent.username} ended: ${why}`,
    inputs: { attempt: tether.attempt, readySeconds: tether.readyAt === null ? null : (at - tether.readyAt) / 1000 },
  });

/** The time of an attempt is over, its back-off has passed, or its token is due. Answers when to look again. */
export function onTetherTimer(agent: AgentRecord, rules: TetherRules, tetherId: string, now: number): Step {
  const { tether } = agent.outbound;
  if (tether === null || tether.tetherId !== tetherId) return unchanged(agent);
  switch (tether.state) {
    case 'waiting':
      return isIdle(agent) ? { agent, effects: [{ kind: 'start-tether' }] } : unchanged(agent);
    case 'answered':
      if (tether.upAt !== null && now >= tether.upAt + tokenGraceMs && now < tether.expiresAt) {
        return noteUnmapped(agent, now);
      }
      break;
    default:
  }
  if (tether.state === 'ready' || tether.state === 'ending' || tether.state === 'failed') return unchanged(agent);
  if (now < tether.expiresAt) return unchanged(agent);
  return failAttempt(agent, rules, now, `nobody was on it within ${rules.thresholds['tether/timeout-seconds']} s`);
}

/** The Campaign Manager says that the call never got through, or is over. */
export function onCallOver(
  agent: AgentRecord,
  rules: TetherRules,
  over: { readonly at: number; readonly why: string; readonly renewed: boolean },
): Step {
  const { tether } = agent.outbound;
  if (tether === null) return unchanged(agent);
  switch (tether.state) {
    case 'requested':
    case 'dialling':
    case 'mapped':
      return failAttempt(agent, rules, over.at, `the call ended (${over.why})`);
    case 'answered':
    case 'unmapped': {
      const grey = tether.state === 'answered' ? noteUnmapped(agent, over.at) : unchanged(agent);
      return then(grey, (record) => {
        const why = 'its token was wrong, late or missing';
        const end = stepTo(record, {}, ended(record, tether, over.at, 'unmapped', why));
        return then(end, (gone) => failAttempt(gone, rules, over.at, why));
      });
    }
    case 'ready': {
      // The agent's own event tells when it is over for them. To be renewed, it is ended from here.
      if (!over.renewed) return unchanged(agent);
      const ending: Tether = { ...tether, state: 'ending', endingFor: 'renewed' };
      const stop: readonly Effect[] = tether.contactId === null ? [] : [{ kind: 'stop', contactId: tether.contactId }];
      return stepTo(agent, { tether: ending }, ...stop);
    }
    default:
      return unchanged(agent);
  }
}

/** Follows what an observation shows of the tether, after the observation itself was applied. */
export function followTether(before: AgentRecord | null, agent: AgentRecord, rules: TetherRules): Step {
  const at = agent.observedAt;
  const followed = then(onContact(before, agent, rules, at), (record) => onWishes(before, record, rules, at));
  return then(
    then(followed, (record) => finishMoveIn(record, at)),
    (record) => {
      if (wantsTether(record)) return wantTether(record, at);
      const { tether } = record.outbound;
      const due = tether?.state === 'waiting' && isIdle(record) && (tether.retryAt ?? at) <= at;
      return due ? { agent: record, effects: [{ kind: 'start-tether' }] } : unchanged(record);
    },
  );
}

/** What the tether's contact does on the softphone. */
function onContact(before: AgentRecord | null, agent: AgentRecord, rules: TetherRules, at: number): Step {
  const { tether } = agent.outbound;
  if (tether === null) return unchanged(agent);
  const contact = agent.contacts.find(({ contactId }) => contactId === tether.contactId);
  switch (tether.state) {
    case 'failed':
      return setsAvailableAnew(before, agent) ? stepTo(agent, { tether: null }) : unchanged(agent);
    case 'ready':
    case 'ending':
      return contact && isTalking(contact) ? unchanged(agent) : tetherOver(agent, tether, rules, contact?.since ?? at);
    case 'mapped':
      if (contact && isTalking(contact)) return tetherReady(agent, tether, contact, at);
      if (contact && !isRinging(contact)) {
        return failAttempt(agent, rules, at, isRefused(contact) ? 'the softphone did not accept it' : 'the call ended');
      }
      break;
    default:
  }
  const rival = customerCalls(agent, rules.directory)[0];
  return rival === undefined ? unchanged(agent) : cancelTether(agent, at, 'cancelled', 'a caller came first');
}

const setsAvailableAnew = (before: AgentRecord | null, agent: AgentRecord): boolean =>
  agent.outbound.side === 'outbound' &&
  agent.status.type === 'ROUTABLE' &&
  before !== null &&
  (before.status.type !== 'ROUTABLE' || agent.status.since > before.status.since);

function tetherReady(agent: AgentRecord, tether: Tether, contact: AgentContact, at: number): Step {
  const since = Math.max(contact.since, tether.requestedAt);
  const { agentId, username } = agent;
  const ready = stepTo(
    agent,
    { tether: { ...tether, state: 'ready', readyAt: since, retryAt: null }, work: null },
    { kind: 'let-go', tetherId: tether.tetherId, until: tether.expiresAt },
    decided({
      type: 'tether.connected',
      at: since,
      agentId,
      tetherId: tether.tetherId,
      reason: `${username} is on the tether and ready for campaigns`,
      inputs: { attempt: tether.attempt, seconds: (since - tether.requestedAt) / 1000 },
    }),
  );
  const told = then(ready, (record) =>
    tell(record, {
      type: 'TetherStateChanged',
      tetherId: tether.tetherId,
      state: 'ready',
      why: 'the agent is on it',
      deadline: at + tellMs,
    }),
  );
  return then(told, (record) => completeMoveOut(record, since));
}

/** The Campaign Manager seems not to know that the agent is on the tether: it is told, and asked, once more. */
export function tellReadyAgain(agent: AgentRecord, now: number): Step {
  const { tether } = agent.outbound;
  if (tether?.state !== 'ready') return unchanged(agent);
  const { tetherId } = tether;
  const deadline = now + tellMs;
  const ready = tell(agent, {
    type: 'TetherStateChanged',
    tetherId,
    state: 'ready',
    why: 'the agent is on it',
    deadline,
  });
  return then(ready, (record) => tell(record, { type: 'ReportAgentWork', tetherId, deadline }));
}

/** It was up and is over. Short-lived ones count as failed attempts of the same tether. */
function tetherOver(agent: AgentRecord, tether: Tether, rules: TetherRules, at: number): Step {
  const { giveBack, move } = agent.outbound;
  const leaving = agent.status.type === 'OFFLINE' || giveBack?.why === 'logged-out';
  const end: TetherEnd = leaving ? 'logout' : (tether.endingFor ?? 'dropped');
  const why = wordsFor[end];
  const effects: Effect[] = [ended(agent, tether, at, end, why), { kind: 'rebalance' }];
  if (tether.contactId !== null) effects.push(clearTimer(agent, tether.contactId, at));
  const gone = stepTo(agent, { tether: null, work: null }, ...effects);
  const told = then(gone, (record) =>
    tell(record, { type: 'TetherStateChanged', tetherId: tether.tetherId, state: 'ended', why, deadline: at + tellMs }),
  );
  return then(told, (record) => {
    if (giveBack !== null)
      return then(leaveTether(record, giveBack, at), (left) => endOfMove(left, giveBack, move, at));
    const short = tether.readyAt !== null && at - tether.readyAt < provenMs;
    return end === 'dropped' && move === null && short ? tryAgain(record, tether, rules, at, why) : unchanged(record);
  });
}

const wordsFor: Readonly<Record<TetherEnd, string>> = {
  released: 'released',
  logout: 'the agent logged out',
  renewed: 'a fresh one follows',
  dropped: 'it was cut off',
  cancelled: 'it was given up',
  unmapped: 'its token did not come',
};

const leaveTether = (agent: AgentRecord, giveBack: GiveBack, at: number): Step => {
  const crosses = giveBack.why === 'to-inbound' && agent.kind === 'blended' && agent.outbound.side === 'outbound';
  if (!crosses) return stepTo(agent, { giveBack: null });
  return stepTo({ ...agent, idleOnSideSince: at }, { giveBack: null, side: 'inbound', sideSince: at });
};

const endOfMove = (agent: AgentRecord, giveBack: GiveBack, move: AgentMove | null, at: number): Step =>
  move !== null && giveBack.why !== 'to-inbound'
    ? failMove(agent, at, `${agent.username} chose to leave`)
    : unchanged(agent);

/** What the agent wants: a break or the end of the day, now or after the tether. */
function onWishes(before: AgentRecord | null, agent: AgentRecord, rules: TetherRules, at: number): Step {
  const { tether, giveBack, move } = agent.outbound;
  const leaves = agent.status.type !== 'ROUTABLE' || agent.nextStatus !== null;
  if (tether === null) return unchanged(agent);
  if (tether.state !== 'ready') {
    if (tether.state === 'ending' || !leaves) return unchanged(agent);
    if (tether.state === 'failed') return unchanged(agent);
    const out = agent.status.type === 'OFFLINE';
    return cancelTether(agent, at, out ? 'logout' : 'cancelled', `${agent.username} went ${agent.status.name}`);
  }
  if (leaves && giveBack === null && agent.nextStatus !== null) {
    const out = agent.nextStatus === 'Offline';
    const leaving = stepTo(agent, { giveBack: { why: out ? 'logged-out' : 'not-ready', since: at } });
    const told = then(leaving, (record) =>
      tellState(record, at, {
        state: out ? 'logged-out' : 'not-ready',
        campaigns: [...rules.campaigns],
        reason: `the agent chose ${agent.nextStatus}`,
      }),
    );
    if (move?.to !== 'inbound' || move.phase === 'ending') return told;
    return then(told, (record) => failMove(record, at, `${agent.username} asked for ${agent.nextStatus} first`));
  }
  if (!leaves && giveBack !== null && giveBack.why !== 'to-inbound' && before?.nextStatus != null) {
    return then(stepTo(agent, { giveBack: null }), (record) =>
      tellState(record, at, { state: 'available', campaigns: [...rules.campaigns], reason: 'the agent stays' }),
    );
  }
  return unchanged(agent);
}
