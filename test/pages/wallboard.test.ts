import { defaultThresholds } from '../../core/thresholds/thresholds';
import type { AgentRow, MoveLine, WallboardSnapshot } from '../../core/wallboard/snapshot';
import { chosenAgents } from '../../pages/wallboard/agent-order';
import { mergedMoves } from '../../pages/wallboard/board-poll';
import { wallFiguresOf } from '../../pages/wallboard/wall-figures';

const row = (agent: string, side: AgentRow['side'], doingSince: number, campaign: string | null = null) =>
  ({ agent, side, doing: 'available', status: 'Available', campaign, figures: { doingSince } }) as AgentRow;
const rows = [row('bo', 'inbound', 30), row('ana', 'outbound', 10, 'Renewals'), row('cy', 'inbound', 20)];
const all = { search: '', side: 'all', sort: 'agent', descending: false } as const;
const names = (chosen: readonly AgentRow[]) => chosen.map(({ agent }) => agent);

describe('agents', () => {
  it.each([
    [all, ['ana', 'bo', 'cy']],
    [{ ...all, descending: true }, ['cy', 'bo', 'ana']],
    [{ ...all, side: 'inbound' as const }, ['bo', 'cy']],
    [{ ...all, sort: 'for' as const }, ['bo', 'cy', 'ana']],
    [{ ...all, sort: 'side' as const }, ['bo', 'cy', 'ana']],
    [{ ...all, search: ' renew ' }, ['ana']],
  ])('by %j are %j', (choice, expected) => {
    expect(names(chosenAgents(rows, choice))).toEqual(expected);
    expect(names(rows)).toEqual(['bo', 'ana', 'cy']);
  });
});

describe('moves', () => {
  const move = (moveId: string, decidedAt: number, ended: MoveLine['ended'] = null) =>
    ({ moveId, decidedAt, ended }) as MoveLine;

  it('are kept when the server has newer ones only, and told once, as told last', () => {
    const ended = { how: 'completed', at: 5, because: null } as const;
    expect(mergedMoves([move('a', 1), move('b', 2)], [move('b', 2, ended), move('c', 3)])).toEqual([
      move('c', 3),
      move('b', 2, ended),
      move('a', 1),
    ]);
  });

  it('are at most 200, the latest', () => {
    const many = Array.from({ length: 250 }, (_, index) => move(`m${index}`, index));
    expect(mergedMoves(many, []).map(({ decidedAt }) => decidedAt)).toEqual(
      Array.from({ length: 200 }, (_, index) => 249 - index),
    );
  });
});

describe('the wall', () => {
  const board = (change: Partial<WallboardSnapshot>) =>
    ({
      queues: [],
      counts: { inbound: {}, outbound: {}, moving: {} },
      campaigns: [],
      serviceLevel: { percent: null, target: { percent: 80, seconds: 20 }, windowMinutes: 30 },
      thresholds: { values: { ...defaultThresholds, 'blend-to-inbound/wait-seconds': 10 } },
      ...change,
    }) as unknown as WallboardSnapshot;
  const figure = (change: Partial<WallboardSnapshot>, name: string) =>
    wallFiguresOf(board(change), 100_000).find((one) => one.name === name);

  it.each([
    [91_000, 9, true],
    [90_000, 10, false],
  ])('a caller who waits since %d has waited %d s: in order %s', (oldestSince, value, isOk) => {
    expect(figure({ queues: [{ waiting: 1, oldestSince }] as never }, 'oldest')).toEqual({
      ...{ name: 'oldest', value, ok: isOk },
      target: { seconds: 10 },
    });
  });

  it.each([
    [2, false],
    [3, true],
  ])('with 3 agents needed by campaigns, %d there are in order: %s', (there, isOk) => {
    const campaigns = [{ work: { agentsNeeded: 3, callsAvailable: 9 } }] as never;
    const counts = { inbound: {}, outbound: { 'tether-idle': there }, moving: {} };
    expect(figure({ campaigns, counts }, 'campaigns')).toMatchObject({ value: there, ok: isOk, target: { needed: 3 } });
  });

  it.each([
    [79, false],
    [80, true],
    [null, true],
  ])('a service level of %j against a target of 80 is in order: %s', (percent, isOk) => {
    const serviceLevel = { percent, target: { percent: 80, seconds: 20 }, windowMinutes: 30 } as never;
    expect(figure({ serviceLevel }, 'service')).toEqual({
      ...{ name: 'service', value: percent, ok: isOk, target: { percent: 80, seconds: 20, minutes: 30 } },
    });
  });

  it('calls of campaigns that never told are not known, and not none', () => {
    expect(figure({ campaigns: [{ work: null }] as never }, 'calls')?.value).toBeNull();
  });
});
