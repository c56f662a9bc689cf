import type { FailedTether } from '../../../core/agent/failed-together';
import type { TetherFailures } from '../../../core/agent/ports';
import { start } from './builders';

const failed = (agentId: string, seconds: number, side: FailedTether['side'] = 'outbound'): FailedTether => ({
  agentId,
  at: start + seconds * 1000,
  side,
});
const byTime = (failures: readonly FailedTether[]) => [...failures].sort((a, b) => a.at - b.at);

export function tetherFailuresContract(
  make: () => Promise<{ readonly failures: TetherFailures; readonly other: TetherFailures }>,
): void {
  it('answers what failed in the group within two minutes of it, on both sides, and twice is once', async () => {
    const { failures, other } = await make();
    await failures.note('sales', failed('ann:1', 0));
    await other.note('sales', failed('bob', 119, 'inbound'));
    await other.note('support', failed('eve', 119));
    await failures.note('sales', failed('cyd', 240));
    await failures.note('sales', failed('bob', 119, 'inbound'));
    const noted = await other.note('sales', failed('dan', 120));
    expect(byTime(noted)).toEqual([
      failed('ann:1', 0),
      failed('bob', 119, 'inbound'),
      failed('dan', 120),
      failed('cyd', 240),
    ]);
    expect(byTime(await failures.note('sales', failed('ann:1', 0))).map(({ agentId }) => agentId)).toEqual([
      'ann:1',
      'bob',
      'dan',
    ]);
  });

  it('loses none that are noted in the same moment', async () => {
    const { failures, other } = await make();
    const agents = Array.from({ length: 20 }, (_, number) => `agent-${number}`);
    await Promise.all(agents.map((agent, index) => (index % 2 ? failures : other).note('sales', failed(agent, 1))));
    expect(await failures.note('sales', failed('ann', 2))).toHaveLength(21);
  });

  it('knows an outage by its end: what comes within two minutes goes on with it', async () => {
    const { failures, other } = await make();
    const at = (seconds: number) => start + seconds * 1000;
    expect(await failures.together('sales', at(0))).toBe('begins');
    expect(await other.together('sales', at(110))).toBe('goes-on');
    expect(await other.together('sales', at(0))).toBe('begins');
    expect(await failures.together('sales', at(231))).toBe('begins');
    expect(await failures.together('support', at(20))).toBe('begins');
    expect([...(await failures.outages('sales', [at(-100), at(400)]))].sort()).toEqual([at(0)]);
    expect(await other.outages('sales', [at(60)])).toEqual([at(110)]);
    expect(await other.outages('sales', [at(1_000)])).toEqual([]);
  });
}
