import type { Clock } from '../clock';
import { type CriteriaPorts, throttledRetryMs } from '../connect/criteria-room';
import type { DecisionLog } from '../decisions/decision-log';
import type { CallId } from '../ids';
import type { Timer } from '../messages/messages';
import type { OfferPlanRecord } from './call-record';
import { textOfCause } from './plan-cause';

/**
 * Our page holds an agent who refused for so long (docs/scenarios.md#the-page); other pages hold nobody. Criteria that
 * come later may have rung the agent again.
 */
const fenceMs = 8_000;

/** What Connect is to be told of a plan. `refusedAt`: see `PlanRequest`; `waitMs`: until a call of the API is free, 0 for now. */
export interface CriteriaTelling {
  readonly callId: CallId;
  readonly plan: Pick<OfferPlanRecord, 'steps' | 'cause'>;
  /** When the agent refused whom this takes out of the criteria, ms; `null` for everything that may wait. */
  readonly refusedAt: number | null;
  /** In how many ms the API has room (`roomIn`); 0: now, a token is taken. */
  readonly waitMs: number;
}

/**
 * Replaces the criteria of a waiting call. `later`: the API has no room, and a timer looks at the call again; only time is
 * lost, since refusals are remembered on the call. `throttled`: the same, and Connect said so itself.
 */
export async function tellConnect(
  ports: CriteriaPorts & { readonly clock: Clock; readonly decisions: DecisionLog },
  { callId, plan, refusedAt, waitMs }: CriteriaTelling,
): Promise<'told' | 'later' | 'throttled' | 'gone'> {
  const about = { callId, cause: textOfCause(plan.cause), refusedAt };
  if (waitMs > 0) {
    await lookAgain(ports, { ...about, reserved: refusedAt !== null }, waitMs);
    return 'later';
  }
  const answer = await ports.centre.setCriteria(callId, plan.steps);
  if (answer === 'throttled') {
    await lookAgain(ports, { ...about, reserved: false }, throttledRetryMs);
    return 'throttled';
  }
  if (answer === 'written' && refusedAt !== null) countIfLate(ports, callId, refusedAt);
  return answer === 'gone' ? 'gone' : 'told';
}

/** A timer that makes the plan of this cause anew, unless the call has gone on without it (renew-criteria.ts). */
export const lookAgain = (
  ports: Pick<CriteriaPorts, 'timers'> & { readonly clock: Clock },
  about: Omit<Extract<Timer, { kind: 'criteria' }>, 'kind'>,
  inMs: number,
): Promise<void> => ports.timers.arm({ kind: 'criteria', ...about }, ports.clock.now() + inMs);

function countIfLate(
  ports: { readonly clock: Clock; readonly decisions: DecisionLog },
  callId: CallId,
  refusedAt: number,
): void {
  const lateMs = ports.clock.now() - refusedAt;
  if (lateMs <= fenceMs) return;
  const seconds = Math.round(lateMs / 100) / 10;
  ports.decisions.record({
    type: 'criteria.late',
    callId,
    reason: `the criteria without the agent who refused reached Connect ${seconds} s later; the agent may have been rung again`,
    inputs: { seconds, limit: fenceMs / 1000 },
  });
}
