import { staffedChange } from '../../../core/agent/steps/agent-step';
import { nobodyStaffed, teamKey, teamsOf } from '../../../core/group/group-ledger';
import { anAgent, onTether } from '../../adapters/contract/builders';

const names = ['winback', 'renewals', 'surveys'];

describe('teams as a decision sees them', () => {
  it('have their campaigns in the order of the directory, whatever order they were counted in', () => {
    const teams = { [teamKey(['winback', 'renewals'])]: 2, '': 1, surveys: 0 };
    expect(teamsOf({ inbound: 0, outbound: 3, teams }, names)).toEqual([
      { campaigns: ['winback', 'renewals'], agents: 2 },
      { campaigns: [], agents: 1 },
    ]);
  });

  it('take who is counted in none, or for a campaign that is no more, for somebody who may work for everything', () => {
    expect(teamsOf({ inbound: 0, outbound: 3, teams: {} }, names)).toEqual([{ campaigns: names, agents: 3 }]);
    expect(teamsOf({ inbound: 0, outbound: 4, teams: { gone: 1, 'renewals,winback': 2 } }, names)).toEqual([
      { campaigns: ['winback', 'renewals'], agents: 2 },
      { campaigns: names, agents: 2 },
    ]);
  });

  it('are nobody where counts have drifted below zero, and no more than counted where they have drifted above', () => {
    expect(teamsOf({ inbound: 0, outbound: 1, teams: { surveys: -2, winback: 3 } }, names)).toEqual([
      { campaigns: ['winback'], agents: 3 },
    ]);
    expect(teamsOf(nobodyStaffed, names)).toEqual([]);
  });
});

describe('what a step adds to the counts', () => {
  const outside = (campaigns: readonly string[], group = 'sales') =>
    anAgent('ann', { idle: false, outbound: onTether('ann'), campaigns, group });

  it('is one change for each group it concerns', () => {
    expect(staffedChange(outside(['a']), outside(['a', 'b']))).toEqual([
      { group: 'sales', inbound: 0, outbound: 0, teams: { a: -1, 'a,b': 1 } },
    ]);
    expect(staffedChange(anAgent('ann'), outside(['a']))).toEqual([
      { group: 'sales', inbound: -1, outbound: 1, teams: { a: 1 } },
    ]);
    expect(staffedChange(outside(['a']), outside(['b'], 'service'))).toEqual([
      { group: 'sales', inbound: 0, outbound: -1, teams: { a: -1 } },
      { group: 'service', inbound: 0, outbound: 1, teams: { b: 1 } },
    ]);
  });

  it('is one for the side alone where no team is concerned', () => {
    expect(staffedChange(null, anAgent('ann'))).toEqual([{ group: 'sales', inbound: 1, outbound: 0, teams: {} }]);
    expect(staffedChange(anAgent('ann'), anAgent('ann', { staffed: false }))).toEqual([
      { group: 'sales', inbound: -1, outbound: 0, teams: {} },
    ]);
  });

  it('is nothing where nothing counts otherwise', () => {
    expect(staffedChange(outside(['a', 'b']), outside(['b', 'a']))).toEqual([]);
    expect(staffedChange(anAgent('ann', { campaigns: ['a'] }), anAgent('ann', { campaigns: [] }))).toEqual([]);
    expect(staffedChange(null, anAgent('ann', { staffed: false }))).toEqual([]);
  });
});
