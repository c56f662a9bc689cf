import fc from 'fast-check';
import { callsFor, canSpare, demandOf, missingFor, Needs } from '../../../core/blending/demand-target';
import { agentsAtWork, type TeamOfCampaigns, withAgents } from '../../../core/group/campaign-teams';
import { campaign } from './blend-views';

const names = ['a', 'b', 'c', 'd'];
const someTargets = fc
  .tuple(...names.map(() => fc.nat(4)))
  .map((most) => new Map(names.map((name, index) => [name, most[index] ?? 0])));
const sound = fc.uniqueArray(fc.record({ campaigns: fc.subarray(names), agents: fc.nat(4) }), {
  selector: ({ campaigns }) => campaigns.join(),
  maxLength: 6,
});
/** Counts may have drifted. */
const someTeams = fc.array(fc.record({ campaigns: fc.subarray(names), agents: fc.integer({ min: -1, max: 4 }) }), {
  maxLength: 6,
});

/** What Hall's theorem says of the most that can be at work: over every set of campaigns, those it can hold and all others. */
function byHall(teams: readonly TeamOfCampaigns[], targets: ReadonlyMap<string, number>): number {
  const sets = Array.from({ length: 2 ** names.length }, (_, bits) =>
    names.filter((_name, index) => bits & (1 << index)),
  );
  return Math.min(
    ...sets.map((full) => {
      const held = full.reduce((sum, name) => sum + (targets.get(name) ?? 0), 0);
      const others = teams.filter(({ campaigns }) => campaigns.some((name) => !full.includes(name)));
      return held + others.reduce((sum, { agents }) => sum + Math.max(0, agents), 0);
    }),
  );
}

describe.each([1, 2, 3])('agents at work (seed %i)', (seed) => {
  it('are as many as can be', () => {
    fc.assert(
      fc.property(someTeams, someTargets, (teams, targets) => {
        expect(agentsAtWork(teams, targets)).toBe(byHall(teams, targets));
      }),
      { seed, numRuns: 500 },
    );
  });

  it('are one more with an agent who is needed, as many as before with one who is not', () => {
    fc.assert(
      fc.property(sound, someTargets, fc.subarray(names), fc.integer({ min: 1, max: 3 }), (teams, most, own, last) => {
        const demand = demandOf(
          [...most].map(([name, agents], index) =>
            campaign(agents * 5, { campaign: name, priority: index === 0 ? last : 2 }),
          ),
          5,
        );
        const before = byHall(teams, most);
        const after = byHall(withAgents(teams, own, 1), most);
        expect(new Needs(demand, teams).at(own) !== null).toBe(after === before + 1);
        expect(missingFor(demand, teams, own)).toBe(byHall(withAgents(teams, own, 99), most) - before);
        expect(canSpare(demand, withAgents(teams, own, 1), own)).toBe(after === before);
      }),
      { seed, numRuns: 300 },
    );
  });
});

it('makes room for the agent of one campaign by sending who may work for two to the other', () => {
  const targets = new Map([
    ['renewals', 1],
    ['winback', 1],
  ]);
  const both = { campaigns: ['renewals', 'winback'], agents: 1 };
  expect(agentsAtWork([both, { campaigns: ['renewals'], agents: 1 }], targets)).toBe(2);
  expect(agentsAtWork([both, { campaigns: ['surveys'], agents: 1 }], targets)).toBe(1);
});

it('moves no more agents to another campaign than there are', () => {
  const targets = new Map([
    ['renewals', 1],
    ['winback', 5],
  ]);
  const teams = [
    { campaigns: ['renewals', 'winback'], agents: 1 },
    { campaigns: ['renewals'], agents: 3 },
  ];
  expect(agentsAtWork(teams, targets)).toBe(2);
  expect(agentsAtWork([...teams, { campaigns: ['renewals'], agents: 1 }], targets)).toBe(2);
});

describe('of what use one more agent is', () => {
  const demand = demandOf(
    [
      campaign(10),
      campaign(5, { campaign: 'winback', priority: 2 }),
      campaign(0, { campaign: 'surveys', minAgents: 3 }),
    ],
    5,
  );
  const both = ['renewals', 'winback'];

  it('is told by the first priority that gains by it, whoever then does the work', () => {
    expect(new Needs(demand, []).at(both)).toBe(1);
    expect(new Needs(demand, []).at(['winback'])).toBe(2);
    expect(new Needs(demand, [{ campaigns: ['renewals'], agents: 2 }]).at(both)).toBe(2);
    expect(
      new Needs(demand, [
        { campaigns: both, agents: 1 },
        { campaigns: ['winback'], agents: 1 },
      ]).at(['renewals']),
    ).toBe(1);
    expect(new Needs(demand, [{ campaigns: both, agents: 2 }]).at(['winback'])).toBe(2);
    expect(new Needs(demand, [{ campaigns: both, agents: 3 }]).at(both)).toBeNull();
    expect(new Needs(demand, []).at(['surveys'])).toBeNull();
    expect(new Needs(demand, []).at([])).toBeNull();
  });

  it('and so is how many are missing, and how many calls there are', () => {
    expect(missingFor(demand, [], both)).toBe(3);
    expect(missingFor(demand, [{ campaigns: both, agents: 1 }], ['renewals'])).toBe(2);
    expect(callsFor(demand, both)).toBe(15);
    expect(callsFor(demand, ['surveys'])).toBe(0);
  });
});
