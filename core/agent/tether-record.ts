import * as z from 'zod';
import { type ContactId, contactId, tetherId } from '../ids';
import type { RecordOf } from '../record';
import { type IndicatorColour, type TetherState, tetherEnds } from '../vocabulary';

/**
 * A tether as it stands on the agent's record: each state has the fields it needs and no others. The schema is also the stored
 * form; what a state has not is left out when an item of an earlier version is read. Times are ms since the epoch.
 */

const attempt = {
  /** New for every attempt. */
  tetherId,
  /** From 1. */
  attempt: z.number(),
  /** While it waits: since when it is wanted. */
  requestedAt: z.number(),
};

/** Whether this attempt or one before it rang the agent, who did not take it. */
const rang = z.boolean().default(false);
/** No attempt lasts beyond; set with the first. Not kept by earlier versions: no further attempt then. */
const lastsUntil = z.number().default(0);
/** The campaigns the Campaign Manager was last told for the agent. */
const campaigns = z.array(z.string()).default([]);

/** Of the command that asked for it: what has a lower one is about an earlier tether. */
const fence = z.number();

const onItsWay = {
  ...attempt,
  fence,
  rang,
  lastsUntil,
  campaigns,
  /** When the attempt is given up, unless ready; the token dies with it. */
  expiresAt: z.number(),
};

const connected = {
  ...attempt,
  fence,
  lastsUntil,
  /** Of the contact in Connect. */
  contactId,
  readyAt: z.number(),
  /** When the Campaign Manager's word came that the call is over, by our clock: it ended no later. `null`: it did not come. */
  overBy: z.number().nullable().default(null),
};

export const tetherSchema = z.discriminatedUnion('state', [
  z.object({
    ...attempt,
    state: z.literal('waiting'),
    rang,
    /** `null`: no attempt was made yet. */
    lastsUntil: z.number().nullable().default(null),
    /** When it is asked for, or tried again. */
    retryAt: z.number(),
    /** A sentence part for people; `null`: nothing keeps it waiting that we know of. */
    why: z.string().nullable(),
  }),
  z.object({ ...onItsWay, state: z.literal('requested') }),
  z.object({ ...onItsWay, state: z.literal('dialling') }),
  z.object({
    ...onItsWay,
    state: z.literal('answered'),
    /** When the Campaign Manager said that the call is up; the token is to follow. */
    upAt: z.number(),
  }),
  z.object({ ...onItsWay, state: z.literal('unmapped') }),
  z.object({
    ...onItsWay,
    state: z.literal('mapped'),
    /** Of the contact in Connect. */
    contactId,
  }),
  z.object({ ...connected, state: z.literal('ready'), campaigns }),
  z.object({
    ...connected,
    state: z.literal('ending'),
    /** What it ends for (trace: tether.ended why). */
    endingFor: z.enum(tetherEnds),
  }),
  z.object({
    ...attempt,
    state: z.literal('failed'),
    /** A sentence part for people. */
    why: z.string(),
  }),
]);

export type Tether = RecordOf<typeof tetherSchema>;

/** A tether in one of these states. */
export type TetherIn<S extends TetherState> = Extract<Tether, { readonly state: S }>;

/** Asked for, and not yet given up or with the agent on it. */
export type TetherOnItsWay = TetherIn<'requested' | 'dialling' | 'answered' | 'unmapped' | 'mapped'>;

/** The agent is on it, or was until it was ended from here. */
export type ConnectedTether = TetherIn<'ready' | 'ending'>;

/** Its contact in Connect; `null`: not known yet, or not any more. */
export const contactOfTether = (tether: Tether | null): ContactId | null =>
  tether !== null && 'contactId' in tether ? tether.contactId : null;

/** Whether it was asked for and is not yet over, nor with the agent on it. */
export const isOnItsWay = (tether: Tether | null): tether is TetherOnItsWay => tether !== null && 'expiresAt' in tether;

/** The colour of the tether icon for a tether in this state (docs/blending.md#the-tether-and-its-icon); `null`: no tether. */
export const indicatorOf = (tether: Tether | null): IndicatorColour => {
  switch (tether?.state) {
    case 'ready':
    case 'ending':
      return 'green';
    case 'unmapped':
      return 'grey';
    case 'failed':
      return 'red';
    default:
      return 'none';
  }
};
