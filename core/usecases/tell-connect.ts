import type { OfferPlanRecord } from '../domain/call';
import type { Timer } from '../domain/messages';
import type { Clock, ContactCentre, DecisionLog, TimerQueue, TokenReserve } from '../ports';

/** Where the criteria of a contact that waits are replaced; a contact still in its flow gets them from our answer. */
export interface CriteriaPorts {
  readonly centre: Pick<ContactCentre, 'setCriteria'>;
  readonly limiter: TokenReserve;
  readonly timers: TimerQueue;
}

/** 20 a second for the whole account (docs/amazon-connect.md#api-rates). */
const api = 'UpdateContactRoutingData';

/**
 * Tokens of the burst of 20 that are kept for callers whom an agent has just refused: their old criteria still name that agent.
 * Where these are not enough, they take the tokens of the next seconds before anybody else.
 */
const keptForRefusals = 5;

/** Connect said no although our bucket did not (others use the account too): it refills 20 a second. */
export const throttledRetryMs = 1_000;

/**
 * Our page holds an agent who refused for so long (docs/scenarios.md#the-page); other pages hold nobody. Criteria that
 * come later may have rung the agent again.
 */
const fenceMs = 8_000;

export interface Telling {
  readonly callId: string;
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
  { callId, plan, refusedAt, waitMs }: Telling,
): Promise<'told' | 'later' | 'throttled' | 'gone'> {
  const about = { callId, cause: plan.cause, refusedAt };
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

/** In how many ms the API has room; 0: now, a token is taken. For a refusal a token of later is reserved, too. */
export async function roomIn(ports: Pick<CriteriaPorts, 'limiter'>, refusedAt: number | null): Promise<number> {
  if (refusedAt !== null) return ports.limiter.reserve(api);
  const token = await ports.limiter.take(api, keptForRefusals);
  return token.taken ? 0 : token.retryAfterMs;
}

/** A timer that makes the plan of this cause anew, unless the call has gone on without it (renew-criteria.ts). */
export const lookAgain = (
  ports: Pick<CriteriaPorts, 'timers'> & { readonly clock: Clock },
  about: Omit<Extract<Timer, { kind: 'criteria' }>, 'kind'>,
  inMs: number,
): Promise<void> => ports.timers.arm({ kind: 'criteria', ...about }, ports.clock.now() + inMs);

function countIfLate(
  ports: { readonly clock: Clock; readonly decisions: DecisionLog },
  callId: string,
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
