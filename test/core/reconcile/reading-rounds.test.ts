import { seededChance } from '../../../clock/chance';
import { start } from '../call-centre/call-centre';
import type { KillAt } from '../call-centre/mortality';
import { ReadingRig } from './reading-rig';

// 10,000 agents: test/long/reconcile/reading-rounds.test.ts.
describe('20 groups of 50 whose agents are all of kind outbound', () => {
  test('fill ten pages a round', async () => {
    const rig = await ReadingRig.of({ groups: 20, agentsPerGroup: 50 });
    await rig.pass(299);
    expect(rig.rounds()).toMatchObject(Array(4).fill({ pages: 10, agentsSeen: 1_000 }));
    expect(rig.longestUnread()).toBeLessThanOrEqual(61);
  });

  test.each([1, 2, 3])(
    'are each read within 100 s where Connect throttles half of the pages (seed %i)',
    async (seed) => {
      const chance = seededChance(seed);
      const rig = await ReadingRig.of({ groups: 20, agentsPerGroup: 50 });
      rig.throttles = () => chance.next('throttle') < 0.5;
      await rig.pass(900);
      expect(rig.asked.some(({ kind }) => kind === 'throttled')).toBe(true);
      expect(rig.longestUnread()).toBeLessThanOrEqual(100);
      for (const { pages, agentsSeen } of rig.rounds())
        expect({ pages, agentsSeen }).toEqual({ pages: 10, agentsSeen: 1_000 });
    },
  );
});

describe('a round of two steps', () => {
  const size = { groups: 2, agentsPerGroup: 220 } as const;
  const [first, last, left] = ['group-000-agent-00007', 'group-001-agent-00219', 'group-001-agent-00003'] as const;
  /** An event of an agent on the first page was lost, one of the last page, and a logout. */
  const broken = async (kill: KillAt | null = null): Promise<ReadingRig> => {
    const rig = await ReadingRig.of({ ...size, kill });
    rig.shows(first, offline);
    rig.shows(last, offline);
    rig.shows(left, null);
    return rig;
  };
  const offline = { status: { name: 'Lunch', type: 'CUSTOM', since: start + 1_000 } } as const;
  const statuses = async ({ centre }: ReadingRig): Promise<readonly (string | undefined)[]> => [
    (await centre.agents.load(first))?.status.name,
    (await centre.agents.load(last))?.status.name,
    (await centre.agents.load(left))?.status.name,
  ];
  const mended = ['Lunch', 'Lunch', 'Offline'];

  test('finds what was lost, each of it once, and the counts stay right', async () => {
    const rig = await broken();
    await rig.pass(65);
    expect(await statuses(rig)).toEqual(mended);
    expect(rig.rounds()).toMatchObject([{ agentsSeen: 439, agentsMended: 3, pages: 6 }]);
    await rig.pass(300);
    expect(rig.repairs()).toEqual([`agent ${first}`, `agent ${last}`, `agent ${left}`]);
  });

  test.each([
    ['delivered twice at once', [20, 20]],
    ['delivered twice, the second time late', [20, 45_000]],
  ])('whose message is %s does everything once', async (_, deliveries) => {
    const rig = await broken();
    rig.deliveries = () => deliveries;
    await rig.pass(119);
    expect(rig.rounds()).toMatchObject([{ agentsMended: 3, pages: 6 }]);
    expect(rig.asked).toHaveLength(6);
    await rig.pass(300);
    expect(rig.repairs()).toHaveLength(3);
  });

  test.each([
    ['lost', []],
    ['late by more than a minute', [70_000]],
  ])('whose message is %s is begun anew by the next minute, and does nothing then', async (_, deliveries) => {
    const rig = await broken();
    rig.deliveries = () => deliveries;
    await rig.pass(119);
    expect(rig.rounds()).toEqual([]);
    rig.deliveries = () => [20];
    await rig.pass(20);
    expect(await statuses(rig)).toEqual(mended);
    expect(rig.rounds()).toHaveLength(1);
    await rig.pass(300);
    expect(rig.repairs()).toHaveLength(3);
  });

  test('heals wherever it dies', async () => {
    const calm = await broken();
    await calm.pass(119);
    const wrong: string[] = [];
    const { deaths } = calm.mortality;
    expect(deaths.length).toBeGreaterThan(20);
    for (const { shown, ...kill } of deaths) {
      const rig = await broken(kill);
      await rig.pass(60 + 180);
      if (!rig.mortality.killed) wrong.push(`nothing died ${shown}`);
      if ((await statuses(rig)).join() !== mended.join()) wrong.push(`${shown}: ${(await statuses(rig)).join()}`);
      if (rig.longestUnread() > 130) wrong.push(`${shown}: unread for ${rig.longestUnread()} s`);
      const doubled = rig.repairs().filter((repair, index, all) => all.indexOf(repair) !== index);
      if (doubled.length > 0) wrong.push(`${shown}: mended twice: ${doubled.join()}`);
    }
    expect(wrong).toEqual([]);
  });
});

describe('what Connect will not answer', () => {
  test('a user who was deleted is found by halving, and marked as gone', async () => {
    const rig = await ReadingRig.of({ groups: 1, agentsPerGroup: 8 });
    const deleted = 'group-000-agent-00005';
    for (const agentId of rig.agentIds) rig.shows(agentId, null);
    rig.absent = ({ by, ids }) => by === 'agents' && ids.includes(deleted);
    await rig.pass(70);
    // All eight, then the half, the quarter and the one with the deleted user, and the other halves.
    expect(rig.asked.map(({ question }) => question.ids.length)).toEqual([1, 8, 4, 4, 2, 1, 1, 2]);
    const staffed = await Promise.all(
      rig.agentIds.map(async (agentId) => (await rig.centre.agents.load(agentId))?.staffed),
    );
    expect(staffed).toEqual(Array(8).fill(false));
  });

  test('a profile that is gone is left out, and the others are read', async () => {
    const rig = await ReadingRig.of({ groups: 3, agentsPerGroup: 10 });
    rig.absent = ({ ids }) => ids.includes('profile-group-001');
    await rig.pass(70);
    expect(rig.rounds()).toMatchObject([{ agentsSeen: 30 }]);
  });

  test('a token that is not good any more: the rest is asked for by name', async () => {
    const rig = await ReadingRig.of({ groups: 1, agentsPerGroup: 250 });
    rig.stale = (token) => token === '100';
    await rig.pass(70);
    expect(rig.rounds()).toMatchObject([{ agentsSeen: 250, agentsMended: 0 }]);
    expect(rig.asked.map(({ question, kind }) => `${question.by} ${kind}`)).toEqual([
      ...['profiles page', 'profiles invalid', 'agents page', 'agents page'],
    ]);
    expect(rig.longestUnread()).toBeLessThan(20);
  });
});
