import { seededChance } from '../../../clock/chance';
import { type GroupOfHour, hourSeconds, playHour } from './hour';
import { byAgent, movesOf } from './moves-of-hour';

const dwell = 45;
const cap = 8;

/** Everything at once around thresholds that are close together: demand with limits, callers, who is there. */
function restless(seed: number): GroupOfHour {
  const chance = seededChance(seed);
  const upTo = (most: number, source: string) => Math.floor((most + 1) * chance.next(source));
  const times = (source: string, mostSeconds: number): number[] => {
    const found: number[] = [];
    for (let at = 0; at < hourSeconds; at += 1 + upTo(mostSeconds, source)) found.push(at);
    return found;
  };
  const comesAndGoes = (agent: string) =>
    times(agent, 240).map((at, n) => ({ at, do: n % 2 === 0 ? 'available' : 'offline' }));
  return {
    thresholds: {
      'side/dwell-seconds': dwell,
      'side/max-moves-per-agent-hour': cap,
      'blend-to-outbound/idle-seconds': 20,
      'side/min-inbound-agents': 1,
      'side/min-outbound-agents': 2,
      'campaigns/calls-per-agent': 3,
      'campaigns/acquire-at-calls': 6,
      'campaigns/release-below-calls': 6,
    },
    agents: [
      ...['a1', 'a2', 'a3', 'a4', 'a5'].map((username) => ({ username, kind: 'blended' })),
      { username: 'ivy', kind: 'inbound', availableAt: null, timeline: comesAndGoes('ivy') },
      { username: 'otto', kind: 'outbound', availableAt: null, timeline: comesAndGoes('otto') },
    ],
    calls: times('calls', 60).map((at) => ({
      at,
      talkSeconds: upTo(120, 'talk'),
      patienceSeconds: 6 + upTo(10, 'wait'),
    })),
    told: times('told', 40).map((at) => {
      const minAgents = upTo(3, 'least');
      return { at, callsAvailable: upTo(12, 'demand'), minAgents, maxAgents: minAgents + upTo(3, 'most') };
    }),
  };
}

describe.each([1, 2, 3])('an hour of everything at random, with typical delays (seed %i)', (seed) => {
  it(`moves nobody within ${dwell} s or beyond ${cap} times an hour, but for callers`, async () => {
    const { lines } = await playHour({ busy: restless(seed) }, { seed, latency: 'typical' });
    const moves = movesOf(lines);
    // Lively enough to be held back: by four rules at least, and three agents or more up to the cap.
    expect(new Set(moves.map(({ rule }) => rule)).size).toBeGreaterThanOrEqual(4);
    expect([...byAgent(moves).values()].filter(({ length }) => length >= cap).length).toBeGreaterThanOrEqual(3);
  });
});
