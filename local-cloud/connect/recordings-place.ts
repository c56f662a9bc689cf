import type { ConnectSetup } from '../../simulator/connect/connect-setup';
import type { Rule } from '../events/rule-targets';

type Recordings = NonNullable<ConnectSetup['recordings']>;

/**
 * Bucket and prefix of a brought instance's recordings as far as a rule on `Object Created` shows them: it names the
 * bucket, and its key wildcard begins with the prefix, `<prefix>/ivr/`. Undefined when no rule does.
 */
export function recordingsOfRules(rules: readonly Rule[]): Recordings | undefined {
  for (const { pattern } of rules) {
    const detail = pattern?.['detail'] as { bucket?: { name?: unknown[] }; object?: { key?: unknown[] } } | undefined;
    const bucket = detail?.bucket?.name?.find((name) => typeof name === 'string');
    if (typeof bucket !== 'string') continue;
    for (const key of detail?.object?.key ?? []) {
      const text = typeof key === 'object' && key !== null && 'wildcard' in key ? String(key.wildcard) : '';
      const end = text.indexOf('/ivr/');
      if (end > 0) return { bucket, prefix: text.slice(0, end) };
    }
  }
  return undefined;
}
