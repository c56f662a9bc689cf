/**
 * Calls customers and puts those who answer through to agents. A dial is started for one agent; once that agent has
 * somebody, their other dials ring on and are nobody's: the next idle agent gets them before anything new is dialled, and
 * whoever answers first is served first, by an idle agent or one who still waits for an answer. Nothing that rings or has
 * answered is cut off; a live answer nobody could take within 2 s is abandoned.
 */
import type { Chance } from '../clock/scheduler';
import {
  bridgeLost,
  campaignOf,
  connected,
  customerGone,
  type Desk,
  isFree,
  lineClosed,
  linePlaced,
  linesOf,
  mayOpenLine,
  mayTake,
  openLine,
  type Parted,
  take,
  workDone,
} from './agent-desk';
import { CampaignRun, type Dial, type RunParts } from './campaign-run';
import type { CampaignLatency, CampaignScript } from './campaign-script';
import type { Contact } from './contact-list';
import { byNextLine, dialsToStart } from './pacing';
import type { Seat } from './seats';

/** How long somebody who has answered waits for an agent (SCENARIOS.md 3, dial.abandoned). */
const bridgeWithinMs = 2000;

export interface DiallerParts extends Omit<RunParts, 'wake'> {
  readonly chance: Chance;
  readonly campaigns: readonly CampaignScript[];
  readonly latency: CampaignLatency;
  /** A campaign wants a new tether for the agent's next customer. */
  readonly renew: (seat: Seat) => void;
}

export class Dialler {
  /** In the order they are served. */
  readonly #runs: readonly CampaignRun[];
  /** Ringing for nobody, oldest first. */
  readonly #orphans = new Set<Dial>();
  /** Answered and with nobody yet, longest first. */
  readonly #waiting = new Set<Dial>();
  #woken = false;

  constructor(private readonly parts: DiallerParts) {
    const wake = () => this.wake();
    const inOrder = [...parts.campaigns].sort((a, b) => a.priority - b.priority);
    this.#runs = inOrder.map((script) => new CampaignRun(script, { ...parts, wake }));
  }

  start(): void {
    for (const run of this.#runs) run.start();
  }

  /** The contacts of a campaign, as they are. */
  contacts(campaign: string): readonly Contact[] {
    return this.#run(campaign).contacts();
  }

  /** An agent or a contact may have come free: looked at once everything else of this moment has happened. */
  wake(): void {
    if (this.#woken) return;
    this.#woken = true;
    this.parts.scheduler.after(0, () => {
      this.#woken = false;
      this.#dispatch();
    });
  }

  /** The desk changed in a way that leaves customers without their agent. */
  part(seat: Seat, { desk, left }: Parted): void {
    const campaign = campaignOf(seat.desk);
    this.parts.seats.change(seat, desk);
    if (campaign !== null) this.#leave(this.#run(campaign), left);
    this.wake();
  }

  /** The agent's tether is over, or about to be: a customer on it is cut off, the other dials are nobody's. */
  lost(seat: Seat): void {
    const { work } = seat.desk;
    if (work.doing === 'idle' || work.doing === 'wrap-up') return;
    const run = this.#run(work.campaign);
    if (work.doing === 'talking') run.ended(run.dial(work.contact), 'failed');
    else this.#leave(run, work.doing === 'lines' ? work.lines.map(({ contact }) => contact) : [work.contact]);
    this.wake();
  }

  #run(campaign: string): CampaignRun {
    const run = this.#runs.find(({ name }) => name === campaign);
    if (!run) throw new Error(`there is no campaign ${JSON.stringify(campaign)}`);
    return run;
  }

  #dispatch(): void {
    for (const dial of [...this.#waiting]) this.#offer(dial);
    for (const dial of [...this.#orphans]) this.#adopt(dial);
    for (const run of this.#runs) this.#pace(run);
  }

  #pace(run: CampaignRun): void {
    if (run.available === 0) return;
    const agents = this.#freeFor(run).filter(({ desk }) => (campaignOf(desk) ?? run.name) === run.name);
    const own = agents.reduce((sum, { desk }) => sum + linesOf(desk).length, 0);
    const { dials, reason } = dialsToStart(run.script.pacing, {
      freeAgents: agents.length,
      dialsInFlight: own + [...this.#orphans].filter((dial) => dial.run === run).length,
      callsAvailable: run.available,
    });
    for (let count = 0; count < dials; count++) {
      const seat = this.#nextForLine(run);
      const dial = seat && run.choose(seat, reason);
      if (!seat || !dial) return;
      this.#reserve(dial, seat);
    }
  }

  #reserve(dial: Dial, seat: Seat): void {
    const { latency, seats, scheduler } = this.parts;
    const { name, script } = dial.run;
    const delayMs = latency.dialMs();
    const desk = openLine(seat.desk, name, dial.contact, script.pacing.linesPerAgent);
    if (delayMs === 0) {
      this.#place(dial, desk);
      return;
    }
    seats.change(seat, desk);
    dial.step = scheduler.after(delayMs, () => this.#place(dial, seat.desk));
  }

  #place(dial: Dial, desk: Desk): void {
    const { run, contact, seat } = dial;
    run.placed(dial);
    if (seat) this.parts.seats.change(seat, linePlaced(desk, contact));
    dial.step = this.parts.scheduler.after(run.script.ringSeconds(contact) * 1000, () => this.#rung(dial));
  }

  #freeFor = (run: CampaignRun): readonly Seat[] =>
    [...this.parts.seats.free()].filter(({ desk }) => desk.campaigns.includes(run.name));

  #nextForLine(run: CampaignRun): Seat | null {
    const { linesPerAgent } = run.script.pacing;
    const seats = this.#freeFor(run).filter(({ desk }) => mayOpenLine(desk, run.name, linesPerAgent));
    return first(seats, ({ desk }) => linesOf(desk).length);
  }

  #adopt(dial: Dial): void {
    const seat = this.#nextForLine(dial.run);
    if (!seat) return;
    const { name, script } = dial.run;
    this.#orphans.delete(dial);
    dial.seat = seat;
    const desk = openLine(seat.desk, name, dial.contact, script.pacing.linesPerAgent);
    this.parts.seats.change(seat, linePlaced(desk, dial.contact));
  }

  /** A stream of its own for each contact: the same people answer at the same attempts, whoever is dialled first. */
  #rung(dial: Dial): void {
    const { name, script } = dial.run;
    const answers = this.parts.chance.next(`campaigns/${name}/answer/${dial.contact}`) < script.answerProbability;
    this.#orphans.delete(dial);
    if (!answers) {
      dial.run.ended(dial, 'no-answer');
      if (dial.seat) this.parts.seats.change(dial.seat, lineClosed(dial.seat.desk, dial.contact));
      return;
    }
    dial.phase = 'live';
    dial.run.tellDial(dial, 'dial.answered');
    dial.patience = this.parts.scheduler.after(bridgeWithinMs, () => this.#abandon(dial));
    this.#waiting.add(dial);
    this.#offer(dial);
  }

  /** Puts a live answer through, if there is anybody: its own agent, an idle one, or one who waits for another answer. */
  #offer(dial: Dial): void {
    const { run, contact } = dial;
    const own = dial.seat && mayTake(dial.seat.desk, run.name, contact) ? dial.seat : null;
    const seat = own ?? first(this.#freeFor(run), ({ desk }) => (linesOf(desk).length > 0 ? 1 : 0));
    if (!seat) return;
    this.#waiting.delete(dial);
    dial.seat = seat;
    dial.phase = 'bridging';
    const parted = take(seat.desk, run.name, contact);
    const delayMs = this.parts.latency.bridgeMs();
    if (delayMs === 0) {
      this.part(seat, { desk: connected(parted.desk), left: parted.left });
      this.#talk(dial);
      return;
    }
    this.part(seat, parted);
    dial.step = this.parts.scheduler.after(delayMs, () => {
      this.parts.seats.change(seat, connected(seat.desk));
      this.#talk(dial);
    });
  }

  #talk(dial: Dial): void {
    dial.phase = 'talking';
    dial.patience?.cancel();
    dial.run.tellDial(dial, 'dial.connected');
    dial.run.changed();
    const talkMs = dial.run.script.talkSeconds(dial.contact) * 1000;
    dial.step = this.parts.scheduler.after(talkMs, () => this.#goodbye(dial));
  }

  #goodbye(dial: Dial): void {
    const { run, seat, contact } = dial;
    const wrapUpSeconds = run.script.wrapUpSeconds(contact);
    run.ended(dial, 'completed', wrapUpSeconds);
    if (!seat) return;
    const wrapUpMs = wrapUpSeconds * 1000;
    const after = customerGone(seat.desk);
    if (wrapUpMs === 0) {
      this.#finish(seat, after, run);
      return;
    }
    this.parts.seats.change(seat, after);
    this.parts.scheduler.after(wrapUpMs, () => {
      if (this.parts.seats.isTaken(seat)) this.#finish(seat, seat.desk, run);
    });
  }

  /** The work about a customer is done: the agent is idle, or gets a new tether; who was asked for is given back. */
  #finish(seat: Seat, wrappingUp: Desk, run: CampaignRun): void {
    const done = workDone(wrappingUp, this.parts.scheduler.now());
    if (run.script.freshTether && isFree(done)) {
      // Not told as idle: nobody may count on an agent whose tether is ending.
      seat.desk = done;
      this.parts.renew(seat);
    } else {
      this.parts.seats.change(seat, done);
    }
    run.changed();
    this.wake();
  }

  #abandon(dial: Dial): void {
    const { seat, run } = dial;
    this.#waiting.delete(dial);
    dial.seat = null;
    run.tellDial(dial, 'dial.abandoned');
    run.ended(dial, 'abandoned');
    if (seat) this.parts.seats.change(seat, bridgeLost(seat.desk));
  }

  /** Dials that lost their agent: who was not dialled yet is open again, who rings or has answered waits for another. */
  #leave(run: CampaignRun, contacts: readonly string[]): void {
    for (const contact of contacts) {
      const dial = run.dial(contact);
      dial.seat = null;
      if (dial.phase === 'reserved') run.withdrawn(dial);
      else if (dial.phase === 'ringing') this.#orphans.add(dial);
      else {
        dial.step?.cancel();
        dial.phase = 'live';
        this.#waiting.add(dial);
      }
    }
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
