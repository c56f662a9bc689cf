/** Things that may be put in at any time and are taken out in an order: a binary heap, each step in logarithmic time. */
export class Ordered<T> {
  readonly #heap: T[] = [];

  constructor(private readonly before: (a: T, b: T) => boolean) {}

  first(): T | undefined {
    return this.#heap[0];
  }

  put(item: T): void {
    const heap = this.#heap;
    let at = heap.length;
    heap.push(item);
    while (at > 0) {
      const above = (at - 1) >> 1;
      const parent = heap[above];
      if (parent === undefined || !this.before(item, parent)) break;
      heap[at] = parent;
      at = above;
    }
    heap[at] = item;
  }

  takeFirst(): T | undefined {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return first;
    let at = 0;
    for (;;) {
      const left = heap[2 * at + 1];
      const right = heap[2 * at + 2];
      if (left === undefined) break;
      const useRight = right !== undefined && this.before(right, left);
      const child = useRight ? right : left;
      if (!this.before(child, last)) break;
      heap[at] = child;
      at = 2 * at + (useRight ? 2 : 1);
    }
    heap[at] = last;
    return first;
  }
}
