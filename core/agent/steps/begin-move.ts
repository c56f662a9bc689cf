import type { GroupId, MoveId } from '../../ids';
import { inEnglish } from '../../reasons/english';
import type { AgentRecord } from '../agent';
import type { AgentMove } from '../move-record';
import { movesInLastHour } from '../outbound';
import type { PlannedMove } from '../planned-move';
import { decided, type Step, stepTo, then } from './agent-step';
import { finishMoveIn } from './finish-move';
import { moveInMs, moveTimer } from './move-deadline';
import { askForRelease, releaseReplyMs } from './release';

/**
 * A move of one agent begins (docs/blending.md#how-it-is-decided). To inbound it is a request first, see `release.ts`; what the
 * phases come to is in `answer-release.ts`, `move-deadline.ts` and `finish-move.ts`. Pure; times are ms since the epoch.
 */

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
    const asked = askForRelease(record, now);
    return { agent: asked.agent, effects: [...asked.effects, moveTimer(record, moveId, deadline)] };
  });
}
