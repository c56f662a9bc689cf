import type { MoveId } from '../../ids';
import type { AgentRecord } from '../agent';
import type { MoveIn } from '../move-record';
import { type Step, stepTo, then, unchanged } from './agent-step';
import { callOffMove, failMove } from './finish-move';
import { endingMove, leftAloneMs } from './move-deadline';
import { endTether } from './release';

/** What the Campaign Manager answers to a release, applied to the agent. Pure; times are ms since the epoch. */

/** What the Campaign Manager makes of a release, or of a wish to leave. `null` moveId: a wish to leave. */
export type AnswerToRelease =
  | { readonly result: 'released' }
  | { readonly result: 'accepted' }
  | { readonly result: 'cancelled' }
  | { readonly result: 'refused'; readonly why: string };

/** Applies the answer. One that is for a move which is over, or was overtaken by another, changes nothing. */
export function onReleaseAnswer(agent: AgentRecord, answer: AnswerToRelease, moveId: MoveId | null, now: number): Step {
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
