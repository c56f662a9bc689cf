import * as z from 'zod';
import { type CustomerId, customerId, tetherId } from '../ids';
import type { RecordOf } from '../record';

/**
 * The customer on an agent's tether, and what the agent last asked for about one. The schemas are also the stored form. Times are
 * ms since the epoch.
 */

/** `talking`: bridged onto the tether. `wrap-up`: gone, and the work about them is not done. */
export const customerPhases = ['talking', 'wrap-up'] as const;
export type CustomerPhase = (typeof customerPhases)[number];

/** Whom the newest AgentWork is about, while that is `talking` or `wrap-up`; who it is stands in the record of the work. */
export const customerSchema = z.object({
  tetherId,
  /** Of the first AgentWork about this conversation: with the tether it tells it from any other. */
  seq: z.number(),
  phase: z.enum(customerPhases),
  /** When they were put through. */
  since: z.number(),
  /** When the phase began. */
  phaseSince: z.number(),
});
export type Customer = RecordOf<typeof customerSchema>;

/** Whom the agent was with before: what came of it may still be said (`sayableForMs`). */
export const pastCustomerSchema = z.object({
  /** `customerIdOf` them. */
  customerId,
  tetherId,
  /** The newest AgentWork about them. */
  workSeq: z.number(),
  campaign: z.string().nullable(),
  contact: z.string().nullable(),
  endedAt: z.number(),
});
export type PastCustomer = RecordOf<typeof pastCustomerSchema>;

/** So long after the end of a conversation Campaign Managers keep it in mind (docs/campaign-manager.md#finishwork), ms. */
export const sayableForMs = 300_000;

/** What came of a conversation, as the agent says. At most one of `doNotCall` and `callBackAt`. */
export const resultSchema = z.object({
  /** One of the campaign's list; `null`: none was chosen. */
  outcome: z.string().nullable(),
  doNotCall: z.boolean(),
  callBackAt: z.number().nullable(),
});
export type CustomerResult = RecordOf<typeof resultSchema>;

export const customerRequestSchema = z.object({
  /** Take the customer off, or end the wrap-up. */
  what: z.enum(['end', 'finish']),
  /** `customerIdOf` whom it is about. */
  customerId,
  tetherId,
  at: z.number(),
  /** Of its command: until then the Campaign Manager may be told of it. */
  deadline: z.number(),
  /** Of its command. */
  fence: z.number(),
  /** The newest AgentWork then. */
  workSeq: z.number(),
  campaign: z.string().nullable(),
  contact: z.string().nullable(),
  /** With `finish`. */
  result: resultSchema.nullable(),
  /** What the Campaign Manager said against it; `null`: nothing so far. */
  refused: z.object({ reason: z.string(), message: z.string() }).nullable(),
});
/** The newest request of the agent about a customer on their tether. */
export type CustomerRequest = RecordOf<typeof customerRequestSchema>;

/** Names one conversation for the agent's page. */
export const customerIdOf = ({ tetherId, seq }: Pick<Customer, 'tetherId' | 'seq'>): CustomerId => `${tetherId}/${seq}`;
