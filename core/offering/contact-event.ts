import * as z from 'zod';
import { idOf } from '../agent/agent-event';
import { type AgentId, type ContactId, firstOf, type InitialContactId, idFrom, type QueueId } from '../ids';
import {
  anyCase,
  arnText,
  instant,
  lowerFirstKeys,
  problemsOf,
  readSparing,
  shortText,
  unlessNever,
} from '../tolerant';

/** The contact events a rule of ours asks for (docs/amazon-connect.md#contact-events). */
export const contactEventTypes = ['INITIATED', 'QUEUED', 'CONNECTED_TO_AGENT', 'DISCONNECTED'] as const;
export type ContactEventType = (typeof contactEventTypes)[number];

/** Both names AWS gives them (docs/amazon-connect.md#contact-events). */
export const contactEventDetailTypes = ['Amazon Connect Contact Event', 'Connect Customer Contact Event'] as const;

/**
 * What a contact event tells that is of use here, in our spelling (docs/amazon-connect.md#contact-events). Times are ms since
 * the epoch.
 */
export interface ContactEvent {
  readonly eventType: ContactEventType;
  /** When what its type says happened. */
  readonly at: number;
  readonly contactId: ContactId;
  readonly initialContactId: InitialContactId;
  readonly previousContactId: ContactId | null;
  /** In upper case, as `initiationMethod` is. */
  readonly channel: string;
  /** How it began, such as INBOUND or TRANSFER, in capitals; `null` when it does not say. */
  readonly initiationMethod: string | null;
  readonly queueId: QueueId | null;
  readonly queuedAt: number | null;
  /** Who was joined with the contact, if anybody was. */
  readonly agentId: AgentId | null;
}

/**
 * An event as it could be read. `lost`: parts of it that could not, as sentences; the rest is used. `problems`: what kept all of
 * it from being used.
 */
export type ParsedContactEvent =
  /** `lost`: a sentence for each part that could not be read and is left out. */
  | { readonly kind: 'event'; readonly event: ContactEvent; readonly lost: readonly string[] }
  | { readonly kind: 'unknown-type'; readonly eventType: string }
  | { readonly kind: 'malformed'; readonly problems: readonly string[] };

const detailSchema = z.object({
  eventType: anyCase,
  contactId: idFrom<ContactId>(shortText),
  initialContactId: idFrom<InitialContactId>(shortText).nullish(),
  previousContactId: idFrom<ContactId>(shortText).nullish(),
  channel: anyCase,
  initiationMethod: anyCase.nullish(),
  eventTimestamp: instant.nullish(),
  initiationTimestamp: instant.nullish(),
  queueInfo: z.object({ queueArn: arnText.nullish(), enqueueTimestamp: instant.nullish() }).nullish(),
  agentInfo: z.object({ agentArn: arnText.nullish(), connectedToAgentTimestamp: instant.nullish() }).nullish(),
  disconnectTimestamp: instant.nullish(),
});
type Detail = z.infer<typeof detailSchema>;

/** The field that says when an event of each type happened; other times in it are those of earlier events. */
const momentOf: Readonly<Record<ContactEventType, (detail: Detail) => number | null | undefined>> = {
  INITIATED: ({ initiationTimestamp }) => initiationTimestamp,
  QUEUED: ({ queueInfo }) => queueInfo?.enqueueTimestamp,
  CONNECTED_TO_AGENT: ({ agentInfo }) => agentInfo?.connectedToAgentTimestamp,
  DISCONNECTED: ({ disconnectTimestamp }) => disconnectTimestamp,
};

/** What says whether the rest is for us: most of what happens to a contact is not. */
const typeSchema = z.object({ eventType: anyCase });

const envelopeSchema = z.object({ time: instant.nullish().catch(null), detail: z.unknown() });

/** Reads one contact event as EventBridge delivers it; best effort and unordered, so nothing of it is trusted alone. */
export function parseContactEvent(raw: unknown): ParsedContactEvent {
  const envelope = envelopeSchema.safeParse(raw);
  if (!envelope.success) return { kind: 'malformed', problems: problemsOf(envelope.error) };
  const { detail: sent } = envelope.data;
  const said = typeSchema.safeParse(lowerFirstKeys(sent, 1));
  if (said.success && typeOf(said.data) === undefined) return { kind: 'unknown-type', eventType: said.data.eventType };
  const parsed = readSparing(z.object({ detail: detailSchema }), { detail: lowerFirstKeys(sent) });
  if (!parsed.ok) return { kind: 'malformed', problems: parsed.problems };
  const { detail } = parsed.data;
  const eventType = typeOf(detail);
  if (!eventType) return { kind: 'unknown-type', eventType: detail.eventType };
  const { time } = envelope.data;
  const at = unlessNever(momentOf[eventType](detail), time) ?? unlessNever(detail.eventTimestamp, time) ?? time;
  if (at === null || at === undefined) {
    const problem = `the event has no time: neither detail has the one of ${eventType} nor the event a time`;
    return { kind: 'malformed', problems: [problem, ...parsed.lost] };
  }
  return {
    kind: 'event',
    lost: parsed.lost,
    event: {
      eventType,
      at,
      contactId: detail.contactId,
      initialContactId: detail.initialContactId ?? firstOf(detail.contactId),
      previousContactId: detail.previousContactId ?? null,
      channel: detail.channel,
      initiationMethod: detail.initiationMethod ?? null,
      queueId: detail.queueInfo?.queueArn ? idOf(detail.queueInfo.queueArn) : null,
      queuedAt: unlessNever(detail.queueInfo?.enqueueTimestamp, time ?? at),
      agentId: joinedAgent(detail, time ?? at),
    },
  };
}

const typeOf = ({ eventType }: { readonly eventType: string }): ContactEventType | undefined =>
  contactEventTypes.find((type) => type === eventType);

/** An agent who is named with a time of joining that is none was rung at most. */
function joinedAgent({ eventType, agentInfo }: Detail, now: number): AgentId | null {
  if (!agentInfo?.agentArn) return null;
  const { agentArn, connectedToAgentTimestamp: joinedAt } = agentInfo;
  const joined = eventType === 'CONNECTED_TO_AGENT' || joinedAt === undefined || unlessNever(joinedAt, now) !== null;
  return joined ? idOf(agentArn) : null;
}
