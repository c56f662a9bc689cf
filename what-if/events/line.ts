/** Ids in the order in which they came, of which any may leave: a linked list on typed arrays. */
export class Line {
  private before: Int32Array;
  private after: Int32Array;
  /** The one who came first; -1: nobody is there. */
  first = -1;
  private last = -1;
  size = 0;

  /** Ids are 0 to `ids` - 1. */
  constructor(ids: number) {
    this.before = new Int32Array(ids);
    this.after = new Int32Array(ids);
  }

  growTo(ids: number): void {
    const { before, after } = this;
    this.before = new Int32Array(ids);
    this.before.set(before);
    this.after = new Int32Array(ids);
    this.after.set(after);
  }

  /** Only where the id is not in the line. */
  join(id: number): void {
    this.before[id] = this.last;
    this.after[id] = -1;
    if (this.last < 0) this.first = id;
    else this.after[this.last] = id;
    this.last = id;
    this.size++;
  }

  /** Only where the id is in the line. */
  leave(id: number): void {
    const before = this.before[id] as number;
    const after = this.after[id] as number;
    if (before < 0) this.first = after;
    else this.after[before] = after;
    if (after < 0) this.last = before;
    else this.before[after] = before;
    this.size--;
  }

  /** Who came next after this one; -1: nobody. */
  next(id: number): number {
    return this.after[id] as number;
  }
}
