import { MemoryParameterSource } from '../../../adapters/memory/thresholds';
import type { RosterEntry } from '../../../core/reconcile/ports';
import { reconcile } from '../../../core/reconcile/reconcile';
import { ensureThresholds, reloadThresholds } from '../../../core/thresholds/reload-thresholds';
import { defaultThresholds, type ThresholdName, thresholdNames } from '../../../core/thresholds/thresholds';
import { CallCentre, start } from '../call-centre/call-centre';

const defaults = Object.fromEntries(thresholdNames.map((name) => [name, String(defaultThresholds[name])])) as Record<
  ThresholdName,
  string
>;

describe('thresholds', () => {
  const centre = () => {
    const world = new CallCentre();
    const parameters = new MemoryParameterSource();
    const { thresholds: snapshots, decisions, rebalances } = world;
    return { world, parameters, ports: { parameters, snapshots, decisions, rebalances } };
  };
  const said = (world: CallCentre) => world.decisions.decisions.map(({ type }) => type);

  it('are created where they are missing, and an edit that was there before the deployment stays', async () => {
    const { world, parameters, ports } = centre();
    parameters.set('sales', 'offer/seconds', '45');
    await ensureThresholds(ports, 'sales', defaults);
    expect(await world.thresholds.fresh('sales')).toMatchObject({ version: 1, thresholds: { 'offer/seconds': 45 } });
    expect(Object.keys(await parameters.list('sales')).sort()).toEqual([...thresholdNames].sort());
  });

  it('become the next version when they change, and only then', async () => {
    const { world, parameters, ports } = centre();
    await ensureThresholds(ports, 'sales', defaults);
    expect(await reloadThresholds(ports, 'sales')).toBe('unchanged');
    parameters.set('sales', 'offer/seconds', '60');
    expect(await reloadThresholds(ports, 'sales')).toBe('applied');
    expect(await reloadThresholds(ports, 'sales')).toBe('unchanged');
    expect((await world.thresholds.fresh('sales')).version).toBe(2);
  });

  it('that are nonsense change nothing, say every problem once, and are forgotten when they are mended', async () => {
    const { world, parameters, ports } = centre();
    await ensureThresholds(ports, 'sales', defaults);
    parameters.set('sales', 'offer/enabled', 'perhaps');
    parameters.set('sales', 'offer/seconds', '5');
    expect(await reloadThresholds(ports, 'sales')).toBe('rejected');
    expect(await reloadThresholds(ports, 'sales')).toBe('rejected');
    expect((await world.thresholds.fresh('sales')).thresholds).toEqual(defaultThresholds);
    expect(world.decisions.decisions.filter(({ type }) => type === 'thresholds.rejected')).toMatchObject([
      { version: 1, problems: [expect.stringContaining('offer/enabled'), expect.stringContaining('offer/seconds')] },
    ]);
    parameters.set('sales', 'offer/seconds', '30');
    parameters.set('sales', 'offer/enabled', 'true');
    expect(await reloadThresholds(ports, 'sales')).toBe('unchanged');
    parameters.set('sales', 'offer/seconds', '5');
    await reloadThresholds(ports, 'sales');
    expect(said(world).filter((type) => type === 'thresholds.rejected')).toHaveLength(2);
  });

  it('are not set back by a reload that read them before the edit and publishes after it', async () => {
    const { world, parameters, ports } = centre();
    await ensureThresholds(ports, 'sales', defaults);
    const slow = {
      ...ports,
      parameters: {
        ...ports.parameters,
        list: async (group: string) => {
          const before = await parameters.list(group);
          if (before['offer/seconds'] === '30') {
            parameters.set('sales', 'offer/seconds', '60');
            await reloadThresholds(ports, 'sales');
          }
          return before;
        },
      },
    };
    await reloadThresholds(slow as never, 'sales');
    expect(await world.thresholds.fresh('sales')).toMatchObject({ version: 2, thresholds: { 'offer/seconds': 60 } });
  });

  it('are read again within 2 s', async () => {
    const { world, ports, parameters } = centre();
    await ensureThresholds(ports, 'sales', defaults);
    await world.thresholds.current('sales');
    parameters.set('sales', 'offer/seconds', '60');
    await reloadThresholds({ ...ports, snapshots: new CallCentre().thresholds }, 'sales');
    world.now += 2_000;
    expect((await world.thresholds.current('sales')).version).toBe(1);
  });
});

describe('reconcile', () => {
  let centre: CallCentre;
  const entry = (agentId: string, over: Partial<RosterEntry> = {}): RosterEntry => ({
    agentId,
    observedAt: centre.now,
    status: { name: 'Available', type: 'ROUTABLE', since: start },
    nextStatus: null,
    routingProfileId: 'rp',
    voiceSlotsAvailable: 1,
    contacts: [],
    ...over,
  });
  beforeEach(() => {
    centre = new CallCentre();
  });

  it('takes in agents who logged in before there was anybody to tell', async () => {
    centre.at(60).rosterNow = [entry('ana')];
    expect(await reconcile(centre)).toMatchObject({ found: { agentsSeen: 1, agentsMended: 1 }, callsMended: 0 });
    expect(await centre.agents.load('ana')).toMatchObject({ idle: true, queueIds: ['q1'], availableSince: start });
  });

  it('asks for the name of an agent whose login was lost, so that ties go by username', async () => {
    centre.usernames.set('u-2', 'ana');
    centre.at(60).rosterNow = [entry('u-1'), entry('u-2')];
    await reconcile(centre);
    // Connect has not said who u-1 is: asked again with the next minute.
    expect(await centre.agents.load('u-1')).toMatchObject({ username: 'u-1' });
    expect(await centre.agents.load('u-2')).toMatchObject({ username: 'ana' });
    centre.usernames.set('u-1', 'bo').set('u-2', 'never asked again');
    centre.at(120).rosterNow = [entry('u-1'), entry('u-2')];
    expect(await reconcile(centre)).toMatchObject({ found: { agentsMended: 1 } });
    expect(await centre.agents.load('u-1')).toMatchObject({ username: 'bo', availableSince: start });
    expect(await centre.agents.load('u-2')).toMatchObject({ username: 'ana' });
    await centre.ask('c1');
    expect((await centre.calls.load('c1'))?.plan?.agentId).toBe('u-2');
  });

  it('leaves agents alone whose record says the same', async () => {
    await centre.observe('ana');
    centre.at(60).rosterNow = [entry('ana')];
    expect(await reconcile(centre)).toMatchObject({ found: { agentsMended: 0 } });
    expect(centre.decisions.decisions.map(({ type }) => type)).toEqual(['reconcile.done']);
  });

  it('mends a lost miss: tried, and the next is asked', async () => {
    await centre.observe('ana', { since: -100 });
    await centre.observe('bo', { since: -50 });
    await centre.ask('c1');
    await centre.shows('ana', 'c1', 'CONNECTING');
    const missed = centre.at(20).contact('c1', 'MISSED');
    // What has just happened is left to its event, which may be on its way.
    centre.at(22).rosterNow = [entry('ana', { contacts: [missed] }), entry('bo')];
    expect(await reconcile(centre)).toMatchObject({ found: { agentsMended: 0 } });
    centre.at(60).rosterNow = [entry('ana', { contacts: [missed] }), entry('bo')];
    expect(await reconcile(centre)).toMatchObject({ found: { agentsMended: 1 } });
    expect((await centre.calls.load('c1'))?.tried).toEqual(['ana']);
    expect(centre.lastCriteria('c1')).toBe('bo 22 | hold');
    expect(centre.decisions.decisions).toContainEqual(
      expect.objectContaining({
        type: 'state.repaired',
        what: 'agent',
        id: 'ana',
        reason: expect.stringContaining('contacts [c1 MISSED]'),
      }),
    );
  });

  it('mends a lost logout', async () => {
    await centre.observe('ana');
    centre.at(60).rosterNow = [];
    expect(await reconcile(centre)).toMatchObject({ found: { agentsMended: 1 } });
    expect(await centre.agents.load('ana')).toMatchObject({ staffed: false, idle: false });
  });

  it('asks by name for those no page names: a profile that nobody listed is no logout', async () => {
    await centre.observe('ana', { routingProfileId: 'unlisted' });
    centre.at(60).rosterNow = [
      entry('ana', { routingProfileId: 'unlisted', status: { name: 'Break', type: 'CUSTOM', since: start } }),
    ];
    expect(await reconcile(centre)).toMatchObject({ found: { agentsSeen: 1, agentsMended: 1, pages: 2 } });
    expect(await centre.agents.load('ana')).toMatchObject({ staffed: true, status: { name: 'Break' } });
    expect(centre.roster.asked.at(-1)?.question).toEqual({ by: 'agents', ids: ['ana'] });
  });

  it('does not log out whoever a list left out that others left while it was read', async () => {
    await centre.observe('ana');
    centre.at(60).rosterNow = [entry('ana')];
    centre.roster.instead.push({ kind: 'page', entries: [], next: null });
    expect(await reconcile(centre)).toMatchObject({ found: { agentsMended: 0, pages: 2 } });
    expect(await centre.agents.load('ana')).toMatchObject({ staffed: true });
  });

  it('does not log out whoever logs in while Connect is still answering', async () => {
    centre.at(60);
    const { roster } = centre;
    const slow = Object.assign(Object.create(centre), {
      roster: {
        page: async (...asked: Parameters<typeof roster.page>) => {
          const answer = await roster.page(...asked);
          if (centre.rosterNow.length > 0) return answer;
          await centre.at(61).observe('ana');
          centre.at(70).rosterNow = [entry('ana')];
          return answer;
        },
      },
    });
    expect(await reconcile(slow)).toMatchObject({ found: { agentsMended: 0 } });
    expect(await centre.agents.load('ana')).toMatchObject({ staffed: true });
  });

  it('does not mistake an event on its way for a lost one', async () => {
    centre.at(58);
    await centre.observe('ana', { status: { name: 'Break', type: 'CUSTOM', since: centre.now } });
    centre.at(60).rosterNow = [entry('ana')];
    expect(await reconcile(centre)).toMatchObject({ found: { agentsMended: 0 } });
  });

  it.each([
    ['abandoned', { disconnectedAt: start + 20_000 }, 'abandoned'],
    ['answered', { connectedToAgentAt: start + 10_000, agentId: 'bo' }, 'answered'],
  ])('finds a caller without a lease who was %s, and frees the planned agent', async (_, facts, state) => {
    await centre.observe('ana', { since: -100 });
    await centre.ask('c1');
    centre.contacts.set('c1', facts);
    centre.at(120).rosterNow = [
      entry('ana', { status: { name: 'Available', type: 'ROUTABLE', since: start - 100_000 } }),
    ];
    expect(await reconcile(centre)).toMatchObject({ callsMended: 1 });
    expect(await centre.calls.load('c1')).toMatchObject({ state });
    expect((await centre.agents.load('ana'))?.claim).toBeNull();
  });

  it('keeps a caller without a lease who is still in the queue', async () => {
    await centre.ask('c1');
    centre.at(120);
    expect(await reconcile(centre)).toMatchObject({ callsMended: 0 });
    expect(await centre.calls.load('c1')).toMatchObject({ state: 'waiting' });
  });

  it('has mended the agents when Connect fails over a call', async () => {
    await centre.ask('c1');
    centre.at(120).rosterNow = [entry('ana')];
    const failing = Object.assign(Object.create(centre), {
      centre: { ...centre.centre, tryDescribe: () => Promise.reject(new Error('Connect is away')) },
    });
    await expect(reconcile(failing)).rejects.toThrow('Connect is away');
    expect(await centre.agents.load('ana')).toMatchObject({ idle: true });
  });
});
