/**
 * What the law counts of a campaign's dials (docs/theory.md#abandoned-customers), over the last 24 hours and the last 30 days:
 * customers who answered, and those of them nobody was there for. The ledger has no clock and dials nothing; its judgement is
 * pure.
 */

/**
 * How long after the end of the customer's greeting an agent has to be there (16 CFR 310.4(b),
 * docs/theory.md#abandoned-customers).
 */
export const connectWithinMs = 2000;

/**
 * Fewer live answers than these say nothing of a rate (Cisco CCX: correction after 100 live voices;
 * docs/theory.md#pacing-in-other-dialers).
 */
export const leastLiveAnswers = 100;

const dayMs = 86_400_000;
/** From a call to its dropping out of the count. */
export const ledgerWindows = { 'the last 24 hours': dayMs, 'the last 30 days': 30 * dayMs } as const;

/** Over how long live answers are counted: both windows must keep to the limit. */
export type LedgerWindow = keyof typeof ledgerWindows;
const windowNames = ['the last 24 hours', 'the last 30 days'] as const satisfies readonly LedgerWindow[];

/** A customer who answered in person, and when, if ever, they heard an agent. */
export interface LiveAnswer {
  /** ms since the epoch, as `connectedAt`. */
  readonly greetingEndedAt: number;
  /** When the customer heard an agent; `null`: never. */
  readonly connectedAt: number | null;
}

/** Whether the law counts a live answer as abandoned. */
export const isAbandoned = ({ greetingEndedAt, connectedAt }: LiveAnswer): boolean =>
  connectedAt === null || connectedAt - greetingEndedAt > connectWithinMs;

/** Live answers counted over one window. */
export interface LedgerFigures {
  readonly window: LedgerWindow;
  /** Answered by a person; machines, rings in vain and wrong numbers are no answers. */
  readonly live: number;
  readonly abandoned: number;
}

/** What a ledger needs to go on after a restart: when each greeting ended, ms since the epoch, in order. */
export interface LedgerEntries {
  readonly live: readonly number[];
  readonly abandoned: readonly number[];
}

/** Live answers and abandoned customers of one campaign, each by the end of its greeting. */
export class AbandonLedger {
  readonly #live: Moments;
  readonly #abandoned: Moments;

  constructor(entries: LedgerEntries = { live: [], abandoned: [] }) {
    this.#live = new Moments(entries.live);
    this.#abandoned = new Moments(entries.abandoned);
  }

  /** A person answered. */
  answered(greetingEndedAt: number): void {
    this.#live.add(greetingEndedAt);
  }

  /** One of those who answered was abandoned; dated like the answer, so that both drop out together. */
  abandoned(greetingEndedAt: number): void {
    this.#abandoned.add(greetingEndedAt);
  }

  figures(nowMs: number): readonly LedgerFigures[] {
    return windowNames.map((window, index) => {
      const since = nowMs - ledgerWindows[window];
      return { window, live: this.#live.since(since, index), abandoned: this.#abandoned.since(since, index) };
    });
  }

  entries(nowMs: number): LedgerEntries {
    const since = nowMs - ledgerWindows['the last 30 days'];
    return { live: this.#live.list(since), abandoned: this.#abandoned.list(since) };
  }
}

/**
 * `trial`: too few live answers to judge by. `slowed`: near the limit, or back from it. `stopped`: one more abandoned
 * customer would be one too many. Only `free` and `slowed` may dial more than one customer for an idle agent.
 */
export type Standing = 'trial' | 'free' | 'slowed' | 'stopped';

/** How a campaign stands by the window that decides. */
export interface Judgement extends LedgerFigures {
  readonly standing: Standing;
  /** Abandoned of live; 0 without live answers. */
  readonly rate: number;
  /** Customers who might yet be abandoned without going over the limit; below 0 it is passed. */
  readonly headroom: number;
}

/** Slower from this share of the limit on, and at full pace again only below the lower one, so that nothing flaps. */
const slowFrom = 0.8;
const fullPaceBelow = 0.7;
/** Room for one customer stops and starts with every answer; over-dialing begins again with room for two. */
const goOnWithRoom = 2;

/**
 * Judges by the window that is worse off. `maxRate` 0 to 1, 0 leaving no room for anybody; `before`: the standing until
 * now.
 */
export function judge(figures: readonly LedgerFigures[], maxRate: number, before: Standing): Judgement {
  const judged = figures.map((window): Judgement => {
    const { live, abandoned } = window;
    const rate = live > 0 ? abandoned / live : 0;
    const headroom = maxRate * live - abandoned;
    return { ...window, rate, headroom, standing: standingOf(live, shareOf(maxRate, rate), headroom, before) };
  });
  return judged.reduce((worst, next) => (worseFirst(next, worst) < 0 ? next : worst));
}

/** How much of the limit a rate has used up; of a limit of 0, all of it from the start. */
const shareOf = (maxRate: number, rate: number): number => (maxRate > 0 ? rate / maxRate : 1);

const order: readonly Standing[] = ['stopped', 'trial', 'slowed', 'free'];

const worseFirst = (a: Judgement, b: Judgement): number =>
  order.indexOf(a.standing) - order.indexOf(b.standing) || a.headroom - b.headroom;

function standingOf(live: number, ofLimit: number, headroom: number, before: Standing): Standing {
  if (live < leastLiveAnswers) return 'trial';
  const room = before === 'stopped' ? goOnWithRoom : 1;
  if (headroom < room) return 'stopped';
  const slow = before === 'free' || before === 'trial' ? slowFrom : fullPaceBelow;
  return ofLimit >= slow ? 'slowed' : 'free';
}

/**
 * The rate to plan for: the limit, and less and less of it, by quarters, from 80 % of the limit on. What has happened
 * corrects what the model expects.
 */
export function plannedRate(maxRate: number, rate: number): number {
  const left = (1 - shareOf(maxRate, rate)) / (1 - slowFrom);
  return (maxRate * Math.min(4, Math.max(1, Math.ceil(left * 4 - 1e-9)))) / 4;
}

/** Moments in order, counted from the end of a window that only moves on. */
class Moments {
  readonly #at: number[];
  /** By window: the first moment inside it. */
  readonly #first = windowNames.map(() => 0);

  constructor(at: readonly number[]) {
    this.#at = [...at].sort((a, b) => a - b);
  }

  add(moment: number): void {
    let place = this.#at.length;
    while (place > 0 && (this.#at[place - 1] ?? 0) > moment) place -= 1;
    this.#at.splice(place, 0, moment);
    for (const [window, first] of this.#first.entries()) if (place < first) this.#first[window] = first + 1;
  }

  /** How many are later than a moment. */
  since(since: number, window: number): number {
    let first = this.#first[window] ?? 0;
    while (first < this.#at.length && (this.#at[first] ?? 0) <= since) first += 1;
    this.#first[window] = first;
    return this.#at.length - first;
  }

  list(since: number): readonly number[] {
    return this.#at.filter((at) => at > since);
  }
}
