import * as z from 'zod';
import { callId, moveId } from '../ids';
import type { RecordOf } from '../record';
import { moveRules } from '../vocabulary';

/**
 * A move from decision to completion, as it stands on the agent's record: each phase has the fields it needs and no others. The
 * schema is also the stored form; what a phase has not is left out when an item of an earlier version is read. Times are ms since
 * the epoch.
 */

const move = {
  moveId,
  rule: z.enum(moveRules),
  /** The caller it is made for. */
  callId: callId.nullable(),
  decidedAt: z.number(),
};

const toInbound = { ...move, to: z.literal('inbound'), when: z.enum(['now', 'after-work']) };

/** When the phase is given up. */
const deadline = z.number();

export const moveSchema = z.discriminatedUnion('phase', [
  /** To outbound: the tether is on its way, and has a time of its own. */
  z.object({ ...move, phase: z.literal('tethering'), to: z.literal('outbound'), when: z.literal('now') }),
  /** The Campaign Manager was asked. */
  z.object({ ...toInbound, phase: z.literal('releasing'), deadline }),
  /** It agreed to give the agent back when the work in hand has ended, however long that takes. */
  z.object({ ...toInbound, phase: z.literal('after-work'), when: z.literal('after-work') }),
  /** Released: the tether is being ended and cleared. */
  z.object({ ...toInbound, phase: z.literal('ending'), deadline }),
]);

export type AgentMove = RecordOf<typeof moveSchema>;

/** A move in one of these phases. */
export type MoveIn<P extends AgentMove['phase']> = Extract<AgentMove, { readonly phase: P }>;
