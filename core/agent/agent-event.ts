import * as z from 'zod';
import { type ContactId, type InitialContactId, idFrom } from '../ids';
import {
  anyCase,
  arnText,
  instant,
  isStillToCome,
  lowerFirstKeys,
  readSparing,
  shortText,
  unlessNever,
} from '../tolerant';
import { type AgentObservation, agentContactStates, isOwnCall, isRinging } from './agent';
import { statusOf } from './agent-status';

/** The event types of the agent event stream (docs/amazon-connect.md#agent-event-stream). */
export const agentEventTypes = ['LOGIN', 'LOGOUT', 'STATE_CHANGE', 'HEART_BEAT'] as const;
export type AgentEventType = (typeof agentEventTypes)[number];

/**
 * An event of the stream as it could be read. `lost`: parts of it that could not, as sentences; the rest is used. `problems`:
 * what kept all of it from being used.
 */
export type ParsedAgentEvent =
  /** `lost`: a sentence for each part that could not be read and is left out. */
  | {
      readonly kind: 'observation';
      readonly eventType: AgentEventType;
      readonly observation: AgentObservation;
      readonly lost: readonly string[];
    }
  /** An event type this version does not know: counted and left alone. */
  | { readonly kind: 'unknown-type'; readonly eventType: string }
  | { readonly kind: 'malformed'; readonly problems: readonly string[] };

/** Connect has 1 to 5. */
const level = z.number().min(0).max(100);

const queue = z.object({ aRN: arnText.nullish(), name: z.string().max(256).nullish() }).nullish();

const contact = z.object({
  contactId: idFrom<ContactId>(shortText),
  initialContactId: idFrom<InitialContactId>(shortText).nullish(),
  channel: anyCase,
  initiationMethod: anyCase.nullish(),
  state: anyCase.pipe(z.enum(agentContactStates)),
  stateStartTimestamp: instant.nullish(),
  queueTimestamp: instant.nullish(),
  queue,
});

/** Lists are bounded well above what Connect allows, so that a record fits into an item of the table. */
const snapshot = z.object({
  agentStatus: z.object({
    aRN: arnText.nullish(),
    name: shortText,
    type: anyCase.nullish(),
    startTimestamp: instant.nullish(),
  }),
  nextAgentStatus: z.object({ name: z.string().max(256).nullish() }).nullish(),
  configuration: z.object({
    username: shortText.nullish(),
    routingProfile: z.object({
      aRN: arnText,
      concurrency: z
        .array(z.object({ channel: anyCase, availableSlots: z.int().min(0).max(1_000).nullish() }))
        .nullish(),
      inboundQueues: z
        .array(z.object({ aRN: arnText, channels: z.array(anyCase).nullish() }))
        .max(200)
        .nullish(),
    }),
    proficiencies: z
      .array(
        z.object({
          name: shortText,
          value: shortText,
          proficiencyLevel: level.nullish(),
          level: level.nullish(),
        }),
      )
      .max(50)
      .nullish(),
  }),
  contacts: z.array(contact).max(50).nullish(),
});

const agentEvent = z.object({
  eventType: anyCase,
  eventTimestamp: instant,
  agentARN: arnText,
  currentAgentSnapshot: snapshot.nullish(),
});
const previousSnapshot = snapshot.nullish().catch(null);

/**
 * Reads one record of the agent event stream. Tolerates nulls, keys in either case, unknown fields, and a snapshot
 * missing at logout. What cannot be read costs itself only, as long as it is known whose event it is, when it happened,
 * and the agent's status and routing profile; all problems are reported together. `sequence` is the stream's number for it;
 * `now`, ms, is when it came in: an event that is dated a day later is malformed, since no true one could follow it.
 */
export function parseAgentEvent(raw: unknown, sequence: string, now?: number): ParsedAgentEvent {
  const { shown, before } = apart(raw);
  const parsed = readSparing(agentEvent, shown);
  if (!parsed.ok) return { kind: 'malformed', problems: parsed.problems };
  const { data: event, lost } = parsed;
  const eventType = agentEventTypes.find((type) => type === event.eventType);
  if (!eventType) return { kind: 'unknown-type', eventType: event.eventType };
  const current =
    event.currentAgentSnapshot ?? (eventType === 'LOGOUT' ? previousSnapshot.parse(lowerFirstKeys(before)) : null);
  if (!current) {
    const missing =
      eventType === 'LOGOUT'
        ? 'both snapshots are missing in a LOGOUT event; it must have CurrentAgentSnapshot or PreviousAgentSnapshot'
        : `CurrentAgentSnapshot is missing in a ${eventType} event; only a LOGOUT may leave it out`;
    return { kind: 'malformed', problems: lost.length > 0 ? lost : [missing] };
  }
  if (isStillToCome(event.eventTimestamp, now)) {
    const hours = Math.round((event.eventTimestamp - (now ?? 0)) / 3_600_000);
    return { kind: 'malformed', problems: [`eventTimestamp: is ${hours} hours ahead of our clock`, ...lost] };
  }
  const { routingProfile, username, proficiencies } = current.configuration;
  const loggedOut = eventType === 'LOGOUT';
  const since = (at: number | null | undefined) => unlessNever(at, event.eventTimestamp);
  return {
    kind: 'observation',
    eventType,
    lost,
    observation: {
      agentId: idOf(event.agentARN),
      username: username ?? null,
      observedAt: event.eventTimestamp,
      sequence,
      status: loggedOut
        ? { name: 'Offline', type: 'OFFLINE', since: event.eventTimestamp }
        : statusOf(
            { ...current.agentStatus, startTimestamp: since(current.agentStatus.startTimestamp) },
            event.eventTimestamp,
          ),
      nextStatus: current.nextAgentStatus?.name ?? null,
      routingProfileId: idOf(routingProfile.aRN),
      queueIds: (routingProfile.inboundQueues ?? [])
        .filter((entry) => !entry.channels || entry.channels.length === 0 || entry.channels.includes('VOICE'))
        .map((entry) => idOf(entry.aRN)),
      proficiencies: (proficiencies ?? []).map((skill) => ({
        name: skill.name,
        value: skill.value,
        level: skill.proficiencyLevel ?? skill.level ?? 1,
      })),
      voiceSlotsAvailable: routingProfile.concurrency?.find((entry) => entry.channel === 'VOICE')?.availableSlots ?? 0,
      contacts: (current.contacts ?? [])
        .map((entry) => ({
          contactId: entry.contactId,
          initialContactId: entry.initialContactId ?? null,
          channel: entry.channel,
          state: entry.state,
          since: since(entry.stateStartTimestamp) ?? event.eventTimestamp,
          ownCall: isOwnCall(entry),
          queueId: entry.queue?.aRN && !isOwnCall(entry) ? idOf(entry.queue.aRN) : null,
          queuedAt: since(entry.queueTimestamp),
        }))
        // A logout may repeat the snapshot before it; nobody is rung who has logged out.
        .filter((entry) => !(loggedOut && isRinging(entry))),
    },
  };
}

/** Parts the previous snapshot, half of every record, from the event: only a logout needs it, so otherwise it is not parsed. */
function apart(raw: unknown): { readonly shown: unknown; readonly before: unknown } {
  const event = lowerFirstKeys(raw, 1);
  if (event === null || typeof event !== 'object' || Array.isArray(event)) return { shown: event, before: null };
  const { previousAgentSnapshot: before, ...shown } = event as Readonly<Record<string, unknown>>;
  return { shown: lowerFirstKeys(shown), before };
}

/** The id at the end of one of Connect's ARNs. */
export const idOf = (resourceArn: string): string => resourceArn.slice(resourceArn.lastIndexOf('/') + 1);
