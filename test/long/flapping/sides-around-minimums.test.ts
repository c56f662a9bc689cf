import type { Thresholds } from '../../../core/thresholds/thresholds';
import { byTurns, type GroupOfHour, playHour } from './hour';

const ready = { 'blend-to-outbound/min-idle-inbound-agents': 0, 'blend-to-outbound/idle-seconds': 0 } as const;

/** By turns; nothing at 0. */
const turns = (seconds: number, first: string, second: string) =>
  byTurns(seconds, { do: second }, { do: first }).slice(1);

/** Ivy logs out and in again: the inbound side has one agent more or less. */
const aroundMinimumInbound = (name: string, seconds: number, more: Partial<Thresholds> = {}) => ({
  [name]: {
    thresholds: { ...ready, 'side/min-inbound-agents': 1, ...more },
    agents: [
      { username: `${name}-ivy`, kind: 'inbound', timeline: turns(seconds, 'offline', 'available') },
      { username: `${name}-ana`, kind: 'blended', availableAt: -60 },
    ],
    told: [{ at: 0, callsAvailable: 5 }],
  } satisfies GroupOfHour,
});

/** Otto logs out and in again: the outbound side has one agent more or less. */
const aroundMinimumOutbound = (name: string, seconds: number, more: Partial<Thresholds> = {}) => ({
  [name]: {
    thresholds: { ...ready, 'side/min-outbound-agents': 1, ...more },
    agents: [
      { username: `${name}-otto`, kind: 'outbound', timeline: turns(seconds, 'offline', 'available') },
      { username: `${name}-ana`, kind: 'blended', availableAt: -60 },
    ],
    told: [{ at: 0, callsAvailable: 0 }],
  } satisfies GroupOfHour,
});

const longDwell = { 'side/dwell-seconds': 120, 'side/max-moves-per-agent-hour': 120 } as const;

describe('an hour of agents around a minimum', () => {
  it('side/min-inbound-agents: one agent comes back and goes out, as often as dwell and cap allow', async () => {
    const { moves } = await playHour({
      ...aroundMinimumInbound('slow', 400),
      ...aroundMinimumInbound('brisk', 45),
      ...aroundMinimumInbound('quick', 30, longDwell),
    });
    expect(moves).toEqual({
      // 9 figures by turns: each is followed.
      'slow-ana': { idle: 5, 'minimum-inbound': 4 },
      // 80 by turns: the first 12 are followed, then the cap holds.
      'brisk-ana': { idle: 6, 'minimum-inbound': 6 },
      // 120 by turns, and a dwell of 120 s: back at the fifth turn after she went, out again at the fifth after that.
      'quick-ana': { idle: 12, 'minimum-inbound': 12 },
    });
  });

  it('side/min-outbound-agents: one agent goes out and comes back, as often as dwell and cap allow', async () => {
    const { moves } = await playHour({
      ...aroundMinimumOutbound('slow', 400),
      ...aroundMinimumOutbound('brisk', 45),
      ...aroundMinimumOutbound('quick', 30, longDwell),
    });
    expect(moves).toEqual({
      // Otto is there at first, so there is nothing to do before he leaves for the first time.
      'slow-ana': { 'minimum-outbound': 4, 'campaign-release': 4 },
      'brisk-ana': { 'minimum-outbound': 6, 'campaign-release': 6 },
      'quick-ana': { 'minimum-outbound': 12, 'campaign-release': 12 },
    });
  });

  it('blend-to-outbound/min-idle-inbound-agents: whoever the reserve lets go stays out, however short it is later', async () => {
    const around = (name: string, seconds: number) => ({
      [name]: {
        thresholds: { ...ready, 'blend-to-outbound/min-idle-inbound-agents': 1 },
        agents: [
          {
            username: `${name}-ivy`,
            kind: 'inbound',
            availableAt: null,
            timeline: byTurns(seconds, { do: 'not-ready' }, { do: 'available' }),
          },
          { username: `${name}-ana`, kind: 'blended', availableAt: -60 },
        ],
        told: [{ at: 0, callsAvailable: 5 }],
      } satisfies GroupOfHour,
    });
    const { moves } = await playHour({ ...around('slow', 400), ...around('brisk', 45), ...around('quick', 20) });
    // 8, 79 and 179 crossings of the reserve: the first lets ana go, and none fetches her back.
    expect(moves).toEqual({ 'slow-ana': { idle: 1 }, 'brisk-ana': { idle: 1 }, 'quick-ana': { idle: 1 } });
  });
});
