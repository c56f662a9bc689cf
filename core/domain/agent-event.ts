import * as z from 'zod';
import { type AgentContactState, type AgentObservation, agentContactStates, isOwnCall, isRinging } from './agent';
import { statusOf } from './agent-status';
import { lowerFirstKeys, problemsOf } from './tolerant';

/** The event types of the agent event stream (CONNECT.md 3.1). */
export const agentEventTypes = ['LOGIN', 'LOGOUT', 'STATE_CHANGE', 'HEART_BEAT'] as const;
export type AgentEventType = (typeof agentEventTypes)[number];

export type ParsedAgentEvent =
  | { readonly kind: 'observation'; readonly eventType: AgentEventType; readonly observation: AgentObservation }
  /** An event type this version does not know: counted and left alone. */
  | { readonly kind: 'unknown-type'; readonly eventType: string }
  | { readonly kind: 'malformed'; readonly problems: readonly string[] };

const arn = z.string().min(1);
const instant = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));

const queue = z.object({ aRN: arn.nullish(), name: z.string().nullish() }).nullish();

const contact = z.object({
  contactId: z.string().min(1),
  initialContactId: z.string().nullish(),
  channel: z.string().min(1),
  initiationMethod: z.string().nullish(),
  state: z.string().min(1),
  stateStartTimestamp: instant.nullish(),
  queueTimestamp: instant.nullish(),
  queue,
});

const snapshot = z.object({
  agentStatus: z.object({
    aRN: arn.nullish(),
    name: z.string().min(1),
    type: z.string().nullish(),
    startTimestamp: instant.nullish(),
  }),
  nextAgentStatus: z.object({ name: z.string().nullish() }).nullish(),
  configuration: z.object({
    username: z.string().min(1),
    routingProfile: z.object({
      aRN: arn,
      concurrency: z.array(z.object({ channel: z.string(), availableSlots: z.number().nullish() })).nullish(),
      inboundQueues: z.array(z.object({ aRN: arn, channels: z.array(z.string()).nullish() })).nullish(),
    }),
    proficiencies: z
      .array(
        z.object({
          name: z.string(),
          value: z.string(),
          proficiencyLevel: z.number().nullish(),
          level: z.number().nullish(),
        }),
      )
      .nullish(),
  }),
  contacts: z.array(contact).nullish(),
});

const agentEvent = z.object({
  eventType: z.string().min(1),
  eventTimestamp: instant,
  agentARN: arn,
  currentAgentSnapshot: snapshot.nullish(),
  previousAgentSnapshot: snapshot.nullish().catch(null),
});

const knownStates: ReadonlySet<string> = new Set(agentContactStates);

/**
 * Reads one record of the agent event stream. Tolerates nulls, keys in either case, unknown fields, and a snapshot
 * missing at logout; all problems of a malformed one are reported together. `sequence` is the stream's number for it.
 */
export function parseAgentEvent(raw: unknown, sequence: string): ParsedAgentEvent {
  const parsed = agentEvent.safeParse(lowerFirstKeys(raw));
  if (!parsed.success) return { kind: 'malformed', problems: problemsOf(parsed.error) };
  const event = parsed.data;
  const eventType = agentEventTypes.find((type) => type === event.eventType);
  if (!eventType) return { kind: 'unknown-type', eventType: event.eventType };
  const current = event.currentAgentSnapshot ?? (eventType === 'LOGOUT' ? event.previousAgentSnapshot : null);
  if (!current) {
    return {
      kind: 'malformed',
      problems: [`CurrentAgentSnapshot is missing in a ${eventType} event; only a LOGOUT may leave it out`],
    };
  }
  const { routingProfile, username, proficiencies } = current.configuration;
  const loggedOut = eventType === 'LOGOUT';
  return {
    kind: 'observation',
    eventType,
    observation: {
      agentId: idOf(event.agentARN),
      username,
      observedAt: event.eventTimestamp,
      sequence,
      status: loggedOut
        ? { name: 'Offline', type: 'OFFLINE', since: event.eventTimestamp }
        : statusOf(current.agentStatus, event.eventTimestamp),
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
        .filter((entry) => knownStates.has(entry.state))
        .map((entry) => ({
          contactId: entry.contactId,
          initialContactId: entry.initialContactId ?? null,
          channel: entry.channel,
          state: entry.state as AgentContactState,
          since: entry.stateStartTimestamp ?? event.eventTimestamp,
          ownCall: isOwnCall(entry),
          queueId: entry.queue?.aRN && !isOwnCall(entry) ? idOf(entry.queue.aRN) : null,
          queuedAt: entry.queueTimestamp ?? null,
        }))
        // A logout may repeat the snapshot before it; nobody is rung who has logged out.
        .filter((entry) => !(loggedOut && isRinging(entry))),
    },
  };
}

/** The id at the end of one of Connect's ARNs. */
export const idOf = (resourceArn: string): string => resourceArn.slice(resourceArn.lastIndexOf('/') + 1);
