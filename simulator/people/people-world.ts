/** Where people live: one observer of the facts that passes each to the caller or agent it concerns. */

import type { Scheduler } from '../../clock/scheduler';
import type { AnswerToPreview } from '../../core/agent/steps/preview';
import type { AgentId, ContactId, PreviewId, TetherId } from '../../core/ids';
import type { RefusalKind, RefusalVerdict } from '../../core/offering/refusal-verdict';
import type { SimulatedConnect } from '../connect/world';
import type { WorldFact } from '../connect/world-facts';

/** What the page asks of its back end: the application's API for pages (docs/agent-page-api.md), or what the runner knows. */
export interface PageBackend {
  /** What became of a call the softphone shows as missed or declined. Rejects when the application could not say. */
  refusalVerdict(userId: AgentId, contactId: ContactId, shown: RefusalKind): Promise<RefusalVerdict>;
  /** The tether that is on its way to an agent, or that they are on; null without one. Only this one is accepted. */
  expectedTether(userId: AgentId): TetherId | null;
  /** The contact an agent is shown and has not answered; null without one. */
  openPreview(userId: AgentId): PreviewId | null;
  /** Rejects when the application could not say. */
  answerPreview(
    userId: AgentId,
    previewId: PreviewId,
    answer: AnswerToPreview,
  ): Promise<'decided' | 'lost' | 'unknown'>;
  /** The page is open and watched; `null` where nobody asks for it. */
  readonly heartbeat: ((userId: AgentId) => Promise<void>) | null;
}

/** What people are put into. */
export interface PeopleOptions {
  readonly connect: SimulatedConnect;
  readonly scheduler: Scheduler;
  readonly backend: PageBackend;
  /** The start of the run, milliseconds since the epoch: second 0 of availableAt and timelines. */
  readonly startMs: number;
}

/** What people see and hear of the simulated Connect. */
export interface PeopleWorld extends PeopleOptions {
  /** Facts about a call, whichever segment it has moved to. */
  onContact(contactId: ContactId, listener: FactListener): void;
  /** Facts about an agent, by user id. */
  onAgent(userId: AgentId, listener: FactListener): void;
  /** The next call that arrives; it does so while `dial` is being called. */
  onNextArrival(listener: (contactId: ContactId) => void): void;
  /** Criteria come into force on a contact, until the listener is taken back. */
  onCriteriaInForce(contactId: ContactId, listener: () => void): () => void;
}

/** Called at the moment of the fact, before time goes on. */
export type FactListener = (fact: WorldFact) => void;

/** Makes the world of people around a simulated Connect. */
export function createPeopleWorld(options: PeopleOptions): PeopleWorld {
  const byContact = new Map<ContactId, FactListener>();
  const byAgent = new Map<AgentId, FactListener>();
  const inForce = new Map<ContactId, Set<() => void>>();
  let nextArrival: ((contactId: ContactId) => void) | null = null;

  options.connect.observe((fact) => {
    if (fact.type === 'contact.arrived') {
      nextArrival?.(fact.contactId);
      nextArrival = null;
      return;
    }
    if (fact.type === 'criteria.in-force') {
      for (const listener of [...(inForce.get(fact.contactId) ?? [])]) listener();
      return;
    }
    if ('userId' in fact && fact.userId) byAgent.get(fact.userId)?.(fact);
    if (!('contactId' in fact)) return;
    const listener = byContact.get(fact.contactId);
    if (!listener) return;
    const goesOn = fact.type === 'contact.dequeued' || fact.type === 'contact.transferred';
    if (goesOn) byContact.set(fact.newContactId, listener);
    const sentOn = fact.type === 'contact.ended' && fact.sentOnAs !== undefined;
    if ((ends.has(fact.type) && !sentOn) || goesOn) byContact.delete(fact.contactId);
    listener(fact);
  });

  return {
    ...options,
    onContact: (contactId, listener) => void byContact.set(contactId, listener),
    onAgent: (userId, listener) => void byAgent.set(userId, listener),
    onNextArrival(listener) {
      nextArrival = listener;
    },
    onCriteriaInForce(contactId, listener) {
      const listeners = inForce.get(contactId) ?? new Set();
      inForce.set(contactId, listeners.add(listener));
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) inForce.delete(contactId);
      };
    },
  };
}

const ends: ReadonlySet<WorldFact['type']> = new Set(['contact.abandoned', 'contact.ended', 'contact.refused']);
