import type { Fault } from '../scenario/scenario';
import type { Judgement } from './checker';

/**
 * What faults in play allow for, by docs/scenarios.md#invariants: each invariant gets their delays on top. A fault is in play
 * from its beginning to its end, and as long after it as what it delayed may still be on its way.
 */

/** Kills allow for as much as their redeliveries take, but no more than this (docs/scenarios.md#invariants). */
export const mostKillSeconds = 180;

/**
 * Seconds by which news of what happened from `from` to `to` may have come late, kills aside: by faults of all kinds, or of
 * these.
 */
export function delayOfFaults(
  { scenario }: Pick<Judgement, 'scenario'>,
  from: number,
  to: number,
  kinds?: ReadonlySet<Fault['kind']>,
): number {
  const delays = scenario.faults.map((fault) => {
    if (kinds?.has(fault.kind) === false) return 0;
    const delay = delayOf(fault);
    return fault.at <= to && fault.until + delay >= from ? delay : 0;
  });
  return Math.max(0, ...delays);
}

/** How long faults of these kinds lasted between `from` and `to`, seconds; of several at once each counts. */
export const lasting = (
  { scenario }: Pick<Judgement, 'scenario'>,
  kinds: ReadonlySet<Fault['kind']>,
  from: number,
  to: number,
): number =>
  scenario.faults
    .filter(({ kind }) => kinds.has(kind))
    .reduce((sum, { at, until }) => sum + Math.max(0, Math.min(to, until) - Math.max(from, at)), 0);

/** Seconds by which one fault delays news. */
export function delayOf(fault: Fault): number {
  switch (fault.kind) {
    case 'stale-index':
    case 'reorder-events':
      return fault.maxDelaySeconds;
    case 'campaign-manager-slow':
      return fault.delaySeconds;
    default:
      return 0;
  }
}
