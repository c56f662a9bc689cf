import * as z from 'zod';
import { agentId, callId, contactId, groupId, initialContactId, moveId, previewId, tetherId } from '../ids';
import { sides } from '../vocabulary';

/**
 * What a delayed message asks to look at when it falls due; it re-checks, it never assumes
 * (docs/offers.md#lease-tick-and-timers).
 */
export const timerSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('missed-call'),
    agentId,
    contactId,
    /** caller-gone: only the leftover on the softphone has to go. */
    after: z.enum(['missed', 'declined', 'caller-gone']),
  }),
  z.object({ kind: z.literal('voicemail'), initialContactId }),
  /** The time of a tether attempt is over, a waiting one may be asked for, or one that is up has no token yet. */
  z.object({ kind: z.literal('tether'), agentId, tetherId }),
  /** A tether ended and its contact may still be on the softphone: the page had its time to clear it. */
  z.object({ kind: z.literal('tether-contact'), agentId, contactId }),
  /** A phase of a move has run out. */
  z.object({ kind: z.literal('move'), agentId, moveId }),
  /** The time of a preview is out. */
  z.object({ kind: z.literal('preview'), agentId, previewId }),
  /** The plan of this cause has not reached Connect: the API had no room, or the call was being rung. */
  z.object({
    kind: z.literal('criteria'),
    callId,
    cause: z.string(),
    /** When the agent refused who is to be left out, ms; `null` when nobody did. */
    refusedAt: z.number().nullable(),
    /** The call of the API is reserved for it. */
    reserved: z.boolean(),
    /** Its flow holds the call until then, because Connect did not take the criteria there. */
    held: z.literal(true).optional(),
  }),
  /** A tether whose flow could not set its criteria, so that nobody is rung before they are written. */
  z.object({ kind: z.literal('tether-criteria'), agentId, contactId }),
  /** An agent became free, by news so old that Connect may have offered them a call by itself since. */
  z.object({ kind: z.literal('free-agent'), agentId, observedAt: z.number() }),
  /** A call that no flow of ours has is to be looked at, as its tick would. */
  z.object({ kind: z.literal('taken-in'), callId }),
  /** Callers of the group whom an agent may ring who has refused them are to be planned anew. */
  z.object({ kind: z.literal('refusals'), group: groupId }),
  /** A tether of the agent failed at this moment: what it means for them and their group. */
  z.object({ kind: z.literal('tether-failed'), agentId, failedAt: z.number() }),
  /** Taken off campaigns at this moment: Connect is to show it. */
  z.object({ kind: z.literal('taken-off'), agentId, takenOffAt: z.number() }),
  /** A group is to be looked at again although nothing happened. */
  z.object({ kind: z.literal('rebalance'), group: groupId }),
]);
export type Timer = z.infer<typeof timerSchema>;

/** A timer on its way: SQS delays at most 900 s, so a later one is armed again when it arrives early. */
export const armedTimerSchema = z.object({ dueAt: z.number(), timer: timerSchema });
export type ArmedTimer = z.infer<typeof armedTimerSchema>;

/** A server call on one of Connect's rate-limited APIs (docs/amazon-connect.md#api-rates). */
export const commandSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('park-agent'),
    commandId: z.string(),
    deadline: z.number(),
    agentId,
    contactId,
    /** Put the agent in "Missed call" before the contact is cleared. */
    notReady: z.boolean(),
  }),
  z.object({
    kind: z.literal('deliver-voicemail'),
    commandId: z.string(),
    deadline: z.number(),
    initialContactId,
  }),
  /** Takes an ended or missed tether off a softphone whose page did not. */
  z.object({
    kind: z.literal('clear-contact'),
    commandId: z.string(),
    deadline: z.number(),
    agentId,
    contactId,
  }),
  /** Puts an agent who was taken off campaigns in "Missed call". */
  z.object({
    kind: z.literal('set-missed-call'),
    commandId: z.string(),
    deadline: z.number(),
    agentId,
  }),
]);
export type Command = z.infer<typeof commandSchema>;

/** urgent is served before repair and may use the last tokens. */
export type CommandPriority = 'urgent' | 'repair';

/** A supervisor holds an agent on a side for a shift at most. */
export const mostHoldSeconds = 28_800;

/** Asks for a blend decision of one group, by itself or for a supervisor's request. */
export const rebalanceSchema = z.object({
  group: groupId,
  manual: z
    .object({
      requestId: z.string().min(1).max(100),
      agentId,
      to: z.enum(sides),
      by: z.string().min(1).max(100),
      /** How long the agent is to stay there, s. */
      holdSeconds: z.int().min(1).max(mostHoldSeconds).optional(),
    })
    .nullable(),
});
export type RebalanceRequest = z.infer<typeof rebalanceSchema>;
