import { DeleteCommand, type PutCommand, ScanCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { AgentTable } from '../../../adapters/aws/agent-table';
import { BlendTable } from '../../../adapters/aws/blend-table';
import { CallMeterTable } from '../../../adapters/aws/call-meter-table';
import { CallTable } from '../../../adapters/aws/call-table';
import { CampaignTable } from '../../../adapters/aws/campaign-table';
import { EndedWaitTable } from '../../../adapters/aws/ended-wait-table';
import { TableIngressGuard } from '../../../adapters/aws/ingress-guard';
import { LoginTable } from '../../../adapters/aws/login-table';
import { MoveRequestTable } from '../../../adapters/aws/move-request-table';
import { PageLeadTable } from '../../../adapters/aws/page-lead-table';
import { PageTable } from '../../../adapters/aws/page-table';
import { RoundTable } from '../../../adapters/aws/round-table';
import type { Table } from '../../../adapters/aws/table';
import { TetherFailuresTable } from '../../../adapters/aws/tether-failures-table';
import { ThresholdTable } from '../../../adapters/aws/threshold-table';
import { TokenBucketTable } from '../../../adapters/aws/token-bucket-table';
import { TokenTable } from '../../../adapters/aws/token-table';
import { VoicemailTable } from '../../../adapters/aws/voicemail-table';
import { WallboardTable } from '../../../adapters/aws/wallboard-table';
import { cachedThresholds } from '../../../adapters/cached-thresholds';
import { fnv1a } from '../../../core/group/directory';
import { agentStoreContract } from './agent-store-contract';
import { blendBounds, blendStoreContract } from './blend-store-contract';
import { aCall, anAgent, handClock, onTether } from './builders';
import { callStoreContract } from './call-store-contract';
import {
  callMeterContract,
  campaignStoreContract,
  ingressGuardContract,
  tokenStoreContract,
} from './campaign-contract';
import { startDynaliteTable } from './dynalite-table';
import { loginStoreContract } from './login-store-contract';
import { rateLimiterContract, thresholdStoreContract, voicemailStoreContract } from './other-stores-contract';
import { pageStoreContract } from './page-store-contract';
import { roundStoreContract } from './round-store-contract';
import { tetherFailuresContract } from './tether-failures-contract';
import { endedWaitsContract, requestStoreContract, wallboardStoreContract } from './wallboard-stores-contract';

// Some write some hundred items; on a busy machine the usual five seconds end in the middle of it.
jest.setTimeout(60_000);

let running: Awaited<ReturnType<typeof startDynaliteTable>>;
beforeAll(async () => {
  running = await startDynaliteTable();
});
afterAll(() => running.stop());

/** The one table, emptied: a table of its own for each test would cost a second each. */
async function emptyTable(): Promise<Table> {
  const { client, name } = running.table;
  const { Items } = await client.send(new ScanCommand({ TableName: name }));
  await Promise.all(
    (Items ?? []).map((item) =>
      client.send(new DeleteCommand({ TableName: name, Key: { pk: item['pk'], sk: item['sk'] } })),
    ),
  );
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

describe('campaigns in DynamoDB', () => campaignStoreContract(async () => new CampaignTable(await emptyTable())));

describe('calls in progress in DynamoDB', () =>
  callMeterContract(async () => {
    const table = await emptyTable();
    return { meter: new CallMeterTable(table), other: new CallMeterTable(table) };
  }));

describe('the count of calls in progress in DynamoDB', () => {
  const contacts = Array.from({ length: 40 }, (_, index) => `contact-${index}`);
  const count = async (table: Table): Promise<number> => new CallMeterTable(table).inProgress(0);

  it('takes in contacts that were counted in eight items, and lets go of them where they stand', async () => {
    const table = await emptyTable();
    for (const contact of contacts) {
      await table.client.send(
        new UpdateCommand({
          TableName: table.name,
          Key: { pk: `calls#${fnv1a(contact) % 8}`, sk: 'state' },
          UpdateExpression: 'ADD members :members',
          ExpressionAttributeValues: { ':members': new Set([contact]) },
        }),
      );
    }
    const meter = new CallMeterTable(table);
    expect(await meter.list(100)).toHaveLength(40);
    expect(await count(table)).toBe(40);
    await meter.started('contact-new');
    for (const contact of contacts) await meter.ended(contact);
    expect([await count(table), await meter.list(100)]).toEqual([1, ['contact-new']]);
  });

  it('is put right by whoever lists them, when a function died before it had counted', async () => {
    const table = await emptyTable();
    const meter = new CallMeterTable(table);
    let alive = true;
    const mortal = new CallMeterTable({
      ...table,
      client: new Proxy(table.client, {
        get: (target, property) =>
          property === 'send'
            ? (command: unknown) => {
                if (!alive) throw new Error('died');
                alive = false;
                return target.send(command as never);
              }
            : Reflect.get(target, property, target),
      }),
    });
    await meter.started('contact-1');
    await expect(mortal.started('contact-2')).rejects.toThrow('died');
    // The event comes again: the contact is known, and not counted.
    await meter.started('contact-2');
    expect(await count(table)).toBe(1);
    expect(await meter.list(10)).toEqual(['contact-1', 'contact-2']);
    expect(await count(table)).toBe(2);
    alive = true;
    await expect(mortal.ended('contact-1')).rejects.toThrow('died');
    await meter.ended('contact-1');
    expect(await count(table)).toBe(2);
    await meter.list(10);
    expect(await count(table)).toBe(1);
  });
});

describe('tokens in DynamoDB', () =>
  tokenStoreContract(async () => {
    const clock = handClock();
    return { store: new TokenTable(await emptyTable(), clock), clock };
  }));

describe('nonces in DynamoDB', () => {
  ingressGuardContract(async () => {
    const table = await emptyTable();
    const clock = handClock();
    const guard = () => new TableIngressGuard(table, clock, async () => []);
    return { guard: guard(), other: guard(), clock };
  });

  it('do not meet themselves when the SDK tries a write again whose answer was lost', async () => {
    const table = await emptyTable();
    const client = Object.assign(Object.create(table.client), {
      send: async (command: PutCommand) => {
        await table.client.send(command);
        return table.client.send(command);
      },
    });
    const guard = new TableIngressGuard({ ...table, client }, handClock(), async () => []);
    expect(await guard.firstUse('nonce-1', handClock().now() + 1_000)).toBe(true);
    expect(await guard.firstUse('nonce-1', handClock().now() + 1_000)).toBe(false);
  });
});

/** A page's two adapters as one. */
const both = (table: Table) => {
  const [pages, leads] = [new PageTable(table), new PageLeadTable(table)];
  return {
    seen: pages.seen.bind(pages),
    lastSeen: pages.lastSeen.bind(pages),
    lead: leads.lead.bind(leads),
    leader: leads.leader.bind(leads),
  };
};

describe('pages in DynamoDB', () =>
  pageStoreContract(async () => {
    const table = await emptyTable();
    return { pages: both(table), other: both(table) };
  }));

describe('logins in DynamoDB', () =>
  loginStoreContract(async () => {
    const table = await emptyTable();
    return { logins: new LoginTable(table), other: new LoginTable(table) };
  }));

describe('rounds of reading agents in DynamoDB', () =>
  roundStoreContract(async () => {
    const table = await emptyTable();
    return { rounds: new RoundTable(table), other: new RoundTable(table) };
  }));

describe('failed tethers in DynamoDB', () =>
  tetherFailuresContract(async () => {
    const table = await emptyTable();
    return { failures: new TetherFailuresTable(table), other: new TetherFailuresTable(table) };
  }));

describe('waits that are over, in DynamoDB', () =>
  endedWaitsContract(async () => {
    const table = await emptyTable();
    return { store: new EndedWaitTable(table), other: new EndedWaitTable(table) };
  }));

describe('requests of supervisors in DynamoDB', () =>
  requestStoreContract(async () => {
    const table = await emptyTable();
    return { store: new MoveRequestTable(table), other: new MoveRequestTable(table) };
  }));

describe('snapshots of the wallboard in DynamoDB', () =>
  wallboardStoreContract(async () => {
    const table = await emptyTable();
    return { store: new WallboardTable(table), other: new WallboardTable(table), agents: new AgentTable(table) };
  }));

/** The stores of one table, as one function has them. */
async function blendWorld() {
  const table = await emptyTable();
  const clock = handClock();
  return {
    blend: new BlendTable(table, clock),
    agents: new AgentTable(table),
    calls: new CallTable(table),
    campaigns: new CampaignTable(table),
    meter: new CallMeterTable(table),
    thresholds: new ThresholdTable(table),
    clock,
  };
}

describe('what a blend decision reads in DynamoDB', () => {
  blendStoreContract(blendWorld);

  it('costs four requests, with ten agents and callers waiting', async () => {
    const world = await blendWorld();
    for (let index = 0; index < 5; index++) {
      const away = anAgent(`out-${index}`, { idle: false, outbound: onTether(`out-${index}`) });
      await world.agents.save(anAgent(`in-${index}`), null, { dropClaim: false });
      await world.agents.save(away, null, { dropClaim: false });
      await world.calls.save(aCall(`call-${index}`), null);
    }
    const requests = jest.spyOn(running.table.client, 'send');
    const reading = await world.blend.read('sales', ['spring'], blendBounds, ['in-0', 'out-4']);
    expect([reading.idleInbound, reading.outbound, reading.waiting].map((list) => list.length)).toEqual([5, 5, 5]);
    expect(requests.mock.calls.map(([command]) => command.constructor.name)).toEqual([
      'QueryCommand',
      'QueryCommand',
      'QueryCommand',
      'BatchGetCommand',
    ]);
    requests.mockRestore();
  });
});
