import * as z from 'zod';
import type { GroupId } from '../../core/ids';
import { agentId } from '../../core/ids';
import type { RequestLine, RequestStore } from '../../core/move-requests/ports';
import { reasonSchema } from '../../core/reasons/reason-schema';
import { readStored } from './stored-records';
import { itemKey, putAtVersion, readItem, type Table } from './table';

const line: z.ZodType<RequestLine> = z.object({
  requestId: z.string(),
  at: z.number(),
  by: z.string(),
  why: z.string(),
  agentId,
  agent: z.string(),
  to: z.enum(['inbound', 'outbound']),
  heldUntil: z.number().nullable(),
  outcome: z.enum(['asked', 'moved', 'refused']),
  // For people: one that another version wrote in its own words is left out.
  because: reasonSchema.nullable().catch(null),
});

const stored = z.object({ version: z.number(), lines: z.array(line) });

/** What supervisors asked for, as the item `requests#<group>`. */
export class MoveRequestTable implements RequestStore {
  constructor(private readonly table: Table) {}

  async load(group: GroupId): Promise<{ readonly version: number; readonly lines: readonly RequestLine[] }> {
    const item = await readItem(this.table, itemKey('requests', group));
    return item === null ? { version: 0, lines: [] } : readStored(stored, item);
  }

  save(group: GroupId, lines: readonly RequestLine[], expected: number): Promise<'saved' | 'conflict'> {
    const item = { ...itemKey('requests', group), version: expected + 1, lines: [...lines] };
    return putAtVersion(this.table, item, expected === 0 ? null : expected);
  }
}
