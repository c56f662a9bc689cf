import type { GroupId, MoveId } from '../../ids';
import { inEnglish } from '../../reasons/english';
import { arrivalInEnglish, endInEnglish } from '../../reasons/english-of-ends';
import type { EndReason } from '../../reasons/reason';
import type { TetherEnd } from '../../vocabulary';
import { type AgentRecord, isIdle } from '../agent';
import type { Effect } from '../effect';
import type { LastMove } from '../last-move';
import type { AgentMove, MoveIn } from '../move-record';
import { type GiveBack, movesInLastHour } from '../outbound';
import type { PlannedMove } from '../planned-move';
import { decided, type Step, stepTo, tell, tellMs, tellState, then, unchanged } from './agent-step';
import { withdrawPreview } from './preview';

/**
 * A move of one agent, step by step (docs/blending.md#how-it-is-decided). To inbound it is a request first: only the Campaign
 * Manager can take an idle agent out of its pool. Pure; times are ms since the epoch.
 */

/** How long the Campaign Manager has to answer a release. */
export const releaseReplyMs = 10_000;
/** From the release to being Available without a tether. */
export const moveInMs = 30_000;
/** The ledger forgets a move that much after the agent's own record has given it up. */
export const ledgerSlackMs = 5_000;
/** How long an agent is left alone whom the Campaign Manager would not, or did not, release. */
export const leftAloneMs = 30_000;

/** The move is decided and on the agent's record; to outbound, the tether is asked for by the same write (see rebalance). */
export function beginMove(agent: AgentRecord, planned: PlannedMove, moveId: MoveId, group: GroupId, now: number): Step {
  const { outbound } = agent;
  const needsRelease = planned.to === 'inbound' && outbound.tether?.state === 'ready';
  const deadline = now + (needsRelease ? releaseReplyMs : moveInMs);
  const about = { moveId, rule: planned.rule, callId: planned.callId, decidedAt: now };
  const move: AgentMove =
    planned.to === 'outbound'
      ? { ...about, phase: 'tethering', to: 'outbound', when: 'now' }
      : { ...about, phase: needsRelease ? 'releasing' : 'ending', to: 'inbound', when: planned.when, deadline };
  const { agentId } = agent;
  const begun = stepTo(
    agent,
    {
      move,
      lastMove: {
        ...{ moveId, rule: planned.rule, from: outbound.side, to: planned.to, decidedAt: now },
        ...{ because: planned.because, ended: null },
      },
      held: planned.holdSeconds === undefined ? null : { until: now + planned.holdSeconds * 1000 },
      movedAt: [...movesInLastHour(outbound, now), now],
      ...(needsRelease ? {} : { tether: null, work: null }),
    },
    decided({
      type: 'move.decided',
      at: now,
      group,
      moveId,
      agentId,
      to: planned.to,
      rule: planned.rule,
      callId: planned.callId,
      when: planned.when,
      deadline,
      reason: inEnglish(planned.because),
      because: planned.because,
      inputs: planned.inputs,
    }),
  );
  if (planned.to === 'outbound') return begun;
  if (!needsRelease) {
    return then(
      then(begun, (record) => finishMoveIn(record, now)),
      (record) => ({
        agent: record,
        effects: record.outbound.move === null ? [] : [moveTimer(record, moveId, deadline)],
      }),
    );
  }
  return then(begun, (record) => {
    const asked = askRelease(record, now);
    return { agent: asked.agent, effects: [...asked.effects, moveTimer(record, moveId, deadline)] };
  });
}

/** Asks the Campaign Manager for the agent of this move. */
export function askRelease(agent: AgentRecord, now: number): Step {
  const { move, tether } = agent.outbound;
  if (move?.to !== 'inbound' || tether === null) return unchanged(agent);
  const { moveId, when, rule } = move;
  const { tetherId } = tether;
  const deadline = now + releaseReplyMs;
  const released = tell(agent, { type: 'ReleaseAgent', tetherId, moveId, when, deadline, reason: rule });
  // A contact that is shown yields to a caller for whom nobody else can come; it stays open, its attempts unchanged. Told
  // after the release: a Campaign Manager that hears of a free agent first begins the next contact.
  return rule === 'caller-waiting'
    ? then(released, (record) => withdrawPreview(record, now, 'a caller waits'))
    : released;
}

const moveTimer = ({ agentId }: AgentRecord, moveId: MoveId, dueAt: number): Effect => ({
  kind: 'timer',
  timer: { kind: 'move', agentId, moveId },
  dueAt,
});

/** What the Campaign Manager makes of a release, or of a wish to leave. `null` moveId: a wish to leave. */
export type ReleaseAnswer =
  | { readonly result: 'released' }
  | { readonly result: 'accepted' }
  | { readonly result: 'cancelled' }
  | { readonly result: 'refused'; readonly why: string };

/** Applies the answer. One that is for a move which is over, or was overtaken by another, changes nothing. */
export function onReleaseAnswer(agent: AgentRecord, answer: ReleaseAnswer, moveId: MoveId | null, now: number): Step {
  const { move, giveBack, tether } = agent.outbound;
  const pending = move?.moveId === moveId && (move.phase === 'releasing' || move.phase === 'after-work');
  switch (answer.result) {
    case 'released':
      if (tether?.state !== 'ready') return unchanged(agent);
      if (pending) return then(endTether(agent, 'released'), (record) => endingMove(record, move, now));
      // The agent's own wish, even one that was taken back meanwhile: then a fresh tether follows.
      if (giveBack !== null || moveId === null) {
        return endTether(agent, giveBack?.why === 'logged-out' ? 'logout' : 'released');
      }
      // The Campaign Manager has let go although the release was cancelled: the tether is of no use, and the agent comes in.
      return then(stepTo(agent, { giveBack: { why: 'to-inbound', since: now } }), (record) =>
        endTether(record, 'released'),
      );
    case 'accepted':
      if (!pending || move.phase !== 'releasing') return unchanged(agent);
      // A release of `now` that is only accepted is answered later by an event, before the deadline or not at all.
      return move.when === 'now' ? unchanged(agent) : stepTo(agent, { move: agreed(move) });
    case 'cancelled':
      return pending ? callOffMove(agent, now, { code: 'caller-served', figures: {} }) : unchanged(agent);
    case 'refused':
      return pending
        ? failMove(agent, now, { code: 'release-refused', figures: { why: answer.why } }, leftAloneMs)
        : unchanged(agent);
  }
}

const agreed = ({ moveId, rule, callId, decidedAt, to }: MoveIn<'releasing'>): MoveIn<'after-work'> => ({
  ...{ moveId, rule, callId, decidedAt, to },
  ...{ phase: 'after-work', when: 'after-work' },
});

/** The call is ended in Connect, and the agent's own event tells when it is over. */
export function endTether(agent: AgentRecord, endingFor: TetherEnd): Step {
  const { tether } = agent.outbound;
  if (tether?.state !== 'ready' && tether?.state !== 'ending') return unchanged(agent);
  const { tetherId, fence, attempt, requestedAt, lastsUntil, contactId, readyAt, overBy } = tether;
  return stepTo(
    agent,
    {
      tether: {
        ...{ tetherId, state: 'ending', fence, attempt, requestedAt, lastsUntil, contactId },
        ...{ readyAt, overBy, endingFor },
      },
    },
    { kind: 'stop', contactId },
  );
}

/** The Campaign Manager has let go, or the tether is gone: what is left of the move has so long. */
export function endingMove(agent: AgentRecord, move: MoveIn<'releasing' | 'after-work' | 'ending'>, now: number): Step {
  const deadline = now + moveInMs;
  const effects: Effect[] = [moveTimer(agent, move.moveId, deadline)];
  if (move.when === 'after-work') {
    // The ledger gives it as long as a move that was asked for now.
    effects.push({ kind: 'move-released', moveId: move.moveId, deadline: deadline + ledgerSlackMs });
  }
  return stepTo(agent, { move: { ...move, phase: 'ending', deadline } }, ...effects);
}

/** A phase of the move has run out. */
export function onMoveTimer(agent: AgentRecord, moveId: MoveId, now: number): Step {
  const { move } = agent.outbound;
  if (move === null || move.moveId !== moveId) return unchanged(agent);
  if (!('deadline' in move) || now < move.deadline) return unchanged(agent);
  switch (move.phase) {
    case 'releasing': {
      const why: EndReason = { code: 'release-unanswered', figures: {} };
      const failed = then(takeBackRelease(agent, now, endInEnglish(why)), (record) =>
        failMove(record, now, why, leftAloneMs),
      );
      // Its answer may have been lost: if it has let go, it says so when it is asked what the agent does.
      return then(failed, (record) => askWork(record, now));
    }
    case 'ending': {
      const { tether } = agent.outbound;
      const figures = { seconds: moveInMs / 1000 };
      const late: EndReason = { code: tether === null ? 'softphone-not-free' : 'tether-not-ended', figures };
      if (tether === null) return then(comeIn(agent, now), (record) => failMove(record, now, late));
      // It let go, and the tether does not end: the agent is of no use to either side until it does.
      const given = then(endTether(agent, 'released'), (record) =>
        stepTo(record, { giveBack: { why: 'to-inbound', since: now } }),
      );
      return then(given, (record) => failMove(record, now, late));
    }
  }
}

/** Asks the Campaign Manager what the agent on the tether does. */
export function askWork(agent: AgentRecord, now: number): Step {
  const { tether } = agent.outbound;
  return tether?.state === 'ready'
    ? tell(agent, { type: 'ReportAgentWork', tetherId: tether.tetherId, deadline: now + tellMs })
    : unchanged(agent);
}

/** A release after work that was asked for, or may have been, and is not wanted any more. */
export function takeBackRelease(agent: AgentRecord, now: number, reason: string): Step {
  const { move, tether } = agent.outbound;
  if (tether === null || move?.when !== 'after-work' || move.phase === 'ending') return unchanged(agent);
  const { moveId } = move;
  return tell(agent, {
    type: 'CancelRelease',
    tetherId: tether.tetherId,
    moveId,
    deadline: now + tellMs,
    reason,
  });
}

/** The caller the agent was to come for is served: the release is taken back if it has not happened yet. */
export function cancelMove(agent: AgentRecord, moveId: MoveId, now: number, because: EndReason): Step {
  const { move } = agent.outbound;
  if (move === null || move.moveId !== moveId || move.when !== 'after-work' || move.phase === 'ending') {
    return unchanged(agent);
  }
  return then(takeBackRelease(agent, now, endInEnglish(because)), (record) => callOffMove(record, now, because));
}

/** Blending is switched off: the tether is given back when the work in hand is done; one that failed is not missed. */
export function drain(agent: AgentRecord, now: number): Step {
  const { giveBack, move, tether, side } = agent.outbound;
  if (giveBack !== null || move !== null) return unchanged(agent);
  if (tether?.state === 'ready') return giveBackToInbound(agent, now, 'blending is switched off');
  if (tether?.state !== 'failed' || side === 'inbound' || agent.kind !== 'blended') return unchanged(agent);
  return then(stepTo(agent, { tether: null, work: null }), (record) => comeIn(record, now));
}

/**
 * Takes the agent off the outbound side: no further work, the tether ends after the work in hand, and a move to inbound fails
 * unless it is ending already.
 */
export function giveBackTether(
  agent: AgentRecord,
  why: GiveBack['why'],
  at: number,
  words: { readonly withdrawn: string; readonly told: string; readonly moveOff: EndReason },
): Step {
  const { move } = agent.outbound;
  const leaving = stepTo(agent, { giveBack: { why, since: at } });
  const unshown = then(leaving, (record) => withdrawPreview(record, at, words.withdrawn));
  const told = then(unshown, (record) =>
    tellState(record, at, {
      state: why === 'logged-out' ? 'logged-out' : 'not-ready',
      campaigns: [...record.campaigns],
      reason: words.told,
    }),
  );
  if (move?.to !== 'inbound' || move.phase === 'ending') return told;
  return then(
    then(told, (record) => takeBackRelease(record, at, endInEnglish(words.moveOff))),
    (record) => failMove(record, at, words.moveOff),
  );
}

/** Nobody is moved, and the tether has to go all the same: after the work in hand, and the agent is on the inbound side. */
export const giveBackToInbound = (agent: AgentRecord, now: number, why: string): Step =>
  then(withdrawPreview(stepTo(agent, { giveBack: { why: 'to-inbound', since: now } }).agent, now, why), (record) =>
    tellState(record, now, { state: 'not-ready', campaigns: [...record.campaigns], reason: why }),
  );

/**
 * Puts the agent on the inbound side without a move. `at` may come from a late message, and is never before they came to the
 * outbound side.
 */
export const comeIn = (agent: AgentRecord, at: number): Step => {
  const sideSince = Math.max(at, agent.outbound.sideSince);
  return stepTo({ ...agent, idleOnSideSince: at }, { side: 'inbound', sideSince }, { kind: 'rebalance' });
};

export function completeMoveOut(agent: AgentRecord, at: number): Step {
  const { move } = agent.outbound;
  if (move?.to !== 'outbound') return unchanged(agent);
  return completed({ ...agent, idleOnSideSince: at }, move, at);
}

/**
 * The agent is Available without a tether: they have arrived, whoever ended it. With another status they are on this side all
 * the same.
 */
export function finishMoveIn(agent: AgentRecord, at: number = agent.observedAt): Step {
  const { move, tether } = agent.outbound;
  if (move?.to !== 'inbound' || tether !== null) return unchanged(agent);
  if (isIdle(agent)) {
    return then(completed({ ...agent, idleOnSideSince: at }, move, at), (record) =>
      move.callId === null
        ? unchanged(record)
        : { agent: record, effects: [{ kind: 'offer-paired', callId: move.callId }] },
    );
  }
  if (agent.status.type === 'ROUTABLE' && agent.nextStatus === null) return unchanged(agent);
  return then(comeIn(agent, at), (record) =>
    failMove(record, at, {
      code: 'agent-went',
      figures: { agent: agent.username, status: agent.nextStatus ?? agent.status.name },
    }),
  );
}

/** The move that is shown as the last one is over. One of an agent whose record is older than the field is not shown. */
const over = ({ outbound: { move, lastMove } }: AgentRecord, ended: NonNullable<LastMove['ended']>): LastMove | null =>
  lastMove !== null && lastMove.moveId === move?.moveId ? { ...lastMove, ended } : lastMove;

function completed(agent: AgentRecord, move: AgentMove, at: number): Step {
  const seconds = (at - move.decidedAt) / 1000;
  return stepTo(
    agent,
    { move: null, side: move.to, sideSince: at, lastMove: over(agent, { how: 'completed', at, because: null }) },
    decided({
      type: 'move.completed',
      at,
      group: agent.group ?? '',
      moveId: move.moveId,
      agentId: agent.agentId,
      to: move.to,
      callId: move.callId,
      seconds,
      reason: arrivalInEnglish(agent.username, move.to, seconds),
      inputs: { rule: move.rule },
    }),
    { kind: 'move-over', moveId: move.moveId },
    { kind: 'rebalance' },
  );
}

/** The move failed: no other is tried for `aloneMs`. */
export const failMove = (agent: AgentRecord, toldAt: number, why: EndReason, aloneMs = 0): Step =>
  moveOff(agent, 'move.failed', toldAt, why, aloneMs);

/** Nothing failed, and nobody needs it any more: whoever was waited for is served, or needs the agent where they are. */
export const callOffMove = (agent: AgentRecord, toldAt: number, why: EndReason): Step =>
  moveOff(agent, 'move.cancelled', toldAt, why, 0);

/**
 * Ends the move: the agent is again on the side they came from. `toldAt` may come from a late message, and is never before the
 * move began.
 */
function moveOff(
  agent: AgentRecord,
  type: 'move.failed' | 'move.cancelled',
  toldAt: number,
  because: EndReason,
  aloneMs: number,
): Step {
  const { move, side, leftAloneUntil, movedAt } = agent.outbound;
  if (move === null) return unchanged(agent);
  const at = Math.max(toldAt, move.decidedAt);
  const asked = move.phase === 'releasing' || move.phase === 'after-work';
  const shownElsewhere = move.when === 'now' || move.phase === 'ending';
  const back = shownElsewhere ? { sideSince: at } : {};
  const since = side === 'inbound' && shownElsewhere ? { idleOnSideSince: at } : {};
  return stepTo(
    { ...agent, ...since },
    {
      move: null,
      lastMove: over(agent, { how: type === 'move.failed' ? 'failed' : 'cancelled', at, because }),
      ...back,
      leftAloneUntil: aloneMs > 0 ? at + aloneMs : leftAloneUntil,
      // Nothing came of it: it does not count towards the hourly cap.
      movedAt: asked ? movedAt.filter((time) => time !== move.decidedAt) : movedAt,
    },
    decided({
      type,
      at,
      group: agent.group ?? '',
      moveId: move.moveId,
      agentId: agent.agentId,
      to: move.to,
      callId: move.callId,
      seconds: (at - move.decidedAt) / 1000,
      reason: endInEnglish(because),
      because,
      inputs: { rule: move.rule, phase: move.phase },
    }),
    { kind: 'move-over', moveId: move.moveId },
    { kind: 'rebalance' },
  );
}
