import { type AgentRecord, isIdle } from './agent';
import { decided, type Effect, type Step, stepTo, tell, tellMs, tellState, then, unchanged } from './agent-step';
import type { PlannedMove } from './blend-view';
import { type AgentMove, movesInLastHour } from './outbound';

/**
 * A move of one agent, step by step (DESIGN.md section 7). To inbound it is a request first: only the Campaign Manager
 * can take an idle agent out of its pool. Pure; times are ms since the epoch.
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
export function beginMove(agent: AgentRecord, planned: PlannedMove, moveId: string, group: string, now: number): Step {
  const { outbound } = agent;
  const needsRelease = planned.to === 'inbound' && outbound.tether?.state === 'ready';
  const deadline = now + (needsRelease ? releaseReplyMs : moveInMs);
  const move: AgentMove = {
    moveId,
    to: planned.to,
    rule: planned.rule,
    callId: planned.callId,
    when: planned.when,
    phase: planned.to === 'outbound' ? 'tethering' : needsRelease ? 'releasing' : 'ending',
    decidedAt: now,
    deadline,
  };
  const { agentId } = agent;
  const begun = stepTo(
    agent,
    {
      move,
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
      reason: planned.reason,
      inputs: planned.inputs,
    }),
  );
  if (planned.to === 'outbound') return begun;
  if (!needsRelease) return then(begun, (record) => finishMoveIn(record, now));
  const { tetherId } = outbound.tether ?? { tetherId: '' };
  return then(begun, (record) => {
    const asked = tell(record, {
      type: 'ReleaseAgent',
      tetherId,
      moveId,
      when: planned.when,
      deadline,
      reason: planned.rule,
    });
    return { agent: asked.agent, effects: [...asked.effects, moveTimer(record, move)] };
  });
}

const moveTimer = (agent: AgentRecord, move: AgentMove): Effect => ({
  kind: 'timer',
  timer: { kind: 'move', agentId: agent.agentId, moveId: move.moveId },
  dueAt: move.deadline,
});

/** What the Campaign Manager makes of a release, or of a wish to leave. `null` moveId: a wish to leave. */
export type ReleaseAnswer =
  | { readonly result: 'released' }
  | { readonly result: 'accepted' }
  | { readonly result: 'cancelled' }
  | { readonly result: 'refused'; readonly why: string };

/** Applies the answer. One that is for a move which is over, or was overtaken by another, changes nothing. */
export function onReleaseAnswer(agent: AgentRecord, answer: ReleaseAnswer, moveId: string | null, now: number): Step {
  const { move, giveBack, tether } = agent.outbound;
  const forMove = move !== null && move.to === 'inbound' && move.moveId === moveId;
  const pending = forMove && (move.phase === 'releasing' || move.phase === 'after-work');
  switch (answer.result) {
    case 'released':
      if (tether?.state !== 'ready') return unchanged(agent);
      if (pending) return endTether(agent, now, move);
      // Out of the pool, and nobody waits for it any more: the tether is of no use. The agent comes in.
      return giveBack !== null
        ? endTether(agent, now, null)
        : then(stepTo(agent, { giveBack: { why: 'to-inbound', since: now } }), (record) =>
            endTether(record, now, null),
          );
    case 'accepted':
      if (!pending || move.phase !== 'releasing') return unchanged(agent);
      // A release of `now` that is only accepted is answered later by an event, before the deadline or not at all.
      return move.when === 'now' ? unchanged(agent) : stepTo(agent, { move: { ...move, phase: 'after-work' } });
    case 'cancelled':
      return pending ? failMove(agent, now, 'the caller was served meanwhile') : unchanged(agent);
    case 'refused':
      return pending
        ? failMove(agent, now, `the Campaign Manager would not let go: ${answer.why}`, leftAloneMs)
        : unchanged(agent);
  }
}

/** Released: the call is ended in Connect, and the agent's own event tells when it is over. */
function endTether(agent: AgentRecord, now: number, move: AgentMove | null): Step {
  const { tether, giveBack } = agent.outbound;
  if (tether === null) return unchanged(agent);
  const effects: Effect[] = tether.contactId === null ? [] : [{ kind: 'stop', contactId: tether.contactId }];
  const endingFor = giveBack?.why === 'logged-out' ? 'logout' : 'released';
  const ending = { ...tether, state: 'ending', endingFor } as const;
  if (move === null) return stepTo(agent, { tether: ending }, ...effects);
  const phase: AgentMove = { ...move, phase: 'ending', deadline: now + moveInMs };
  if (move.when === 'after-work') {
    // The ledger gives it as long as a move that was asked for now.
    effects.push({ kind: 'move-released', moveId: move.moveId, deadline: phase.deadline + ledgerSlackMs });
  }
  return stepTo(agent, { tether: ending, move: phase }, ...effects, moveTimer(agent, phase));
}

/** A phase of the move has run out. */
export function onMoveTimer(agent: AgentRecord, moveId: string, now: number): Step {
  const { move } = agent.outbound;
  if (move === null || move.moveId !== moveId || now < move.deadline) return unchanged(agent);
  switch (move.phase) {
    case 'releasing':
      return failMove(agent, now, 'the Campaign Manager did not answer in time', leftAloneMs);
    case 'ending': {
      // It let go, and the tether does not end: the agent is of no use to either side until it does.
      const given = stepTo(agent, { giveBack: { why: 'to-inbound', since: now } });
      return then(given, (record) => failMove(record, now, `the tether did not end within ${moveInMs / 1000} s`));
    }
    default:
      return unchanged(agent);
  }
}

/** The agent was fetched for nothing: the caller is served. Taken back if it has not happened yet. */
export function cancelMove(agent: AgentRecord, moveId: string, now: number, reason: string): Step {
  const { move, tether } = agent.outbound;
  if (move === null || move.moveId !== moveId || move.when !== 'after-work' || move.phase === 'ending') {
    return unchanged(agent);
  }
  const told = tell(agent, {
    type: 'CancelRelease',
    tetherId: tether?.tetherId ?? moveId,
    moveId,
    deadline: now + tellMs,
    reason,
  });
  return then(told, (record) => failMove(record, now, reason));
}

/** Blending is switched off: the tether is given back when the work in hand is done. */
export function drain(agent: AgentRecord, campaigns: readonly string[], now: number): Step {
  const { giveBack, move, tether } = agent.outbound;
  if (tether?.state !== 'ready' || giveBack !== null || move !== null) return unchanged(agent);
  return then(stepTo(agent, { giveBack: { why: 'to-inbound', since: now } }), (record) =>
    tellState(record, now, { state: 'not-ready', campaigns: [...campaigns], reason: 'blending is switched off' }),
  );
}

export function completeMoveOut(agent: AgentRecord, at: number): Step {
  const { move } = agent.outbound;
  if (move?.to !== 'outbound') return unchanged(agent);
  return completed({ ...agent, idleOnSideSince: at }, move, at);
}

/** Available without a tether: the agent has arrived, whoever ended it. Gone elsewhere instead: on this side all the same. */
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
  const gone = stepTo(agent, { side: 'inbound', sideSince: at });
  return then(gone, (record) =>
    failMove(record, at, `${agent.username} went ${agent.nextStatus ?? agent.status.name}`),
  );
}

function completed(agent: AgentRecord, move: AgentMove, at: number): Step {
  const seconds = (at - move.decidedAt) / 1000;
  return stepTo(
    agent,
    { move: null, side: move.to, sideSince: at },
    decided({
      type: 'move.completed',
      at,
      group: agent.group ?? '',
      moveId: move.moveId,
      agentId: agent.agentId,
      to: move.to,
      callId: move.callId,
      seconds,
      reason: `${agent.username} is on the ${move.to} side after ${seconds.toFixed(1)} s`,
      inputs: { rule: move.rule },
    }),
    { kind: 'move-over', moveId: move.moveId },
    { kind: 'rebalance' },
  );
}

/** The move is off; the agent is, anew, where they came from. */
export function failMove(agent: AgentRecord, at: number, why: string, aloneMs = 0): Step {
  const { move, side, leftAloneUntil, movedAt } = agent.outbound;
  if (move === null) return unchanged(agent);
  const asked = move.phase === 'releasing' || move.phase === 'after-work';
  const shownElsewhere = move.when === 'now' || move.phase === 'ending';
  const back = shownElsewhere ? { sideSince: at } : {};
  const since = side === 'inbound' && shownElsewhere ? { idleOnSideSince: at } : {};
  return stepTo(
    { ...agent, ...since },
    {
      move: null,
      ...back,
      leftAloneUntil: aloneMs > 0 ? at + aloneMs : leftAloneUntil,
      // Nothing came of it: it does not count towards the hourly cap.
      movedAt: asked ? movedAt.filter((time) => time !== move.decidedAt) : movedAt,
    },
    decided({
      type: 'move.failed',
      at,
      group: agent.group ?? '',
      moveId: move.moveId,
      agentId: agent.agentId,
      to: move.to,
      callId: move.callId,
      seconds: (at - move.decidedAt) / 1000,
      reason: why,
      inputs: { rule: move.rule, phase: move.phase },
    }),
    { kind: 'move-over', moveId: move.moveId },
    { kind: 'rebalance' },
  );
}
