import type { QueueId } from '../ids';
import type { NotedWait } from './ports';

/** Of all callers whose wait ended, `percent` answered within `seconds`. */
export interface ServiceTarget {
  /** 50 to 99. */
  readonly percent: number;
  /** 5 to 120. */
  readonly seconds: number;
}

/** Over how long it is counted, the minute under way included. */
export const serviceWindowMinutes = 30;

/** How callers of the last `windowMinutes` fared against the target; counts of callers. */
export interface ServiceLevel {
  /** Callers whose wait ended within the window. */
  readonly ended: number;
  /** Of those, answered within the target's seconds, answered later, and never answered. */
  readonly inTime: number;
  readonly late: number;
  readonly left: number;
  /** `inTime` of `ended`, in whole percent, rounded down; `null`: nobody's wait ended. */
  readonly percent: number | null;
  readonly target: ServiceTarget;
  readonly windowMinutes: number;
}

/**
 * The service level of some queues: answered within the target of everybody who left the queue. Whoever hung up or was led to voicemail
 * counts as not in time, however soon that was (docs/theory.md#service-level). A call that was told of twice counts once, as answered if
 * either says so.
 */
export function serviceLevelOf(
  waits: readonly NotedWait[],
  queueIds: readonly QueueId[],
  target: ServiceTarget,
): ServiceLevel {
  const byCall = new Map<string, NotedWait>();
  for (const wait of waits) {
    if (!queueIds.includes(wait.queueId)) continue;
    const key = `${wait.queueId}/${wait.call}`;
    if (!byCall.get(key)?.answered) byCall.set(key, wait);
  }
  const calls = [...byCall.values()];
  const answered = calls.filter((wait) => wait.answered);
  const inTime = answered.filter(({ waitedMs }) => waitedMs <= target.seconds * 1000).length;
  return {
    ...{ ended: calls.length, inTime, late: answered.length - inTime, left: calls.length - answered.length },
    percent: calls.length === 0 ? null : Math.floor((inTime * 100) / calls.length),
    ...{ target, windowMinutes: serviceWindowMinutes },
  };
}
