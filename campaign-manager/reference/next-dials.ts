/** Which contact is dialled next, or shown, and for which agent. */
import type { Scheduler } from '../../clock/scheduler';
import { campaignOf, keepsPromise, linesOf, mayOpenLine } from './agent-desk';
import type { CampaignRun, Dial } from './campaign-run';
import { byNextLine, dialsToStart, linesPerAgent } from './pacing';
import type { Previews } from './previews';
import type { Seat, Seats } from './seats';
import { freeFor, teamOf } from './team';

export interface NextDialsParts {
  readonly scheduler: Scheduler;
  readonly seats: Seats;
  readonly previews: Pick<Previews, 'nextAt' | 'heldBackFrom'>;
  /** All campaigns. */
  readonly runs: () => readonly CampaignRun[];
  /** A contact was chosen for an agent. */
  readonly begin: (dial: Dial, seat: Seat) => void;
  readonly wake: () => void;
}

export class NextDials {
  constructor(private readonly parts: NextDialsParts) {}

  /** Starts what a campaign should start now. */
  start(run: CampaignRun): void {
    this.#keepPromises(run);
    if (run.available === 0) return;
    const { scheduler, seats, begin } = this.parts;
    const team = teamOf(run, seats);
    const learnt = () => ({ ...team, rates: run.rates(), judgement: run.abandons.judgement(scheduler.now()) });
    const { dials, reason } = dialsToStart(run.script.pacing, { ...team, callsAvailable: run.available }, learnt);
    const withNone = new Set<Seat>();
    for (let count = 0; count < dials && run.available > 0; ) {
      const seat = this.forLine(run, withNone);
      if (!seat) return;
      const dial = run.choose(seat, reason, this.#leftOut(seat, run));
      if (dial) {
        begin(dial, seat);
        count++;
      } else withNone.add(seat);
    }
  }

  /** Who gets one more line of a campaign; `withNone`: those for whom there is no contact. */
  forLine(run: CampaignRun, withNone: ReadonlySet<Seat> = new Set()): Seat | null {
    const lines = linesPerAgent(run.script.pacing);
    const seats = freeFor(run, this.parts.seats).filter(
      (seat) => !withNone.has(seat) && this.#mayGet(seat, run, lines),
    );
    return first(seats, ({ desk }) => linesOf(desk).length);
  }

  /** Who gets somebody who has answered and has no agent: an idle one, or one who waits for another answer. */
  forAnswer(run: CampaignRun): Seat | null {
    const seats = freeFor(run, this.parts.seats).filter(({ desk }) => !keepsPromise(desk));
    return first(seats, ({ desk }) => (campaignOf(desk) === null ? 0 : 1));
  }

  /** Call-backs promised to an agent are made by them, before anything else of the campaign. */
  #keepPromises(run: CampaignRun): void {
    for (const seat of freeFor(run, this.parts.seats)) {
      // Nearly always: nothing was promised to them.
      if (run.promisedTo(seat.agentId) === 0) continue;
      const leftOut = this.#leftOut(seat, run);
      if (run.promisedTo(seat.agentId, leftOut) === 0 || !this.#mayGet(seat, run, 1)) continue;
      const dial = run.choose(seat, `a call-back promised by ${seat.username}`, leftOut);
      if (dial) this.parts.begin(dial, seat);
    }
  }

  /** Contacts the agent was shown and did not take: not again while they may be shown another, or somebody else this one. */
  #leftOut(seat: Seat, run: CampaignRun): ReadonlySet<string> | undefined {
    if (run.script.pacing.mode !== 'preview') return undefined;
    const { agentId, desk } = seat;
    const own = this.parts.runs().filter(({ name }) => desk.campaigns.includes(name));
    const open = own.reduce((sum, each) => sum + each.available + each.promisedTo(agentId), 0);
    const somebodyElse = this.parts.seats
      .all()
      .some((other) => other !== seat && other.desk.standing !== 'coming' && other.desk.campaigns.includes(run.name));
    return this.parts.previews.heldBackFrom(
      agentId,
      run,
      (contact) => open > 1 || (somebodyElse && !run.isPromisedTo(agentId, contact)),
    );
  }

  /** Whether one more contact of a campaign may be dialled for the agent, or shown to them. */
  #mayGet({ agentId, desk }: Seat, run: CampaignRun, lines: number): boolean {
    if (!mayOpenLine(desk, run.name, lines)) return false;
    if (run.script.pacing.mode !== 'preview') return true;
    const { scheduler, previews, wake } = this.parts;
    const nextAt = previews.nextAt(agentId);
    if (nextAt <= scheduler.now()) return true;
    scheduler.at(nextAt, wake);
    return false;
  }
}

/** The seat that ranks lowest, then the one idle longest, then by username. */
const first = (seats: readonly Seat[], rank: (seat: Seat) => number): Seat | null => {
  const candidate = (seat: Seat) => ({
    seat,
    username: seat.username,
    idleSince: seat.desk.idleSince,
    lines: rank(seat),
  });
  let best: ReturnType<typeof candidate> | null = null;
  for (const seat of seats) {
    const next = candidate(seat);
    if (best === null || byNextLine(next, best) < 0) best = next;
  }
  return best?.seat ?? null;
};
