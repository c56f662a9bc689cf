import type { Judgement } from './invariant';

/** The queue flow asks so often, and each answer renews the caller's lease (docs/offers.md#lease-tick-and-timers). */
const tickSeconds = 30;
const leaseSeconds = 75;
/** A flow asks a little later with each tick, and Connect tries a function that died again for a while. */
const aroundTick = { before: 1, after: 3 };

/**
 * Since when the lease of a caller, who was queued at `queuedAt`, certainly runs without a break; `null`: it may be over at `t`, since
 * `plan-offer` was killed at their ticks. A caller without a lease is not waiting, and nobody comes for them. One whose arrival was not
 * answered is known by events, as if a tick had been answered 30 s before.
 */
export function attendedSince(queuedAt: number, t: number, { wasTickKilled }: Pick<Judgement, 'wasTickKilled'>) {
  let since = queuedAt;
  let renewedAt = queuedAt - tickSeconds;
  for (let tick = queuedAt; tick <= t; tick += tickSeconds) {
    if (wasTickKilled(tick - aroundTick.before, tick + aroundTick.after)) continue;
    if (tick > renewedAt + leaseSeconds) since = tick;
    renewedAt = tick;
  }
  return t > renewedAt + leaseSeconds ? null : since;
}
