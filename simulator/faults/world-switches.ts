import type { Fault, Scenario } from '../scenario/scenario';

/** A change of the simulated world at a moment of the scenario, seconds from t = 0. */
export type WorldSwitch =
  | { readonly at: number; readonly kind: 'throttled' | 'campaign-manager-down'; readonly on: boolean }
  | { readonly at: number; readonly kind: 'closed'; readonly queue: string; readonly on: boolean }
  /** Seconds by which the Campaign Manager is late from now on; `null`: no longer. */
  | { readonly at: number; readonly kind: 'campaign-manager-slow'; readonly delaySeconds: number | null }
  /**
   * The fault of an agent's tethers from now on: no answer, a wrong token, or `tether-drop`, which drops the one there is and,
   * while it lasts, every later one.
   */
  | { readonly at: number; readonly kind: TetherFault; readonly agent: string; readonly on: boolean };

/** What may go wrong with a tether on the Campaign Manager's side (docs/scenarios.md#faults). */
export type TetherFault = (typeof tetherFaults)[number];
const tetherFaults = ['tether-unanswered', 'tether-unmapped', 'tether-drop'] as const;

type Window = readonly [from: number, until: number];

/**
 * What the runner sets as time goes by: on the simulated Connect `setThrottled` for connect-throttle and `setClosed` for
 * the `closed` windows of a group; on the Campaign Manager the rest. Overlapping windows count as one: on at the first
 * start, off at the last end; of several delays the longest counts. At one moment `off` comes before `on`, so that windows
 * that touch leave no gap.
 */
export function worldSwitches(scenario: Pick<Scenario, 'groups' | 'faults'>): readonly WorldSwitch[] {
  const { faults } = scenario;
  const switches: WorldSwitch[] = [
    ...switched(windows(faults, 'connect-throttle'), { kind: 'throttled' } as const),
    ...switched(windows(faults, 'campaign-manager-down'), { kind: 'campaign-manager-down' } as const),
    ...slowness(faults.filter((fault) => fault.kind === 'campaign-manager-slow')),
  ];
  for (const kind of tetherFaults) {
    const befallen = faults.filter((fault): fault is Extract<Fault, { kind: TetherFault }> => fault.kind === kind);
    for (const agent of new Set(befallen.map((fault) => fault.agent))) {
      const own = befallen.filter((fault) => fault.agent === agent);
      switches.push(...switched(windows(own, kind), { kind, agent }));
    }
  }
  for (const group of scenario.groups) {
    for (const queue of group.queues) {
      switches.push(...switched(group.closed, { kind: 'closed', queue } as const));
    }
  }
  return switches.sort((a, b) => a.at - b.at || Number(turnsOn(a)) - Number(turnsOn(b)));
}

const turnsOn = (change: WorldSwitch): boolean => ('on' in change ? change.on : change.delaySeconds !== null);

const windows = (faults: readonly Fault[], kind: Fault['kind']): readonly Window[] =>
  faults.filter((fault) => fault.kind === kind).map((fault) => [fault.at, fault.until]);

const switched = <S extends object>(of: readonly Window[], what: S) =>
  merge(of).flatMap(([from, until]) => [
    { at: from, ...what, on: true },
    { at: until, ...what, on: false },
  ]);

function merge(of: readonly Window[]): readonly Window[] {
  const merged: [number, number][] = [];
  for (const [from, until] of [...of].sort((a, b) => a[0] - b[0])) {
    const last = merged.at(-1);
    if (last !== undefined && from <= last[1]) last[1] = Math.max(last[1], until);
    else if (until > from) merged.push([from, until]);
  }
  return merged;
}

function slowness(faults: readonly (Fault & { readonly delaySeconds: number })[]): readonly WorldSwitch[] {
  const moments = [...new Set(faults.flatMap((fault) => [fault.at, fault.until]))].sort((a, b) => a - b);
  const changes: (WorldSwitch & { kind: 'campaign-manager-slow' })[] = [];
  for (const at of moments) {
    const delays = faults.filter((fault) => fault.at <= at && at < fault.until).map((fault) => fault.delaySeconds);
    const delaySeconds = delays.length > 0 ? Math.max(...delays) : null;
    if ((changes.at(-1)?.delaySeconds ?? null) !== delaySeconds) {
      changes.push({ at, kind: 'campaign-manager-slow', delaySeconds });
    }
  }
  return changes;
}
