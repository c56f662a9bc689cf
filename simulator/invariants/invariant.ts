import type { Scenario } from '../scenario/scenario';
import type { TraceLine } from '../trace/lines';
import type { WorldView } from './world-view';

/** A broken invariant and the lines that show it. */
export interface Finding {
  readonly invariant: number;
  readonly message: string;
  readonly lines: readonly TraceLine[];
}

/** What invariants are judged with, besides the line and the view. */
export interface Judgement {
  readonly scenario: Scenario;
  /** How late a thing may come: 2 s, at `--speed N` 2 + N/10 s. */
  readonly toleranceSeconds: number;
  /** How early: 0.05 s, unless the functions' clocks are ahead of the world's. */
  readonly earlySeconds: number;
  /** Seconds that kills whose redeliveries come at or after `from` may have delayed what the application knows, at most 180 together. */
  killDelaySeconds(from: number): number;
  /** Whether the Campaign Manager can be told to begin nothing fresh with whom a caller waits for. */
  readonly holdsAgents: boolean;
  /** When a function that plans was last killed; minus infinity when none was. */
  plannerKilledAt(): number;
  /** Whether the function that answers ticks was killed within these moments. */
  wasTickKilled(from: number, to: number): boolean;
}

/** Judges one line by the world as it was before it. */
export type Invariant = (line: TraceLine, view: WorldView, judgement: Judgement) => readonly Finding[];

/** Judges what should have happened by `t`; asked before each line and at the end. Answers each finding once. */
export type Deadline = (t: number, view: WorldView, judgement: Judgement) => readonly Finding[];
