/** Agents who may work for the same campaigns, counted together: so a group of any size is a handful of figures. Pure. */
export interface TeamOfCampaigns {
  /** Empty: for none. */
  readonly campaigns: readonly string[];
  readonly agents: number;
}

/** How many agents each campaign has work for, by its name. */
export type Targets = ReadonlyMap<string, number>;

/** The teams with so many agents more (or fewer) who may work for these campaigns. */
export function withAgents(
  teams: readonly TeamOfCampaigns[],
  campaigns: readonly string[],
  change: number,
): readonly TeamOfCampaigns[] {
  const key = campaigns.join();
  if (!teams.some((team) => team.campaigns.join() === key)) return [...teams, { campaigns, agents: change }];
  return teams.map((team) =>
    team.campaigns.join() === key ? { campaigns: team.campaigns, agents: team.agents + change } : team,
  );
}

/** A team takes a place of a campaign; where that was full, the team that had it takes the next step's. */
interface Step {
  readonly team: number;
  readonly campaign: string;
}

/**
 * Agents shared out over campaigns: each works for one of those they may work for, no campaign gets more than it has work for,
 * and as many as possible have work. A maximum flow from teams to campaigns, by augmenting paths: one more agent costs one
 * search, which is as long as teams times campaigns at the most.
 */
export class SharedOut {
  readonly #teams: (readonly string[])[] = [];
  readonly #given: Map<string, number>[] = [];
  readonly #spare: Map<string, number>;
  #atWork = 0;

  constructor(teams: readonly TeamOfCampaigns[], targets: Targets) {
    this.#spare = new Map(targets);
    for (const { campaigns, agents } of teams) this.add(campaigns, agents);
  }

  /** How many have work. */
  get atWork(): number {
    return this.#atWork;
  }

  /** Whether one more agent who may work for these campaigns would have work, or give it to another. */
  needs(campaigns: readonly string[]): boolean {
    return this.#pathFrom(campaigns, -1) !== null;
  }

  /** So many agents more, below 1: nobody. Answers how many more have work. */
  add(campaigns: readonly string[], agents: number): number {
    const team = this.#teams.push(campaigns) - 1;
    this.#given.push(new Map());
    let left = Math.max(0, agents);
    while (left > 0) {
      const path = this.#pathFrom(campaigns, team);
      if (path === null) break;
      const moved = Math.min(left, this.#widthOf(path));
      this.#assign(path, moved);
      left -= moved;
    }
    const found = Math.max(0, agents) - left;
    this.#atWork += found;
    return found;
  }

  /** The shortest way to a campaign that has places left; `null` when there is none. */
  #pathFrom(campaigns: readonly string[], from: number): readonly Step[] | null {
    const seen = new Set<string>();
    const queue: { readonly team: number; readonly of: readonly string[]; readonly path: readonly Step[] }[] = [
      { team: from, of: campaigns, path: [] },
    ];
    for (let next = queue.shift(); next; next = queue.shift()) {
      for (const campaign of next.of) {
        const places = this.#spare.get(campaign);
        if (places === undefined || seen.has(campaign)) continue;
        const path = [...next.path, { team: next.team, campaign }];
        if (places > 0) return path;
        seen.add(campaign);
        for (const [team, held] of this.#given.entries()) {
          if ((held.get(campaign) ?? 0) > 0) queue.push({ team, of: this.#teams[team] ?? [], path });
        }
      }
    }
    return null;
  }

  /** How many agents may take the path at once. */
  #widthOf(path: readonly Step[]): number {
    const displaced = path
      .slice(1)
      .map(({ team }, index) => this.#given[team]?.get(path[index]?.campaign ?? '') ?? Number.POSITIVE_INFINITY);
    return Math.min(this.#spare.get(path.at(-1)?.campaign ?? '') ?? 0, ...displaced);
  }

  #assign(path: readonly Step[], agents: number): void {
    for (const [index, { team, campaign }] of path.entries()) {
      add(this.#given[team], campaign, agents);
      const before = path[index - 1];
      if (before) add(this.#given[team], before.campaign, -agents);
    }
    const last = path.at(-1);
    if (last) add(this.#spare, last.campaign, -agents);
  }
}

const add = (counts: Map<string, number> | undefined, key: string, change: number): void => {
  counts?.set(key, (counts.get(key) ?? 0) + change);
};

/** How many agents of all have work. */
export const agentsAtWork = (teams: readonly TeamOfCampaigns[], targets: Targets): number =>
  new SharedOut(teams, targets).atWork;
