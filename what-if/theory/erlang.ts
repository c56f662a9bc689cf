/**
 * Closed formulas of queues without abandonment (A. K. Erlang 1917). `agents` is a whole number, 1 or more; `load` is
 * arrivals times mean service time, and for a queue below `agents`.
 */

/** Erlang B: the share of calls that find every one of so many agents busy and are lost. */
export function erlangB(agents: number, load: number): number {
  let lost = 1;
  for (let busy = 1; busy <= agents; busy++) lost = (load * lost) / (busy + load * lost);
  return lost;
}

/** Erlang C: the share of calls that wait. */
export function erlangC(agents: number, load: number): number {
  const lost = erlangB(agents, load);
  return (agents * lost) / (agents - load * (1 - lost));
}
