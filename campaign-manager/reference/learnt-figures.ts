/**
 * What a campaign has learnt of its customers: how many dials are answered, how long they ring, how long a customer takes.
 * Pure; times are ms since the epoch.
 *
 * Times are learnt as time spent over ends seen, calls in progress included: the first to end are the short ones, and a
 * mean of those alone would make the dialler bold too early. Older experience fades.
 */

/** Sums up to a moment, older experience counting less. Times are milliseconds. */
export interface LearntFigures {
  /** When the times below were counted up to. */
  readonly atMs: number;
  readonly ringing: number;
  /** Customers with an agent, or whose wrap-up goes on. */
  readonly handled: number;
  readonly ringMs: number;
  readonly rings: number;
  readonly answers: number;
  readonly handleMs: number;
  readonly customers: number;
}

/** What is expected of the next dial and the next customer, by experience. */
export interface Rates {
  /** Of a dial, above 0 and at most 1. */
  readonly answerRate: number;
  readonly ringMs: number;
  /** Talk and wrap-up of one customer. */
  readonly handleMs: number;
}

/** Experience fades with this many later rings, or customers: hours of a small team, minutes of a large one. */
const ringsRemembered = 1000;
const customersRemembered = 250;
/** Fewer say too little: a campaign that was restarted learns anew before it is bold again. */
const leastRings = 100;
const leastCustomers = 20;

/** Before the first dial. `nowMs`: since the epoch. */
export const nothingLearnt = (nowMs: number): LearntFigures => ({
  atMs: nowMs,
  ringing: 0,
  handled: 0,
  ringMs: 0,
  rings: 0,
  answers: 0,
  handleMs: 0,
  customers: 0,
});

/** A number rings from now on. */
export const ringBegan = (learnt: LearntFigures, nowMs: number): LearntFigures => {
  const now = upTo(learnt, nowMs);
  return { ...now, ringing: now.ringing + 1 };
};

/** A ring ended by itself. */
export function ringEnded(learnt: LearntFigures, answered: boolean, nowMs: number): LearntFigures {
  const now = upTo(learnt, nowMs);
  const keep = 1 - 1 / ringsRemembered;
  return {
    ...now,
    ringing: now.ringing - 1,
    ringMs: now.ringMs * keep,
    rings: (now.rings + 1) * keep,
    answers: (now.answers + (answered ? 1 : 0)) * keep,
  };
}

/** A customer and an agent hear each other. */
export const customerBegan = (learnt: LearntFigures, nowMs: number): LearntFigures => {
  const now = upTo(learnt, nowMs);
  return { ...now, handled: now.handled + 1 };
};

/** The work about a customer is done. */
export function customerDone(learnt: LearntFigures, nowMs: number): LearntFigures {
  const now = upTo(learnt, nowMs);
  const keep = 1 - 1 / customersRemembered;
  return {
    ...now,
    handled: now.handled - 1,
    handleMs: now.handleMs * keep,
    customers: (now.customers + 1) * keep,
  };
}

/** The agent is gone from a customer or their wrap-up: the time counts, an end was not seen. */
export const customerLost = (learnt: LearntFigures, nowMs: number): LearntFigures => {
  const now = upTo(learnt, nowMs);
  return { ...now, handled: now.handled - 1 };
};

/** `null` while there is too little to go by, or nobody has answered. */
export function ratesOf(learnt: LearntFigures, nowMs: number): Rates | null {
  const { rings, answers, ringMs, customers, handleMs } = upTo(learnt, nowMs);
  // What is remembered fades by a tenth at most until these are reached.
  if (rings < 0.9 * leastRings || customers < 0.9 * leastCustomers) return null;
  if (answers <= 0 || ringMs <= 0 || handleMs <= 0) return null;
  return { answerRate: answers / rings, ringMs: ringMs / rings, handleMs: handleMs / customers };
}

const upTo = (learnt: LearntFigures, nowMs: number): LearntFigures => {
  const passed = Math.max(0, nowMs - learnt.atMs);
  return {
    ...learnt,
    atMs: learnt.atMs + passed,
    ringMs: learnt.ringMs + passed * learnt.ringing,
    handleMs: learnt.handleMs + passed * learnt.handled,
  };
};
