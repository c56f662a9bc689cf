import type { functionNames } from '../../lambdas/shared/contract';
import type { FaultNotes } from '../faults/conditions-of';
import type { Conditions } from '../platform/conditions';

/** One place at which a function can die: its `nth` port call of a run (from 1), before or after the effect. */
export interface KillPoint {
  readonly functionName: (typeof functionNames)[number];
  readonly nth: number;
  /** The port call, `agents.save`. */
  readonly call: string;
  readonly side: 'before' | 'after';
}

/** Port calls that leave nothing behind: to die after one of them is to die before the next. */
const reads: ReadonlySet<string> = new Set([
  ...['load', 'ranked', 'waiting', 'read', 'ledger', 'staffed', 'link', 'inProgress', 'list', 'describe', 'attributes'],
  ...['current', 'verdict', 'due', 'snapshot', 'all'],
]);

/** Lists every kill point of a run that it watches, and every API that is asked; disturbs nobody. */
export class KillPoints {
  readonly found: KillPoint[] = [];
  /** When each was asked first, seconds. */
  readonly apis = new Map<string, number>();
  readonly #calls = new Map<string, number>();

  readonly watch = (conditions: Conditions, _notes: FaultNotes, now: () => number): Conditions => ({
    ...conditions,
    refuses: (_functionName, api) => {
      if (!this.apis.has(api)) this.apis.set(api, now());
      return null;
    },
    kill: (name, call = '') => {
      const functionName = name as KillPoint['functionName'];
      const nth = (this.#calls.get(functionName) ?? 0) + 1;
      this.#calls.set(functionName, nth);
      this.found.push({ functionName, nth, call, side: 'before' });
      if (!reads.has(call.slice(call.indexOf('.') + 1))) this.found.push({ functionName, nth, call, side: 'after' });
      return null;
    },
  });
}

/** Kills one function once, at `point`. */
export function killAt(
  point: KillPoint,
  killed: () => void,
): (conditions: Conditions, notes: FaultNotes) => Conditions {
  let calls = 0;
  return (conditions, notes) => ({
    ...conditions,
    kill(functionName) {
      if (functionName !== point.functionName || ++calls !== point.nth) return null;
      notes.killed?.(functionName);
      killed();
      return point.side;
    },
  });
}
