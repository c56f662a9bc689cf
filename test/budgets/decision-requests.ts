import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { AgentTable } from '../../adapters/aws/agent-table';
import { BlendTable } from '../../adapters/aws/blend-table';
import { CallMeterTable } from '../../adapters/aws/call-meter-table';
import { CallTable } from '../../adapters/aws/call-table';
import { CampaignTable } from '../../adapters/aws/campaign-table';
import { MoveRequestTable } from '../../adapters/aws/move-request-table';
import type { Table } from '../../adapters/aws/table';
import { ThresholdTable } from '../../adapters/aws/threshold-table';
import { TokenTable } from '../../adapters/aws/token-table';
import { cachedThresholds } from '../../adapters/cached-thresholds';
import { CryptoTokens } from '../../adapters/campaign-manager/tether-tokens';
import { MemoryDecisionLog } from '../../adapters/memory/decision-log';
import { MemoryDirectorySource } from '../../adapters/memory/directory-source';
import { MemoryRateLimiter } from '../../adapters/memory/rate-limiter';
import type { AgentRecord } from '../../core/agent/agent';
import { blendPlaceOf, rankOf } from '../../core/agent/agent-place';
import { type RebalancePorts, rebalance } from '../../core/blending/rebalance';
import { followUps } from '../../core/events/follow-ups';
import type { Directory } from '../../core/group/directory';
import { teamKey } from '../../core/group/group-ledger';
import { defaultThresholds } from '../../core/thresholds/thresholds';
import { blendAgentsIndex, rankedAgentsIndex } from '../../lambdas/shared/contract';
import { aCall, anAgent, handClock, onTether, start } from '../adapters/contract/builders';
import { startDynaliteTable } from '../adapters/contract/dynalite-table';

const directory: Directory = {
  groups: [
    {
      name: 'sales',
      queues: [{ id: 'queue-sales', name: 'sales-inbound' }],
      routingProfiles: [{ id: 'profile-sales', kind: 'blended', startsOn: 'inbound' }],
      campaigns: [{ name: 'renewals', required: [] }],
      agentShards: 1,
    },
  ],
  missedCallStatusId: 'missed-call',
  voicemailQueueId: 'voicemail',
  voicemailTaskFlowId: 'voicemail-task',
  tether: { number: '+18005550100', queueId: 'tether' },
  quotas: { concurrentCalls: 100_000, reservedInboundCalls: 2 },
};

let dynalite: Awaited<ReturnType<typeof startDynaliteTable>>;

/** Agents as `AgentTable` would have written them, 25 at a time. */
async function startCampaignManager(table: Table, agents: readonly AgentRecord[]): Promise<void> {
  const put = (agent: AgentRecord) => {
    const { claim: _, ...item } = agent;
    const place = blendPlaceOf(agent);
    return {
      PutRequest: {
        Item: {
          pk: `agent#${agent.agentId}`,
          sk: 'state',
          ...item,
          [rankedAgentsIndex.partitionKey]: agent.pool,
          [rankedAgentsIndex.sortKey]: rankOf(agent),
          ...(place && { [blendAgentsIndex.partitionKey]: place.pool, [blendAgentsIndex.sortKey]: place.rank }),
        },
      },
    };
  };
  for (let first = 0; first < agents.length; first += 25) {
    await table.client.send(
      new BatchWriteCommand({ RequestItems: { [table.name]: agents.slice(first, first + 25).map(put) } }),
    );
  }
}

const scenes = ['nothing', 'callers', 'idle'] as const;
type Scene = (typeof scenes)[number];
const campaignOf = (scene: Scene): string => `renewals-${scene}`;

/** As the schema of environments asks for: one for every 2,000 agents. */
const shardsOf = (agentCount: number): number => Math.ceil(agentCount / 2_000);
const agentsIn = (group: string): number => Number(group.slice('group-'.length));

/** A group half of which is idle on either side; those on the outbound side speak Finnish. */
async function groupOf(agentCount: number): Promise<string> {
  const group = `group-${agentCount}`;
  const half = agentCount / 2;
  const agents = Array.from({ length: agentCount }, (_, index) => {
    const name = `${group}-${String(index).padStart(5, '0')}`;
    const own = { group, campaigns: scenes.map(campaignOf), pool: `${group}/${index % shardsOf(agentCount)}` };
    if (index >= half) return anAgent(name, own);
    const finnish = [{ name: 'language', value: 'finnish', level: 5 }];
    return anAgent(name, { ...own, proficiencies: finnish, idle: false, outbound: onTether(name) });
  });
  await startCampaignManager(dynalite.table, agents);
  await new BlendTable(dynalite.table, handClock()).countStaffed(group, {
    inbound: half,
    outbound: half,
    teams: { [teamKey(scenes.map(campaignOf))]: half },
  });
  return group;
}

/** One decision of the group, a minute after everybody became idle, counted request by request. */
async function decisionOf(group: string, scene: Scene) {
  const { table } = dynalite;
  const clock = handClock(start);
  clock.advance(60_000);
  const campaigns = new CampaignTable(table);
  const calls = new CallTable(table);
  const known = await campaigns.link();
  await campaigns.saveLink(
    {
      lastHeartbeatAt: clock.now(),
      seq: 1,
      capabilities: ['hold-agents'],
      toldAt: clock.now(),
      version: (known?.version ?? 0) + 1,
    },
    known?.version ?? null,
  );
  const campaign = campaignOf(scene);
  await campaigns.save(
    {
      campaign,
      seq: 1,
      at: start,
      callsAvailable: 1_000_000,
      dialsInFlight: 0,
      agentsNeeded: 10,
      priority: 1,
      minAgents: null,
      maxAgents: null,
      outcomes: [],
      version: 1,
    },
    null,
  );
  const thresholds = new ThresholdTable(table);
  const { version } = await thresholds.fresh(group);
  await thresholds.publish(
    {
      group,
      version: version + 1,
      // Nobody goes out but where this is what is looked at.
      thresholds: { ...defaultThresholds, 'blend-to-outbound/idle-seconds': scene === 'idle' ? 30 : 3600 },
      rejected: null,
    },
    version,
  );
  if (scene === 'callers') {
    for (let index = 0; index < 8; index++) {
      // Only agents who are on their tethers meet this.
      await calls.save(
        aCall(`${group}-call-${index}`, {
          group,
          queuedAt: clock.now() - 20_000 + index,
          leaseUntil: clock.now() + 60_000,
          required: [{ name: 'language', value: 'finnish', minLevel: 1 }],
        }),
        null,
      );
    }
  }
  const sent: string[] = [];
  const { client } = table;
  const counted: Table = {
    ...table,
    client: new Proxy(client, {
      get: (target, property) =>
        property === 'send'
          ? (command: { constructor: { name: string } }) => {
              sent.push(command.constructor.name);
              return target.send(command as never);
            }
          : Reflect.get(target, property, target),
    }),
  };
  const decisions = new MemoryDecisionLog();
  const none = async () => undefined;
  // As many campaigns as a group may have: their records are read too.
  const others = Array.from({ length: 19 }, (_, index) => `quiet-${index}`);
  const groups = directory.groups.map((entry) => ({
    ...entry,
    name: group,
    agentShards: shardsOf(agentsIn(group)),
    campaigns: [campaign, ...others].map((one) => ({ name: one, required: [] })),
  }));
  const ports: RebalancePorts = {
    clock,
    agents: new AgentTable(counted),
    calls: new CallTable(counted),
    blend: new BlendTable(counted, clock),
    moveRequests: new MoveRequestTable(counted),
    campaigns: new CampaignTable(counted),
    meter: new CallMeterTable(counted),
    tokenStore: new TokenTable(counted, clock),
    tokens: new CryptoTokens(),
    thresholds: cachedThresholds(new ThresholdTable(counted), clock),
    directory: new MemoryDirectorySource({ ...directory, groups }),
    decisions,
    centre: { stop: async () => 'stopped', setCriteria: async () => 'written' },
    timers: { arm: none },
    limiter: new MemoryRateLimiter(clock),
    rebalances: { request: none },
    campaignCommands: { send: none },
    ...followUps,
  };
  await rebalance(ports, { group, manual: null });
  const moves = decisions.decisions.filter(({ type }) => type === 'move.decided');
  return { requests: sent, moves: moves.length };
}

/** Tests that a decision costs no more requests in groups of so many agents than in small ones. */
export function decisionsCostTheSame(agentCounts: readonly number[]): void {
  beforeAll(async () => {
    dynalite = await startDynaliteTable();
  });
  afterAll(() => dynalite.stop());

  describe.each(agentCounts)('with %i agents in the group', (agentCount) => {
    let group: string;
    beforeAll(async () => {
      group = await groupOf(agentCount);
    });

    it('a decision that moves nobody costs at most 6 DynamoDB requests', async () => {
      const { requests, moves } = await decisionOf(group, 'nothing');
      expect(moves).toBe(0);
      expect(requests.length).toBeLessThanOrEqual(6);
    });

    it('a decision that sends idle agents out costs at most 6, and 2 for each', async () => {
      const { requests, moves } = await decisionOf(group, 'idle');
      expect(moves).toBeGreaterThanOrEqual(4);
      expect(requests.length).toBeLessThanOrEqual(6 + 2 * moves);
    });

    it('a decision that fetches agents for callers costs at most 6, and 2 for each', async () => {
      const { requests, moves } = await decisionOf(group, 'callers');
      expect(moves).toBe(defaultThresholds['blend/moves-per-decision']);
      expect(requests.length).toBeLessThanOrEqual(6 + 2 * moves);
    });
  });
}
