import * as z from 'zod';
import { type AgentId, idFrom, type MoveId, type PreviewId, type TetherId } from '../ids';

/** What commands and events of the Campaign Manager contract are made of. Times are milliseconds since 1970, UTC. */

/** Version of the contract. A message of another version is refused; unknown fields are ignored. */
export const contractVersion = '1';

export const moment = z.int().min(0);
/** Connect's user id, the last part of the agent's ARN. */
export const agentId = idFrom<AgentId>(z.string().min(1).max(256));
export const tetherId = idFrom<TetherId>(z.string().min(1).max(128));
export const moveId = idFrom<MoveId>(z.string().min(1).max(128));
export const campaignName = z.string().regex(/^[a-z][a-z0-9-]{0,31}$/);
export const contactName = z.string().min(1).max(128);
/** What came of a conversation, by the campaign's own list. */
export const outcomeName = z.string().min(1).max(64);
export const eventId = z.string().min(1).max(128);
/** Counts up per subject, from 1; what comes with a lower or equal number is late and is ignored. */
export const sequence = z.int().min(1);

/**
 * What an agent does for campaigns. `reserved`: chosen for a contact, nothing shown or dialled yet. `dialling`: a
 * customer is being called for this agent. `talking`: a customer is bridged onto the tether.
 */
export const workStates = ['idle', 'reserved', 'preview', 'dialling', 'talking', 'wrap-up'] as const;
export type WorkState = (typeof workStates)[number];
export const workState = z.enum(workStates);

/** Why an agent who is asked for cannot be given back now. */
export const busyStates = workStates.filter((state): state is Exclude<WorkState, 'idle'> => state !== 'idle');

export const previewId = idFrom<PreviewId>(z.string().min(1).max(128));

/** What becomes of a preview when its time runs out (docs/campaign-manager.md#previews). */
export const timeoutActions = ['accept', 'reject', 'reject-and-close', 'reject-and-reschedule'] as const;
export type TimeoutAction = (typeof timeoutActions)[number];

/**
 * How a preview ends, exactly one for each. `accept`: the contact is dialled for this agent. `reject`: it stays open, for
 * anybody. `close`, `reject-and-close`: it is never dialled again. `reject-and-reschedule`: it is dialled later.
 * `withdrawn`: it stays open as if it had never been shown.
 */
export const previewOutcomes = [
  'accept',
  'reject',
  'close',
  'reject-and-close',
  'reject-and-reschedule',
  'withdrawn',
] as const;
export type PreviewOutcome = (typeof previewOutcomes)[number];

/** Who brought the outcome about. */
export const previewDeciders = ['agent', 'timeout', 'campaign-manager', 'system'] as const;
export type PreviewDecider = (typeof previewDeciders)[number];
