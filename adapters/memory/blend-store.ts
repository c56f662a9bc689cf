import { blendPool, teamOfRank } from '../../core/agent/agent-place';
import { nominees } from '../../core/blending/nominees';
import type { BlendBounds, BlendReading, BlendStore } from '../../core/blending/ports';
import type { Clock } from '../../core/clock';
import { type GroupLedger, nobodyStaffed, type Staffing, sumOf } from '../../core/group/group-ledger';
import { mostTasks, type WaitingTask } from '../../core/group/waiting-task';
import type { AgentId, GroupId } from '../../core/ids';
import { inForce } from '../../core/thresholds/kill-switches';
import { ShardTurns, unreadOutbound } from '../shard-turns';
import { memberOf, taskIn, waitingNow } from '../task-members';
import type { MemoryAgentStore } from './agent-store';
import type { MemoryCallMeter } from './call-meter';
import type { MemoryCallStore } from './call-store';
import type { MemoryCampaignStore } from './campaign-store';
import type { MemoryThresholdBacking } from './thresholds';

/** The stores whose records a decision reads; their indexes lag as they were made to. */
export interface BlendParts {
  readonly agents: MemoryAgentStore;
  readonly calls: MemoryCallStore;
  readonly campaigns: MemoryCampaignStore;
  readonly meter: MemoryCallMeter;
  readonly thresholds: Pick<MemoryThresholdBacking, 'fresh'>;
  readonly clock: Clock;
}

export class MemoryBlendStore implements BlendStore {
  private readonly turns = new ShardTurns();
  private readonly ledgers = new Map<GroupId, GroupLedger>();
  private readonly counts = new Map<GroupId, Staffing>();
  private readonly waiting = new Map<GroupId, ReadonlySet<string>>();

  constructor(private readonly parts: BlendParts) {}

  async read(
    group: GroupId,
    campaigns: readonly string[],
    bounds: BlendBounds,
    also: readonly AgentId[],
  ): Promise<BlendReading & { readonly also: BlendReading['outbound'] }> {
    const { agents, calls, meter, thresholds, clock } = this.parts;
    const idle = agents.movable(blendPool(group, 'inbound'), bounds.idleInboundCount);
    const shard = this.turns.next(group, bounds.outboundShards, clock.now());
    const outbound = agents.movable(blendPool(group, 'outbound', shard), bounds.outboundListed);
    const turn = this.ledgers.get(group)?.turn ?? 0;
    const idleInbound = agents.known(chosen(idle, bounds.idleInbound, turn));
    const onTethers = chosen(outbound, bounds.outbound, turn);
    const records = await Promise.all(campaigns.map((campaign) => this.parts.campaigns.load(campaign)));
    return {
      ledger: await this.ledger(group),
      staffed: await this.staffed(group),
      thresholds: inForce(await thresholds.fresh(group), clock.now()),
      waiting: calls.listed(group, bounds.waiting),
      idleInbound,
      idleInboundCount: idle.length,
      outbound: agents.known(onTethers),
      unread: {
        inbound: Math.max(0, idle.length - bounds.idleInbound),
        outbound: unreadOutbound(outbound.length, bounds.outbound, bounds.outboundShards),
      },
      outboundUnread: outbound.map(({ id }) => id).filter((id) => !onTethers.includes(id)),
      also: agents.known(also),
      campaigns: records.flatMap((record) => record ?? []),
      link: await this.parts.campaigns.link(),
      callsInProgress: await meter.inProgress(clock.now()),
      tasksWaiting: waitingNow([...this.tasksOf(group)], clock.now()),
    };
  }

  async ledger(group: GroupId): Promise<GroupLedger | null> {
    return this.ledgers.get(group) ?? null;
  }

  async saveLedger(ledger: GroupLedger, expected: number): Promise<'saved' | 'conflict'> {
    if ((this.ledgers.get(ledger.group)?.version ?? 0) !== expected) return 'conflict';
    this.ledgers.set(ledger.group, ledger);
    return 'saved';
  }

  async taskWaits(group: GroupId, task: WaitingTask): Promise<void> {
    const tasks = this.tasksOf(group);
    if (tasks.size < mostTasks) this.waiting.set(group, new Set([...tasks, memberOf(task)]));
  }

  async tasksOver(group: GroupId, tasks: readonly WaitingTask[]): Promise<void> {
    const over = tasks.map(memberOf);
    this.waiting.set(group, new Set([...this.tasksOf(group)].filter((member) => !over.includes(member))));
  }

  async tasks(group: GroupId): Promise<readonly WaitingTask[]> {
    return [...this.tasksOf(group)].map(taskIn);
  }

  private tasksOf(group: GroupId): ReadonlySet<string> {
    return this.waiting.get(group) ?? new Set();
  }

  async countStaffed(group: GroupId, change: Staffing): Promise<void> {
    this.counts.set(group, sumOf([this.countOf(group), change]));
  }

  async dropTeams(group: GroupId, dropped: readonly string[]): Promise<void> {
    const counts = this.countOf(group);
    if (dropped.some((team) => counts.teams[team] !== 0)) return;
    const teams = Object.entries(counts.teams).filter(([team]) => !dropped.includes(team));
    this.counts.set(group, { ...counts, teams: Object.fromEntries(teams) });
  }

  async staffed(group: GroupId): Promise<Staffing> {
    return this.countOf(group);
  }

  private countOf(group: GroupId): Staffing {
    return this.counts.get(group) ?? nobodyStaffed;
  }
}

const chosen = (listed: ReturnType<MemoryAgentStore['movable']>, limit: number, turn: number): readonly string[] =>
  nominees(listed, ({ rank }) => teamOfRank(rank), limit, turn).map(({ id }) => id);
