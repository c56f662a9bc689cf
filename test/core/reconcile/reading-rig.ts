import { type BucketRate, connectRate } from '../../../adapters/connect/token-bucket';
import { MemoryDirectorySource } from '../../../adapters/memory/directory-source';
import { MemoryRateLimiter } from '../../../adapters/memory/rate-limiter';
import type { AgentRecord } from '../../../core/agent/agent';
import { startingOutbound } from '../../../core/agent/outbound';
import type { RosterAnswer, RosterEntry } from '../../../core/reconcile/ports';
import type { RosterQuestion, Round } from '../../../core/reconcile/reading-round';
import { continueRound, reconcile } from '../../../core/reconcile/reconcile';
import { reconcileQueue } from '../../../lambdas/reconcile/contract';
import { anAgent } from '../../adapters/contract/builders';
import { Agenda } from '../call-centre/agenda';
import { CallCentre, start } from '../call-centre/call-centre';
import { Killed } from '../call-centre/dying-ports';
import { type KillAt, Mortality } from '../call-centre/mortality';
import { directory } from '../directory-of-two-groups';
import { RosterDouble } from './roster-double';

const mortal = [
  'agents',
  'calls',
  'blend',
  'meter',
  'campaigns',
  'limiter',
  'roster',
  'rounds',
  'roundQueue',
  'timers',
];

export interface RigOptions {
  readonly groups: number;
  readonly agentsPerGroup: number;
  /** What the account is allowed of GetCurrentUserData, and our bucket is told; 2 a second unless told. */
  readonly rate?: BucketRate;
  readonly kill?: KillAt | null;
}

const groupName = (index: number): string => `group-${String(index).padStart(3, '0')}`;

/**
 * Groups of agents of kind outbound in one process: reconcile once a minute, its messages, a Connect whose quota is filled by
 * the clock, and who was read when. Our records and Connect agree until a test says otherwise. Time passes only in `pass`,
 * and while Connect answers.
 */
export class ReadingRig {
  readonly centre = new CallCentre();
  readonly agentIds: string[] = [];
  /** Seconds from the start at which each agent was read. */
  readonly readAt = new Map<string, number[]>();
  /** What Connect was asked, and answered. */
  readonly asked: { readonly at: number; readonly question: RosterQuestion; readonly kind: string }[] = [];
  /** What Connect has of agents that our records do not say; `null`: not logged in. */
  readonly differs = new Map<string, Partial<RosterEntry> | null>();
  /** How long Connect takes for a page, ms. */
  answersAfterMs = 150;
  /** Whether Connect throttles a question although there is room. */
  throttles: () => boolean = () => false;
  /** Whether asking this fails, with an error that has no meaning for us. */
  fails: (question: RosterQuestion) => boolean = () => false;
  /** Whether the question names something that Connect does not know any more. */
  absent: (question: RosterQuestion) => boolean = () => false;
  /** Whether a token is not good any more. */
  stale: (token: string | null) => boolean = () => false;
  /** When a message comes, ms after its delay, once for each. */
  deliveries: (round: Round) => readonly number[] = () => [20];
  readonly portCalls = new Map<string, number>();
  readonly mortality: Mortality;
  readonly #agenda = new Agenda(this.centre);
  readonly #ports: CallCentre;
  readonly #roster = new RosterDouble(() => this.#present());
  #entries: readonly RosterEntry[] | null = null;

  private constructor(options: RigOptions) {
    const rate = options.rate ?? connectRate;
    this.mortality = new Mortality(options.kill ?? null, () => this.elapsed);
    const quota = new MemoryRateLimiter(this.centre.clock, () => rate);
    const parts: Record<string, object> = {
      limiter: new MemoryRateLimiter(this.centre.clock, () => rate),
      roster: { page: (question: RosterQuestion, token: string | null) => this.#page(quota, question, token) },
      roundQueue: { send: async (round: Round, delayMs: number) => this.#sent(round, delayMs) },
      timers: { arm: async () => {} },
    };
    const part = (role: string): object =>
      this.#counted(role, parts[role] ?? (Reflect.get(this.centre, role) as object));
    const ports = Object.fromEntries(mortal.map((role) => [role, this.mortality.gate(role, part(role))]));
    const groups = Array.from({ length: options.groups }, (_, index) => {
      const name = groupName(index);
      return {
        name,
        queues: [{ id: `queue-${name}`, name }],
        routingProfiles: [{ id: `profile-${name}`, kind: 'outbound', startsOn: 'outbound' } as const],
        campaigns: [],
        agentShards: 1,
      };
    });
    const source = new MemoryDirectorySource({ ...directory, groups });
    this.#ports = Object.assign(Object.create(this.centre), { ...ports, directory: source });
  }

  static async of(options: RigOptions): Promise<ReadingRig> {
    const rig = new ReadingRig(options);
    for (let group = 0; group < options.groups; group++) {
      for (let index = 0; index < options.agentsPerGroup; index++)
        await rig.#startCampaignManager(groupName(group), index);
      const count = { inbound: 0, outbound: options.agentsPerGroup, teams: { '': options.agentsPerGroup } };
      await rig.centre.blend.countStaffed(groupName(group), count);
    }
    rig.#agenda.after(60_000, () => rig.#minute());
    return rig;
  }

  async #startCampaignManager(group: string, index: number): Promise<void> {
    const agentId = `${group}-agent-${String(index).padStart(5, '0')}`;
    this.agentIds.push(agentId);
    const record: AgentRecord = anAgent(agentId, {
      group,
      pool: `${group}/0`,
      kind: 'outbound',
      idle: false,
      campaigns: [],
      routingProfileId: `profile-${group}`,
      queueIds: [],
      status: { name: 'Break', type: 'CUSTOM', since: start },
      observedAt: start,
      availableSince: null,
      idleOnSideSince: null,
      outbound: startingOutbound('outbound', start),
    });
    await this.centre.agents.save(record, null, { dropClaim: false });
  }

  get elapsed(): number {
    return (this.centre.now - start) / 1000;
  }

  pass(seconds: number): Promise<void> {
    return this.#agenda.pass(seconds);
  }

  /** Connect has this of an agent from now on. */
  shows(agentId: string, entry: Partial<RosterEntry> | null): void {
    this.differs.set(agentId, entry);
    this.#entries = null;
  }

  async #minute(): Promise<void> {
    this.#agenda.after(60_000, () => this.#minute());
    await this.mortality.survives(() => reconcile(this.#ports));
  }

  #sent(round: Round, delayMs: number): void {
    const delay = Math.max(1, Math.ceil(delayMs / 1000)) * 1000;
    const message = JSON.parse(JSON.stringify(round));
    for (const late of this.deliveries(round)) this.#agenda.after(delay + late, () => this.#comes(message, 1));
  }

  async #comes(round: Round, received: number): Promise<void> {
    if (await this.mortality.survives(() => continueRound(this.#ports, round))) return;
    const { visibilityTimeoutSeconds, maxReceiveCount } = reconcileQueue;
    if (received < maxReceiveCount)
      this.#agenda.after(visibilityTimeoutSeconds * 1000, () => this.#comes(round, received + 1));
  }

  async #page(quota: MemoryRateLimiter, question: RosterQuestion, token: string | null): Promise<RosterAnswer> {
    const at = this.elapsed;
    if (this.fails(question)) throw new Killed();
    const room = await quota.take('GetCurrentUserData', 0);
    const answer = this.#refusal(room.taken, question, token) ?? (await this.#roster.page(question, token));
    this.asked.push({ at, question, kind: answer.kind });
    this.centre.now += this.answersAfterMs;
    if (answer.kind !== 'page') return answer;
    const observedAt = start + at * 1000;
    const entries = answer.entries.map((entry) => ({ ...entry, observedAt }));
    for (const { agentId } of entries) this.readAt.set(agentId, [...(this.readAt.get(agentId) ?? []), at]);
    return { ...answer, entries };
  }

  #refusal(hasRoom: boolean, question: RosterQuestion, token: string | null): RosterAnswer | null {
    if (!hasRoom || this.throttles()) return { kind: 'throttled' };
    if (this.absent(question)) return { kind: 'absent' };
    return this.stale(token) ? { kind: 'invalid' } : null;
  }

  #present(): readonly RosterEntry[] {
    this.#entries ??= this.agentIds.flatMap((agentId): readonly RosterEntry[] => {
      const differs = this.differs.get(agentId);
      if (differs === null) return [];
      return [
        {
          agentId,
          observedAt: 0,
          status: { name: 'Break', type: 'CUSTOM', since: start },
          nextStatus: null,
          routingProfileId: `profile-${agentId.slice(0, 'group-000'.length)}`,
          voiceSlotsAvailable: 1,
          contacts: [],
          ...differs,
        },
      ];
    });
    return this.#entries;
  }

  #counted(role: string, port: object): object {
    return new Proxy(port, {
      get: (target, key) => {
        const member: unknown = Reflect.get(target, key, target);
        if (typeof member !== 'function') return member;
        return (...given: readonly unknown[]) => {
          const name = `${role}.${String(key)}`;
          this.portCalls.set(name, (this.portCalls.get(name) ?? 0) + 1);
          return member.apply(target, given);
        };
      },
    });
  }

  /** Rounds that came to their end, and what they found. */
  rounds() {
    return this.centre.decisions.decisions.flatMap((decision) =>
      decision.type === 'reconcile.done' ? [decision.inputs] : [],
    );
  }

  repairs(): readonly string[] {
    return this.centre.decisions.decisions.flatMap((decision) =>
      decision.type === 'state.repaired' ? [`${decision.what} ${decision.id}`] : [],
    );
  }

  /** The longest that any agent who is logged in went without being read, s, from when the first was read to now. */
  longestUnread(): number {
    const first = Math.min(...[...this.readAt.values()].flatMap(([at]) => at ?? []));
    const present = this.agentIds.filter((agentId) => this.differs.get(agentId) !== null);
    const gaps = present.map((agentId) => {
      const times = [first, ...(this.readAt.get(agentId) ?? []), this.elapsed];
      return Math.max(...times.slice(1).map((time, index) => time - (times[index] ?? time)));
    });
    return Math.max(...gaps);
  }
}
