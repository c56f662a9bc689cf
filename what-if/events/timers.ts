const never = Number.POSITIVE_INFINITY;

/**
 * The pending timers of a model, at most one for each id: a binary heap on typed arrays that knows where each id stands, so
 * that a timer which is not needed any more leaves no trace. Of two at the same time the one set first comes first. Setting,
 * taking and cancelling cost the logarithm of how many are pending; nothing is allocated.
 */
export class Timers {
  private readonly heap: Int32Array;
  private readonly place: Int32Array;
  private readonly at: Float64Array;
  private readonly turn: Float64Array;
  private size = 0;
  private turns = 0;
  /** When the earliest is due, in seconds; infinite where none is pending. */
  nextAt = never;

  /** Ids are 0 to `ids` - 1. */
  constructor(readonly ids: number) {
    this.heap = new Int32Array(ids);
    this.place = new Int32Array(ids).fill(-1);
    this.at = new Float64Array(ids);
    this.turn = new Float64Array(ids);
  }

  /** The same timers with room for more ids. */
  withRoomFor(ids: number): Timers {
    const larger = new Timers(ids);
    larger.heap.set(this.heap);
    larger.place.set(this.place);
    larger.at.set(this.at);
    larger.turn.set(this.turn);
    larger.size = this.size;
    larger.turns = this.turns;
    larger.nextAt = this.nextAt;
    return larger;
  }

  /** Only where none is pending for this id. */
  set(id: number, at: number): void {
    this.at[id] = at;
    this.turn[id] = this.turns++;
    this.up(this.size++, id);
    this.nextAt = this.at[this.heap[0] as number] as number;
  }

  /** Takes the earliest away and answers its id; only where one is pending. */
  take(): number {
    const id = this.heap[0] as number;
    this.remove(0, id);
    return id;
  }

  /** Does nothing where none is pending. */
  cancel(id: number): void {
    const place = this.place[id] as number;
    if (place >= 0) this.remove(place, id);
  }

  private remove(place: number, id: number): void {
    this.place[id] = -1;
    const last = this.heap[--this.size] as number;
    if (place < this.size) {
      this.down(place, last);
      if (this.heap[place] === last) this.up(place, last);
    }
    this.nextAt = this.size === 0 ? never : (this.at[this.heap[0] as number] as number);
  }

  private up(from: number, id: number): void {
    const { heap, place, at, turn } = this;
    const due = at[id] as number;
    const turnOfId = turn[id] as number;
    let here = from;
    while (here > 0) {
      const above = (here - 1) >> 1;
      const other = heap[above] as number;
      const otherDue = at[other] as number;
      if (otherDue < due || (otherDue === due && (turn[other] as number) < turnOfId)) break;
      heap[here] = other;
      place[other] = here;
      here = above;
    }
    heap[here] = id;
    place[id] = here;
  }

  private down(from: number, id: number): void {
    const { heap, place, at, turn, size } = this;
    const due = at[id] as number;
    const turnOfId = turn[id] as number;
    let here = from;
    for (;;) {
      let below = 2 * here + 1;
      if (below >= size) break;
      let other = heap[below] as number;
      let otherDue = at[other] as number;
      if (below + 1 < size) {
        const right = heap[below + 1] as number;
        const rightDue = at[right] as number;
        if (rightDue < otherDue || (rightDue === otherDue && (turn[right] as number) < (turn[other] as number))) {
          below += 1;
          other = right;
          otherDue = rightDue;
        }
      }
      if (due < otherDue || (due === otherDue && turnOfId < (turn[other] as number))) break;
      heap[here] = other;
      place[other] = here;
      here = below;
    }
    heap[here] = id;
    place[id] = here;
  }
}
