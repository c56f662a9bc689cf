/** Calls to agents: placed on command, identified by the token, kept until one side ends them. */

import type { Scheduled, Scheduler } from '../../clock/scheduler';
import type { CampaignCommandOf } from '../../core/campaign-contract/commands';
import type { CampaignEventOf } from '../../core/campaign-contract/events';
import type { ContactId } from '../../core/ids';
import type { AgentConnection, AgentConnections, Tell } from './agent-connections';
import type { CampaignLatency } from './campaign-script';
import type { TetherPhone } from './tether-phone';
import { newSession } from './tether-session';

/** How a tether is to be placed: the number, the token to be pressed, and until when. */
export type TetherOrder = NonNullable<CampaignCommandOf<'ChangeAgentState'>['tether']>;
type Why = NonNullable<CampaignEventOf<'TetherProgress'>['why']>;

/**
 * Faults of one agent's tether calls while they last. `tether-unanswered`: the call rings until its token expires.
 * `tether-unmapped`: a wrong token is sent, and no other. `tether-drop`: the line breaks when the fault begins, and 1 s
 * after each time the agent is ready.
 */
export type TetherFault = 'tether-unanswered' | 'tether-unmapped' | 'tether-drop';

/** The caller's number of tether calls: one set aside for fiction. */
const ownNumber = '+12025550100';
const dropAgainAfterMs = 1000;
/** A line that is to be renewed and that nobody ended is hung up after this. */
const hangUpAnywayMs = 5000;

interface TetherCall {
  readonly connection: AgentConnection;
  readonly order: TetherOrder;
  /** `placing`: being answered right now. */
  state: 'waiting' | 'placing' | 'up' | 'over';
  contactId: ContactId | null;
  step: Scheduled | null;
  /** Why we end it, once we do. */
  endingFor: Why | null;
  /** Its end was told already. */
  told: boolean;
}

/** What tethers are placed with. */
export interface TetherParts {
  readonly scheduler: Scheduler;
  readonly phone: TetherPhone;
  readonly latency: CampaignLatency;
  readonly connections: AgentConnections;
  readonly tell: Tell;
  /** The agent of a tether is lost to customers: told before the connection is given up. */
  readonly lost: (connection: AgentConnection) => void;
}

/** Who gets a tether, as the application says. */
export type AgentOnTether = Pick<CampaignCommandOf<'ChangeAgentState'>, 'agentId' | 'username' | 'group' | 'campaigns'>;

/** Calls that keep agents connected: placed, named by their tokens, told of, and given up when they break. */
export class Tethers {
  readonly #calls = new Map<AgentConnection, TetherCall>();
  readonly #faults = new Set<string>();

  constructor(private readonly parts: TetherParts) {}

  /** Places a call for an agent, who gets a connection. */
  start(agent: AgentOnTether, order: TetherOrder): void {
    const { scheduler, connections, latency } = this.parts;
    const { agentId, username, group, campaigns } = agent;
    const { tetherId } = order;
    const connection = connections.open({ agentId, group, tetherId }, newSession(username, campaigns, scheduler.now()));
    const call: TetherCall = {
      connection,
      order,
      state: 'waiting',
      contactId: null,
      step: null,
      endingFor: null,
      told: false,
    };
    this.#calls.set(connection, call);
    this.#progress(call, 'dialling');
    call.step = scheduler.after(latency.tetherCallMs(), () => this.#place(call));
  }

  /** Ends a tether from our side. The agent is out of the pool at once; `ended` is told when the line is free. */
  end(connection: AgentConnection, why: Why): void {
    const call = this.#calls.get(connection);
    if (!call || call.endingFor) return;
    call.endingFor = why;
    this.#giveUpConnection(connection);
    if (call.state === 'waiting') this.#over(call, 'ended', why);
    else if (call.state === 'up') this.#hangUpSoon(call);
  }

  /** Done with this line, and a fresh one is expected: told first, since the other side ends it, knowing what for. */
  renew(connection: AgentConnection): void {
    const call = this.#calls.get(connection);
    if (!call || call.endingFor || call.state !== 'up') {
      this.end(connection, 'renewed');
      return;
    }
    call.endingFor = 'renewed';
    call.told = true;
    this.#progress(call, 'ended', 'renewed');
    this.#giveUpConnection(connection);
    call.step = this.parts.scheduler.after(hangUpAnywayMs, () => this.#hangUpSoon(call));
  }

  /** The agent is ready on the tether. */
  becameReady(connection: AgentConnection): void {
    const call = this.#calls.get(connection);
    if (!call || !this.#has('tether-drop', connection.username)) return;
    this.parts.scheduler.after(dropAgainAfterMs, () => {
      if (call.state === 'up' && this.#has('tether-drop', connection.username)) this.#hangUpSoon(call);
    });
  }

  setFault(username: string, fault: TetherFault, on: boolean): void {
    if (!on) {
      this.#faults.delete(`${fault} ${username}`);
      return;
    }
    this.#faults.add(`${fault} ${username}`);
    if (fault !== 'tether-drop') return;
    for (const call of this.#calls.values()) {
      if (call.connection.username === username && call.state === 'up') this.#hangUpSoon(call);
    }
  }

  #has = (fault: TetherFault, username: string): boolean => this.#faults.has(`${fault} ${username}`);

  async #place(call: TetherCall): Promise<void> {
    const { order, connection } = call;
    const { phone, scheduler } = this.parts;
    if (this.#has('tether-unanswered', connection.username)) {
      call.step = scheduler.at(order.expiresAt, () => this.#over(call, 'failed', 'no-answer'));
      return;
    }
    call.state = 'placing';
    let contactId: ContactId | null;
    try {
      contactId = await phone.dial(order.number, ownNumber);
    } catch {
      return this.#over(call, 'failed', 'carrier-error');
    }
    if (contactId === null) return this.#over(call, 'failed', 'busy');
    call.state = 'up';
    call.contactId = contactId;
    this.#progress(call, 'answered');
    phone.onEnded(contactId, () => this.#over(call, 'ended', call.endingFor ?? 'hung-up'));
    if (call.endingFor) return this.#hangUpSoon(call);
    const token = this.#has('tether-unmapped', connection.username) ? wrongToken(order.token) : order.token;
    // In a task of its own, so that what is told of the answer comes before what the token leads to.
    scheduler.after(0, async () => {
      if (call.state === 'up' && !call.endingFor) await phone.enter(contactId, token);
    });
  }

  #hangUpSoon(call: TetherCall): void {
    this.parts.scheduler.after(0, async () => {
      if (call.state === 'up' && call.contactId !== null) await this.parts.phone.hangUp(call.contactId);
    });
  }

  #over(call: TetherCall, state: 'failed' | 'ended', why: Why): void {
    if (call.state === 'over') return;
    call.state = 'over';
    call.step?.cancel();
    this.#calls.delete(call.connection);
    this.#giveUpConnection(call.connection);
    if (!call.told) this.#progress(call, state, why);
  }

  #giveUpConnection(connection: AgentConnection): void {
    if (!this.parts.connections.isTaken(connection)) return;
    this.parts.lost(connection);
    this.parts.connections.leave(connection);
  }

  #progress({ connection, order }: TetherCall, state: 'dialling' | 'answered' | 'failed' | 'ended', why?: Why): void {
    const about = { agentId: connection.agentId, tetherId: order.tetherId };
    this.parts.tell({ type: 'TetherProgress', ...about, state, ...(why && { why }) });
  }
}

/** Eight digits that are not the token. */
const wrongToken = (token: string): string => String((Number(token) + 1) % 100_000_000).padStart(8, '0');
