/** One campaign while it runs: its list, its dials in progress, and what is told of both. Knows nothing of agents' work. */

import type { Scheduled, Scheduler } from '../../clock/scheduler';
import type { PreviewOutcome } from '../../core/campaign-contract/identifiers';
import type { AgentId } from '../../core/ids';
import { AbandonWatch } from './abandon-watch';
import type { AgentConnection, AgentConnections, Tell } from './agent-connections';
import { CampaignList } from './campaign-list';
import { type CampaignScript, type ListedOutcome, type MemoryNote, usualOutcomes } from './campaign-script';
import { CampaignWorkReport } from './campaign-work';
import type { DialOutcome } from './contact-list';
import { CustomerFigures } from './customer-figures';
import type { Observe, ObservePace } from './facts';
import type { Rates } from './learnt-figures';
import { abandonLimit, agentsNeeded } from './pacing';
import { campaignOf, linesOf } from './tether-session';

/** One call of a customer, from being chosen to its end. */
export interface Dial {
  readonly run: CampaignRun;
  readonly contact: string;
  /** A call-back that was promised to that agent. */
  promised: boolean;
  /** From 1; 0 before the number was dialled. */
  attempt: number;
  /** The agent it is for; `null` while it has none. */
  connection: AgentConnection | null;
  phase: 'reserved' | 'preview' | 'ringing' | 'live' | 'bridging' | 'talking';
  /** When the customer's greeting ended, ms since the epoch; a greeting takes no time here. */
  answeredAt: number | null;
  /** What ends the phase. */
  step: Scheduled | null;
  /** The end of a live answer's patience. */
  patience: Scheduled | null;
}

/** What a campaign runs with. */
export interface RunParts {
  readonly scheduler: Scheduler;
  /** Second 0 of the run, ms since the epoch. */
  readonly startMs: number;
  readonly connections: AgentConnections;
  readonly tell: Tell;
  readonly observe: Observe;
  readonly observePace?: ObservePace | undefined;
  /** There may be more to dial. */
  readonly wake: () => void;
}

/** The dials of one campaign, from being chosen to their ends, and what they come to in its list, its figures and what is told. */
export class CampaignRun {
  readonly abandons: AbandonWatch;
  readonly #opensAt: number;
  readonly list: CampaignList;
  readonly #report: CampaignWorkReport;
  readonly #dials = new Map<string, Dial>();
  readonly #customers: CustomerFigures;
  #stopped: boolean;

  constructor(
    readonly script: CampaignScript,
    private readonly parts: RunParts,
  ) {
    const { scheduler, startMs, tell, observe } = parts;
    this.#opensAt = startMs + script.startAtSeconds * 1000;
    this.list = new CampaignList(script, { scheduler, observe, changed: () => this.#more() });
    this.#report = new CampaignWorkReport(scheduler, tell, { ...script, outcomes: this.outcomes }, () =>
      this.#figures(),
    );
    this.#stopped = script.memory?.stopped ?? false;
    this.abandons = new AbandonWatch({
      campaign: script.name,
      limit: abandonLimit(script.pacing),
      entries: script.memory?.ledger,
      remember: (note) => this.remember(note),
      observe: (fact) => parts.observePace?.(fact),
    });
    this.#customers = new CustomerFigures(() => scheduler.now(), this.abandons);
  }

  get name(): string {
    return this.script.name;
  }

  /** What agents may say came of a conversation. */
  get outcomes(): readonly ListedOutcome[] {
    return this.script.outcomes ?? usualOutcomes;
  }

  get stopped(): boolean {
    return this.#stopped;
  }

  /** Contacts that could be dialled now: none before the campaign has begun, or while it is stopped. */
  get available(): number {
    return this.#isOpen() ? this.list.available() : 0;
  }

  /** Call-backs promised to an agent that could be made now, but for those left out. */
  promisedTo(agentId: AgentId, leftOut?: ReadonlySet<string>): number {
    return this.#isOpen() ? this.list.promisedTo(agentId, leftOut) : 0;
  }

  /** What was learnt of the customers; `null` before there is anything. */
  rates(): Rates | null {
    return this.#customers.rates();
  }

  start(): void {
    const { scheduler } = this.parts;
    this.list.recover();
    this.#more();
    if (this.#opensAt > scheduler.now()) scheduler.at(this.#opensAt, () => this.#more());
  }

  /** Nothing further is dialled while stopped; what rings or talks goes on. */
  setStopped(stopped: boolean): void {
    if (stopped !== this.#stopped) this.remember({ what: 'stopped', stopped });
    this.#stopped = stopped;
    this.#more();
  }

  /** Writes down what has to outlive the process, if there is anywhere to. */
  remember(note: MemoryNote): void {
    this.script.remember?.(note);
  }

  /** The dial of a contact, if it is being called or shown. */
  dialOf(contact: string): Dial | null {
    return this.#dials.get(contact) ?? null;
  }

  /** The dial of a contact that is in progress. */
  dial(contact: string): Dial {
    const dial = this.dialOf(contact);
    if (!dial) throw new Error(`contact ${contact} is not being called`);
    return dial;
  }

  /** All that are in progress. */
  dials(): Iterable<Dial> {
    return this.#dials.values();
  }

  /**
   * Takes the next contact for an agent but for those left out, one promised to them first if they have no line yet; `null`:
   * there is none.
   */
  choose(connection: AgentConnection, reason: string, leftOut?: ReadonlySet<string>): Dial | null {
    const promisedTo = linesOf(connection.session).length === 0 ? connection.agentId : null;
    const contact = this.list.take(promisedTo, `for ${connection.username}: ${reason}`, leftOut);
    this.#listChanged();
    if (!contact) return null;
    const dial: Dial = {
      run: this,
      contact: contact.name,
      promised: contact.callBack !== null && contact.callBack.agentId === connection.agentId,
      attempt: 0,
      connection,
      phase: 'reserved',
      answeredAt: null,
      step: null,
      patience: null,
    };
    this.#dials.set(contact.name, dial);
    return dial;
  }

  /** The number is dialled; `false`: it must not be any more, and the dial is over. */
  placed(dial: Dial): boolean {
    if (this.heldBack(dial)) return false;
    dial.attempt = this.list.placed(dial.contact);
    dial.phase = 'ringing';
    this.#customers.ringBegan();
    this.tellDial(dial, 'dial.started');
    return true;
  }

  /** Whether a chosen contact must not be dialled any more; then the dial is over. */
  heldBack(dial: Dial): boolean {
    if (!this.list.heldBack(dial.contact)) return false;
    this.#drop(dial);
    this.#more();
    return true;
  }

  /** The contact is not dialled after all. */
  withdrawn(dial: Dial): void {
    this.#drop(dial);
    this.list.withdrawn(dial.contact, 'not dialled after all: the agent is not free any more');
    this.#more();
  }

  /** A preview ended without a dial. */
  previewEnded(dial: Dial, outcome: Exclude<PreviewOutcome, 'accept'>): void {
    this.#drop(dial);
    this.list.previewEnded(dial.contact, outcome);
    this.#more();
  }

  /** The phone rang long enough: somebody answered, or nobody. */
  rung(dial: Dial, answered: boolean): void {
    this.#customers.ringEnded(answered);
    if (!answered) {
      this.ended(dial, this.script.unanswered?.(dial.contact) ?? 'no-answer');
      return;
    }
    dial.phase = 'live';
    dial.answeredAt = this.#now();
    this.tellDial(dial, 'dial.answered');
  }

  /** Customer and agent hear each other. */
  connected(dial: Dial): void {
    dial.phase = 'talking';
    dial.patience?.cancel();
    this.#customers.connected(dial.answeredAt);
    this.tellDial(dial, 'dial.connected');
    this.changed();
  }

  /** Nobody was there for a customer in time. */
  abandoned(dial: Dial): void {
    this.#customers.abandoned(dial.answeredAt);
    this.tellDial(dial, 'dial.abandoned');
    this.ended(dial, 'abandoned');
  }

  /**
   * The call is over, and the contact becomes what its outcome makes of it; the agent may have to wrap up. A customer whom the
   * agent has taken off asks for nothing.
   */
  ended(dial: Dial, outcome: DialOutcome, end: { wrapUpSeconds?: number; by?: 'customer' | 'agent' } = {}): void {
    const { wrapUpSeconds = 0, by = 'customer' } = end;
    const { contact, attempt, connection } = dial;
    this.#drop(dial);
    const wrapUp = wrapUpSeconds > 0 ? { wrapUpSeconds } : {};
    this.parts.observe({ type: 'dial.ended', ...this.#aboutDial(dial), outcome, ...wrapUp });
    const agentId = connection?.agentId ?? null;
    this.list.ended(contact, outcome, agentId, by === 'customer');
    this.parts.tell({ type: 'DialOutcome', campaign: this.name, contact, attempt, agentId, outcome });
    this.#more();
  }

  /** An agent is done with a customer; not `seen`: they are gone in the middle of it. */
  agentDone(seen: boolean): void {
    this.#customers.done(seen);
    this.changed();
  }

  /** What the campaign has to do is not what it was. */
  changed(): void {
    this.#report.changed();
  }

  tellDial(dial: Dial, type: 'dial.started' | 'dial.answered' | 'dial.connected' | 'dial.abandoned'): void {
    this.parts.observe({ type, ...this.#aboutDial(dial) });
  }

  #now = (): number => this.parts.scheduler.now();

  #isOpen = (): boolean => !this.#stopped && this.#now() >= this.#opensAt;

  #drop(dial: Dial): void {
    dial.step?.cancel();
    dial.patience?.cancel();
    this.#dials.delete(dial.contact);
  }

  #more(): void {
    this.#listChanged();
    this.parts.wake();
  }

  #listChanged(): void {
    this.list.catchUp();
    this.#report.changed();
  }

  #figures() {
    let atWork = 0;
    for (const { session } of this.parts.connections.all()) if (campaignOf(session) === this.name) atWork += 1;
    let dialsInFlight = 0;
    for (const { phase } of this.#dials.values()) if (phase !== 'talking' && phase !== 'preview') dialsInFlight += 1;
    const callsAvailable = this.available;
    return { callsAvailable, dialsInFlight, agentsNeeded: agentsNeeded(this.script.pacing, atWork, callsAvailable) };
  }

  #aboutDial({ contact, attempt, connection }: Dial) {
    const agent = { agentId: connection?.agentId ?? null, username: connection?.username ?? null };
    return { at: this.#now(), campaign: this.name, contact, attempt, ...agent };
  }
}
