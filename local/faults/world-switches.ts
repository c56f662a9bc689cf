import type { Scenario } from '../scenario/scenario';

/** A change of the simulated Connect at a moment of the scenario, seconds from t = 0. */
export type WorldSwitch =
  | { readonly at: number; readonly kind: 'throttled'; readonly on: boolean }
  | { readonly at: number; readonly kind: 'closed'; readonly queue: string; readonly on: boolean };

/**
 * What the runner sets on the simulated Connect as time goes by: `setThrottled` for connect-throttle, `setClosed` for the
 * `closed` windows of a group. Overlapping windows count as one: on at the first start, off at the last end. At one moment
 * `off` comes before `on`, so that windows that touch leave no gap.
 */
export function worldSwitches(scenario: Pick<Scenario, 'groups' | 'faults'>): readonly WorldSwitch[] {
  const throttles = scenario.faults
    .filter((fault) => fault.kind === 'connect-throttle')
    .map((fault) => [fault.at, fault.until] as const);
  const switches: WorldSwitch[] = merge(throttles).flatMap(([from, to]) => [
    { at: from, kind: 'throttled', on: true },
    { at: to, kind: 'throttled', on: false },
  ]);
  for (const group of scenario.groups) {
    for (const [from, to] of merge(group.closed)) {
      for (const queue of group.queues) {
        switches.push({ at: from, kind: 'closed', queue, on: true }, { at: to, kind: 'closed', queue, on: false });
      }
    }
  }
  return switches.sort((a, b) => a.at - b.at || Number(a.on) - Number(b.on));
}

function merge(windows: readonly (readonly [number, number])[]): readonly (readonly [number, number])[] {
  const merged: [number, number][] = [];
  for (const [from, to] of [...windows].sort((a, b) => a[0] - b[0])) {
    const last = merged.at(-1);
    if (last !== undefined && from <= last[1]) last[1] = Math.max(last[1], to);
    else if (to > from) merged.push([from, to]);
  }
  return merged;
}
