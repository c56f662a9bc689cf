import { Killed } from './dying-ports';

/** A function that dies at the n-th port call, counted from 1 over all functions of a run. */
export interface KillAt {
  readonly call: number;
  readonly when: 'before' | 'after';
}

/** Port calls that leave nothing behind: to die after one of them is to die after the one before it. */
const readsOnly: ReadonlySet<string> = new Set([
  ...[
    'load',
    'loadFresh',
    'page',
    'readings',
    'ranked',
    'waiting',
    'read',
    'ledger',
    'staffed',
    'link',
    'inProgress',
    'list',
    'describe',
    'attributes',
    'outages',
  ],
]);

/** Counts the port calls of a run, and lets the function die that makes the one it is told. */
export class Mortality {
  portCalls = 0;
  killed = false;
  /** Where a function that died would leave another world behind than at any other place; of a run in which none does. */
  readonly deaths: (KillAt & { readonly shown: string; readonly atSecond: number })[] = [];

  constructor(
    private readonly kill: KillAt | null,
    private readonly elapsedSeconds: () => number,
  ) {}

  /** The port, each call of which may be the last. */
  gate(role: string, port: object): object {
    return new Proxy(port, {
      get: (target, key) => {
        const member: unknown = Reflect.get(target, key, target);
        if (typeof member !== 'function') return member;
        return async (...given: readonly unknown[]) => {
          const call = ++this.portCalls;
          if (this.kill === null && !readsOnly.has(String(key))) {
            this.#note({ call, when: 'after' }, `after ${role}.${String(key)}`);
          }
          if (call !== this.kill?.call) return member.apply(target, given);
          this.killed = true;
          if (this.kill.when === 'after') await member.apply(target, given);
          throw new Killed();
        };
      },
    });
  }

  /** Answers what the work came to, or `null` when its function died. */
  async survives<T>(work: () => Promise<T>, from?: 'stream'): Promise<{ readonly answer: T } | null> {
    // Before it did anything: what it was about comes so much later. The stream brings it after a second.
    if (this.kill === null && from !== 'stream') this.#note({ call: this.portCalls + 1, when: 'before' }, 'at once');
    try {
      return { answer: await work() };
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
      return null;
    }
  }

  #note(kill: KillAt, where: string): void {
    const atSecond = this.elapsedSeconds();
    this.deaths.push({ ...kill, shown: `at ${atSecond} s, ${where}`, atSecond });
  }
}
