import type { MoveId } from '../../ids';
import { endInEnglish } from '../../reasons/english-of-ends';
import type { EndReason } from '../../reasons/reason';
import type { TetherEnd } from '../../vocabulary';
import type { AgentRecord } from '../agent';
import { type Step, stepTo, tell, tellMs, then, unchanged } from './agent-step';
import { callOffMove } from './finish-move';
import { withdrawPreview } from './preview';

/**
 * An agent on a tether is asked for, and the asking is taken back: only the Campaign Manager can take an idle agent out of its
 * pool (docs/blending.md#how-it-is-decided). Once it has let go, the call is ended from here. Pure; times are ms since the epoch.
 */

/** How long the Campaign Manager has to answer a release. */
export const releaseReplyMs = 10_000;

/** Asks the Campaign Manager for the agent of this move. */
export function askForRelease(agent: AgentRecord, now: number): Step {
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
