import * as z from 'zod';
import { previewId } from '../ids';
import type { RecordOf } from '../record';
import { type Side, sides, takenOffWhys } from '../vocabulary';
import { customerRequestSchema, customerSchema, pastCustomerSchema } from './customer-record';
import type { Effect } from './effect';
import { lastMoveSchema } from './last-move';
import { moveSchema } from './move-record';
import { previewSchema } from './preview-record';
import { tetherSchema } from './tether-record';
import { workSchema } from './work-record';

/** Written by this version or the one before, and read back as it was: only its kind is looked at. */
const effect = z.custom<Effect>((value) => typeof value === 'object' && value !== null && 'kind' in value, {
  error: () => 'is no effect of a step',
});

/** Forgotten when the agent sets Available. */
const unanswered = z.object({
  /** When tethers failed that had rung the agent, oldest first; forgotten at `tether.connected`. */
  tethers: z.array(z.number()),
  /** How many previews ran out with another outcome than accept, since one ended otherwise. */
  previews: z.number(),
});
export type Unanswered = RecordOf<typeof unanswered>;

export const nothingUnanswered: Unanswered = { tethers: [], previews: 0 };

const takenOff = z.object({ why: z.enum(takenOffWhys), count: z.number(), at: z.number() });
export type TakenOff = RecordOf<typeof takenOff>;

/**
 * Ends the tether without a move. `taken-off`: the agent does not respond to tethers or previews. `to-inbound`: the agent is on
 * the inbound side afterwards (blending was switched off, or a move was given up after the Campaign Manager had let go).
 */
const giveBack = z.object({
  why: z.enum(['not-ready', 'logged-out', 'taken-off', 'to-inbound']),
  since: z.number(),
});
export type GiveBack = RecordOf<typeof giveBack>;

/**
 * The outbound half of what we know of an agent. It is part of the agent's record and written with it, so that an agent
 * event and a message of the Campaign Manager can never be applied over one another. Times are ms since the epoch. What has a
 * default was not kept by earlier versions.
 */
export const outboundSchema = z.object({
  /** Where the agent is; while a move is under way, where they come from. */
  side: z.enum(sides),
  /** When they came to that side: dwell is counted from here. */
  sideSince: z.number(),
  /** When moves of the last hour began, oldest first: the hourly cap counts them. */
  movedAt: z.array(z.number()),
  move: moveSchema.nullable(),
  /**
   * The one under way, or the one before; `null`: none since we know the agent. For people: nothing is decided by it, and one that
   * another version wrote in its own words is left out.
   */
  lastMove: lastMoveSchema.nullable().catch(null),
  tether: tetherSchema.nullable(),
  /** What the Campaign Manager last said the agent does on this tether; `null` before it said anything. */
  work: workSchema.nullable(),
  /** Whom the work is about, if it is with a customer; `null`: it is not. */
  customer: customerSchema.nullable().default(null),
  /** The one before, on whichever tether; `null`: nobody yet. */
  customerBefore: pastCustomerSchema.nullable().default(null),
  /** What the agent last asked for about a customer; `null` before the first. */
  customerRequest: customerRequestSchema.nullable().default(null),
  /** The contact that is shown to the agent, or was last; `null` before the first on this tether. */
  preview: previewSchema.nullable().default(null),
  /**
   * Previews not to be shown, however late their offers come: taken back before they were offered, or replaced by one of the same
   * moment. The latest last; bounded (preview.ts).
   */
  notToShow: z.array(previewId).default([]),
  /** What campaigns tried in vain with the agent, in a row. */
  unanswered: unanswered.default({ tethers: [], previews: 0 }),
  /** Off campaigns until they set Available anew; `null`: not so. */
  takenOff: takenOff.nullable().default(null),
  /** Of the last command sent about this agent; the next one has a higher one. */
  fence: z.number(),
  /** Until then no move is tried: the Campaign Manager refused, or did not answer. */
  leftAloneUntil: z.number().nullable(),
  /** A supervisor wants the agent to stay on their side until then: every rule leaves them there, a waiting caller's too. */
  held: z.object({ until: z.number() }).nullable().default(null),
  /** The tether is being given back although nobody is moved. */
  giveBack: giveBack.nullable(),
  /**
   * What followed from the last step, by its cause: a redelivery does the same again, should the function have died on the
   * way. Commands with a token are left out: it is kept nowhere.
   */
  issued: z.object({ cause: z.string(), effects: z.array(effect) }).nullable(),
});
export type OutboundState = RecordOf<typeof outboundSchema>;

/**
 * The side as shown: `moving` while a move, either way, is under way. Whoever is to come after work is not: they work on
 * as before until they are released.
 */
export const shownSide = ({ move, side }: Pick<OutboundState, 'move' | 'side'>): Side | 'moving' => {
  if (move === null) return side;
  return move.when === 'after-work' && move.phase !== 'ending' ? side : 'moving';
};

/** On the tether, and with nothing to do: the Campaign Manager may be asked for them. */
export const isIdleOnTether = (outbound: OutboundState): boolean =>
  outbound.side === 'outbound' &&
  outbound.tether?.state === 'ready' &&
  outbound.work?.tetherId === outbound.tether.tetherId &&
  outbound.work.state === 'idle';

/**
 * The outbound part of a record for an agent seen for the first time: on `side` since then (ms), with no tether, no move and
 * nothing counted.
 */
export const startingOutbound = (side: Side, since: number): OutboundState => ({
  side,
  sideSince: since,
  movedAt: [],
  move: null,
  lastMove: null,
  tether: null,
  work: null,
  customer: null,
  customerBefore: null,
  customerRequest: null,
  preview: null,
  notToShow: [],
  unanswered: nothingUnanswered,
  takenOff: null,
  fence: 0,
  leftAloneUntil: null,
  held: null,
  giveBack: null,
  issued: null,
});

/** Moves of the hour before `now`. */
export const movesInLastHour = (outbound: Pick<OutboundState, 'movedAt'>, now: number): readonly number[] =>
  outbound.movedAt.filter((at) => now - at < 3_600_000);
