import * as z from 'zod';
import type { Directory } from '../group/directory';
import { proficiencySchema } from '../group/proficiency';
import { agentId, type CallId, type ContactId, callId, contactId, groupId, initialContactId, queueId } from '../ids';
import type { RecordOf } from '../record';
import { agentKinds } from '../vocabulary';
import { statusSchema } from './agent-status';
import { outboundSchema } from './outbound';

/** States of a contact as an agent's snapshot lists it (docs/amazon-connect.md#agent-event-stream). */
export const agentContactStates = [
  'INCOMING',
  'PENDING',
  'CONNECTING',
  'CONNECTED',
  'CONNECTED_ONHOLD',
  'MISSED',
  'PAUSED',
  'REJECTED',
  'ERROR',
  'ENDED',
] as const;
export type AgentContactState = (typeof agentContactStates)[number];

const contact = z.object({
  contactId,
  initialContactId: initialContactId.nullable(),
  channel: z.string(),
  state: z.enum(agentContactStates),
  /** When it entered that state, ms. */
  since: z.number(),
  /** A call the agent placed, or a queued callback: work in hand, and never an offer (`isOwnCall`). Not kept by earlier versions. */
  ownCall: z.boolean().default(false),
  /** Where it waited; `null` for an agent queue, for a call of the agent's own, and when Connect names none. */
  queueId: queueId.nullable(),
  queuedAt: z.number().nullable(),
});
export type AgentContact = RecordOf<typeof contact>;

const observed = z.object({
  agentId,
  observedAt: z.number(),
  /** Orders observations of the same moment: the stream's sequence number; '' when there is none. */
  sequence: z.string(),
  status: statusSchema,
  nextStatus: z.string().nullable(),
  routingProfileId: z.string(),
  queueIds: z.array(queueId),
  proficiencies: z.array(proficiencySchema),
  voiceSlotsAvailable: z.number(),
  contacts: z.array(contact),
});

/** What one agent event, or one row of a reconcile, says about an agent. */
export interface AgentObservation extends RecordOf<typeof observed> {
  /** `null` when the source does not tell (reconcile). */
  readonly username: string | null;
}

/** An agent promised to a call: nobody else may plan them until it ends or the time is over. */
const claim = z.object({ callId, until: z.number() });
export type Claim = RecordOf<typeof claim>;

/** The agent as we know them: the last observation, the clocks that follow from all of them, and the claim. */
export const agentSchema = observed.extend({
  username: z.string(),
  group: groupId.nullable(),
  /** By the routing profile. Not kept by earlier versions, as `campaigns` is. */
  kind: z.enum(agentKinds).default('inbound'),
  /** Of the group's campaigns, those the agent may work for (`campaignsFor`). */
  campaigns: z.array(z.string()).default([]),
  /** Index partition, see `poolOf`. */
  pool: z.string().nullable(),
  /** Counts observations applied; writes are conditional on it. Claims do not change it. */
  version: z.number(),
  /** Idle on the inbound side, and neither moving nor waiting for a tether (docs/offers.md#idle-and-available-longest). */
  idle: z.boolean(),
  /** Logged in and not Offline, whatever the status or side. */
  staffed: z.boolean(),
  /** Orders offers: since when available without having taken a call. Kept while ringing, `null` before the first time. */
  availableSince: z.number().nullable(),
  /** Feeds the blend-to-outbound threshold: the later of entering this side and the end of the last work. */
  idleOnSideSince: z.number().nullable(),
  /** Whether the place in line is gone, so that the next idle moment starts `availableSince` anew. */
  placeLost: z.boolean(),
  /** Until then a "Missed call" status does not cost the place: the caller hung up, the agent missed nothing. */
  excusedUntil: z.number().nullable(),
  /** An attribute of its own, absent while there is none. */
  claim: claim.nullable().default(null),
  /** Side, move, tether and work for campaigns. */
  outbound: outboundSchema,
});
export type AgentRecord = RecordOf<typeof agentSchema>;

/**
 * Whether an agent placed the call. Its `Queue` is the default outbound queue of the routing profile, a customer queue as a
 * rule, in which nobody waited (docs/amazon-connect.md#agent-event-stream); `InitiationMethod` tells it apart. A queued
 * callback is such a call too: nobody waits on the line, the customer is rung up once the agent has taken it.
 */
export const isOwnCall = (contact: {
  readonly channel?: string | null | undefined;
  readonly initiationMethod?: string | null | undefined;
}): boolean =>
  contact.channel?.toUpperCase() === 'VOICE' &&
  ['OUTBOUND', 'EXTERNAL_OUTBOUND', 'CALLBACK'].includes(contact.initiationMethod?.toUpperCase() ?? '');

const talking: readonly AgentContactState[] = ['CONNECTED', 'CONNECTED_ONHOLD', 'PAUSED'];
const refused: readonly AgentContactState[] = ['MISSED', 'REJECTED', 'ERROR'];

/** The contact rings at the agent: nobody has taken it yet (docs/amazon-connect.md#agent-event-stream). */
export const isRinging = (contact: AgentContact): boolean =>
  contact.state === 'CONNECTING' || contact.state === 'INCOMING' || contact.state === 'PENDING';

/** The agent is on the contact, on hold included; after-call work is not. */
export const isTalking = (contact: AgentContact): boolean => talking.includes(contact.state);

/** The contact rang and was not taken: missed, declined, or failed on the way to the softphone. */
export const isRefused = (contact: AgentContact): boolean => refused.includes(contact.state);

/** A missed or declined call that is still on the agent's softphone. */
export const refusedContact = (agent: Pick<AgentRecord, 'contacts'>, contactId: ContactId): AgentContact | undefined =>
  agent.contacts.find((contact) => contact.contactId === contactId && isRefused(contact));

/** Whether the agent has chosen nothing else than to take calls, now or for afterwards: only then are they parked. */
export const choosesAvailable = (agent: Pick<AgentObservation, 'status' | 'nextStatus'>): boolean =>
  agent.status.type === 'ROUTABLE' && agent.nextStatus === null;

/** A task, a chat or an e-mail: work in hand that leaves calls alone and keeps the agent where they are. */
export const otherWork = (agent: Pick<AgentObservation, 'contacts'>): readonly AgentContact[] =>
  agent.contacts.filter((contact) => contact.channel !== 'VOICE');

/** Idle, and with no other work in hand: free to change sides, and for a tether. */
export const isFreeToMove = (
  agent: Pick<AgentObservation, 'status' | 'nextStatus' | 'voiceSlotsAvailable' | 'contacts'>,
): boolean => isIdle(agent) && otherWork(agent).length === 0;

const voice = (contacts: readonly AgentContact[]) => contacts.filter((contact) => contact.channel === 'VOICE');

/**
 * Whether Connect could ring the agent now: in a routable status with none chosen for afterwards, with a voice slot free and no
 * call on the softphone.
 */
export function isIdle(
  observation: Pick<AgentObservation, 'status' | 'nextStatus' | 'voiceSlotsAvailable' | 'contacts'>,
): boolean {
  return (
    observation.status.type === 'ROUTABLE' &&
    observation.nextStatus === null &&
    observation.voiceSlotsAvailable > 0 &&
    voice(observation.contacts).length === 0
  );
}

/**
 * With what follows from the rest: whether the agent is idle on the inbound side. An agent who was taken off is not idle, even
 * where Connect does not show it yet.
 */
export const withDerivedIdle = (record: Omit<AgentRecord, 'idle'>): AgentRecord => {
  const { side, move, tether, takenOff } = record.outbound;
  const reachable =
    side === 'inbound' && move === null && takenOff === null && (tether === null || tether.state === 'failed');
  return { ...record, idle: reachable && isIdle(record) };
};

/** Voice contacts that are not the agent's tether. */
export const customerCalls = (
  observation: Pick<AgentObservation, 'contacts'> | null,
  directory: Pick<Directory, 'tether'>,
): readonly AgentContact[] =>
  voice(observation?.contacts ?? []).filter(
    (contact) => directory.tether === null || contact.queueId !== directory.tether.queueId,
  );

/** Whether a claim still binds for anybody but its own call. */
export const isClaimedForAnother = (agent: Pick<AgentRecord, 'claim'>, callId: CallId, now: number): boolean =>
  agent.claim !== null && agent.claim.callId !== callId && agent.claim.until > now;
