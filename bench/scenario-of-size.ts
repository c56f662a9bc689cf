/**
 * A contact centre of any size as a scenario file: groups of equal size, half of whose agents are blended and start inside, three
 * in ten start outside, a tenth each are of kind outbound and inbound; six calls an hour for each agent, of three minutes, and a
 * campaign that keeps everybody outside dialling.
 */
export function scenarioOfSize(size: {
  readonly groups: number;
  /** In all; a multiple of ten times the groups. */
  readonly agents: number;
  readonly seconds: number;
  readonly seed: number;
}): object {
  const { groups, agents, seconds, seed } = size;
  const each = agents / groups;
  const names = Array.from({ length: groups }, (_, index) => `g${String(index + 1).padStart(2, '0')}`);
  const some = (group: string, share: number, prefix: string, behaves: object) => ({
    count: each * share,
    prefix: `${group}${prefix}`,
    template: { group, availableAt: -30, ...behaves },
  });
  // The first call is missed, so that refusals are part of the figures.
  const offers = ['miss', ...[2, 3, 4, 3, 2].map((answerAfter) => ({ answerAfter }))];
  const missing = { offers, afterMiss: { availableAfter: 30 }, wrapUpSeconds: { uniform: [10, 40] } };
  return {
    name: 'of-size',
    seed,
    durationSeconds: seconds,
    groups: names.map((name) => ({
      name,
      queues: [`${name}-inbound`],
      campaigns: [`${name}-renewals`],
      thresholds: { 'blend-to-outbound/min-idle-inbound-agents': 2, 'blend-to-inbound/wait-seconds': 10 },
    })),
    people: names.flatMap((name) => [
      some(name, 0.5, 'b', { kind: 'blended', ...missing }),
      some(name, 0.3, 'o', { kind: 'blended', side: 'outbound', wrapUpSeconds: 20 }),
      some(name, 0.1, 'x', { kind: 'outbound' }),
      some(name, 0.1, 'i', { kind: 'inbound', wrapUpSeconds: 15 }),
    ]),
    arrivals: names.map((name) => ({
      queue: `${name}-inbound`,
      perHour: each * 6,
      talkSeconds: { exponential: 180 },
      patienceSeconds: { exponential: 180 },
    })),
    campaigns: names.map((name) => ({
      name: `${name}-renewals`,
      contacts: Math.ceil((each * 120 * seconds) / 3600) + 1000,
      pacing: { mode: 'progressive', linesPerAgent: 1 },
      ringSeconds: { uniform: [5, 25] },
      talkSeconds: { exponential: 150 },
      wrapUpSeconds: 15,
      answerProbability: 0.3,
    })),
  };
}
