interface Turn {
  readonly at: number;
  readonly run: () => Promise<unknown>;
}

/** What is due when, one after the other: time passes only in `pass`. Milliseconds. */
export class Agenda {
  readonly #turns: Turn[] = [];
  readonly #busy = new Map<string, unknown[]>();

  constructor(private readonly clock: { now: number }) {}

  after(ms: number, run: () => Promise<unknown>): void {
    const at = this.clock.now + Math.max(0, ms);
    // Behind whatever is due at the same moment.
    let place = this.#turns.length;
    while (place > 0 && (this.#turns[place - 1]?.at ?? 0) > at) place--;
    this.#turns.splice(place, 0, { at, run });
  }

  /** One after another of what has the same key; `run` answers after how many ms it has to come again. */
  inOrder<T>(key: string, item: T, run: (item: T) => Promise<number | null>): void {
    const waiting = this.#busy.get(key) as T[] | undefined;
    if (waiting) {
      waiting.push(item);
      return;
    }
    const items = [item];
    this.#busy.set(key, items);
    const pump = async (): Promise<void> => {
      const [head] = items;
      if (head === undefined) {
        this.#busy.delete(key);
        return;
      }
      const again = await run(head);
      if (again === null) items.shift();
      this.after(again ?? 0, pump);
    };
    this.after(0, pump);
  }

  /** Everything due within so many seconds happens, in its order. */
  async pass(seconds: number): Promise<void> {
    const until = this.clock.now + seconds * 1000;
    for (;;) {
      const next = this.#turns[0];
      if (next === undefined || next.at > until) break;
      this.#turns.shift();
      this.clock.now = Math.max(this.clock.now, next.at);
      await next.run();
    }
    this.clock.now = until;
  }

  forget(): void {
    this.#turns.length = 0;
    this.#busy.clear();
  }
}
