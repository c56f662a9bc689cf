import * as z from 'zod';
import { customerRequestSchema, customerSchema } from '../../core/agent/customer-record';
import type { Effect } from '../../core/agent/effect';
import { lastMoveSchema } from '../../core/agent/last-move';
import { moveSchema } from '../../core/agent/move-record';
import type { OutboundState } from '../../core/agent/outbound';
import { tetherSchema } from '../../core/agent/tether-record';
import { previewDeciders, previewOutcomes, timeoutActions, workState } from '../../core/campaign-contract/identifiers';
import type { Staffing } from '../../core/group/group-ledger';
import { previewId, tetherId } from '../../core/ids';
import { sides } from '../../core/vocabulary';

/** Written by this version or the one before, and read back as it was: only its kind is looked at. */
const effect = z.custom<Effect>((value) => typeof value === 'object' && value !== null && 'kind' in value, {
  error: () => 'is no effect of a step',
});

/** Earlier versions kept the fence of a tether in its id alone, behind the last colon. */
const storedTether = z.preprocess((item) => {
  const named = z.looseObject({ tetherId }).safeParse(item);
  if (!named.success) return item;
  const id = named.data.tetherId;
  return { fence: Number(id.slice(id.lastIndexOf(':') + 1)), ...named.data };
}, tetherSchema);

/** The outbound half of an agent's item. */
export const storedOutbound: z.ZodType<OutboundState> = z.object({
  side: z.enum(sides),
  sideSince: z.number(),
  movedAt: z.array(z.number()),
  move: moveSchema.nullable(),
  // For people only: one that another version wrote in its own words is left out.
  lastMove: lastMoveSchema.nullable().catch(null),
  tether: storedTether.nullable(),
  work: z
    .object({
      tetherId,
      seq: z.number(),
      state: workState,
      campaign: z.string().nullable(),
      contact: z.string().nullable(),
      at: z.number(),
      served: z.boolean().default(false),
      gap: z
        .object({
          before: z.object({
            seq: z.number(),
            state: workState.nullable(),
            at: z.number(),
            availableSince: z.number().nullable(),
            placeLost: z.boolean(),
            idleOnSideSince: z.number().nullable(),
          }),
          ahead: z.array(z.object({ seq: z.number(), state: workState, at: z.number() })),
        })
        .nullable()
        .default(null),
      over: z.object({ at: z.number(), availableSince: z.number().nullable() }).nullable().default(null),
    })
    .nullable(),
  customer: customerSchema.nullable().default(null),
  customerRequest: customerRequestSchema.nullable().default(null),
  preview: z
    .object({
      previewId,
      tetherId,
      campaign: z.string(),
      contact: z.string(),
      card: z.object({
        name: z.string(),
        number: z.string(),
        attempts: z.number(),
        lastOutcome: z.string().nullish(),
        fields: z.record(z.string(), z.string()),
      }),
      seconds: z.number(),
      onTimeout: z.enum(timeoutActions),
      offeredAt: z.number(),
      toldAt: z.number().default(0),
      deadline: z.number(),
      reservedUntil: z.number().default(0),
      decided: z
        .object({
          outcome: z.enum(previewOutcomes),
          by: z.enum(previewDeciders),
          at: z.number(),
          final: z.boolean().default(false),
        })
        .nullable(),
    })
    .nullable()
    .default(null),
  notToShow: z.array(z.string()).default([]),
  unanswered: z.object({ tethers: z.array(z.number()), previews: z.number() }).default({ tethers: [], previews: 0 }),
  takenOff: z
    .object({ why: z.enum(['tethers', 'previews']), count: z.number(), at: z.number() })
    .nullable()
    .default(null),
  fence: z.number(),
  leftAloneUntil: z.number().nullable(),
  held: z.object({ until: z.number() }).nullable().default(null),
  giveBack: z
    .object({ why: z.enum(['not-ready', 'logged-out', 'taken-off', 'to-inbound']), since: z.number() })
    .nullable(),
  issued: z.object({ cause: z.string(), effects: z.array(effect) }).nullable(),
});

/** A move without a time limit is none that functions of the version before may give up soon; ms. */
const farOffMs = 3_600_000;

/**
 * The same as it is written: with the fields that functions of the version before ask for in every state of a tether and phase of a
 * move. A deploy that is under way, or is rolled back, then leaves no agent they cannot read. Reading passes over them.
 */
export const writtenOutbound = (outbound: OutboundState): Readonly<Record<string, unknown>> => ({
  ...outbound,
  move: outbound.move && { deadline: outbound.move.decidedAt + farOffMs, ...outbound.move },
  tether: outbound.tether && {
    ...{ upAt: null, contactId: null, readyAt: null, retryAt: null, why: null, endingFor: null },
    expiresAt: 'retryAt' in outbound.tether ? outbound.tether.retryAt : outbound.tether.requestedAt,
    ...outbound.tether,
  },
});

const team = 'team:';

/** Teams are attributes of their own, since only those can be added to without a document path. */
export const teamAttributes = (teams: Staffing['teams']): Readonly<Record<string, number>> =>
  Object.fromEntries(Object.entries(teams).map(([key, agents]) => [`${team}${key}`, agents]));

/** Counted by additions, so a side nobody was ever counted on has no number yet. */
export const storedStaffing: z.ZodType<Staffing> = z
  .looseObject({ inbound: z.number().default(0), outbound: z.number().default(0) })
  .transform(({ inbound, outbound, ...rest }) => ({
    inbound,
    outbound,
    teams: Object.fromEntries(
      Object.entries(rest).flatMap(([name, agents]) =>
        name.startsWith(team) && typeof agents === 'number' ? [[name.slice(team.length), agents]] : [],
      ),
    ),
  }));
