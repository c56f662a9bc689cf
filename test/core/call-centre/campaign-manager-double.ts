import {
  type CampaignCommand,
  type CampaignCommandOf,
  type CommandReply,
  subjectOf,
} from '../../../core/campaign-contract/commands';
import type { CampaignEvent } from '../../../core/campaign-contract/events';
import type { WorkState } from '../../../core/campaign-contract/identifiers';
import type { CampaignManagerClient } from '../../../core/campaign-contract/ports';

type Order = NonNullable<CampaignCommandOf<'ChangeAgentState'>['tether']>;
type Telling = CampaignEvent extends infer E ? (E extends CampaignEvent ? Omit<E, 'eventId' | 'at'> : never) : never;
type Answer = CommandReply extends infer R ? (R extends CommandReply ? Omit<R, 'commandId'> : never) : never;

/** An agent's place: `coming` until told that they are on the tether, not used while `not-ready`, `released` once given back. */
export interface Seat {
  readonly agentId: string;
  readonly order: Order;
  standing: 'coming' | 'ready' | 'not-ready' | 'released';
  work: WorkState;
  /** Of the AgentWork that first told of the customer; `null`: there is none. */
  customerSeq: number | null;
  seq: number;
  contactId: string | null;
  pending: { readonly commandId: string; readonly moveId: string | null }[];
  over: boolean;
}

/** What the double needs of the world: its clock, the phone, and somebody who hears its events. */
export interface Outside {
  readonly now: () => number;
  readonly after: (ms: number, run: () => Promise<void>) => void;
  /** Places the call and sends the token; the contact id once it is answered. */
  readonly dial: (seat: Seat, token: string) => Promise<void>;
  readonly hangUp: (contactId: string) => Promise<void>;
  readonly tell: (event: CampaignEvent) => void;
}

/** A Campaign Manager that keeps the contract, at once and in process, and may be told to misbehave. */
export class CampaignManagerDouble implements CampaignManagerClient {
  readonly seats = new Map<string, Seat>();
  readonly received: CampaignCommand[] = [];
  /** Not reachable. */
  down = false;
  /** It does what it is told, and its answers are lost. */
  mute = false;
  /** What calls to agents come to. */
  tetherCalls: 'right-token' | 'wrong-token' | 'unanswered' = 'right-token';
  /** Answers given instead of its own, once each. */
  readonly answers: ((command: CampaignCommand) => Answer | null | Promise<Answer | null>)[] = [];
  /** What its heartbeat says it can do. */
  abilities: readonly string[] = ['hold-agents', 'end-customer', 'finish-work'];
  /** Agents for whom nothing is begun, by group. */
  readonly held = new Map<string, { readonly agentIds: readonly string[]; readonly until: number }>();
  readonly #replies = new Map<string, CommandReply>();
  readonly #fences = new Map<string, number>();
  #events = 0;

  constructor(private readonly outside: Outside) {}

  async send(command: CampaignCommand): ReturnType<CampaignManagerClient['send']> {
    if (this.down) return { kind: 'unreachable', message: 'the Campaign Manager is down' };
    const known = this.#replies.get(command.commandId);
    if (!known) this.received.push(command);
    const reply = known ?? ({ ...(await this.#answer(command)), commandId: command.commandId } as CommandReply);
    this.#replies.set(command.commandId, reply);
    return this.mute ? { kind: 'unreachable', message: 'no answer within 3 s' } : { kind: 'reply', reply };
  }

  /** Whether it may use the agent now. */
  uses(agentId: string): boolean {
    return this.seats.get(agentId)?.standing === 'ready';
  }

  /** Whether nothing may be begun for the agent. */
  holds(agentId: string): boolean {
    const now = this.outside.now();
    return [...this.held.values()].some(({ agentIds, until }) => until > now && agentIds.includes(agentId));
  }

  /** The agent does this from now on, if they are in the pool. */
  work(agentId: string, state: WorkState): void {
    const seat = this.seats.get(agentId);
    if (seat === undefined || seat.standing === 'coming' || seat.standing === 'released') return;
    const mayBegin = seat.standing === 'ready' && seat.pending.length === 0 && !this.holds(agentId);
    if (state !== 'idle' && seat.work === 'idle' && !mayBegin) return;
    seat.work = state;
    this.report(seat);
    if (state === 'idle') this.#giveBack(seat);
  }

  report(seat: Seat): void {
    const { agentId, order, work } = seat;
    seat.seq += 1;
    const isCustomer = work === 'talking' || work === 'wrap-up';
    seat.customerSeq = isCustomer ? (seat.customerSeq ?? seat.seq) : null;
    const about = isCustomer ? { campaign: 'renewals', contact: `renewals-${seat.customerSeq}` } : {};
    this.tell({ type: 'AgentWork', agentId, tetherId: order.tetherId, seq: seat.seq, state: work, ...about });
  }

  tell(telling: Telling, at = this.outside.now()): CampaignEvent {
    const event = { ...telling, eventId: `e${++this.#events}`, at } as CampaignEvent;
    this.outside.tell(event);
    return event;
  }

  /** The call to an agent is over, whoever ended it. */
  lineOver(seat: Seat, why: 'hung-up' | 'no-answer' | 'renewed' = 'hung-up'): void {
    if (seat.over) return;
    seat.over = true;
    const { agentId, order } = seat;
    this.#leave(seat);
    this.tell({
      type: 'TetherProgress',
      agentId,
      tetherId: order.tetherId,
      state: why === 'no-answer' ? 'failed' : 'ended',
      why,
    });
  }

  /** It ends the call to an agent itself: to renew it, or because the line breaks. */
  async drop(agentId: string, why: 'hung-up' | 'renewed' = 'hung-up'): Promise<void> {
    const seat = this.seats.get(agentId);
    if (!seat) return;
    if (why === 'renewed') this.lineOver(seat, why);
    if (seat.contactId !== null) await this.outside.hangUp(seat.contactId);
  }

  async #answer(command: CampaignCommand): Promise<Answer> {
    const scripted = (await this.answers[0]?.(command)) ?? null;
    if (scripted !== null) {
      this.answers.shift();
      return scripted;
    }
    if (this.outside.now() > command.deadline) return { result: 'ignored', message: 'too late' };
    const fence = 'agentFence' in command ? command.agentFence : command.groupFence;
    if (fence < (this.#fences.get(subjectOf(command)) ?? 0)) return { result: 'ignored', message: 'old' };
    this.#fences.set(subjectOf(command), fence);
    if (command.type === 'HoldAgents') {
      const { group, agentIds, until } = command;
      this.held.set(group, { agentIds, until });
      return { result: 'accepted' };
    }
    const seat = this.seats.get(command.agentId);
    if (command.type === 'ChangeAgentState') return this.#changeState(command, seat);
    if (seat?.order.tetherId !== command.tetherId) {
      if (command.type === 'TetherStateChanged' && command.state === 'ended') return { result: 'accepted' };
      if (command.type === 'CancelRelease') return { result: 'ignored', message: 'no such tether' };
      return { result: 'refused', reason: 'unknown-tether' };
    }
    switch (command.type) {
      case 'TetherStateChanged':
        return this.#tetherChanged(command, seat);
      case 'ReleaseAgent':
        return this.#release(seat, command.commandId, command.moveId, command.when);
      case 'CancelRelease':
        seat.pending = seat.pending.filter(({ moveId }) => moveId !== command.moveId);
        return { result: 'accepted' };
      case 'PreviewDecided':
        return { result: 'accepted' };
      case 'EndCustomer':
      case 'FinishWork': {
        const phase = command.type === 'EndCustomer' ? 'talking' : 'wrap-up';
        const isTheirs = seat.customerSeq !== null && seat.customerSeq <= command.workSeq;
        if (!isTheirs || seat.work !== phase) return { result: 'refused', reason: 'no-customer' };
        this.work(command.agentId, phase === 'talking' ? 'wrap-up' : 'idle');
        return { result: 'accepted' };
      }
      case 'ReportAgentWork':
        if (seat.standing === 'released') return { result: 'ignored', message: 'was given back' };
        this.report(seat);
        return { result: 'accepted' };
    }
  }

  async #changeState(command: CampaignCommandOf<'ChangeAgentState'>, seat: Seat | undefined): Promise<Answer> {
    const { agentId, tether } = command;
    if (command.state !== 'available') {
      return seat ? this.#release(seat, command.commandId, null, 'after-work') : { result: 'released' };
    }
    if (seat && !tether) {
      if (seat.standing === 'released') return { result: 'ignored', message: 'was given back' };
      seat.pending = seat.pending.filter(({ moveId }) => moveId !== null);
      return { result: 'accepted' };
    }
    if (!tether) return { result: 'accepted' };
    if (seat && seat.work !== 'idle') return { result: 'refused', reason: seat.work };
    if (seat) await this.#hangUp(seat);
    const next: Seat = {
      ...{
        agentId,
        order: tether,
        standing: 'coming',
        work: 'idle',
        customerSeq: null,
        seq: 0,
        contactId: null,
        pending: [],
        over: false,
      },
    };
    this.seats.set(agentId, next);
    this.tell({ type: 'TetherProgress', agentId, tetherId: tether.tetherId, state: 'dialling' });
    this.outside.after(1_000, () => this.#place(next));
    return { result: 'accepted' };
  }

  async #place(seat: Seat): Promise<void> {
    const { agentId, order } = seat;
    if (this.seats.get(agentId) !== seat) return;
    if (this.tetherCalls === 'unanswered') {
      const left = Math.max(0, order.expiresAt - this.outside.now());
      return this.outside.after(left, async () => {
        if (this.seats.get(agentId) === seat) this.lineOver(seat, 'no-answer');
      });
    }
    this.tell({ type: 'TetherProgress', agentId, tetherId: order.tetherId, state: 'answered' });
    await this.outside.dial(seat, this.tetherCalls === 'wrong-token' ? '99999999' : order.token);
  }

  async #tetherChanged(command: CampaignCommandOf<'TetherStateChanged'>, seat: Seat): Promise<Answer> {
    if (command.state === 'ended') {
      await this.#hangUp(seat);
      return { result: 'accepted' };
    }
    if (seat.standing === 'released') return { result: 'ignored', message: 'was given back' };
    seat.standing = command.state;
    // Nothing new is begun for whoever is not ready; what they wish comes with ChangeAgentState.
    if (command.state === 'not-ready') return { result: 'accepted' };
    this.report(seat);
    this.#giveBack(seat);
    return { result: 'accepted' };
  }

  #release(seat: Seat, commandId: string, moveId: string | null, when: 'now' | 'after-work'): Answer {
    if (seat.standing === 'released' || seat.work === 'idle') {
      seat.standing = 'released';
      return { result: 'released' };
    }
    if (when === 'now') return { result: 'refused', reason: seat.work };
    seat.pending.push({ commandId, moveId });
    return { result: 'accepted' };
  }

  #giveBack(seat: Seat): void {
    const { agentId, order, pending } = seat;
    if (pending.length === 0) return;
    seat.standing = 'released';
    seat.pending = [];
    for (const request of pending) {
      this.tell({ type: 'ReleaseResult', agentId, tetherId: order.tetherId, ...request, result: 'released' });
    }
  }

  async #hangUp(seat: Seat): Promise<void> {
    this.#leave(seat);
    if (seat.contactId !== null) await this.outside.hangUp(seat.contactId);
    else this.lineOver(seat);
  }

  #leave(seat: Seat): void {
    if (this.seats.get(seat.agentId) === seat) this.seats.delete(seat.agentId);
    seat.standing = 'released';
  }
}
