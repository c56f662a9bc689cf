import * as z from 'zod';

/**
 * Ids as types of their own, so that the compiler refuses one where another is asked for. The mark is optional and never there: text
 * from outside becomes an id by being declared one, and an id is text to whoever writes it down (docs/decisions/35-marked-ids.md).
 */
export type Id<Kind extends string> = string & { readonly __id?: Kind };

/** Connect's user id, the last part of the agent's ARN. */
export type AgentId = Id<'agent'>;

/** Any contact in Connect: a caller's, a tether's, a task's. */
export type ContactId = Id<'contact' | 'call' | 'initial-contact'>;

/** Of the contact by which a caller waits in one of our queues; a transfer begins another one. */
export type CallId = Id<'call'>;

/** Of the first contact of a caller, the same through all transfers. */
export type InitialContactId = Id<'initial-contact'>;

/** Of one attempt to put an agent on a tether. */
export type TetherId = Id<'tether'>;

/** Of one move of one agent, from its decision to its end; the same in the ledger and with the Campaign Manager. */
export type MoveId = Id<'move'>;

/** Of one contact that is shown to one agent; given by the Campaign Manager. */
export type PreviewId = Id<'preview'>;

/** Of one conversation with a customer on a tether. */
export type CustomerId = Id<'customer'>;

/** The name of a group in the directory. */
export type GroupId = Id<'group'>;

/** Connect's id of a queue, the last part of its ARN. */
export type QueueId = Id<'queue'>;

/** The call that a contact is, where it is known to be one: it waits in a queue of ours, or is looked up among those that do. */
export const callOf = (contactId: ContactId): CallId => {
  const text: string = contactId;
  return text;
};

/** The first contact of a caller who was never transferred is the contact itself. */
export const firstOf = (contactId: ContactId): InitialContactId => {
  const text: string = contactId;
  return text;
};

/** The schema of a text, as that of an id: `idFrom<PreviewId>(z.string().max(128))`. */
export const idFrom = <I extends Id<string>>(text: z.ZodType<string, string>) => text as z.ZodType<I, string>;

/** Ids that we wrote ourselves, into an item of the table or a message. */
export const agentId = idFrom<AgentId>(z.string());
export const contactId = idFrom<ContactId>(z.string());
export const callId = idFrom<CallId>(z.string());
export const initialContactId = idFrom<InitialContactId>(z.string());
export const tetherId = idFrom<TetherId>(z.string());
export const moveId = idFrom<MoveId>(z.string());
export const previewId = idFrom<PreviewId>(z.string());
export const customerId = idFrom<CustomerId>(z.string());
export const groupId = idFrom<GroupId>(z.string());
export const queueId = idFrom<QueueId>(z.string());
