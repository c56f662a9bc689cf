import { cachedThresholds } from '../../../adapters/cached-thresholds';
import { MemoryAgentStore } from '../../../adapters/memory/agent-store';
import { MemoryBlendStore } from '../../../adapters/memory/blend-store';
import { MemoryCallMeter } from '../../../adapters/memory/call-meter';
import { MemoryCallStore } from '../../../adapters/memory/call-store';
import { MemoryCampaignStore } from '../../../adapters/memory/campaign-store';
import { MemoryEndedWaits } from '../../../adapters/memory/ended-waits';
import { MemoryIngressGuard } from '../../../adapters/memory/ingress-guard';
import { MemoryLoginStore } from '../../../adapters/memory/login-store';
import { MemoryMoveRequests } from '../../../adapters/memory/move-requests';
import { MemoryPageStore } from '../../../adapters/memory/page-store';
import { MemoryRateLimiter } from '../../../adapters/memory/rate-limiter';
import { MemoryRoundStore } from '../../../adapters/memory/round-store';
import { MemoryTetherFailures } from '../../../adapters/memory/tether-failures';
import { MemoryTokenStore } from '../../../adapters/memory/tether-tokens';
import { MemoryThresholdBacking } from '../../../adapters/memory/thresholds';
import { MemoryVoicemailStore } from '../../../adapters/memory/voicemail-store';
import { MemoryWallboardStore } from '../../../adapters/memory/wallboard-store';
import { seededChance } from '../../../clock/chance';
import { agentStoreContract, indexSettles } from './agent-store-contract';
import { blendBounds, blendStoreContract } from './blend-store-contract';
import { aCall, anAgent, handClock, onTether, start } from './builders';
import { callStoreContract } from './call-store-contract';
import {
  callMeterContract,
  campaignStoreContract,
  ingressGuardContract,
  tokenStoreContract,
} from './campaign-contract';
import { loginStoreContract } from './login-store-contract';
import { rateLimiterContract, thresholdStoreContract, voicemailStoreContract } from './other-stores-contract';
import { pageStoreContract } from './page-store-contract';
import { roundStoreContract } from './round-store-contract';
import { tetherFailuresContract } from './tether-failures-contract';
import { endedWaitsContract, requestStoreContract, wallboardStoreContract } from './wallboard-stores-contract';

/** Index reads lag by chance, up to what the contract waits for the index. */
const laggingBy = (seed: number) => {
  const chance = seededChance(seed);
  return () => Math.floor(chance.next('index') * indexSettles);
};

describe.each([1, 2, 3])('agents in memory with an index that lags (seed %i)', (seed) => {
  agentStoreContract(async () => {
    const clock = handClock();
    const store = new MemoryAgentStore(clock, laggingBy(seed));
    return { store, other: store, clock };
  });
});

describe.each([1, 2, 3])('calls in memory with an index that lags (seed %i)', (seed) => {
  callStoreContract(async () => {
    const clock = handClock();
    return { store: new MemoryCallStore(clock, laggingBy(seed)), clock };
  });
});

describe('voicemails in memory', () => voicemailStoreContract(async () => new MemoryVoicemailStore()));

describe('thresholds in memory', () =>
  thresholdStoreContract(async () => {
    const clock = handClock();
    const backing = new MemoryThresholdBacking();
    return { store: cachedThresholds(backing, clock), other: cachedThresholds(backing, clock), clock };
  }));

describe('token buckets in memory', () =>
  rateLimiterContract(async () => {
    const clock = handClock();
    const limiter = new MemoryRateLimiter(clock);
    return { limiter, other: limiter, clock };
  }));

describe('campaigns in memory', () => campaignStoreContract(async () => new MemoryCampaignStore()));

describe('calls in progress in memory', () =>
  callMeterContract(async () => {
    const meter = new MemoryCallMeter();
    return { meter, other: meter };
  }));

describe('tokens in memory', () =>
  tokenStoreContract(async () => {
    const clock = handClock();
    return { store: new MemoryTokenStore(clock), clock };
  }));

describe('nonces in memory', () =>
  ingressGuardContract(async () => {
    const clock = handClock();
    const guard = new MemoryIngressGuard(clock, async () => []);
    return { guard, other: guard, clock };
  }));

describe('pages in memory', () =>
  pageStoreContract(async () => {
    const pages = new MemoryPageStore();
    return { pages, other: pages };
  }));

describe('logins in memory', () =>
  loginStoreContract(async () => {
    const logins = new MemoryLoginStore();
    return { logins, other: logins };
  }));

describe('rounds of reading agents in memory', () =>
  roundStoreContract(async () => {
    const rounds = new MemoryRoundStore();
    return { rounds, other: rounds };
  }));

describe('failed tethers in memory', () =>
  tetherFailuresContract(async () => {
    const failures = new MemoryTetherFailures();
    return { failures, other: failures };
  }));

describe('waits that are over, in memory', () =>
  endedWaitsContract(async () => {
    const store = new MemoryEndedWaits();
    return { store, other: store };
  }));

describe('requests of supervisors in memory', () =>
  requestStoreContract(async () => {
    const store = new MemoryMoveRequests();
    return { store, other: store };
  }));

describe('snapshots of the wallboard in memory', () =>
  wallboardStoreContract(async () => {
    const agents = new MemoryAgentStore(handClock());
    const store = new MemoryWallboardStore(agents);
    return { store, other: store, agents };
  }));

/** Stores that see the same records, their indexes lagging by `staleness`. */
function blendWorld(staleness: () => number) {
  const clock = handClock();
  const parts = {
    agents: new MemoryAgentStore(clock, staleness),
    calls: new MemoryCallStore(clock, staleness),
    campaigns: new MemoryCampaignStore(),
    meter: new MemoryCallMeter(),
    thresholds: new MemoryThresholdBacking(),
    clock,
  };
  return { ...parts, blend: new MemoryBlendStore(parts) };
}

describe.each([1, 2, 3])('what a blend decision reads in memory with indexes that lag (seed %i)', (seed) => {
  blendStoreContract(async () => blendWorld(laggingBy(seed)));
});

describe('an index that lags', () => {
  it('shows movable agents and waiting calls where they were, as they are', async () => {
    const { blend, agents, calls, clock } = blendWorld(() => 3_000);
    await agents.save(anAgent('ann'), null, { dropClaim: false });
    await calls.save(aCall('call-a'), null);
    clock.advance(3_000);
    const away = anAgent('ann', { version: 2, idle: false, outbound: onTether('ann') });
    await agents.save(away, 1, { dropClaim: false });
    await calls.close('call-a', 'answered');
    const late = await blend.read('sales', [], blendBounds, []);
    expect(late).toMatchObject({ idleInbound: [away], idleInboundCount: 1, outbound: [] });
    expect(late.waiting).toMatchObject([{ callId: 'call-a', state: 'answered' }]);
    clock.advance(3_000);
    const settled = await blend.read('sales', [], blendBounds, []);
    expect(settled).toMatchObject({ idleInbound: [], outbound: [away], waiting: [] });
  });

  it('shows agents where they were, as they are', async () => {
    const clock = handClock();
    const store = new MemoryAgentStore(clock, () => 3_000);
    await store.save(anAgent('ann'), null, { dropClaim: false });
    expect((await store.ranked(['sales/0'], { limit: 5, after: null })).agents).toEqual([]);
    clock.advance(3_000);
    await store.save(anAgent('ann', { version: 2, idle: false, staffed: false }), 1, { dropClaim: false });
    clock.advance(2_999);
    const late = await store.ranked(['sales/0'], { limit: 5, after: null });
    expect(late.agents).toEqual([anAgent('ann', { version: 2, idle: false, staffed: false })]);
    clock.advance(1);
    expect((await store.ranked(['sales/0'], { limit: 5, after: null })).agents).toEqual([]);
  });

  it('shows a call that is queued only after the lag', async () => {
    const clock = handClock();
    const store = new MemoryCallStore(clock, () => 3_000);
    await store.save(aCall('call-a', { queuedAt: start }), null);
    clock.advance(2_999);
    expect(await store.waiting('sales', 5)).toEqual([]);
    clock.advance(1);
    expect(await store.waiting('sales', 5)).toHaveLength(1);
  });
});
