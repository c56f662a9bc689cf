import type { EventEnvelope } from './event-router';
import { matchesPattern, type Pattern } from './pattern';
import type { Rule } from './rule-targets';

/** An event one of our functions put: nobody puts what no rule wants. */
export const ownEventUnmatched =
  (bus: string) =>
  (_rules: readonly Rule[], event: EventEnvelope): string =>
    `no rule of event bus ${bus} matches the event ${event['detail-type']} from ${event.source}`;

/**
 * A contact event of a type the application says it acts on, or that any pattern lists. A rule may leave out channels
 * other than VOICE on purpose, so an event that matches but for its channel is none of ours.
 */
export function contactEventUnmatched(expected: readonly string[]) {
  return (rules: readonly Rule[], event: EventEnvelope): string | null => {
    const detail = event.detail as { eventType?: unknown; channel?: unknown };
    const { eventType } = detail;
    if (typeof eventType !== 'string') return null;
    const listed = rules.some((rule) => rule.pattern !== null && listedEventTypes(rule.pattern).includes(eventType));
    if (!listed && !expected.includes(eventType)) return null;
    if (
      detail.channel !== 'VOICE' &&
      rules.some((rule) => rule.pattern && matchesPattern(withoutChannel(rule.pattern), event))
    )
      return null;
    return `no rule of event bus default matches the contact event ${eventType} of Amazon Connect`;
  };
}

const detailOf = (pattern: Pattern): Pattern | null => {
  const detail = pattern['detail'];
  return typeof detail === 'object' && detail !== null && !Array.isArray(detail) ? (detail as Pattern) : null;
};

const listedEventTypes = (pattern: Pattern): readonly unknown[] => {
  const listed = detailOf(pattern)?.['eventType'];
  return Array.isArray(listed) ? listed : [];
};

function withoutChannel(pattern: Pattern): Pattern {
  const detail = detailOf(pattern);
  if (!detail) return pattern;
  const { channel: _, ...others } = detail;
  return { ...pattern, detail: others };
}
