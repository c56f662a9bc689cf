import type { WorldFact } from '../connect/world-facts';
import { callEvent } from './call-events';
import type { KnownCalls } from './known-calls';
import type { ScenarioNames } from './names';
import type { TetherContacts } from './tether-contacts';
import type { TraceWriter } from './trace-writer';

/** Writes what happens in the simulated Connect as lines of the trace: statuses, calls of agents' own, and all that befalls callers. */
export class FactLines {
  readonly #statuses = new Map<string, string>();

  constructor(
    private readonly names: ScenarioNames,
    private readonly calls: KnownCalls,
    private readonly tethers: TetherContacts,
    private readonly writer: TraceWriter,
  ) {}

  /** Every agent's status, in the order in which they were enrolled. */
  get statuses(): ReadonlyMap<string, string> {
    return this.#statuses;
  }

  /** Before their first login an agent is Offline. */
  enrol(username: string): void {
    if (!this.#statuses.has(username)) this.#statuses.set(username, 'Offline');
  }

  /** A fact of the world at `t`, seconds since t = 0. What befalls a tether's contact is told by decisions, and writes nothing here. */
  observe(t: number, fact: WorldFact): void {
    if (this.tethers.isAbout(fact)) return;
    switch (fact.type) {
      case 'agent.status':
        this.#status(t, this.names.agent(fact.userId), fact.status);
        break;
      case 'criteria.in-force':
      case 'contact.asked':
      case 'task.offered':
        break;
      case 'callout.started':
        this.writer.write(t, { type: fact.type, agent: this.names.agent(fact.userId) });
        break;
      case 'callout.ended':
        this.writer.write(t, { type: fact.type, agent: this.names.agent(fact.userId), answered: fact.answered });
        break;
      case 'task.created':
        this.#voicemailTask(t, fact);
        break;
      case 'contact.dequeued':
        this.calls.whenKnown(fact.contactId, () => this.names.sameCall(fact.newContactId, fact.contactId));
        break;
      case 'contact.transferred':
        this.calls.whenKnown(fact.contactId, ({ call }) => this.#sentOn(t, fact, call));
        break;
      default:
        if ('initialContactId' in fact && this.names.call(fact.contactId) === null) {
          this.names.sameCall(fact.contactId, fact.initialContactId);
        }
        this.calls.whenKnown(fact.contactId, (track) => {
          const event = callEvent(t, fact, track, this.names);
          if (event !== null) this.writer.write(t, event);
        });
    }
  }

  #status(t: number, agent: string, status: string): void {
    if (this.#statuses.get(agent) === status) return;
    this.#statuses.set(agent, status);
    if (this.writer.begun) this.writer.write(t, { type: 'agent.status', agent, status });
  }

  #sentOn(t: number, fact: Extract<WorldFact, { type: 'contact.transferred' }>, call: string): void {
    const queue = this.names.queue(fact.queueArn);
    if (queue === null) return;
    const leg = this.calls.sentOn(call);
    this.calls.register({ id: leg, queue }, fact.newContactId);
    this.writer.write(t, { type: 'call.arrived', call: leg, queue });
  }

  #voicemailTask(t: number, fact: Extract<WorldFact, { type: 'task.created' }>): void {
    this.calls.isNoCall(fact.contactId);
    const { ccbCallId, ccbVoicemailAs: as, ccbQueueArn } = fact.attributes;
    // The task names the first contact of the chain: whoever was sent on left the message as the second leg.
    const track = this.calls.lastLegOf(ccbCallId ?? '');
    if (track === undefined || (as !== 'recording' && as !== 'callback')) return;
    const queue = this.names.queue(fact.queueArn ?? ccbQueueArn ?? '') ?? track.queue;
    this.writer.write(t, { type: 'voicemail.delivered', call: track.call, queue, as });
  }
}
