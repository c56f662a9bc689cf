import { matchesPattern, type Pattern } from '../patterns/pattern';
import type { EventEnvelope } from './event-envelope';
import type { Rule } from './rule-targets';

/** An event one of our functions put: nobody puts what no rule wants. */
export const ownEventUnmatched =
  (bus: string) =>
  (_rules: readonly Rule[], event: EventEnvelope): string =>
    `no rule of event bus ${bus} matches the event ${event['detail-type']} from ${event.source}`;

/**
 * A contact event of a type the application says it acts on, or that any pattern lists. A rule may leave out channels
 * other than VOICE on purpose, so an event that would match as a VOICE one is none of ours.
 */
export function contactEventUnmatched(expected: readonly string[]) {
  return (rules: readonly Rule[], event: EventEnvelope): string | null => {
    const { eventType, channel } = event.detail as { eventType?: unknown; channel?: unknown };
    if (typeof eventType !== 'string') return null;
    const patterns = rules.flatMap(({ pattern }) => (pattern === null ? [] : [pattern]));
    const listed = patterns.some((pattern) => listsEventType(pattern, eventType));
    if (!listed && !expected.includes(eventType)) return null;
    const asVoice = { ...event, detail: { ...(event.detail as object), channel: 'VOICE' } };
    if (channel !== 'VOICE' && patterns.some((pattern) => matchesPattern(pattern, asVoice))) return null;
    return `no rule of event bus default matches the contact event ${eventType} of Amazon Connect`;
  };
}

/** Whether any part of a pattern is about this type, whatever else the pattern asks for. */
function listsEventType(pattern: unknown, eventType: string): boolean {
  if (Array.isArray(pattern)) return pattern.some((one) => listsEventType(one, eventType));
  if (typeof pattern !== 'object' || pattern === null) return false;
  const { eventType: listed, ...others } = pattern as Pattern;
  if (Array.isArray(listed) && matchesPattern({ eventType: listed }, { eventType })) return true;
  return Object.values(others).some((one) => listsEventType(one, eventType));
}
