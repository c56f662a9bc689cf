import type { Decision } from '../../core/decisions/decision';
import type { AgentId, ContactId } from '../../core/ids';
import type { Side } from '../../core/vocabulary';
import type { WorldFact } from '../connect/world-facts';
import { thousandths } from './call-events';
import { DecisionLines } from './decision-lines';
import type { DialFact, PaceFact } from './dial-facts';
import { FactLines } from './fact-lines';
import { KnownCalls } from './known-calls';
import type { TraceEvent, TraceLine } from './lines';
import { ScenarioNames } from './names';
import { OutboundEvents } from './outbound-events';
import { PreviewDecisions, type ToldPreview } from './preview-decisions';
import { TetherContacts } from './tether-contacts';
import { type TraceNote, TraceWriter } from './trace-writer';

const windowNames = { 'the last 24 hours': '24h', 'the last 30 days': '30d' } as const;

/**
 * Turns facts of the simulated world and decisions of the application into the trace of docs/scenarios.md#the-trace. World
 * facts say what happened, decisions say who was planned or moved and why. Facts about a contact that is not (yet) known as a
 * call wait until `registerCall` names it: a call's first facts come before its phone knows the contact id.
 */
export class TraceRecorder {
  readonly #names = new ScenarioNames();
  readonly #calls = new KnownCalls(this.#names);
  readonly #writer = new TraceWriter();
  readonly #previews = new PreviewDecisions();
  readonly #tethers = new TetherContacts();
  readonly #facts = new FactLines(this.#names, this.#calls, this.#tethers, this.#writer);
  readonly #outbound: OutboundEvents;
  readonly #decisions: DecisionLines;

  /** `now` is simulated time and `startMs` t = 0, both in milliseconds since the epoch. */
  constructor(
    private readonly now: () => number,
    private readonly startMs: number,
  ) {
    this.#outbound = new OutboundEvents(this.#names, startMs);
    this.#decisions = new DecisionLines({
      ...{ names: this.#names, calls: this.#calls, outbound: this.#outbound },
      ...{ previews: this.#previews, writer: this.#writer },
      seconds: (timeMs) => this.#seconds(timeMs),
      previewed: (told) => this.#previewed(told),
    });
  }

  /** So far, in order of `t`, ties in causal order. */
  get lines(): readonly TraceLine[] {
    return this.#writer.lines;
  }

  /** Called with every line at the moment it is written. */
  onLine(listener: (line: TraceLine) => void): void {
    this.#writer.onLine(listener);
  }

  /** Called with every reasoned decision that has a reader but no trace line of its own. */
  onNote(listener: (note: TraceNote) => void): void {
    this.#writer.onNote(listener);
  }

  /** A person at this machine has taken an agent over, or the script plays them again. No line of the trace says so. */
  changesHands(agent: string, to: 'person' | 'script'): void {
    const reason =
      to === 'person' ? `${agent} is taken over by a person` : `${agent} is let go and played by the scenario again`;
    this.#writer.tell({ t: this.#seconds(this.now()), kind: 'changes-hands', call: null, agent, reason });
  }

  /** Before the agent logs in, with the side they start on. The order of registration is the order of lines at t = 0. */
  registerAgent(username: string, userId: AgentId, side: Side = 'inbound'): void {
    this.#names.agentIs(userId, username);
    this.#outbound.startsOn(username, side);
    this.#facts.enrol(username);
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
  registerCall(call: { readonly id: string; readonly queue: string }, contactId: ContactId): void {
    this.#calls.register(call, contactId);
  }

  /**
   * Opens the trace at t = 0 with what holds then: every agent's status and side, every group's thresholds as version 1.
   * Call it once, when agents available at or before 0 have logged in and before the first call arrives.
   */
  begin(groups: readonly string[]): void {
    for (const group of groups) this.#decisions.begin(group);
    this.#writer.begin([
      ...[...this.#facts.statuses].flatMap(([agent, status]): readonly TraceEvent[] => [
        { type: 'agent.status', agent, status },
        { type: 'agent.side', agent, side: this.#outbound.startOf(agent) },
      ]),
      ...groups.map((group): TraceEvent => ({ type: 'threshold.applied', group, version: 1 })),
    ]);
  }

  /** A fact of the simulated world, at the moment it happens. */
  observe(fact: WorldFact): void {
    this.#facts.observe(this.#seconds(this.now()), fact);
  }

  /** A fact of the Campaign Manager's side of the world. */
  dialled(fact: DialFact): void {
    if (fact.type === 'preview.offered' || fact.type === 'preview.decided') {
      for (const told of this.#previews.known(fact)) this.#previewed(told);
      return;
    }
    this.#writer.write(Math.max(0, this.#seconds(fact.at)), this.#outbound.dialled(fact));
  }

  /** A campaign dials slower or faster, by what the law counts of abandoned customers. */
  paced({ type, at, campaign, window, live, abandoned, limit, reason }: PaceFact): void {
    const event = { type, campaign, window: windowNames[window], answered: live, abandoned, limit, reason };
    this.#writer.write(this.#seconds(at), event);
  }

  /**
   * A decision from the application's log, made at `atMs` (now, if not given); one that says itself when the thing
   * happened stands there. What was only written down and not carried out writes nothing: the trace says what happened.
   */
  decided(decision: Decision, atMs = this.now()): void {
    if (!decision.observed) this.#decisions.decided(decision, atMs);
  }

  #previewed({ fact, at, decision }: ToldPreview): void {
    const event = this.#outbound.previewed(fact, decision);
    if (event !== null) this.#writer.write(Math.max(0, this.#seconds(at)), event);
  }

  #seconds(timeMs: number): number {
    return thousandths((timeMs - this.startMs) / 1000);
  }
}
