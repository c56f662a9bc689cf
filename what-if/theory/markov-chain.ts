/** A state, a few whole numbers. */
export type State = readonly number[];

/** One way out of a state, so many times a second. */
export interface Way {
  readonly to: State;
  readonly rate: number;
}

export interface Share {
  readonly state: State;
  readonly probability: number;
}

interface Inflow {
  readonly from: number;
  readonly rate: number;
}

const { abs, max } = Math;
const closeEnough = 1e-12;
const mostSweeps = 200_000;

/**
 * How much of the time a Markov chain in continuous time is in each state, in the long run: every state that can be reached
 * from `start`, by Gauss and Seidel's iteration on the balance equations. `ways` must keep the states finite (a queue is cut off
 * where it is hardly ever so long), and `start` must be reachable from each. Throws where the iteration does not settle.
 */
export function longRun(start: State, ways: (state: State) => readonly Way[]): readonly Share[] {
  const states: State[] = [];
  const numbers = new Map<string, number>();
  const numberOf = (state: State): number => {
    const key = state.join();
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, states.length);
    states.push(state);
    return states.length - 1;
  };
  numberOf(start);
  const into: Inflow[][] = [];
  const out: number[] = [];
  for (let number = 0; number < states.length; number++) {
    out[number] = 0;
    for (const { to, rate } of ways(states[number] as State)) {
      const target = numberOf(to);
      if (target === number || rate === 0) continue;
      into[target] ??= [];
      into[target]?.push({ from: number, rate });
      out[number] = (out[number] ?? 0) + rate;
    }
  }
  const shares = settle(into, Float64Array.from(out));
  return states.map((state, number) => ({ state, probability: shares[number] ?? 0 }));
}

function settle(into: readonly (readonly Inflow[] | undefined)[], out: Float64Array): Float64Array {
  const count = out.length;
  const inflows = Array.from({ length: count }, (_, number) => into[number] ?? []);
  const from = Int32Array.from(inflows.flatMap((flows) => flows.map((flow) => flow.from)));
  const rates = Float64Array.from(inflows.flatMap((flows) => flows.map((flow) => flow.rate)));
  const shares = new Float64Array(count).fill(1 / count);
  for (let sweep = 0; sweep < mostSweeps; sweep++) {
    let change = 0;
    let total = 0;
    let index = 0;
    for (let number = 0; number < count; number++) {
      let flow = 0;
      const end = index + (inflows[number] as readonly Inflow[]).length;
      for (; index < end; index++) flow += (rates[index] as number) * (shares[from[index] as number] as number);
      const share = flow / (out[number] as number);
      change = max(change, abs(share - (shares[number] as number)));
      shares[number] = share;
      total += share;
    }
    for (let number = 0; number < count; number++) shares[number] = (shares[number] as number) / total;
    if (change < closeEnough) return shares;
  }
  throw new Error(`the balance equations of ${count} states have not settled after ${mostSweeps} sweeps`);
}
