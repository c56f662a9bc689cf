/** Agents who may work for the same campaigns, counted together: so a group of any size is a handful of figures. Pure. */
export interface Team {
  /** In the order of the directory; empty: for none. */
  readonly campaigns: readonly string[];
  readonly agents: number;
}

/** How many agents each campaign is worth, by its name. */
export type Targets = ReadonlyMap<string, number>;

/** The teams with so many agents more (or fewer) who may work for these campaigns. */
export function withAgents(teams: readonly Team[], campaigns: readonly string[], change: number): readonly Team[] {
  const key = campaigns.join();
  if (!teams.some((team) => team.campaigns.join() === key)) return [...teams, { campaigns, agents: change }];
  return teams.map((team) =>
    team.campaigns.join() === key ? { campaigns: team.campaigns, agents: team.agents + change } : team,
  );
}

/**
 * How many agents find work when each works for one of the campaigns they may work for and no campaign gets more than it
 * is worth: a maximum flow from teams to campaigns, found by augmenting paths. Teams below zero (counts may drift until
 * the next reconcile) have nobody.
 */
export function agentsAtWork(teams: readonly Team[], targets: Targets): number {
  const spare = new Map(targets);
  const given = teams.map(() => new Map<string, number>());
  let atWork = 0;
  for (const [index, team] of teams.entries()) {
    for (let left = Math.max(0, team.agents); left > 0; ) {
      const path = pathToSpare(teams, given, spare, index);
      if (path === null) break;
      const moved = Math.min(left, widthOf(path, given, spare));
      assign(path, moved, given, spare);
      left -= moved;
      atWork += moved;
    }
  }
  return atWork;
}

/** A team takes a place of a campaign; where that was full, the team that had it takes the next step's. */
interface Step {
  readonly team: number;
  readonly campaign: string;
}

type Given = readonly Map<string, number>[];

/** The shortest way from a team to a campaign that has places left; `null` when there is none. */
function pathToSpare(teams: readonly Team[], given: Given, spare: Targets, from: number): readonly Step[] | null {
  const cameBy = new Map<string, readonly Step[]>();
  const queue: { readonly team: number; readonly path: readonly Step[] }[] = [{ team: from, path: [] }];
  for (let next = queue.shift(); next; next = queue.shift()) {
    for (const campaign of teams[next.team]?.campaigns ?? []) {
      const places = spare.get(campaign);
      if (places === undefined || cameBy.has(campaign)) continue;
      const path = [...next.path, { team: next.team, campaign }];
      if (places > 0) return path;
      cameBy.set(campaign, path);
      for (const [team, held] of given.entries()) if ((held.get(campaign) ?? 0) > 0) queue.push({ team, path });
    }
  }
  return null;
}

/** How many agents may take the path at once. */
function widthOf(path: readonly Step[], given: Given, spare: Targets): number {
  const displaced = path
    .slice(1)
    .map(({ team }, index) => given[team]?.get(path[index]?.campaign ?? '') ?? Number.POSITIVE_INFINITY);
  return Math.min(spare.get(path.at(-1)?.campaign ?? '') ?? 0, ...displaced);
}

function assign(path: readonly Step[], agents: number, given: Given, spare: Map<string, number>): void {
  for (const [index, { team, campaign }] of path.entries()) {
    add(given[team], campaign, agents);
    const before = path[index - 1];
    if (before) add(given[team], before.campaign, -agents);
  }
  const last = path.at(-1);
  if (last) add(spare, last.campaign, -agents);
}

const add = (counts: Map<string, number> | undefined, key: string, change: number): void => {
  counts?.set(key, (counts.get(key) ?? 0) + change);
};
