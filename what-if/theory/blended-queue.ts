/**
 * The exact long run of the queue of docs/what-if.md#queue with exponential times, callers' and outbound service alike. Without
 * outbound it is Erlang C, or with patience Erlang A (M/M/n+M). Times in seconds.
 */
export interface BlendedQueue {
  readonly agents: number;
  /** Arrivals times mean service time. */
  readonly load: number;
  readonly serviceSeconds: number;
  /** Mean; null: callers wait for ever, and the load is below the agents. */
  readonly patienceSeconds: number | null;
  /** Outbound work is started below it, 0 to `agents`; k + f is drawn anew at each end of work. */
  readonly threshold: number;
  readonly waitSeconds: number;
}

export interface QueueValues {
  readonly waited: number;
  readonly abandoned: number;
  readonly meanWaitSeconds: number;
  readonly meanWaitServedSeconds: number;
  readonly waitOver: number;
  readonly virtualWaitOver: number;
  readonly serviceLevel: number;
  readonly outboundPerHour: number;
  readonly utilisation: number;
}

/** What a state adds is left out from here on. */
const negligible = 1e-17;

/**
 * The number in service and waiting is a birth and death chain that never falls below the whole part of the threshold; what a
 * caller who finds `ahead` others waiting goes through follows from it.
 */
export function blendedQueue(queue: BlendedQueue): QueueValues {
  const { agents, load, serviceSeconds, patienceSeconds, threshold, waitSeconds } = queue;
  const perSecond = load / serviceSeconds;
  const givingUp = patienceSeconds === null ? 0 : 1 / patienceSeconds;
  const { lowest, share } = numberInSystem(queue, perSecond, givingUp);
  const over = waitsBeyond(agents / serviceSeconds, givingUp, waitSeconds);

  let waited = 0;
  let inQueue = 0;
  let busy = 0;
  let virtualOver = 0;
  let servedInTime = 0;
  let secondsOfServed = 0;
  let stepSum = 0;
  for (const [index, probability] of share.entries()) {
    const inSystem = lowest + index;
    busy += probability * Math.min(inSystem, agents);
    if (inSystem < agents) continue;
    const ahead = inSystem - agents;
    const { virtual, whileServed } = over(ahead);
    // The mean wait of those served, by the same sum of exponential steps as their virtual wait.
    stepSum += 1 / (agents / serviceSeconds + (ahead + 1) * givingUp);
    const served = agents / serviceSeconds / (agents / serviceSeconds + (ahead + 1) * givingUp);
    waited += probability;
    inQueue += probability * ahead;
    virtualOver += probability * virtual;
    servedInTime += probability * served * (1 - whileServed);
    secondsOfServed += probability * served * stepSum;
  }
  const abandoned = (givingUp * inQueue) / perSecond;
  const whole = Math.floor(threshold);
  const fraction = threshold - whole;
  const at = (inSystem: number): number => share[inSystem - lowest] ?? 0;
  return {
    waited,
    abandoned,
    meanWaitSeconds: inQueue / perSecond,
    meanWaitServedSeconds: secondsOfServed / (1 - abandoned),
    waitOver: virtualOver * Math.exp(-givingUp * waitSeconds),
    virtualWaitOver: virtualOver,
    serviceLevel: 1 - waited + servedInTime,
    outboundPerHour: (3600 / serviceSeconds) * (whole * at(whole) + fraction * (whole + 1) * at(whole + 1)),
    utilisation: busy / agents,
  };
}

/** The long-run shares of states `lowest`, `lowest` + 1, ... */
function numberInSystem({ agents, serviceSeconds, threshold }: BlendedQueue, perSecond: number, givingUp: number) {
  const lowest = Math.floor(threshold);
  const fraction = threshold - lowest;
  const share = [1];
  let total = 1;
  let weight = 1;
  for (let inSystem = lowest + 1; weight > negligible * total || inSystem <= agents; inSystem++) {
    const stays = inSystem === lowest + 1 ? fraction : 0;
    const down =
      (Math.min(inSystem, agents) / serviceSeconds) * (1 - stays) + Math.max(0, inSystem - agents) * givingUp;
    weight *= perSecond / down;
    share.push(weight);
    total += weight;
    if (total < 1e200) continue;
    for (const [index, one] of share.entries()) share[index] = one / total;
    weight /= total;
    total = 1;
  }
  return { lowest, share: share.map((one) => one / total) };
}

/**
 * How likely one with so many ahead waits longer than `seconds`: `virtual` with endless patience, `whileServed` given that they
 * do not give up. The wait is a sum of exponential steps of rates n mu + i theta; its tail is an incomplete beta function
 * of whole second parameter, or without theta the Poisson distribution, summed up term by term. To be asked for 0, 1, 2, ...
 */
function waitsBeyond(freed: number, givingUp: number, seconds: number) {
  const virtual = tail(freed, givingUp, seconds);
  const whileServed = tail(freed + givingUp, givingUp, seconds);
  return (ahead: number) => ({ virtual: virtual(ahead), whileServed: whileServed(ahead) });
}

function tail(freed: number, givingUp: number, seconds: number): (ahead: number) => number {
  const gone = 1 - Math.exp(-givingUp * seconds);
  let term = Math.exp(-freed * seconds);
  let sum = 0;
  return (ahead) => {
    if (ahead > 0) {
      term *= givingUp === 0 ? (freed * seconds) / ahead : (gone * (freed / givingUp + ahead - 1)) / ahead;
    }
    sum += term;
    return Math.min(1, sum);
  };
}

/**
 * The highest threshold, and so the most outbound work, at which `isMet` still holds; `isMet` turns from true to false once as
 * the threshold grows. Null: it does not hold even at 0.
 */
export function highestThreshold(
  queue: Omit<BlendedQueue, 'threshold'>,
  isMet: (values: QueueValues) => boolean,
): number | null {
  const holdsAt = (threshold: number) => isMet(blendedQueue({ ...queue, threshold }));
  if (!holdsAt(0)) return null;
  if (holdsAt(queue.agents)) return queue.agents;
  let [low, high] = [0, queue.agents];
  while (high - low > 1e-12 * queue.agents) {
    const middle = (low + high) / 2;
    if (holdsAt(middle)) low = middle;
    else high = middle;
  }
  return low;
}
