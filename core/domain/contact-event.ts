import * as z from 'zod';
import { idOf } from './agent-event';
import { lowerFirstKeys, problemsOf } from './tolerant';

/** The contact events a rule of ours asks for (CONNECT.md 3.2). */
export const contactEventTypes = ['INITIATED', 'QUEUED', 'CONNECTED_TO_AGENT', 'DISCONNECTED'] as const;
export type ContactEventType = (typeof contactEventTypes)[number];

/** Both names AWS gives them (CONNECT.md 3.2). */
export const contactEventDetailTypes = ['Amazon Connect Contact Event', 'Connect Customer Contact Event'] as const;

export interface ContactEvent {
  readonly eventType: ContactEventType;
  readonly at: number;
  readonly contactId: string;
  readonly initialContactId: string;
  readonly previousContactId: string | null;
  readonly channel: string;
  /** How it began, such as INBOUND or TRANSFER, in capitals; `null` when it does not say. */
  readonly initiationMethod: string | null;
  readonly queueId: string | null;
  readonly queuedAt: number | null;
  readonly agentId: string | null;
}

export type ParsedContactEvent =
  | { readonly kind: 'event'; readonly event: ContactEvent }
  | { readonly kind: 'unknown-type'; readonly eventType: string }
  | { readonly kind: 'malformed'; readonly problems: readonly string[] };

const instant = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));

const detailSchema = z.object({
  eventType: z.string().min(1),
  contactId: z.string().min(1),
  initialContactId: z.string().nullish(),
  previousContactId: z.string().nullish(),
  channel: z.string().min(1),
  initiationMethod: z.string().nullish(),
  eventTimestamp: instant.nullish(),
  queueInfo: z.object({ queueArn: z.string().nullish(), enqueueTimestamp: instant.nullish() }).nullish(),
  agentInfo: z.object({ agentArn: z.string().nullish(), connectedToAgentTimestamp: instant.nullish() }).nullish(),
  disconnectTimestamp: instant.nullish(),
});

const envelopeSchema = z.object({ time: instant.nullish(), detail: z.unknown() });

/** Reads one contact event as EventBridge delivers it; best effort and unordered, so nothing of it is trusted alone. */
export function parseContactEvent(raw: unknown): ParsedContactEvent {
  const envelope = envelopeSchema.safeParse(raw);
  if (!envelope.success) return { kind: 'malformed', problems: problemsOf(envelope.error) };
  const parsed = detailSchema.safeParse(lowerFirstKeys(envelope.data.detail));
  if (!parsed.success) return { kind: 'malformed', problems: problemsOf(parsed.error).map((line) => `detail.${line}`) };
  const detail = parsed.data;
  const eventType = contactEventTypes.find((type) => type === detail.eventType);
  if (!eventType) return { kind: 'unknown-type', eventType: detail.eventType };
  const at =
    detail.eventTimestamp ??
    detail.disconnectTimestamp ??
    detail.agentInfo?.connectedToAgentTimestamp ??
    detail.queueInfo?.enqueueTimestamp ??
    envelope.data.time;
  if (at === null || at === undefined) {
    return { kind: 'malformed', problems: ['the event has no time: neither detail.eventTimestamp nor time is there'] };
  }
  return {
    kind: 'event',
    event: {
      eventType,
      at,
      contactId: detail.contactId,
      initialContactId: detail.initialContactId ?? detail.contactId,
      previousContactId: detail.previousContactId ?? null,
      channel: detail.channel,
      initiationMethod: detail.initiationMethod?.toUpperCase() ?? null,
      queueId: detail.queueInfo?.queueArn ? idOf(detail.queueInfo.queueArn) : null,
      queuedAt: detail.queueInfo?.enqueueTimestamp ?? null,
      agentId: detail.agentInfo?.agentArn ? idOf(detail.agentInfo.agentArn) : null,
    },
  };
}
