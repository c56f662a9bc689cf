import * as z from 'zod';
import { type AgentRecord, agentContactStates, type Claim } from '../../core/agent/agent';
import { startingOutbound } from '../../core/agent/outbound';
import { agentId, callId, contactId, groupId, initialContactId, queueId } from '../../core/ids';
import { problemsOf } from '../../core/tolerant';
import { storedOutbound } from './stored-outbound';
import type { StoredItem } from './table';

export const storedClaim: z.ZodType<Claim> = z.object({ callId, until: z.number() });

const agent = z.object({
  agentId,
  username: z.string(),
  observedAt: z.number(),
  sequence: z.string(),
  status: z.object({ name: z.string(), type: z.enum(['ROUTABLE', 'CUSTOM', 'OFFLINE']), since: z.number() }),
  nextStatus: z.string().nullable(),
  routingProfileId: z.string(),
  queueIds: z.array(queueId),
  proficiencies: z.array(z.object({ name: z.string(), value: z.string(), level: z.number() })),
  voiceSlotsAvailable: z.number(),
  contacts: z.array(
    z.object({
      contactId,
      initialContactId: initialContactId.nullable(),
      channel: z.string(),
      state: z.enum(agentContactStates),
      since: z.number(),
      // Left out by the version before.
      ownCall: z.boolean().default(false),
      queueId: queueId.nullable(),
      queuedAt: z.number().nullable(),
    }),
  ),
  group: groupId.nullable(),
  kind: z.enum(['blended', 'inbound', 'outbound']).default('inbound'),
  campaigns: z.array(z.string()).default([]),
  pool: z.string().nullable(),
  version: z.number(),
  idle: z.boolean(),
  staffed: z.boolean(),
  availableSince: z.number().nullable(),
  idleOnSideSince: z.number().nullable(),
  placeLost: z.boolean(),
  excusedUntil: z.number().nullable(),
  claim: storedClaim.nullable().default(null),
  outbound: storedOutbound.optional(),
});

/** An agent stored before there was an outbound side is on the inbound side, since they were last heard of. */
export const storedAgent: z.ZodType<AgentRecord> = agent.transform(({ outbound, ...known }) => ({
  ...known,
  outbound: outbound ?? startingOutbound('inbound', known.observedAt),
}));

/** An item of the table that this version cannot read: written by another version, or by hand. */
export class UnreadableItemError extends Error {
  override readonly name = 'UnreadableItemError';
  constructor(
    readonly itemKey: string,
    readonly problems: readonly string[],
  ) {
    super(`the stored item ${itemKey} cannot be read: ${problems.join('; ')}`);
  }
}

/** Reads a stored item by its schema. Throws UnreadableItemError with every problem. */
export function readStored<T>(schema: z.ZodType<T>, item: StoredItem): T {
  const parsed = schema.safeParse(item);
  if (!parsed.success) throw new UnreadableItemError(String(item['pk']), problemsOf(parsed.error));
  return parsed.data;
}
