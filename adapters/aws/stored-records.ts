import type * as z from 'zod';
import { type AgentRecord, agentSchema } from '../../core/agent/agent';
import { startingOutbound } from '../../core/agent/outbound';
import { problemsOf } from '../../core/tolerant';
import { storedOutbound } from './stored-outbound';
import type { StoredItem } from './table';

/** An agent stored before there was an outbound side is on the inbound side, since they were last heard of. */
export const storedAgent: z.ZodType<AgentRecord> = agentSchema
  .extend({ outbound: storedOutbound.optional() })
  .transform(({ outbound, ...known }) => ({
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
