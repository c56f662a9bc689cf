import type { AddressInfo } from 'node:net';
import { CreateTableCommand } from '@aws-sdk/client-dynamodb';
import dynalite from 'dynalite';
import { makeDocumentClient } from '../../../adapters/aws/clients';
import type { IndexLayout, Table } from '../../../adapters/aws/table';
import {
  blendAgentsIndex,
  rankedAgentsIndex,
  tableKeys,
  timeToLiveAttribute,
  waitingCallsIndex,
} from '../../../lambdas/shared/contract';

/** The application's table on dynalite, in this process on a free port of loopback. */
export async function startDynaliteTable(): Promise<{ readonly table: Table; stop(): Promise<void> }> {
  const server = dynalite({ createTableMs: 0, updateTableMs: 0, deleteTableMs: 0 });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => resolve());
  });
  const { port } = server.address() as AddressInfo;
  const client = makeDocumentClient({
    endpoint: `http://127.0.0.1:${port}`,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'tests', secretAccessKey: 'tests' },
  });
  const name = 'contract';
  const index = ({ name: IndexName, partitionKey, sortKey }: IndexLayout) => ({
    IndexName,
    KeySchema: [
      { AttributeName: partitionKey, KeyType: 'HASH' as const },
      { AttributeName: sortKey, KeyType: 'RANGE' as const },
    ],
    Projection: { ProjectionType: 'KEYS_ONLY' as const },
  });
  const text = (AttributeName: string) => ({ AttributeName, AttributeType: 'S' as const });
  await client.send(
    new CreateTableCommand({
      TableName: name,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [
        { AttributeName: tableKeys.partitionKey, KeyType: 'HASH' },
        { AttributeName: tableKeys.sortKey, KeyType: 'RANGE' },
      ],
      AttributeDefinitions: [
        text(tableKeys.partitionKey),
        text(tableKeys.sortKey),
        text(rankedAgentsIndex.partitionKey),
        text(rankedAgentsIndex.sortKey),
        text(waitingCallsIndex.partitionKey),
        text(waitingCallsIndex.sortKey),
        text(blendAgentsIndex.partitionKey),
        text(blendAgentsIndex.sortKey),
      ],
      GlobalSecondaryIndexes: [index(rankedAgentsIndex), index(waitingCallsIndex), index(blendAgentsIndex)],
    }),
  );
  return {
    table: {
      client,
      name,
      layout: {
        rankedAgents: rankedAgentsIndex,
        waitingCalls: waitingCallsIndex,
        blendAgents: blendAgentsIndex,
        timeToLive: timeToLiveAttribute,
      },
    },
    stop: async () => {
      client.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
