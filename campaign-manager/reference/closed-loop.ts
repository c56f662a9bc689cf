/**
 * A dialler that keeps so many dials in flight for every idle agent, as a Markov chain (docs/theory.md#the-closed-loop): what
 * it does to agents and customers in the long run, and how far it may go. Pure.
 *
 * States are (idle agents, dials in flight). Rings and conversations end at random, and a customer who answers with
 * nobody idle counts as lost at once: the 2 s the law allows (abandon-ledger.ts) are our margin.
 */

/** A team that dials without pause (docs/theory.md#the-closed-loop). */
export interface LoopSetting {
  /** Who work for the campaign, idle or not, 1 or more. */
  readonly agents: number;
  /** Of a dial, above 0 and at most 1. */
  readonly answerRate: number;
  /** What a customer takes of an agent, wrap-up included, in mean rings, above 0. */
  readonly handleInRings: number;
}

/** What such a team comes to in the long run. */
export interface LoopFigures {
  /** Share of the agents who have a customer, 0 to 1. */
  readonly utilisation: number;
  /** Lost customers among those who answered, 0 to 1. */
  readonly abandonRate: number;
  /** Mean dials in flight; divided by the mean ring, the dials started in that unit of time. */
  readonly dialsInFlight: number;
}

/** What more agents than these could do is left on the table: the chain grows with their square. */
const mostAgents = 200;
const mostSweeps = 1000;
const closeEnough = 1e-8;

/** Dials to keep in flight, a ratio (dials for each idle agent) being kept. */
export const dialsFor = (ratio: number, idleAgents: number): number => Math.round(ratio * idleAgents);

/**
 * The long run of one ratio, 1 or more. Solved by Gauss-Seidel in both directions, which takes some twenty sweeps; idle
 * agents six standard deviations above their mean are left out.
 */
export function closedLoop({ agents, answerRate, handleInRings }: LoopSetting, ratio: number): LoopFigures {
  const meanIdle = agents / (1 + ratio * answerRate * handleInRings);
  const mostIdle = Math.min(agents, Math.ceil(meanIdle + 6 * Math.sqrt(meanIdle + 1)) + 3);
  /** Dials that are in flight at least, by idle agents; the unit of time is a mean ring. */
  const least = Int32Array.from({ length: mostIdle + 1 }, (_, idle) => dialsFor(ratio, idle));
  const leastAt = (idle: number): number => least[idle] as number;
  const most = leastAt(mostIdle);
  const width = most + 2;
  const share = new Float64Array((mostIdle + 1) * width);
  for (let idle = 0; idle <= mostIdle; idle++) share[idle * width + leastAt(idle)] = 1 / (1 + (idle - meanIdle) ** 2);

  const balance = (idle: number): void => {
    const freed = (agents - idle) / handleInRings;
    const freedBelow = (agents - idle + 1) / handleInRings;
    const low = leastAt(idle);
    // Rows of the table: this number of idle agents, one less, one more. It is nearly all that a run computes.
    const here = idle * width;
    const below = here - width;
    const above = here + width;
    let refilled = 0;
    if (idle > 0) for (let dials = leastAt(idle - 1); dials <= low; dials++) refilled += share[below + dials] as number;
    for (let dials = most; dials >= low; dials--) {
      const answers = (dials + 1) * answerRate;
      // From one dial more: nobody answered; or somebody did, and took an agent or was lost.
      let into = (dials + 1) * (1 - answerRate) * (share[here + dials + 1] as number);
      if (idle === 0) into += answers * (share[dials + 1] as number);
      if (idle < mostIdle) into += answers * (share[above + dials + 1] as number);
      if (idle > 0) into += freedBelow * (dials > low ? (share[below + dials] as number) : refilled);
      // An unanswered dial at the least number is replaced at once: the state stays.
      const answered = idle > 0 || dials > low ? dials * answerRate : 0;
      const outOf = (idle < mostIdle ? freed : 0) + answered + (dials > low ? dials * (1 - answerRate) : 0);
      share[here + dials] = outOf > 0 ? into / outOf : 0;
    }
  };

  let before = { idle: -1, lost: -1 };
  for (let sweep = 0; ; sweep++) {
    for (let idle = 0; idle <= mostIdle; idle++) balance(idle);
    for (let idle = mostIdle; idle >= 0; idle--) balance(idle);
    let total = 0;
    let idleAgents = 0;
    let inFlight = 0;
    let inVain = 0;
    for (let idle = 0; idle <= mostIdle; idle++) {
      const here = idle * width;
      for (let dials = leastAt(idle); dials <= most; dials++) {
        const weight = share[here + dials] as number;
        total += weight;
        idleAgents += idle * weight;
        inFlight += dials * weight;
        if (idle === 0) inVain += dials * weight;
      }
    }
    for (let index = 0; index < share.length; index++) share[index] = (share[index] as number) / total;
    const now = { idle: idleAgents / total / agents, lost: inVain / inFlight };
    const moved = Math.max(Math.abs(now.idle - before.idle), Math.abs(now.lost - before.lost));
    if (moved < closeEnough || sweep === mostSweeps) {
      return { utilisation: 1 - now.idle, abandonRate: now.lost, dialsInFlight: inFlight / total };
    }
    before = now;
  }
}

/**
 * The largest ratio, in tenths from 1 to `maxLines` (1 or more), that loses at most the share `maxAbandonRate` of those
 * who answer; 1 where even the next is too much. One dial for each idle agent loses nobody.
 */
export function largestRatio(setting: LoopSetting, maxLines: number, maxAbandonRate: number): number {
  const agents = Math.min(setting.agents, mostAgents);
  const holds = (tenths: number): boolean =>
    closedLoop({ ...setting, agents }, tenths / 10).abandonRate <= maxAbandonRate;
  let good = 10;
  let bad = Math.floor(maxLines * 10) + 1;
  while (bad - good > 1) {
    const tenths = Math.floor((good + bad) / 2);
    if (holds(tenths)) good = tenths;
    else bad = tenths;
  }
  return good / 10;
}
