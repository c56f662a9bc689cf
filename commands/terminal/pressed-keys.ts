import type { Told } from '../../documents/told';
import type { Scenario } from '../../simulator/scenario/scenario';

/** What callers press when a menu asks, by the queue they call. */
export interface PressedKeys {
  /** Of callers of any other queue; empty: nothing. */
  readonly others: string;
  readonly byQueue: ReadonlyMap<string, string>;
}

export const noKeys: PressedKeys = { others: '', byQueue: new Map() };

const keys = /^[0-9*#]+$/;

/** Reads `1`, or `sales=1,support=2`, or both: `sales=1,2`. `null`: that cannot be read, or a queue stands twice. */
export function pressedKeys(written: string | undefined): PressedKeys | null {
  if (written === undefined) return noKeys;
  const byQueue = new Map<string, string>();
  for (const part of written.split(',')) {
    const [, queue = '', pressed = ''] = /^(?:([^=]*)=)?([^=]*)$/.exec(part.trim()) ?? [];
    if (!keys.test(pressed) || byQueue.has(queue)) return null;
    byQueue.set(queue, pressed);
  }
  const others = byQueue.get('') ?? '';
  byQueue.delete('');
  return { others, byQueue };
}

/** What callers of a queue press. */
export const keysOf = ({ others, byQueue }: PressedKeys, queue: string): string => byQueue.get(queue) ?? others;

/** Queues that the scenario does not have. */
export function unknownQueues({ byQueue }: PressedKeys, { groups }: Scenario): readonly Told[] {
  const known = groups.flatMap((group) => group.queues);
  return [...byQueue.keys()]
    .filter((queue) => !known.includes(queue))
    .map((queue) => ({
      code: 'name.unknown',
      sentence: `--press names the queue ${JSON.stringify(queue)}; those of the scenario are ${known.join(', ')}`,
    }));
}
