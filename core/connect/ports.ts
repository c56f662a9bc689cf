import type { AgentId, ContactId, InitialContactId, QueueId } from '../ids';
import type { CriteriaStep } from './routing-steps';

/** What Connect says of a contact now. */
export interface ContactFacts {
  readonly contactId: ContactId;
  readonly initialContactId: InitialContactId;
  readonly queueId: QueueId | null;
  readonly queuedAt: number | null;
  /** `null` while it goes on. */
  readonly disconnectedAt: number | null;
  readonly connectedToAgentAt: number | null;
  /** When the agent's after-call work ended, and the contact left the softphone. */
  readonly wrapUpEndedAt: number | null;
  readonly agentId: AgentId | null;
}

/** Amazon Connect, as far as contacts are concerned. Every call can be made twice. */
export interface ContactCentre {
  /**
   * Replaces the routing criteria of a queued contact. `gone`: the contact is not in a queue any more. `throttled`: the
   * account's 20 a second are used up.
   */
  setCriteria(contactId: ContactId, steps: readonly CriteriaStep[]): Promise<'written' | 'gone' | 'throttled'>;
  /** `null`: Connect does not know the contact (any more). */
  describe(contactId: ContactId): Promise<ContactFacts | null>;
  /** The same, where a quota that is used up is no reason to come again: 10 a second for the whole account. */
  tryDescribe(contactId: ContactId): Promise<ContactFacts | null | 'throttled'>;
  /** Ends a contact (StopContact, docs/amazon-connect.md#stopping-a-contact). `gone`: it had ended already. */
  stop(contactId: ContactId): Promise<'stopped' | 'gone'>;
  /** The contact's attributes, kept for the whole chain; empty when Connect does not know the contact. */
  attributes(initialContactId: InitialContactId): Promise<Readonly<Record<string, string>>>;
}

/** Quotas of Connect's APIs, shared by everybody who calls them (docs/amazon-connect.md#api-rates). */
export interface RateLimiter {
  /** Takes a token of the API's bucket, leaving `keep` for others; else says when to come again. */
  take(
    api: string,
    keep: number,
  ): Promise<{ readonly taken: true } | { readonly taken: false; readonly retryAfterMs: number }>;
}

/** For calls that go before all others. */
export interface TokenReserve extends RateLimiter {
  /** Takes the next token there will be, before everybody who waits for one; answers in how many ms it is there. */
  reserve(api: string): Promise<number>;
}
