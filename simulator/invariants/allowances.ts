import type { Fault, Scenario } from '../scenario/scenario';
import type { Judgement } from './invariant';
import type { AgentView } from './views';

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

/**
 * From when the application may know that the agent is idle, events of agents aside; null when they are not. A move that fails with
 * its tether ends when that ended, and is told when the Campaign Manager tells so.
 */
export function toldIdleFrom(
  { idleFrom, tetherFailedAt }: AgentView,
  { scenario }: Pick<Judgement, 'scenario'>,
): number | null {
  return idleFrom === null || idleFrom !== tetherFailedAt ? idleFrom : campaignNewsAt(scenario, idleFrom);
}

/** When the Campaign Manager tells what it saw at `t`: later while it is slow, and not before it is up again. */
export function campaignNewsAt({ faults }: Pick<Scenario, 'faults'>, t: number): number {
  const acting = faults.filter(({ at, until }) => at <= t && t < until);
  const sentAt =
    t + Math.max(0, ...acting.map((fault) => (fault.kind === 'campaign-manager-slow' ? delayOf(fault) : 0)));
  const downtimes = faults.filter(({ kind }) => kind === 'campaign-manager-down').sort((a, b) => a.at - b.at);
  return downtimes.reduce(
    (heldUntil, { at, until }) => (at <= heldUntil ? Math.max(heldUntil, until) : heldUntil),
    sentAt,
  );
}

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
