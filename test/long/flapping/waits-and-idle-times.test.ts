import type { Thresholds } from '../../../core/thresholds/thresholds';
import { type GroupOfHour, hourSeconds, playHour } from './hour';

const alone = { 'blend-to-outbound/min-idle-inbound-agents': 0 } as const;
const uncapped = { 'side/max-moves-per-agent-hour': 120 } as const;

/** One agent on outbound; a caller every so many seconds, who hangs up after these waits by turns. */
const impatient = (name: string, everySeconds: number, waits: readonly number[], more: Partial<Thresholds> = {}) => ({
  [name]: {
    thresholds: { ...alone, ...more },
    agents: [{ username: `${name}-ana`, kind: 'blended', side: 'outbound', availableAt: -60 }],
    calls: Array.from({ length: Math.floor(hourSeconds / everySeconds) }, (_, n) => ({
      at: (n + 0.5) * everySeconds,
      patienceSeconds: waits[n % waits.length],
      talkSeconds: 5,
    })),
    told: [{ at: 0, callsAvailable: 5 }],
  } satisfies GroupOfHour,
});

const ringSeconds = 2;
const talkSeconds = 10;

/** One agent on inbound, with so many seconds by turns between the end of a call and the next one. */
const withGaps = (name: string, gaps: readonly number[], more: Partial<Thresholds> = {}) => {
  const calls: { at: number; talkSeconds: number }[] = [];
  for (let at = 1; at < hourSeconds; at += ringSeconds + talkSeconds + (gaps[(calls.length - 1) % gaps.length] ?? 0)) {
    calls.push({ at, talkSeconds });
  }
  return {
    [name]: {
      thresholds: { ...alone, ...more },
      agents: [{ username: `${name}-ana`, kind: 'blended' }],
      calls,
      told: [{ at: 0, callsAvailable: 5 }],
    } satisfies GroupOfHour,
  };
};

describe('an hour of waits around blend-to-inbound/wait-seconds (10)', () => {
  it('fetches an agent once for each caller past it, and sends them out again as dwell and cap allow', async () => {
    const { moves } = await playHour({
      ...impatient('below', 60, [9.9]),
      ...impatient('around', 60, [9, 12]),
      ...impatient('uncapped', 60, [9, 12], uncapped),
      ...impatient('quick', 20, [9, 12]),
    });
    expect(moves).toEqual({
      // below: 60 callers, gone after 9.9 s. Nobody is fetched.
      // around: 60 callers, of whom 30 reach 10 s. Six times she goes out again; then twelve moves are within the hour, and
      // the thirteenth, which brought her back, was for a caller.
      'around-ana': { 'caller-waiting': 7, idle: 6 },
      // As many callers: each of the 30 fetches her, and 30 s later she is out again, but for the last.
      'uncapped-ana': { 'caller-waiting': 30, idle: 29 },
      // 180 callers: with one every 20 s she is not idle for 30 s again.
      'quick-ana': { 'caller-waiting': 1 },
    });
  });
});

describe('an hour of idle times around blend-to-outbound/idle-seconds (30)', () => {
  it('sends an agent out after each time past it, and never before, as the cap allows', async () => {
    const { moves } = await playHour({
      ...withGaps('below', [29]),
      ...withGaps('around', [29, 31]),
      ...withGaps('uncapped', [29, 31], uncapped),
    });
    expect(moves).toEqual({
      // below: 88 times 29 s. She stays.
      // around: 43 times 29 s at most and 42 times 31 s. Out after the longer ones, and back for the next caller, until twelve
      // moves are within the hour: from then on she stays on inbound.
      'around-ana': { idle: 6, 'caller-waiting': 6 },
      'uncapped-ana': { idle: 42, 'caller-waiting': 42 },
    });
  });
});
