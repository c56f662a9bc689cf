import type { MoveId } from '../../ids';
import { endInEnglish } from '../../reasons/english-of-ends';
import type { EndReason } from '../../reasons/reason';
import type { AgentRecord } from '../agent';
import type { Effect } from '../effect';
import type { MoveIn } from '../move-record';
import { type Step, stepTo, then, unchanged } from './agent-step';
import { comeIn, failMove } from './finish-move';
import { askWork, endTether, takeBackRelease } from './release';

/** How long the phases of a move may last, and what is done when one has run out. Pure; times are ms since the epoch. */

/** From the release to being Available without a tether. */
export const moveInMs = 30_000;

/** The ledger forgets a move that much after the agent's own record has given it up. */
export const ledgerSlackMs = 5_000;

/** How long an agent is left alone whom the Campaign Manager would not, or did not, release. */
export const leftAloneMs = 30_000;

/** Looks at the move again at `dueAt`, should it still be on then. */
export const moveTimer = ({ agentId }: AgentRecord, moveId: MoveId, dueAt: number): Effect => ({
  kind: 'timer',
  timer: { kind: 'move', agentId, moveId },
  dueAt,
});

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
