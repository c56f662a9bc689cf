import { matchesPattern, type Pattern } from '../patterns/pattern';
import type { Outcome } from './lambda-worker';

/** Whether a record is wanted; queues ask with `{body}`, streams with `{data}`, both as text. */
export type SourceFilter = (record: Readonly<Record<string, string>>) => boolean;

/** FilterCriteria of an event source mapping: any of its patterns. Text that is JSON is matched as what it says. */
export function sourceFilter(patterns: readonly Pattern[]): SourceFilter | null {
  if (patterns.length === 0) return null;
  return (record) => {
    const read = Object.fromEntries(Object.entries(record).map(([key, text]) => [key, parsed(text)]));
    return patterns.some((pattern) => matchesPattern(pattern, read));
  };
}

/**
 * Which items of a batch failed, by their identifiers. A thrown error, a dead worker or a reply that names an unknown
 * item fails them all (Lambda developer guide, "partial batch responses").
 */
export function failedItems(outcome: Outcome, identifiers: readonly string[], reports: boolean): ReadonlySet<string> {
  const all = new Set(identifiers);
  if (outcome.kind !== 'answered') return all;
  if (!reports || outcome.payload === null || typeof outcome.payload !== 'object') return new Set();
  const failures: unknown = 'batchItemFailures' in outcome.payload ? outcome.payload.batchItemFailures : [];
  if (failures === null || failures === undefined) return new Set();
  if (!Array.isArray(failures)) return all;
  const failed = new Set<string>();
  for (const failure of failures as unknown[]) {
    const identifier =
      typeof failure === 'object' && failure !== null && 'itemIdentifier' in failure ? failure.itemIdentifier : null;
    if (typeof identifier !== 'string' || !all.has(identifier)) return all;
    failed.add(identifier);
  }
  return failed;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
