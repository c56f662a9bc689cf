import type { Decision } from '../../core/decisions/decision';
import type { Side } from '../../core/vocabulary';
import type { WorldFact } from '../connect/world-facts';
import { type CallTrack, callEvent, thousandths, trackCall } from './call-events';
import type { DialFact, PaceFact } from './dial-facts';
import type { TraceEvent, TraceLine } from './lines';
import { placeInMoment } from './moments';
import { ScenarioNames } from './names';
import { OutboundEvents } from './outbound-events';
import { PreviewDecisions, type ToldPreview } from './preview-decisions';
import { TetherContacts } from './tether-contacts';
import { ThresholdVersions } from './threshold-versions';

/** What the application said about itself besides the trace: why a call or a tether waits, what was refused or repaired. */
export interface TraceNote {
  readonly t: number;
  readonly kind: Decision['type'] | 'changes-hands';
  readonly call: string | null;
  readonly agent: string | null;
  readonly reason: string;
}

const windowNames = { 'the last 24 hours': '24h', 'the last 30 days': '30d' } as const;

/**
 * Turns facts of the simulated world and decisions of the application into the trace of docs/scenarios.md#the-trace. World
 * facts say what happened, decisions say who was planned or moved and why. Facts about a contact that is not (yet) known as a
 * call wait until `registerCall` names it: a call's first facts come before its phone knows the contact id.
 */
export class TraceRecorder {
  readonly #names = new ScenarioNames();
  readonly #calls = new Map<string, CallTrack>();
  readonly #statuses = new Map<string, string>();
  readonly #versions = new ThresholdVersions();
  readonly #outbound: OutboundEvents;
  readonly #previews = new PreviewDecisions();
  readonly #tethers = new TetherContacts();
  /** What happened at t = 0 before the opening lines. */
  readonly #early: { readonly t: number; readonly event: TraceEvent }[] = [];
  readonly #unnamed = new Map<string, ((track: CallTrack) => void)[]>();
  /** Of calls that were sent on to another queue. */
  readonly #secondLegs = new Map<string, string>();
  readonly #lines: TraceLine[] = [];
  readonly #lineListeners: ((line: TraceLine) => void)[] = [];
  readonly #noteListeners: ((note: TraceNote) => void)[] = [];
  #begun = false;

  /** `now` is simulated time and `startMs` t = 0, both in milliseconds since the epoch. */
  constructor(
    private readonly now: () => number,
    private readonly startMs: number,
  ) {
    this.#outbound = new OutboundEvents(this.#names, startMs);
  }

  /** So far, in order of `t`, ties in causal order. */
  get lines(): readonly TraceLine[] {
    return this.#lines;
  }

  /** Called with every line at the moment it is written. */
  onLine(listener: (line: TraceLine) => void): void {
    this.#lineListeners.push(listener);
  }

  /** A person at this machine has taken an agent over, or the script plays them again. No line of the trace says so. */
  changesHands(agent: string, to: 'person' | 'script'): void {
    const reason =
      to === 'person' ? `${agent} is taken over by a person` : `${agent} is let go and played by the scenario again`;
    this.#tell({ t: this.#seconds(this.now()), kind: 'changes-hands', call: null, agent, reason });
  }

  /** Called with every reasoned decision that has a reader but no trace line of its own. */
  onNote(listener: (note: TraceNote) => void): void {
    this.#noteListeners.push(listener);
  }

  /** Before the agent logs in, with the side they start on. The order of registration is the order of lines at t = 0. */
  registerAgent(username: string, userId: string, side: Side = 'inbound'): void {
    this.#names.agentIs(userId, username);
    this.#outbound.startsOn(username, side);
    if (!this.#statuses.has(username)) this.#statuses.set(username, 'Offline');
  }

  /** The customer queues of the scenario; any other queue is the application's own. Give every id form in use. */
  registerQueue(queue: string, ...idsAndArns: readonly string[]): void {
    for (const id of idsAndArns) this.#names.queueIs(id, queue);
  }

  /** A number that tethers are dialled to: whoever calls it is no caller, and writes no line of a call. */
  registerTetherNumber(e164: string): void {
    this.#tethers.numberIs(e164);
  }

  /** As soon as the caller's phone knows the contact id. */
  registerCall(call: { readonly id: string; readonly queue: string }, contactId: string): void {
    this.#names.callIs(contactId, call.id);
    const track = this.#calls.get(call.id) ?? trackCall(call.id, call.queue);
    this.#calls.set(call.id, track);
    const waiting = this.#unnamed.get(contactId) ?? [];
    this.#unnamed.delete(contactId);
    for (const write of waiting) write(track);
  }

  /**
   * Opens the trace at t = 0 with what holds then: every agent's status and side, every group's thresholds as version 1.
   * Call it once, when agents available at or before 0 have logged in and before the first call arrives.
   */
  begin(groups: readonly string[]): void {
    this.#begun = true;
    for (const [agent, status] of this.#statuses) {
      this.#write(0, { type: 'agent.status', agent, status });
      this.#write(0, { type: 'agent.side', agent, side: this.#outbound.startOf(agent) });
    }
    for (const group of groups) {
      this.#versions.begin(group);
      this.#write(0, { type: 'threshold.applied', group, version: 1 });
    }
    for (const { t, event } of this.#early.splice(0)) this.#write(t, event);
  }

  /** A fact of the simulated world, at the moment it happens. */
  observe(fact: WorldFact): void {
    const t = this.#seconds(this.now());
    if (this.#tethers.isAbout(fact)) return;
    switch (fact.type) {
      case 'agent.status':
        this.#status(t, this.#names.agent(fact.userId), fact.status);
        break;
      case 'criteria.in-force':
      case 'contact.asked':
      case 'task.offered':
        break;
      case 'callout.started':
        this.#write(t, { type: fact.type, agent: this.#names.agent(fact.userId) });
        break;
      case 'callout.ended':
        this.#write(t, { type: fact.type, agent: this.#names.agent(fact.userId), answered: fact.answered });
        break;
      case 'task.created':
        this.#voicemailTask(t, fact);
        break;
      case 'contact.dequeued':
        this.#forCall(fact.contactId, () => this.#names.sameCall(fact.newContactId, fact.contactId));
        break;
      case 'contact.transferred':
        this.#forCall(fact.contactId, (track) => this.#sentOn(t, fact, track));
        break;
      default:
        if ('initialContactId' in fact && this.#names.call(fact.contactId) === null) {
          this.#names.sameCall(fact.contactId, fact.initialContactId);
        }
        this.#forCall(fact.contactId, (track) => {
          const event = callEvent(t, fact, track, this.#names);
          if (event !== null) this.#write(t, event);
        });
    }
  }

  /** A fact of the Campaign Manager's side of the world. */
  dialled(fact: DialFact): void {
    if (fact.type === 'preview.offered' || fact.type === 'preview.decided') {
      for (const told of this.#previews.known(fact)) this.#previewed(told);
      return;
    }
    this.#write(Math.max(0, this.#seconds(fact.at)), this.#outbound.dialled(fact));
  }

  #previewed({ fact, at, decision }: ToldPreview): void {
    const event = this.#outbound.previewed(fact, decision);
    if (event !== null) this.#write(Math.max(0, this.#seconds(at)), event);
  }

  /** A campaign dials slower or faster, by what the law counts of abandoned customers. */
  paced({ type, at, campaign, window, live, abandoned, limit, reason }: PaceFact): void {
    const event = { type, campaign, window: windowNames[window], answered: live, abandoned, limit, reason };
    this.#write(this.#seconds(at), event);
  }

  /**
   * A decision from the application's log, made at `atMs` (now, if not given); one that says itself when the thing
   * happened stands there.
   */
  decided(decision: Decision, atMs = this.now()): void {
    // Written down and not carried out: the trace says what happened.
    if (decision.observed) return;
    const t = this.#seconds('at' in decision ? decision.at : atMs);
    switch (decision.type) {
      case 'offer.planned':
        this.#forCall(decision.callId, (track) => this.#planned(t, decision, track));
        break;
      case 'offer.open':
      case 'offer.restricted':
      case 'offer.held':
        this.#forCall(decision.callId, (track) => {
          track.plan = null;
          this.#note(t, decision, track.call, null);
        });
        break;
      case 'voicemail.decided':
        this.#forCall(decision.callId, (track) => {
          track.voicemailReason = decision.why;
        });
        break;
      case 'offer.repeated':
      case 'agent.parked':
        this.#forCall(decision.callId, (track) =>
          this.#note(t, decision, track.call, this.#names.agent(decision.agentId)),
        );
        break;
      case 'thresholds.applied':
        if (this.#versions.isNews(decision.group, decision.version) && this.#begun) {
          this.#write(t, {
            type: 'threshold.applied',
            group: decision.group,
            version: this.#versions.of(decision.group),
          });
        }
        break;
      case 'thresholds.rejected':
        if (this.#begun) {
          const { group, problems } = decision;
          this.#write(t, { type: 'threshold.rejected', group, version: this.#versions.of(group), problems });
        }
        break;
      case 'move.decided':
      case 'move.completed':
      case 'move.failed':
      case 'move.cancelled':
      case 'tether.requested':
      case 'tether.connected':
      case 'tether.unmapped':
      case 'tether.failed':
      case 'tether.ended':
      case 'agent.taken-off':
      case 'agent.side':
      case 'indicator': {
        const line = this.#outbound.decided(decision, Math.max(0, t));
        if (line !== null) this.#write(line.t, line);
        break;
      }
      case 'preview.offered':
        for (const told of this.#previews.shown(decision)) this.#previewed(told);
        break;
      case 'preview.decided':
        // Its line is the Campaign Manager's fact: only there it is certain which of two outcomes holds.
        this.#previews.decided(decision);
        break;
      case 'tether.held':
      case 'supervisor.asked':
      case 'move.refused':
        this.#note(t, decision, null, this.#names.agent(decision.agentId));
        break;
      case 'campaign.replied':
        if (decision.result === 'refused' || decision.result === 'unreachable') {
          this.#note(t, decision, null, decision.agentId === null ? null : this.#names.agent(decision.agentId));
        }
        break;
      case 'command.dropped':
      case 'criteria.late':
      case 'criteria.by-api':
      case 'entry.mistaken':
      case 'tethers.failed-together':
      case 'state.repaired':
      case 'campaign-link.lost':
      case 'campaign-link.restored':
        this.#note(t, decision, null, null);
        break;
      case 'call.answered':
      case 'call.abandoned':
      case 'call.taken-in':
      case 'call.past-max-wait':
      case 'call.compared':
      case 'voicemail.delivered':
      case 'criteria.in-flow':
      case 'tether.mapped':
      case 'tether.token-refused':
      case 'reconcile.done':
      case 'reconcile.under-way':
      case 'input.ignored':
      case 'customer.end-asked':
      case 'customer.finish-asked':
        // The facts of the world say the first ones themselves; the others are the application's own affair.
        break;
      default:
        unknownDecision(decision);
    }
  }

  #planned(t: number, decision: Extract<Decision, { type: 'offer.planned' }>, track: CallTrack): void {
    const agent = this.#names.agent(decision.agentId);
    const slotEnds = this.#seconds(decision.slotEndsAt);
    const candidates = decision.candidates.map((agentId) => this.#names.agent(agentId));
    const text = JSON.stringify([agent, slotEnds, candidates]);
    // A function that is run again after dying says the same once more: one fact, one line.
    if (track.plan?.text === text) return;
    track.plan = { agent, slotEnds, text };
    const availableSince = this.#seconds(decision.availableSince);
    const reason = this.#names.inText(decision.reason);
    this.#write(t, { type: 'offer.planned', call: track.call, agent, slotEnds, candidates, availableSince, reason });
  }

  /** The second leg is a call of its own. */
  #sentOn(t: number, fact: Extract<WorldFact, { type: 'contact.transferred' }>, { call }: CallTrack): void {
    const queue = this.#names.queue(fact.queueArn);
    if (queue === null) return;
    const leg = `${call}/2`;
    this.#secondLegs.set(call, leg);
    this.registerCall({ id: leg, queue }, fact.newContactId);
    this.#write(t, { type: 'call.arrived', call: leg, queue });
  }

  #voicemailTask(t: number, fact: Extract<WorldFact, { type: 'task.created' }>): void {
    this.#unnamed.delete(fact.contactId);
    const { ccbCallId, ccbVoicemailAs: as, ccbQueueArn } = fact.attributes;
    // The task names the first contact of the chain: whoever was sent on left the message as the second leg.
    const first = this.#names.call(ccbCallId ?? '') ?? '';
    const track = this.#calls.get(this.#secondLegs.get(first) ?? first);
    if (track === undefined || (as !== 'recording' && as !== 'callback')) return;
    const queue = this.#names.queue(fact.queueArn ?? ccbQueueArn ?? '') ?? track.queue;
    this.#write(t, { type: 'voicemail.delivered', call: track.call, queue, as });
  }

  #status(t: number, agent: string, status: string): void {
    if (this.#statuses.get(agent) === status) return;
    this.#statuses.set(agent, status);
    if (this.#begun) this.#write(t, { type: 'agent.status', agent, status });
  }

  /** Runs `write` for the call behind a contact, now or once the contact is named. */
  #forCall(contactId: string, write: (track: CallTrack) => void): void {
    const track = this.#calls.get(this.#names.call(contactId) ?? '');
    if (track !== undefined) write(track);
    else this.#unnamed.set(contactId, [...(this.#unnamed.get(contactId) ?? []), write]);
  }

  #note(t: number, decision: Decision, call: string | null, agent: string | null): void {
    this.#tell({ t, kind: decision.type, call, agent, reason: this.#outbound.reason(decision) });
  }

  #tell(note: TraceNote): void {
    if (this.#begun) for (const listener of this.#noteListeners) listener(note);
  }

  #write(t: number, event: TraceEvent): void {
    if (!this.#begun) {
      this.#early.push({ t, event });
      return;
    }
    const line: TraceLine = { t, ...event };
    let place = this.#lines.length;
    // A log line may be read after a later fact; it still stands where it happened.
    while (place > 0 && (this.#lines[place - 1]?.t ?? 0) > t) place--;
    place = placeInMoment(this.#lines, place, line);
    this.#lines.splice(place, 0, line);
    for (const listener of this.#lineListeners) listener(line);
  }

  #seconds(timeMs: number): number {
    return thousandths((timeMs - this.startMs) / 1000);
  }
}

function unknownDecision(decision: never): never {
  throw new Error(`the trace does not know the decision ${JSON.stringify(decision)}`);
}
