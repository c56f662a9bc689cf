import * as z from 'zod';
import { criteriaForSchema, criteriaStepSchema } from '../connect/routing-steps';
import { usualQueuePriority } from '../group/directory';
import { requiredProficiencySchema } from '../group/proficiency';
import { agentId, callId, groupId, initialContactId, queueId } from '../ids';
import type { RecordOf } from '../record';
import { causeSchema } from './plan-cause';

const ringing = z.object({ agentId, since: z.number() });

/** A step that ends, or has ended, at `endsAt` (ms), before criteria that are written now are in force. */
const endingStep = z.object({ who: criteriaForSchema, endsAt: z.number() });

const plan = z.object({
  /** offer: one named agent; open: anyone; restricted: untried agents who are all busy; held: nobody. */
  kind: z.enum(['offer', 'open', 'restricted', 'held']),
  agentId: agentId.nullable(),
  /** When the named agent's slot ends and the next may be rung. */
  slotEndsAt: z.number().nullable(),
  /** Until when the plan rings nobody because an earlier slot runs on; `null` when it does not hold. */
  holdUntil: z.number().nullable(),
  steps: z.array(criteriaStepSchema),
  decidedAt: z.number(),
  /** What led to it; the same cause coming again (a redelivery) issues the same criteria again. */
  cause: causeSchema,
  /** It waits for room in Connect's API, so that the criteria before it are still in force. */
  pending: z.literal(true).optional(),
  /** When a flow was answered with it again, since it asked again. */
  repliedAt: z.number().optional(),
  /** Open to everybody on purpose, whoever has refused included: nobody else is left, and nobody leads the caller to voicemail. */
  leftOpen: z.literal(true).optional(),
  /** Only observed: Connect was never told of it, and chooses by itself. */
  observed: z.literal(true).optional(),
  /** Until then a flow may still set criteria that we answered before this plan was made, in place of these. */
  overtakenUntil: z.number().optional(),
  /** Steps of plans before it by which Connect may be ringing still when this one is made (see `endingSteps`). */
  stepsBefore: z.array(endingStep).optional(),
});

/** A call we know of by events alone: no flow of ours leads it to voicemail, so that no plan for it may end with nobody. */
const unasked = z.object({
  /** Taken in (take-in.ts), and looked at again then, ms; `null`: no event has told yet whether a flow of ours has the call. */
  nextLookAt: z.number().nullable(),
  /** It was said that the caller has waited longer than the maximum. */
  isOverdue: z.boolean(),
});

/** A caller in one of our queues, from the first plan to the end. Times are milliseconds since the epoch. */
export const callSchema = z.object({
  /** Contact id of the segment that waits; unchanged while the call waits. */
  callId,
  initialContactId,
  group: groupId,
  queueId,
  /** Of its queue when it came: 1 is served before 2. Not kept by earlier versions. */
  priority: z.number().default(usualQueuePriority),
  queuedAt: z.number(),
  state: z.enum(['waiting', 'answered', 'abandoned', 'voicemail']),
  /** Until when the caller counts as waiting; each tick of the queue flow renews it. */
  leaseUntil: z.number(),
  /** Agents who missed or declined the call, in that order. Never offered it again. */
  tried: z.array(agentId),
  ringing: ringing.nullable(),
  /** The plan whose criteria are in force, or on their way. */
  plan: plan.nullable(),
  required: z.array(requiredProficiencySchema),
  /** When the queue flow was last told to send the caller to voicemail; `null` before. */
  voicemailDecidedAt: z.number().nullable(),
  /** Left out: a flow of ours has asked for the call, and goes on asking. */
  unasked: unasked.optional(),
  /** Counts writes; each is conditional on it. */
  version: z.number(),
});

export type CallRecord = RecordOf<typeof callSchema>;
export type Ringing = RecordOf<typeof ringing>;
export type OfferPlanRecord = RecordOf<typeof plan>;
export type EndingStep = RecordOf<typeof endingStep>;
export type Unasked = RecordOf<typeof unasked>;
