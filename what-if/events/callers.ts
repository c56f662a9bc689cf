import { Line } from './line';

const atFirst = 64;

/**
 * Callers who wait, first come first served, in places that are used again. One who has given up may stay in the line as a
 * shadow: it is never served, and tells when a caller of endless patience in its place would have been.
 */
export class Callers {
  readonly line = new Line(atFirst);
  arrivedAt = new Float64Array(atFirst);
  serviceSeconds = new Float64Array(atFirst);
  isShadow = new Uint8Array(atFirst);
  private free: Int32Array = Int32Array.from({ length: atFirst }, (_, index) => atFirst - 1 - index);
  private freeCount = atFirst;
  /** Without shadows. */
  waiting = 0;

  /** How many places there are: ids are below. */
  get places(): number {
    return this.arrivedAt.length;
  }

  /** Whether the next to join needs more places than there are. */
  get isFull(): boolean {
    return this.freeCount === 0;
  }

  join(now: number, serviceSeconds: number): number {
    if (this.isFull) this.grow();
    const id = this.free[--this.freeCount] as number;
    this.arrivedAt[id] = now;
    this.serviceSeconds[id] = serviceSeconds;
    this.isShadow[id] = 0;
    this.line.join(id);
    this.waiting++;
    return id;
  }

  leave(id: number): void {
    if (this.isShadow[id] === 0) this.waiting--;
    this.line.leave(id);
    this.free[this.freeCount++] = id;
  }

  becomeShadow(id: number): void {
    this.isShadow[id] = 1;
    this.waiting--;
  }

  /** The first who is still there; -1: nobody. */
  head(): number {
    let id = this.line.first;
    while (id >= 0 && this.isShadow[id] === 1) id = this.line.next(id);
    return id;
  }

  private grow(): void {
    const { arrivedAt, serviceSeconds, isShadow, free } = this;
    const places = 2 * arrivedAt.length;
    this.line.growTo(places);
    this.arrivedAt = new Float64Array(places);
    this.arrivedAt.set(arrivedAt);
    this.serviceSeconds = new Float64Array(places);
    this.serviceSeconds.set(serviceSeconds);
    this.isShadow = new Uint8Array(places);
    this.isShadow.set(isShadow);
    this.free = new Int32Array(places);
    this.free.set(free);
    for (let id = places - 1; id >= arrivedAt.length; id--) this.free[this.freeCount++] = id;
  }
}
