import { PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { TokenEntry, TokenStore } from '../../core/agent/ports';
import type { Clock } from '../../core/clock';
import { agentId, type ContactId, tetherId } from '../../core/ids';
import { TokenInUseError } from '../campaign-manager/tether-tokens';
import { readStored } from './stored-records';
import { ifConditionHolds, itemKey, type Table } from './table';

/** `expiresAt` of the item would be its time to live, which counts seconds. */
const storedToken = z.object({ agentId, tetherId, goodUntil: z.number() });

/** Tokens as items `tether-token#<hash>`, each marked with the call that used it. */
export class TokenTable implements TokenStore {
  constructor(
    private readonly table: Table,
    private readonly clock: Clock,
  ) {}

  /** Throws TokenInUseError when another tether has the same token and may still send it. */
  async put(hash: string, entry: TokenEntry): Promise<void> {
    const { agentId, tetherId, expiresAt } = entry;
    const answer = await ifConditionHolds(
      this.table.client.send(
        new PutCommand({
          TableName: this.table.name,
          Item: {
            ...itemKey('tether-token', hash),
            agentId,
            tetherId,
            goodUntil: expiresAt,
            [this.table.layout.timeToLive]: Math.ceil(expiresAt / 1000),
          },
          ConditionExpression: 'attribute_not_exists(#pk) OR #goodUntil <= :now OR #tetherId = :tetherId',
          ExpressionAttributeNames: { '#pk': 'pk', '#goodUntil': 'goodUntil', '#tetherId': 'tetherId' },
          ExpressionAttributeValues: { ':now': this.clock.now(), ':tetherId': tetherId },
        }),
      ),
    );
    if (!answer) throw new TokenInUseError(tetherId);
  }

  async redeem(hash: string, contactId: ContactId): Promise<TokenEntry | null> {
    const answer = await ifConditionHolds(
      this.table.client.send(
        new UpdateCommand({
          TableName: this.table.name,
          Key: { ...itemKey('tether-token', hash) },
          UpdateExpression: 'SET #usedBy = :contactId',
          ConditionExpression: 'attribute_exists(#pk) AND (attribute_not_exists(#usedBy) OR #usedBy = :contactId)',
          ExpressionAttributeNames: { '#pk': 'pk', '#usedBy': 'usedBy' },
          ExpressionAttributeValues: { ':contactId': contactId },
          ReturnValues: 'ALL_NEW',
        }),
      ),
    );
    if (!answer?.Attributes) return null;
    const { agentId, tetherId, goodUntil } = readStored(storedToken, answer.Attributes);
    return { agentId, tetherId, expiresAt: goodUntil };
  }
}
