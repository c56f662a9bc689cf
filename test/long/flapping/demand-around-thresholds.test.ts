import { seededChance } from '../../../clock/chance';
import type { Thresholds } from '../../../core/thresholds/thresholds';
import { byTurns, type GroupOfHour, hourSeconds, type PlayedHour, playHour } from './hour';

/** Otto is on outbound for good; ana is the agent more or less that demand asks for. */
const team = (name: string) => [
  { username: `${name}-otto`, kind: 'outbound', availableAt: -60 },
  { username: `${name}-ana`, kind: 'blended', availableAt: -60 },
];
const ready = { 'blend-to-outbound/min-idle-inbound-agents': 0, 'blend-to-outbound/idle-seconds': 0 } as const;
/** Nobody goes out for being idle. */
const onlyAcquire = { ...ready, 'blend-to-outbound/idle-seconds': 3_600 } as const;

type Figures = Omit<GroupOfHour['told'][number], 'at'>;
interface Swing {
  readonly thresholds: Partial<Thresholds>;
  /** One agent is enough, and two are needed, by turns. */
  readonly two: Figures;
  readonly one: Figures;
  readonly goesBy: 'idle' | 'campaign-acquire';
}

/** Acquire and release on one figure, which nothing but dwell and cap keeps from flapping. */
const onOneFigure: Readonly<Record<string, Swing>> = {
  'campaigns/acquire-at-calls': {
    thresholds: { ...onlyAcquire, 'campaigns/acquire-at-calls': 6, 'campaigns/release-below-calls': 6 },
    two: { callsAvailable: 6 },
    one: { callsAvailable: 5 },
    goesBy: 'campaign-acquire',
  },
  'campaigns/release-below-calls': {
    thresholds: { ...ready, 'campaigns/release-below-calls': 6 },
    two: { callsAvailable: 6 },
    one: { callsAvailable: 5 },
    goesBy: 'idle',
  },
  'campaigns/calls-per-agent': {
    thresholds: { ...ready, 'campaigns/calls-per-agent': 20, 'campaigns/release-below-calls': 1_000 },
    two: { callsAvailable: 21 },
    one: { callsAvailable: 20 },
    goesBy: 'idle',
  },
  "a campaign's minimum of agents": {
    thresholds: { ...ready, 'campaigns/release-below-calls': 1_000 },
    two: { callsAvailable: 1, minAgents: 2 },
    one: { callsAvailable: 1, minAgents: 1 },
    goesBy: 'idle',
  },
  "a campaign's maximum of agents": {
    thresholds: { ...ready, 'campaigns/release-below-calls': 1_000 },
    two: { callsAvailable: 100, maxAgents: 2 },
    one: { callsAvailable: 100, maxAgents: 1 },
    goesBy: 'idle',
  },
};

const longDwell = { 'side/dwell-seconds': 60, 'side/max-moves-per-agent-hour': 120 } as const;

const swinging = (name: string, { thresholds, two, one }: Swing, seconds: number, more: Partial<Thresholds> = {}) => ({
  [name]: { thresholds: { ...thresholds, ...more }, agents: team(name), told: byTurns(seconds, two, one) },
});

describe.each(Object.entries(onOneFigure))('an hour of demand around %s', (_, swing) => {
  it('moves one agent at each crossing, as often as dwell and cap allow, and nobody where release is set apart', async () => {
    const { moves } = await playHour({
      ...swinging('slow', swing, 400),
      ...swinging('brisk', swing, 45),
      ...swinging('quick', swing, 20, longDwell),
      ...swinging('apart', swing, 45, { 'campaigns/release-below-calls': 1 }),
    });
    const { goesBy } = swing;
    expect(moves).toEqual({
      // 9 crossings, farther apart than dwell: each is followed.
      'slow-ana': { [goesBy]: 5, 'campaign-release': 4 },
      // 80 crossings, farther apart than dwell: the first 12 are followed, then the cap holds.
      'brisk-ana': { [goesBy]: 6, 'campaign-release': 6 },
      // 180 crossings, 20 s apart. Out and back takes 121 s at least: twice the dwell of 60 s, and 1 s for the tether.
      'quick-ana': { [goesBy]: 30, 'campaign-release': 30 },
      // 80 crossings, all above the figure to release at: out once, and stays.
      'apart-ana': { [goesBy]: 1 },
    });
  });
});

describe('an hour of demand around several agents at once', () => {
  const names = ['abe', 'bea', 'cas'] as const;
  const three = (group: string) => names.map((name) => ({ username: `${group}-${name}`, kind: 'blended' }));
  const six = [1, 2, 3, 4, 5, 6] as const;
  const people = (group: string) => six.map((n) => ({ username: `${group}-${n}`, kind: 'blended', availableAt: -60 }));
  const counted = (group: string, moves: PlayedHour['moves']) =>
    six.map((n) => Object.values(moves[`${group}-${n}`] ?? {}).reduce((sum, count) => sum + count, 0));
  const onOff: readonly Figures[] = [{ callsAvailable: 1, minAgents: 3 }, { callsAvailable: 0 }];

  it('sends three agents out for the one call of a campaign with a minimum of 3, and back when it is gone', async () => {
    const { moves } = await playHour({
      slow: { thresholds: ready, agents: three('slow'), told: byTurns(400, ...onOff) },
      brisk: { thresholds: ready, agents: three('brisk'), told: byTurns(45, ...onOff) },
    });
    for (const name of names) {
      // 9 crossings, and 80.
      expect(moves[`slow-${name}`]).toEqual({ idle: 5, 'campaign-release': 4 });
      expect(moves[`brisk-${name}`]).toEqual({ idle: 6, 'campaign-release': 6 });
    }
  });

  it('moves the agents of a group by turns for one more or less, up to the cap of each; set apart, once', async () => {
    const swing = byTurns(10, { callsAvailable: 16 }, { callsAvailable: 15 });
    const { moves } = await playHour({
      six: { thresholds: { ...ready, 'campaigns/release-below-calls': 16 }, agents: people('six'), told: swing },
      apart: {
        thresholds: { ...ready, 'campaigns/release-below-calls': 15 },
        agents: people('apart'),
        told: swing,
      },
    });
    // 360 crossings, and 59 moves of 72 at most: three on inbound and three on outbound are left whom nothing moves, the
    // former by the cap, the latter because 15 calls need three.
    expect(counted('six', moves)).toEqual([12, 12, 12, 11, 11, 1]);
    // 16 calls need four agents, and 15 are enough to keep them.
    expect(counted('apart', moves)).toEqual([1, 1, 1, 1, 0, 0]);
  });

  it('moves another agent of a group each time for one call that comes and goes, unless one stays on outbound', async () => {
    const oneCall = (seconds: number) => byTurns(seconds, { callsAvailable: 1 }, { callsAvailable: 0 });
    const { moves } = await playHour({
      slow: { thresholds: {}, agents: people('slow'), told: oneCall(400) },
      brisk: { thresholds: {}, agents: people('brisk'), told: oneCall(45) },
      kept: { thresholds: { 'side/min-outbound-agents': 1 }, agents: people('kept'), told: oneCall(45) },
    });
    // 9 crossings: who has been idle longest goes, so each goes in turn.
    expect(counted('slow', moves)).toEqual([2, 2, 2, 2, 1, 0]);
    // 80 crossings: 72 are followed, then the cap holds everybody.
    expect(counted('brisk', moves)).toEqual([12, 12, 12, 12, 12, 12]);
    expect(counted('kept', moves)).toEqual([1, 0, 0, 0, 0, 0]);
  });
});

/** Figures drawn anew at random times, from a seed. */
function wandering(seed: number, least: number, most: number): GroupOfHour['told'] {
  const chance = seededChance(seed);
  const told: { at: number; callsAvailable: number }[] = [];
  for (let at = 0; at < hourSeconds; at += Math.ceil(1 + 90 * chance.next('gaps'))) {
    told.push({ at, callsAvailable: least + Math.floor((most - least + 1) * chance.next('calls')) });
  }
  return told;
}

describe.each([1, 2, 3])('an hour of demand between release-below and acquire-at (seed %i)', (seed) => {
  const apart = { 'campaigns/acquire-at-calls': 20, 'campaigns/release-below-calls': 5 } as const;
  const agents = (group: string) => [
    { username: `${group}-abe`, kind: 'blended', availableAt: 1 },
    { username: `${group}-bea`, kind: 'blended', availableAt: 1 },
    { username: `${group}-cas`, kind: 'blended', availableAt: 1, side: 'outbound' },
  ];

  it('moves nobody at all, and where idle agents go out each goes once and stays', async () => {
    const { moves } = await playHour({
      held: { thresholds: { ...onlyAcquire, ...apart }, agents: agents('held'), told: wandering(seed, 5, 19) },
      idle: { thresholds: { ...ready, ...apart }, agents: agents('idle'), told: wandering(seed, 5, 19) },
    });
    expect(moves).toEqual({ 'idle-abe': { idle: 1 }, 'idle-bea': { idle: 1 } });
  });
});
