import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { Lead, LeadRequest, PageLeads } from '../../core/agent/ports';
import type { AgentId } from '../../core/ids';
import { keptSeconds } from './page-table';
import { readStored } from './stored-records';
import { ifConditionHolds, itemKey, readItem, readItemSoon, type StoredItem, type Table } from './table';

const storedLead = z.object({
  browser: z.string().optional(),
  term: z.number().default(0),
  leadUntil: z.number().default(0),
});

const leadIn = (item: StoredItem): Lead | null => {
  const { browser, term, leadUntil } = readStored(storedLead, item);
  return browser === undefined ? null : { browser, term, until: leadUntil };
};

/** Which browser leads, in the items `page#<agent>`; apart from `PageTable`, so that one function alone carries it. */
export class PageLeadTable implements PageLeads {
  constructor(private readonly table: Table) {}

  /** One request as long as the lead is the browser's; at most two more where it is not. */
  async lead(agentId: AgentId, request: LeadRequest): Promise<Lead> {
    for (;;) {
      const lead = (await this.renew(agentId, request)) ?? (await this.take(agentId, request));
      if (lead) return lead;
      const item = await readItem(this.table, itemKey('page', agentId));
      const held = item && leadIn(item);
      // It went away under our hands: it is nobody's.
      if (held) return held;
    }
  }

  async leader(agentId: AgentId): Promise<Lead | null> {
    const item = await readItemSoon(this.table, itemKey('page', agentId));
    return item && leadIn(item);
  }

  private renew(agentId: AgentId, request: LeadRequest): Promise<Lead | null> {
    return this.write(agentId, request, { set: '', condition: '#browser = :browser', names: {}, values: {} });
  }

  private take(agentId: AgentId, request: LeadRequest): Promise<Lead | null> {
    const { now, over } = request;
    return this.write(agentId, request, {
      set: ', #browser = :browser, #term = if_not_exists(#term, :none) + :one',
      condition: `attribute_not_exists(#browser) OR #until <= :now${over === null ? '' : ' OR #term = :over'}`,
      names: { '#term': 'term' },
      values: { ':none': 0, ':one': 1, ':now': now, ...(over !== null && { ':over': over }) },
    });
  }

  private async write(
    agentId: AgentId,
    { browser, now, until, watched }: LeadRequest,
    more: {
      readonly set: string;
      readonly condition: string;
      readonly names: Readonly<Record<string, string>>;
      readonly values: Readonly<Record<string, number>>;
    },
  ): Promise<Lead | null> {
    const answer = await ifConditionHolds(
      this.table.client.send(
        new UpdateCommand({
          TableName: this.table.name,
          Key: { ...itemKey('page', agentId) },
          UpdateExpression: `SET #until = :until, #end = :end${watched ? ', #seenAt = :at' : ''}${more.set}`,
          ConditionExpression: more.condition,
          ExpressionAttributeNames: {
            ...{ '#until': 'leadUntil', '#browser': 'browser', '#end': this.table.layout.timeToLive },
            ...(watched && { '#seenAt': 'seenAt' }),
            ...more.names,
          },
          ExpressionAttributeValues: {
            ...{ ':until': until, ':end': Math.ceil(now / 1000) + keptSeconds, ':browser': browser },
            ...(watched && { ':at': now }),
            ...more.values,
          },
          ReturnValues: 'ALL_NEW',
        }),
      ),
    );
    return answer && leadIn(answer.Attributes ?? {});
  }
}
