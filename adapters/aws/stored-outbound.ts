import * as z from 'zod';
import { type OutboundState, outboundSchema } from '../../core/agent/outbound';
import { tetherSchema } from '../../core/agent/tether-record';
import type { Staffing } from '../../core/group/group-ledger';
import { tetherId } from '../../core/ids';

/** Earlier versions kept the fence of a tether in its id alone, behind the last colon. */
const storedTether = z.preprocess((item) => {
  const named = z.looseObject({ tetherId }).safeParse(item);
  if (!named.success) return item;
  const id = named.data.tetherId;
  return { fence: Number(id.slice(id.lastIndexOf(':') + 1)), ...named.data };
}, tetherSchema);

/** The outbound half of an agent's item. */
export const storedOutbound: z.ZodType<OutboundState> = outboundSchema.extend({ tether: storedTether.nullable() });

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
