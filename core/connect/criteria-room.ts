import type { TimerQueue } from '../messages/ports';
import type { ContactCentre, TokenReserve } from './ports';

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

/** In how many ms the API has room; 0: now, a token is taken. For a refusal a token of later is reserved, too. */
export async function roomIn(ports: Pick<CriteriaPorts, 'limiter'>, refusedAt: number | null): Promise<number> {
  if (refusedAt !== null) return ports.limiter.reserve(api);
  const token = await ports.limiter.take(api, keptForRefusals);
  return token.taken ? 0 : token.retryAfterMs;
}
