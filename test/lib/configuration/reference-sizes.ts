import { parseEnvironment } from '../../../lib/configuration/parse-environment';
import { limitsOf } from '../../../lib/configuration/scale';
import type { EnvironmentInput } from '../../../lib/environments/schema';
import { prod } from '../example-environments';

/** So many groups of equal size, each with a queue and a campaign. */
export const groupsOf = (count: number, changes: object = {}): EnvironmentInput['groups'] =>
  Array.from({ length: count }, (_, index) => ({
    name: `group-${index + 1}`,
    queues: [{ owner: 'managed', name: `queue-${index + 1}` }],
    campaigns: [`campaign-${index + 1}`],
    routingProfiles: { owner: 'managed', kinds: ['blended', 'outbound'] },
    ...changes,
  }));

/** What AWS gives by default, one shard of everything: the columns of the table in docs/scale.md. */
const sizes = [
  ['100 agents, 2 groups', { agents: 100 }, groupsOf(2)],
  ['1,000, 20 groups', { agents: 1_000 }, groupsOf(20)],
  ['10,000, 20 groups', { agents: 10_000 }, groupsOf(20)],
  ['10,000, 1 group', { agents: 10_000 }, groupsOf(1)],
  ['the same, 5 `agentShards`', { agents: 10_000 }, groupsOf(1, { agentShards: 5 })],
] as const;

const environmentOf = (plan: EnvironmentInput['plan'], groups: EnvironmentInput['groups']) =>
  parseEnvironment(
    {
      ...prod,
      ...{ plan, groups, numbers: [], quotas: { concurrentCalls: 10 } },
      agentEvents: { owner: 'managed', shards: 1 },
    },
    'FILE',
  );

const figure = (value: number): string =>
  value >= 10 ? Math.round(value).toLocaleString('en-US') : String(Math.round(value * 10) / 10);

/** The table of docs/scale.md, line by line; what a plan passes is bold. */
export function scaleTable(): readonly string[] {
  const columns = sizes.map(([, plan, groups]) => limitsOf(environmentOf(plan, groups)));
  const [first] = columns;
  if (first === undefined) return [];
  const head = ['limit', 'there is', ...sizes.map(([name]) => name), 'alarm'];
  const rows = first.map(({ what, unit, has, alarm }, row) => [
    `${what}, ${unit}`,
    figure(has),
    ...columns.map((limits) => {
      const limit = limits[row];
      if (limit === undefined) return '';
      return limit.needs > limit.has ? `**${figure(limit.needs)}**` : figure(limit.needs);
    }),
    alarm === null ? '' : `\`${alarm}\``,
  ]);
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
}

/** What is nearest to its limit, or furthest beyond, of the first limits a size meets: ids, the nearest first. */
export function nearestLimits(agents: number, groups: number, count: number): readonly string[] {
  return [...limitsOf(environmentOf({ agents }, groupsOf(groups)))]
    .sort((a, b) => b.needs / b.has - a.needs / a.has)
    .slice(0, count)
    .map(({ id }) => id);
}
