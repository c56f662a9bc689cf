import * as z from 'zod';
import { previewDeciders, previewOutcomes, timeoutActions } from '../campaign-contract/identifiers';
import { previewId, tetherId } from '../ids';
import type { RecordOf } from '../record';

/** What the agent sees, as it was offered (core/campaign-contract/events.ts): its lengths were checked there. */
const card = z.object({
  name: z.string(),
  number: z.string(),
  attempts: z.number(),
  lastOutcome: z.string().nullish(),
  fields: z.record(z.string(), z.string()),
});

const decision = z.object({
  outcome: z.enum(previewOutcomes),
  by: z.enum(previewDeciders),
  at: z.number(),
  /** The Campaign Manager acts on it; before that it may not have heard of it, and take the contact back. */
  final: z.boolean().default(false),
});
export type PreviewDecision = RecordOf<typeof decision>;

/**
 * A contact shown to an agent before it is dialled (docs/campaign-manager.md#previews). It is part of the agent's record, so
 * that of all who may decide it at the same moment (agent, time-out, withdrawal, a break, the end of the tether) exactly one
 * does: whoever writes first. Times are ms since the epoch; those with a default were not kept by earlier versions.
 */
export const previewSchema = z.object({
  previewId,
  tetherId,
  campaign: z.string(),
  contact: z.string(),
  card,
  seconds: z.number(),
  onTimeout: z.enum(timeoutActions),
  offeredAt: z.number(),
  /** When the Campaign Manager offered it, by its clock: offers come in any order. */
  toldAt: z.number().default(0),
  /** When the time is out. The countdown is ours and goes on whatever the page does. */
  deadline: z.number(),
  /** Until then, by its own clock, the Campaign Manager waits for the outcome; then it takes the contact back. */
  reservedUntil: z.number().default(0),
  /** `null` while it is open. */
  decided: decision.nullable(),
});
export type Preview = RecordOf<typeof previewSchema>;
