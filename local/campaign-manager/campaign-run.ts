/** One campaign while it runs: its list, its dials in progress, and what is told of both. Knows nothing of agents' work. */
import type { Scheduled, Scheduler } from '../clock/scheduler';
import { campaignOf } from './agent-desk';
import type { CampaignScript } from './campaign-script';
import { CampaignWorkReport } from './campaign-work';
import { type Contact, ContactList, type ContactState, type DialOutcome } from './contact-list';
import type { CampaignFact, Observe } from './facts';
import { agentsNeeded } from './pacing';
import type { Seat, Seats, Tell } from './seats';

/** One call of a customer, from being chosen to its end. */
export interface Dial {
  readonly run: CampaignRun;
  readonly contact: string;
  /** From 1; 0 before the number was dialled. */
  attempt: number;
  /** Whose it is; `null` while it is nobody's. */
  seat: Seat | null;
  phase: 'reserved' | 'ringing' | 'live' | 'bridging' | 'talking';
  /** What ends the phase. */
  step: Scheduled | null;
  /** The end of a live answer's patience. */
  patience: Scheduled | null;
}

export interface RunParts {
  readonly scheduler: Scheduler;
  /** Second 0 of the run, ms since the epoch. */
  readonly startMs: number;
  readonly seats: Seats;
  readonly tell: Tell;
  readonly observe: Observe;
  /** There may be more to dial. */
  readonly wake: () => void;
}

export class CampaignRun {
  readonly #opensAt: number;
  readonly #list: ContactList;
  readonly #report: CampaignWorkReport;
  readonly #dials = new Map<string, Dial>();

  constructor(
    readonly script: CampaignScript,
    private readonly parts: RunParts,
  ) {
    this.#opensAt = parts.startMs + script.startAtSeconds * 1000;
    this.#list = new ContactList(script.name, script.contacts, script);
    this.#report = new CampaignWorkReport(parts.scheduler, parts.tell, script, () => this.#figures());
  }

  get name(): string {
    return this.script.name;
  }

  /** Contacts that could be dialled now: none before the campaign has begun. */
  get available(): number {
    return this.parts.scheduler.now() < this.#opensAt ? 0 : this.#list.available;
  }

  contacts(): readonly Contact[] {
    return this.#list.contacts();
  }

  start(): void {
    const { scheduler } = this.parts;
    this.#report.changed();
    if (this.#opensAt > scheduler.now()) scheduler.at(this.#opensAt, () => this.#more());
  }

  /** The dial of a contact that is in progress. */
  dial(contact: string): Dial {
    const dial = this.#dials.get(contact);
    if (!dial) throw new Error(`contact ${contact} is not being called`);
    return dial;
  }

  /** Takes the next contact for an agent; `null` when there is none. */
  choose(seat: Seat, reason: string): Dial | null {
    const contact = this.#list.take();
    if (!contact) return null;
    const dial: Dial = {
      run: this,
      contact: contact.name,
      attempt: 0,
      seat,
      phase: 'reserved',
      step: null,
      patience: null,
    };
    this.#dials.set(contact.name, dial);
    this.#tellState(dial, 'dialling', `for ${seat.username}: ${reason}`);
    this.#report.changed();
    return dial;
  }

  /** The number is dialled. */
  placed(dial: Dial): void {
    dial.attempt = this.#list.placed(dial.contact).attempts;
    dial.phase = 'ringing';
    this.tellDial(dial, 'dial.started');
  }

  /** The contact is not dialled after all. */
  withdrawn(dial: Dial): void {
    dial.step?.cancel();
    this.#dials.delete(dial.contact);
    this.#list.withdrawn(dial.contact);
    this.#tellState(dial, 'open', 'not dialled after all: the agent is not free any more');
    this.#more();
  }

  /** The call is over, and the contact becomes what its outcome makes of it; the agent may have to wrap up. */
  ended(dial: Dial, outcome: DialOutcome, wrapUpSeconds = 0): void {
    const { contact, attempt, seat } = dial;
    dial.step?.cancel();
    dial.patience?.cancel();
    this.#dials.delete(contact);
    const wrapUp = wrapUpSeconds > 0 ? { wrapUpSeconds } : {};
    this.parts.observe({ type: 'dial.ended', ...this.#aboutDial(dial), outcome, ...wrapUp });
    const { contact: after, reason } = this.#list.ended(contact, outcome, this.parts.scheduler.now());
    this.#tellState(dial, after.state, reason);
    const agentId = seat?.agentId ?? null;
    this.parts.tell({ type: 'DialOutcome', campaign: this.name, contact, attempt, agentId, outcome });
    if (after.retryAt !== null) this.parts.scheduler.at(after.retryAt, () => this.#reopen(dial));
    this.#more();
  }

  /** What the campaign has to do is not what it was. */
  changed(): void {
    this.#report.changed();
  }

  tellDial(dial: Dial, type: Exclude<CampaignFact['type'], 'dial.ended' | 'contact.state'>): void {
    this.parts.observe({ type, ...this.#aboutDial(dial) });
  }

  #reopen(dial: Dial): void {
    this.#list.reopened(dial.contact);
    this.#tellState(dial, 'open', 'the time for another attempt has come');
    this.#more();
  }

  #more(): void {
    this.#report.changed();
    this.parts.wake();
  }

  #figures() {
    const atWork = this.parts.seats.all().filter(({ desk }) => campaignOf(desk) === this.name).length;
    return {
      callsAvailable: this.available,
      dialsInFlight: [...this.#dials.values()].filter(({ phase }) => phase !== 'talking').length,
      agentsNeeded: agentsNeeded(this.script.pacing, atWork, this.available),
    };
  }

  #tellState(dial: Dial, state: ContactState, reason: string): void {
    this.parts.observe({ type: 'contact.state', ...this.#about(dial), state, reason });
  }

  #aboutDial(dial: Dial) {
    const { attempt, seat } = dial;
    return { ...this.#about(dial), attempt, agentId: seat?.agentId ?? null, username: seat?.username ?? null };
  }

  #about = ({ contact }: Dial) => ({ at: this.parts.scheduler.now(), campaign: this.name, contact });
}
