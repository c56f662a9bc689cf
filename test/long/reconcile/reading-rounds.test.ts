import { ReadingRig } from '../../core/reconcile/reading-rig';

describe('10,000 agents in 20 groups', () => {
  test.each([
    ['the default of 2 pages a second', { perSecond: 2, burst: 5 }, 60, 120],
    ['a quota raised to 10 pages a second', { perSecond: 10, burst: 10 }, 25, 80],
  ])('are each read once a round, 100 pages, within its time: %s', async (_, rate, roundSeconds, unreadSeconds) => {
    const rig = await ReadingRig.of({ groups: 20, agentsPerGroup: 500, rate });
    await rig.pass(299);
    const rounds = rig.rounds();
    expect(rounds.length).toBeGreaterThanOrEqual(3);
    for (const round of rounds) {
      expect(round).toMatchObject({ agentsSeen: 10_000, agentsMended: 0, outboundMended: 0, pages: 100 });
      expect(Number(round['seconds'])).toBeLessThanOrEqual(roundSeconds);
    }
    expect(rig.longestUnread()).toBeLessThanOrEqual(unreadSeconds);
    const times = [...rig.readAt.values()].map((read) => read.length);
    expect([Math.min(...times), Math.max(...times)]).toEqual([rounds.length, rounds.length]);
    // Our own bucket keeps the pace: Connect has nothing to throttle.
    expect(rig.asked.filter(({ kind }) => kind !== 'page')).toEqual([]);
  });

  test('cost so many requests a round', async () => {
    const rig = await ReadingRig.of({ groups: 20, agentsPerGroup: 500 });
    await rig.pass(119);
    expect(rig.rounds()).toHaveLength(1);
    const calls = Object.fromEntries(rig.portCalls);
    // A page: its token, the question, the records of its agents. A group: its records, ledger, counts and tasks.
    expect(calls).toMatchObject({
      'roster.page': 100,
      'agents.loadFresh': 100,
      'agents.ranked': 100,
      'blend.ledger': 20,
      'blend.staffed': 20,
      'blend.tasks': 20,
    });
    expect(calls['limiter.take']).toBeLessThanOrEqual(100 + 60);
    expect(calls['rounds.take']).toBeLessThanOrEqual(60);
    expect(calls['roundQueue.send']).toBe(calls['rounds.take']);
  });

  test('none is left out where a round dies every minute half way, and those unread longest come first', async () => {
    const rig = await ReadingRig.of({ groups: 20, agentsPerGroup: 500 });
    // Fifty steps are a round; those from the twentieth on are lost.
    rig.deliveries = ({ step }) => (step >= 20 ? [] : [20]);
    await rig.pass(899);
    expect(rig.readAt.size).toBe(10_000);
    expect(rig.longestUnread()).toBeLessThanOrEqual(420);
  });

  test('one group whose turn fails each time holds up no other', async () => {
    const rig = await ReadingRig.of({ groups: 20, agentsPerGroup: 500 });
    const bad = 'profile-group-007';
    await rig.pass(119);
    rig.fails = ({ ids }) => ids.includes(bad);
    await rig.pass(600);
    const others = rig.agentIds.filter((agentId) => !agentId.startsWith('group-007'));
    const times = others.map((agentId) => rig.readAt.get(agentId)?.length ?? 0);
    expect(Math.min(...times)).toBeGreaterThanOrEqual(3);
  });
});
