import type { AgentId, ContactId } from '../../core/ids';

const connectId = /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g;

/** Which scenario id stands behind Connect's ids, so that no trace ever shows one of Connect's. */
export class ScenarioNames {
  readonly #calls = new Map<ContactId, string>();
  readonly #agents = new Map<AgentId, string>();
  readonly #queues = new Map<string, string>();

  callIs(contactId: ContactId, call: string): void {
    this.#calls.set(contactId, call);
  }

  /** A later segment of a contact (after a transfer) is the same call; false if the earlier one is no call. */
  sameCall(laterContactId: ContactId, earlierContactId: ContactId): boolean {
    const call = this.#calls.get(earlierContactId);
    if (call !== undefined) this.#calls.set(laterContactId, call);
    return call !== undefined;
  }

  agentIs(userId: AgentId, username: string): void {
    this.#agents.set(userId, username);
  }

  queueIs(queueIdOrArn: string, queue: string): void {
    this.#queues.set(queueIdOrArn, queue);
  }

  call(contactId: ContactId): string | null {
    return this.#calls.get(contactId) ?? null;
  }

  /** Null for a queue of the application itself, such as the one for voicemail. */
  queue(queueIdOrArn: string): string | null {
    return this.#queues.get(queueIdOrArn) ?? null;
  }

  /** The scenario's name for whatever this id is, if it is any. */
  anyOf(id: string): string | null {
    return this.#calls.get(id) ?? this.#agents.get(id) ?? this.#queues.get(id) ?? null;
  }

  /** A sentence of the application, which knows an agent it has only seen in Connect's list by their id. */
  inText(sentence: string): string {
    return sentence.replace(connectId, (id) => this.anyOf(id) ?? id);
  }

  /** Every agent is registered before they log in: an unknown one is a mistake of the runner. */
  agent(userId: AgentId): string {
    const username = this.#agents.get(userId);
    if (username === undefined) throw new Error(`no agent was registered for the user id ${userId}`);
    return username;
  }
}
