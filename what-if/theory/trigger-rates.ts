import { erlangB, erlangC } from './erlang';

/** How often callers and idle agents of M/M/n, idle longest first, reach a time. Times in seconds, rates an hour. */
export interface TriggerRates {
  readonly spellOver: number;
  readonly acquiresPerHour: number;
  readonly longestOver: number;
  readonly meanIdleSeconds: number;
  readonly headOver: number;
  readonly releasesPerHour: number;
}

/**
 * Exact: idle agents are themselves a queue that arrivals serve, first idle first, so that the spell of one who is the k-th
 * idle is over at the k-th arrival.
 */
export function triggerRates(
  agents: number,
  load: number,
  serviceSeconds: number,
  releaseAfterSeconds: number,
  acquireAfterSeconds: number,
): TriggerRates {
  const perSecond = load / serviceSeconds;
  const waits = erlangC(agents, load);
  const idle = idleShares(agents, load);
  const arrivals = perSecond * acquireAfterSeconds;
  let poisson = Math.exp(-arrivals);
  let fewer = poisson;
  let spellOver = 0;
  let idleAgents = 0;
  for (let count = 1; count <= agents; count++) {
    const share = idle[count] ?? 0;
    spellOver += (share / (1 - waits)) * fewer;
    idleAgents += count * share;
    poisson *= arrivals / count;
    fewer += poisson;
  }
  const late = waits * Math.exp(-(agents / serviceSeconds - perSecond) * releaseAfterSeconds);
  return {
    spellOver,
    acquiresPerHour: 3600 * perSecond * (1 - waits) * spellOver,
    longestOver: (1 - waits) * spellOver,
    meanIdleSeconds: idleAgents / (perSecond * (1 - waits)),
    headOver: (load / agents) * late,
    releasesPerHour: 3600 * perSecond * late,
  };
}

/** How much of the time so many agents are idle, by their number. */
function idleShares(agents: number, load: number): readonly number[] {
  const allBusyNobodyWaits = (erlangB(agents, load) * (1 - erlangC(agents, load))) / (1 - erlangB(agents, load));
  const shares = [allBusyNobodyWaits];
  for (let idle = 1; idle <= agents; idle++) shares.push(((shares[idle - 1] ?? 0) * (agents - idle + 1)) / load);
  return shares;
}
