/** Agents with a tether, and what the application is told of their work. */
import type { CampaignEvent } from '../../core/campaign-contract/events';
import { campaignOf, contactOf, type Desk, isFree, settle, workStateOf } from './agent-desk';

/** An event without what every event has. */
export type Telling = CampaignEvent extends infer E
  ? E extends CampaignEvent
    ? Omit<E, 'eventId' | 'at'>
    : never
  : never;
export type Tell = (event: Telling) => void;

/** An agent and their tether: gone when the tether is. */
export interface Seat {
  readonly agentId: string;
  readonly username: string;
  /** The agent's, as the application said. */
  readonly group: string;
  readonly tetherId: string;
  desk: Desk;
  /** Of the last AgentWork. */
  seq: number;
  /** What the last AgentWork said, in one string; `null` before the first. */
  told: string | null;
}

export class Seats {
  readonly #byAgent = new Map<string, Seat>();
  readonly #free = new Set<Seat>();

  constructor(private readonly tell: Tell) {}

  of(agentId: string): Seat | null {
    return this.#byAgent.get(agentId) ?? null;
  }

  all(): readonly Seat[] {
    return [...this.#byAgent.values()];
  }

  /** In the pool, asked for by nobody, and nobody has answered on their lines. */
  free(): Iterable<Seat> {
    return this.#free;
  }

  sit({ agentId, group, tetherId }: Pick<Seat, 'agentId' | 'group' | 'tetherId'>, desk: Desk): Seat {
    const seat: Seat = { agentId, username: desk.username, group, tetherId, desk, seq: 0, told: null };
    this.#byAgent.set(agentId, seat);
    return seat;
  }

  isTaken(seat: Seat): boolean {
    return this.#byAgent.get(seat.agentId) === seat;
  }

  /** The tether is over: whatever the agent was asked for is done by it. */
  leave(seat: Seat): void {
    if (!this.isTaken(seat)) return;
    this.#byAgent.delete(seat.agentId);
    this.#free.delete(seat);
    const { pending } = seat.desk;
    seat.desk = { ...seat.desk, standing: 'released', work: { doing: 'idle' }, pending: [] };
    for (const { commandId, moveId } of pending) this.#tellReleased(seat, commandId, moveId);
  }

  /** Puts a desk in its next state, gives the agent back if that was waited for, and tells of changed work. */
  change(seat: Seat, next: Desk): void {
    const cameReady = next.standing === 'ready' && seat.desk.standing !== 'ready';
    const { desk, given } = settle(next);
    seat.desk = desk;
    if (!this.isTaken(seat)) return;
    if (isFree(desk)) this.#free.add(seat);
    else this.#free.delete(seat);
    for (const { commandId, moveId } of given) this.#tellReleased(seat, commandId, moveId);
    if (cameReady) seat.told = null;
    if (desk.standing === 'coming' || desk.standing === 'released') return;
    const says = [workStateOf(desk), campaignOf(desk), contactOf(desk)].join('\n');
    if (says !== seat.told) this.report(seat);
  }

  /** Tells what the agent does now. */
  report(seat: Seat): void {
    const { desk, agentId, tetherId } = seat;
    const [state, campaign, contact] = [workStateOf(desk), campaignOf(desk), contactOf(desk)];
    seat.told = [state, campaign, contact].join('\n');
    seat.seq += 1;
    this.tell({ type: 'AgentWork', agentId, tetherId, seq: seat.seq, state, campaign, contact });
  }

  #tellReleased({ agentId, tetherId }: Seat, commandId: string, moveId: string | null): void {
    this.tell({ type: 'ReleaseResult', agentId, tetherId, commandId, moveId, result: 'released' });
  }
}
