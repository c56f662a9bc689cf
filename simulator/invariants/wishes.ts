import type { ScenarioAgent, TimelineAct } from '../scenario/scenario';
import type { LineOf, TraceLine } from '../trace/lines';

/** The last status an agent wished for. Times are seconds since t = 0. */
export interface Wish {
  readonly status: 'Available' | 'Break' | 'Offline';
  readonly t: number;
  /** Made while ringing, talking or in wrap-up, so that it is to be done when that ends. */
  readonly binding: boolean;
  /** Since when that is over; `null` while it lasts. */
  overAt: number | null;
  /** Whether it was their status since that is over. */
  held: boolean;
}

/** While these show, the work after which the wish is done may still go on, or end. */
const working: ReadonlySet<string> = new Set(['Busy', 'AfterCallWork']);

/** Sums of times that are written to the millisecond. */
const roundingSeconds = 0.001;

const wished: Readonly<Partial<Record<TimelineAct['do'], Wish['status']>>> = {
  available: 'Available',
  'not-ready': 'Break',
  offline: 'Offline',
};

/** What agents wish for: by their timelines, which the runner tells, and by themselves after a miss or when they come. */
export class Wishes {
  readonly #last = new Map<string, Wish>();
  readonly #closed = new Set<string>();
  readonly #otherPage = new Set<string>();
  readonly #opened = new Map<string, number>();
  /** When an agent sets Available by themselves. */
  readonly #comings = new Map<string, number[]>();
  readonly #agents: ReadonlyMap<string, ScenarioAgent>;

  constructor(agents: readonly ScenarioAgent[]) {
    this.#agents = new Map(agents.map((agent) => [agent.username, agent]));
    for (const { username, page, availableAt } of agents) {
      if (page === 'closed') this.#closed.add(username);
      this.#comings.set(username, availableAt === null ? [] : [availableAt]);
    }
  }

  /** `inHand`: ringing, talking or in wrap-up. */
  act(username: string, act: TimelineAct['do'], t: number, inHand: boolean): void {
    if (act === 'open-page' && this.#closed.delete(username)) this.#opened.set(username, t);
    if (act === 'close-page') {
      this.#closed.add(username);
      // Nobody is left who could do what is not done yet.
      if (this.#last.get(username)?.held === false) this.#last.delete(username);
    }
    const status = wished[act];
    if (status === undefined || this.#closed.has(username)) return;
    const binding = inHand && status !== 'Available';
    this.#last.set(username, { status, t, binding, overAt: null, held: false });
  }

  /** A person works there, by a page that is open and not known to be ours. */
  takenOver(username: string): void {
    this.#otherPage.add(username);
    this.#closed.delete(username);
  }

  /** What they wished for last counts no more. */
  forget(username: string): void {
    this.#last.delete(username);
  }

  /** Since when the agent's page is open; `null`: it is closed. */
  openSince(username: string): number | null {
    return this.#closed.has(username) ? null : (this.#opened.get(username) ?? Number.NEGATIVE_INFINITY);
  }

  /** What binds at `t`: a wish for Break or Offline that nothing has followed. */
  binding(username: string, t: number): Wish | null {
    const wish = this.#last.get(username);
    if (wish === undefined || !wish.binding) return null;
    const comes = (at: number): boolean => at >= wish.t && at <= t + roundingSeconds;
    return (this.#comings.get(username) ?? []).some(comes) ? null : wish;
  }

  /** Whether a status is another than the wish, and no part of what has to end before it is done. */
  isAgainst({ status, held }: Wish, line: LineOf<'agent.status'>): boolean {
    if (line.status === status) return false;
    // Without our page the server clears what was missed.
    const cleared = line.status === 'Missed call' && !this.#hasOurs(line.agent);
    return held || !(working.has(line.status) || cleared);
  }

  #hasOurs(username: string): boolean {
    return this.#agents.get(username)?.page === 'ours' && !this.#otherPage.has(username);
  }

  /** After the line is taken in; `inHand` and the agent's status as they are now. */
  take(line: TraceLine & { readonly agent: string }, status: string | null, inHand: boolean): void {
    const { agent, t } = line;
    const after = this.#agents.get(agent)?.availableAfterMiss ?? null;
    if (after !== null && (line.type === 'offer.missed' || line.type === 'offer.declined')) {
      this.#comings.get(agent)?.push(t + after);
    }
    const wish = this.#last.get(agent);
    if (wish === undefined) return;
    wish.overAt = inHand ? null : (wish.overAt ?? t);
    // What went another way once is judged once.
    if (line.type === 'agent.status' && this.isAgainst(wish, line)) this.#last.delete(agent);
    else if (!inHand && status === wish.status) wish.held = true;
  }
}
