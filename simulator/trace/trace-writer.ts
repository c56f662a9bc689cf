import type { Decision } from '../../core/decisions/decision';
import type { TraceEvent, TraceLine } from './lines';
import { placeInMoment } from './moments';

/** What the application said about itself besides the trace: why a call or a tether waits, what was refused or repaired. */
export interface TraceNote {
  /** Seconds since t = 0. */
  readonly t: number;
  readonly kind: Decision['type'] | 'changes-hands';
  /** The scenario's id of the call; null where it is about none. */
  readonly call: string | null;
  /** Username; null where it is about nobody. */
  readonly agent: string | null;
  readonly reason: string;
}

/**
 * The lines of a trace in their order, and whoever hears of them. Before `begin` events are kept for after the opening lines, and
 * notes are dropped: who reads a run has not begun either. Times are seconds since t = 0.
 */
export class TraceWriter {
  readonly #lines: TraceLine[] = [];
  /** What happened at t = 0 before the opening lines. */
  readonly #early: { readonly t: number; readonly event: TraceEvent }[] = [];
  readonly #lineListeners: ((line: TraceLine) => void)[] = [];
  readonly #noteListeners: ((note: TraceNote) => void)[] = [];
  #begun = false;

  /** So far, in order of `t`, ties in causal order. */
  get lines(): readonly TraceLine[] {
    return this.#lines;
  }

  /** Whether the opening lines are written. */
  get begun(): boolean {
    return this.#begun;
  }

  /** Called with every line at the moment it is written. */
  onLine(listener: (line: TraceLine) => void): void {
    this.#lineListeners.push(listener);
  }

  /** Called with every note after `begin`. */
  onNote(listener: (note: TraceNote) => void): void {
    this.#noteListeners.push(listener);
  }

  /** Opens the trace with what holds at t = 0. Once. */
  begin(opening: readonly TraceEvent[]): void {
    this.#begun = true;
    for (const event of opening) this.write(0, event);
    for (const { t, event } of this.#early.splice(0)) this.write(t, event);
  }

  /** Adds a line where it belongs: after all lines up to `t`, and within one moment in causal order. */
  write(t: number, event: TraceEvent): void {
    if (!this.#begun) {
      this.#early.push({ t, event });
      return;
    }
    const line: TraceLine = { t, ...event };
    let place = this.#lines.length;
    // A log line may be read after a later fact; it still stands where it happened.
    while (place > 0 && (this.#lines[place - 1]?.t ?? 0) > t) place--;
    place = placeInMoment(this.#lines, place, line);
    this.#lines.splice(place, 0, line);
    for (const listener of this.#lineListeners) listener(line);
  }

  /** Passes a note on to whoever hears of notes. */
  tell(note: TraceNote): void {
    if (this.#begun) for (const listener of this.#noteListeners) listener(note);
  }
}
