import { DeleteCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { AgentTable } from '../../adapters/aws/agent-table';
import { CallTable } from '../../adapters/aws/call-table';
import type { Table } from '../../adapters/aws/table';
import { ThresholdTable } from '../../adapters/aws/threshold-table';
import { TokenBucketTable } from '../../adapters/aws/token-bucket-table';
import { VoicemailTable } from '../../adapters/aws/voicemail-table';
import { cachedThresholds } from '../../adapters/cached-thresholds';
import { agentStoreContract } from './agent-store-contract';
import { handClock } from './builders';
import { callStoreContract } from './call-store-contract';
import { startDynaliteTable } from './dynalite-table';
import { rateLimiterContract, thresholdStoreContract, voicemailStoreContract } from './other-stores-contract';

let running: Awaited<ReturnType<typeof startDynaliteTable>>;
beforeAll(async () => {
  running = await startDynaliteTable();
});
afterAll(() => running.stop());

/** The one table, emptied: a table of its own for each test would cost a second each. */
async function emptyTable(): Promise<Table> {
  const { client, name } = running.table;
  const { Items } = await client.send(new ScanCommand({ TableName: name }));
  for (const item of Items ?? []) {
    await client.send(new DeleteCommand({ TableName: name, Key: { pk: item['pk'], sk: item['sk'] } }));
  }
  return running.table;
}

describe('agents in DynamoDB', () =>
  agentStoreContract(async () => {
    const table = await emptyTable();
    return { store: new AgentTable(table), other: new AgentTable(table), clock: handClock() };
  }));

describe('calls in DynamoDB', () =>
  callStoreContract(async () => ({ store: new CallTable(await emptyTable()), clock: handClock() })));

describe('voicemails in DynamoDB', () => voicemailStoreContract(async () => new VoicemailTable(await emptyTable())));

describe('thresholds in DynamoDB', () =>
  thresholdStoreContract(async () => {
    const table = await emptyTable();
    const clock = handClock();
    const store = () => cachedThresholds(new ThresholdTable(table), clock);
    return { store: store(), other: store(), clock };
  }));

describe('token buckets in DynamoDB', () =>
  rateLimiterContract(async () => {
    const table = await emptyTable();
    const clock = handClock();
    return { limiter: new TokenBucketTable(table, clock), other: new TokenBucketTable(table, clock), clock };
  }));
