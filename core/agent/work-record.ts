import * as z from 'zod';
import { workState } from '../campaign-contract/identifiers';
import { tetherId } from '../ids';
import type { RecordOf } from '../record';

/** One message of work. `seq` counts per tether; `at`: when it happened. */
const note = z.object({ seq: z.number(), state: workState, at: z.number() });
export type WorkNote = RecordOf<typeof note>;

/** What follows from messages of work up to a number: the clocks of an agent's record (agent.ts). */
const clocks = z.object({
  /** 0, `null` before the first. */
  seq: z.number(),
  state: workState.nullable(),
  at: z.number(),
  availableSince: z.number().nullable(),
  placeLost: z.boolean(),
  idleOnSideSince: z.number().nullable(),
});
export type WorkClocks = RecordOf<typeof clocks>;

const gap = z.object({
  /** As it was after the last message of the unbroken row. */
  before: clocks,
  /** What came beyond the gap, by number; bounded (steps/agent-work.ts). */
  ahead: z.array(note),
});
export type WorkGap = RecordOf<typeof gap>;

/**
 * The newest word about an agent's work, by its number, and what has to be known to take in older ones that are late. What has a
 * default was not kept by earlier versions.
 */
export const workSchema = z.object({
  tetherId,
  seq: z.number(),
  state: workState,
  campaign: z.string().nullable(),
  contact: z.string().nullable(),
  at: z.number(),
  /** Whether a customer was served, and the agent was not idle since. */
  served: z.boolean().default(false),
  /** Messages are missing before some that came; `null`: none is. */
  gap: gap.nullable().default(null),
  /** The tether was over then; what comes later is about the time before. `null`: it is not over. */
  over: z.object({ at: z.number(), availableSince: z.number().nullable() }).nullable().default(null),
});
export type AgentWork = RecordOf<typeof workSchema>;
