/**
 * What ends stands after what began it, also where the end is dated earlier: the application may learn of it late, having
 * begun the thing in between. Times are seconds since t = 0.
 */
export class CausalOrder {
  readonly #begun = new Map<string, number>();
  readonly #last = new Map<string, number>();

  begins(thing: string, t: number): void {
    if (!this.#begun.has(thing)) this.#begun.set(thing, t);
  }

  /** The moment itself, or that of the change before it: what somebody is shown as changes in the order it is told. */
  follows(shown: string, t: number): number {
    const at = Math.max(t, this.#last.get(shown) ?? t);
    this.#last.set(shown, at);
    return at;
  }

  /** The moment itself, or that of the beginning if this is later. */
  notBefore(thing: string, t: number): number {
    return Math.max(t, this.#begun.get(thing) ?? t);
  }
}
