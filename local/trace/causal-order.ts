/**
 * What ends stands after what began it, also where the end is dated earlier: the application may learn of it late, having
 * begun the thing in between. Times are seconds since t = 0.
 */
export class CausalOrder {
  readonly #begun = new Map<string, number>();

  begins(thing: string, t: number): void {
    if (!this.#begun.has(thing)) this.#begun.set(thing, t);
  }

  /** The moment itself, or that of the beginning if this is later. */
  notBefore(thing: string, t: number): number {
    return Math.max(t, this.#begun.get(thing) ?? t);
  }
}
