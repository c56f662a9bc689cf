import { parseEnvironment } from '../../../lib/configuration/parse-environment';
import { planWarnings } from '../../../lib/configuration/plan-warnings';
import { limitsOf } from '../../../lib/configuration/scale';
import type { EnvironmentInput } from '../../../lib/environments/schema';
import { prod } from '../example-environments';
import { groupsOf } from './reference-sizes';

const environment = (changes: Partial<EnvironmentInput>) =>
  parseEnvironment({ ...prod, numbers: [], ...changes }, 'FILE');
const warningsOf = (changes: Partial<EnvironmentInput>): Readonly<Record<string, string>> =>
  Object.fromEntries(planWarnings(environment(changes)).map(({ id, message }) => [id, message]));
const [first, ...others] = prod.groups;
if (first === undefined) throw new Error('the example has a group');

describe('synth', () => {
  it('warns of nothing where there is no plan, or the plan fits', () => {
    const { plan: _, ...without } = prod;
    expect(planWarnings(parseEnvironment(without, 'FILE'))).toEqual([]);
    expect(warningsOf({ plan: { agents: 100 } })).toEqual({});
  });

  it('names the quota by its name and code, how much of it to ask for, and the field that says what was given', () => {
    const needed = { plan: { agents: 1_200 }, quotas: { concurrentCalls: 5_000 } };
    const { 'ccb:plan-users': users } = warningsOf(needed);
    expect(users).toBe(
      'The plan of prod passes a limit: users of the instance: 1,200 users, and there are 500. To do: Service Quotas, Amazon Connect, "Users per instance" (L-9A46857E): ask for 1,200 or more, and write what you were given into quotas.users. See docs/scale.md.',
    );
    expect(warningsOf({ ...needed, quotas: { concurrentCalls: 5_000, users: 1_200 } })).not.toHaveProperty(
      'ccb:plan-users',
    );
  });

  it.each([
    ['concurrent-calls', { plan: { agents: 400, inboundCallsPerHour: 6_000 }, quotas: { concurrentCalls: 500 } }],
    ['criteria', { plan: { agents: 400, inboundCallsPerHour: 90_000 } }],
    ['stop-contact', { plan: { agents: 400, tethersPerHour: 40_000 } }],
    ['agents-read', { plan: { agents: 13_000 } }],
    ['describe-contact', { plan: { agents: 400, inboundCallsPerHour: 200_000 } }],
    ['functions', { plan: { agents: 400 }, quotas: { concurrentCalls: 5_000, lambdaConcurrency: 10 } }],
    ['page-requests', { plan: { agents: 12_000 } }],
    ['put-events', { plan: { agents: 400, dialsPerHour: 900_000 } }],
    ['agent-shards', { plan: { agents: 9_000 } }],
    ['blend-agents', { plan: { agents: 3_000, dialsPerHour: 600_000 } }],
    ['agent-events', { plan: { agents: 6_000 } }],
    ['commands', { plan: { agents: 20_000 }, quotas: { concurrentCalls: 5_000, lambdaConcurrency: 300 } }],
  ] as const)('warns of %s', (id, changes) => {
    expect(warningsOf(changes)).toHaveProperty(`ccb:plan-${id}`);
  });

  it('counts supervisors at the wallboard among those who ask', () => {
    const plan = { agents: 10_000 };
    expect(warningsOf({ plan, wallboard: undefined })).not.toHaveProperty('ccb:plan-page-requests');
    expect(warningsOf({ plan, wallboard: {} })['ccb:plan-page-requests']).toContain('10,451 a second');
  });

  it('goes by the largest group, and says what its agentShards should be', () => {
    const groups = [{ ...first, agents: 5_000 }, ...others.map((group) => ({ ...group, agents: 100 }))];
    const plan = { agents: 5_100 };
    expect(warningsOf({ plan, groups })['ccb:plan-agent-shards']).toContain(
      `set agentShards of group ${first.name} to 3 or more`,
    );
    const sharded = groups.map((group, index) => (index === 0 ? { ...group, agentShards: 3 } : group));
    expect(warningsOf({ plan, groups: sharded })).not.toHaveProperty('ccb:plan-agent-shards');
  });

  it('asks for as many agentShards as the dials of a group need', () => {
    const groups = [{ ...first, agents: 1_900 }, ...others.map((group) => ({ ...group, agents: 50 }))];
    const plan = { agents: 2_000, dialsPerHour: 300_000 };
    const { 'ccb:plan-blend-agents': warning } = warningsOf({ plan, groups });
    const shards = Number(/to (\d+) or more/.exec(warning ?? '')?.[1]);
    const sharded = groups.map((group, index) => (index === 0 ? { ...group, agentShards: shards } : group));
    expect(warningsOf({ plan, groups: sharded })).not.toHaveProperty('ccb:plan-blend-agents');
  });

  it('refuses groups that do not fit their plan, or have none', () => {
    const groups = [{ ...first, agents: 80 }, ...others];
    expect(() => environment({ plan: { agents: 60 }, groups })).toThrow(
      '$.plan.agents: is 60; its groups say 80 together, it must be that or more',
    );
    const { plan: _, ...without } = prod;
    expect(() => parseEnvironment({ ...without, groups }, 'FILE')).toThrow(
      '$.groups[0].agents: is 80, and there is no plan they are part of; give plan.agents',
    );
  });

  it('asks for enough: what a warning says is what makes it go away', () => {
    const agents = 10_000;
    const before = limitsOf(environment({ plan: { agents }, groups: groupsOf(20) }));
    const has = (id: string): number => Math.ceil(before.find((limit) => limit.id === id)?.needs ?? 0);
    const quotas = {
      concurrentCalls: has('concurrent-calls'),
      reservedInboundCalls: prod.quotas.reservedInboundCalls ?? 2,
      users: has('users'),
      apiGatewayRequestsPerSecond: has('page-requests'),
      connectPerSecond: {
        StopContact: has('stop-contact'),
        DescribeContact: has('describe-contact'),
        GetCurrentUserData: has('agents-read'),
      },
    };
    const raised = {
      plan: { agents },
      groups: groupsOf(20),
      quotas,
      agentEvents: { owner: 'managed' as const, shards: 4 },
    };
    expect(Object.keys(warningsOf(raised))).toEqual(['ccb:plan-criteria']);
  });
});
