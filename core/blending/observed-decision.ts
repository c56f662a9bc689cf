import type { AgentRecord } from '../agent/agent';
import type { PlannedMove } from '../agent/planned-move';
import { beginMove } from '../agent/steps/begin-move';
import type { DecisionLog } from '../decisions/decision-log';
import type { GroupId, MoveId } from '../ids';
import type { Reason } from '../reasons/reason';
import type { Thresholds } from '../thresholds/thresholds';
import type { BlendPlan, BlendView } from './blend-view';
import { planMoves } from './plan-moves';
import type { BlendReading } from './ports';

/* A blend decision for a group that is only observed: one is carried out, by which everything ends, and one is written down. */

/** What is under way in a group that is only observed from now on comes to its end, as if blending were switched off. */
export function endOfBlending(view: BlendView, thresholds: Thresholds, now: number): BlendPlan {
  const because: Reason = { code: 'only-observed', figures: {} };
  const { cancelled, refused, ...plan } = planMoves(view, { ...thresholds, 'blend/enabled': false }, now);
  return {
    ...plan,
    cancelled: cancelled.map((move) => ({ ...move, because })),
    refused: refused.map(({ manual }) => ({ manual, because })),
  };
}

/** Of a group that is only observed: whom the decision would move. */
export function writeDown(
  ports: { readonly decisions: DecisionLog },
  {
    group,
    writtenDown,
    reading,
  }: {
    readonly group: GroupId;
    readonly writtenDown: readonly { readonly planned: PlannedMove; readonly moveId: MoveId }[];
    readonly reading: Pick<BlendReading, 'idleInbound' | 'outbound'> & { readonly also: readonly AgentRecord[] };
  },
  now: number,
): void {
  const read = [...reading.idleInbound, ...reading.outbound, ...reading.also];
  for (const { planned, moveId } of writtenDown) {
    const agent = read.find(({ agentId }) => agentId === planned.agentId);
    for (const effect of agent ? beginMove(agent, planned, moveId, group, now).effects : []) {
      if (effect.kind === 'decision' && effect.decision.type === 'move.decided')
        ports.decisions.record({ ...effect.decision, observed: true });
    }
  }
}
