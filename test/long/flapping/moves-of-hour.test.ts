import type { MoveRule } from '../../../core/vocabulary';
import type { TraceLine } from '../../../simulator/trace/lines';
import { countsOf, flapping } from './moves-of-hour';

const inbound: ReadonlySet<MoveRule> = new Set(['caller-waiting', 'minimum-inbound', 'campaign-release']);

/** An agent is moved by a rule at a second, and is there a second later. */
const move = (t: number, rule: MoveRule, inputs: object = {}, agent = 'ana'): readonly TraceLine[] => {
  const about = { move: `m${t}`, agent, to: inbound.has(rule) ? 'inbound' : 'outbound' } as const;
  return [
    { t, type: 'move.decided', ...about, rule, reason: '', inputs: { ...inputs }, when: 'now', deadline: t + 30 },
    { t: t + 1, type: 'move.completed', ...about, seconds: 1, why: '' },
  ];
};
/** Ana is moved by these rules at these seconds. */
const moved = (...moves: readonly (readonly [t: number, rule: MoveRule])[]) =>
  moves.flatMap(([t, rule]) => move(t, rule));

const judged = (lines: readonly TraceLine[], cap = 12) =>
  flapping(lines, () => ({
    name: 'sales',
    limits: { 'side/dwell-seconds': 30, 'side/max-moves-per-agent-hour': cap },
  }));

describe('what counts as flapping', () => {
  it('is a move within dwell, counted from when the agent had arrived', () => {
    expect(judged(moved([0, 'idle'], [31, 'campaign-release'], [62, 'idle']))).toEqual([]);
    expect(judged(moved([0, 'idle'], [30, 'campaign-release']))).toEqual([
      'ana is moved inbound (campaign-release) at 30 s, 29 s after idle: dwell is 30 s',
    ]);
  });

  it('is not a caller who needs the agent so soon, but going out again after that is', () => {
    expect(judged(moved([0, 'idle'], [5, 'caller-waiting']))).toEqual([]);
    expect(judged(moved([0, 'caller-waiting'], [5, 'idle']))).toHaveLength(1);
  });

  it('is one move within 60 minutes more than the cap, but for a caller', () => {
    const two = [
      [0, 'idle'],
      [100, 'campaign-release'],
    ] as const;
    expect(judged(moved(...two, [3_600, 'idle']), 2)).toEqual([]);
    expect(judged(moved(...two, [3_599, 'idle']), 2)).toEqual([
      'ana is moved 3 times within an hour, the last by idle: the cap is 2',
    ]);
    expect(judged(moved([0, 'idle'], [100, 'campaign-release'], [200, 'idle'], [300, 'caller-waiting']), 3)).toEqual(
      [],
    );
  });

  it('is somebody who comes back from where another was just sent, on the same figures', () => {
    const out = { callsAvailable: 6, demandTarget: 2, staffedOutbound: 1, movingToOutbound: 0 };
    const back = { callsAvailable: 6, demandTarget: 2, staffedOutbound: 2, leavingOutbound: 0 };
    const benAfter = (t: number, figures: object) =>
      judged([...move(0, 'idle', out), ...move(t, 'campaign-release', figures, 'ben')]);
    expect(benAfter(10, back)).toEqual(['ben is moved inbound at 10 s on the figures ana was moved outbound on']);
    expect(benAfter(40, back)).toEqual([]);
    expect(benAfter(10, { ...back, callsAvailable: 5, demandTarget: 1 })).toEqual([]);
  });
});

it('moves are counted by agent and rule', () => {
  expect(countsOf(moved([0, 'idle'], [100, 'caller-waiting'], [200, 'idle']))).toEqual({
    ana: { idle: 2, 'caller-waiting': 1 },
  });
});
