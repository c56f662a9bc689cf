/** Agents with a tether, and what the application is told of their work. */

import type { CampaignEvent } from '../../core/campaign-contract/events';
import type { AgentId, GroupId, MoveId, TetherId } from '../../core/ids';
import { settle } from './session-release';
import { campaignOf, contactOf, isFree, type TetherSession, workStateOf } from './tether-session';

/** An event without what every event has. */
export type Telling = CampaignEvent extends infer E
  ? E extends CampaignEvent
    ? Omit<E, 'eventId' | 'at'>
    : never
  : never;

/** Sends an event on its way to the application; its id and time are given there. */
export type Tell = (event: Telling) => void;

/** An agent and their tether: gone when the tether is. */
export interface AgentConnection {
  readonly agentId: AgentId;
  readonly username: string;
  /** The agent's, as the application said. */
  readonly group: GroupId;
  readonly tetherId: TetherId;
  session: TetherSession;
  /** Of the last AgentWork. */
  seq: number;
  /** What the last AgentWork said, in one string; `null` before the first. */
  told: string | null;
  /** Whoever they talk to, or have in wrap-up; `null`: nobody. */
  conversation: Conversation | null;
}

/** One customer on one tether, from being put through to the end of the wrap-up. */
export interface Conversation {
  readonly agentId: AgentId;
  readonly tetherId: TetherId;
  readonly campaign: string;
  readonly contact: string;
  /** Of the first AgentWork that told of it. */
  readonly seq: number;
  /** ms since the epoch. */
  readonly at: number;
}

/** For how long something may be said of a conversation; commands about one come within minutes. */
const rememberedMs = 600_000;

/** Agents on a tether or with one on its way, each with the session of their work; every change of it is told. */
export class AgentConnections {
  readonly #byAgent = new Map<AgentId, AgentConnection>();
  readonly #free = new Set<AgentConnection>();
  /** Oldest first. */
  readonly #conversations: Conversation[] = [];

  constructor(
    private readonly tell: Tell,
    private readonly now: () => number,
  ) {}

  of(agentId: AgentId): AgentConnection | null {
    return this.#byAgent.get(agentId) ?? null;
  }

  /** Those that come or leave while they are gone through are part of it, or not. */
  all(): Iterable<AgentConnection> {
    return this.#byAgent.values();
  }

  /** In the pool, asked for by nobody, and nobody has answered on their lines. */
  free(): Iterable<AgentConnection> {
    return this.#free;
  }

  open(
    { agentId, group, tetherId }: Pick<AgentConnection, 'agentId' | 'group' | 'tetherId'>,
    session: TetherSession,
  ): AgentConnection {
    const connection: AgentConnection = {
      agentId,
      username: session.username,
      group,
      tetherId,
      session,
      seq: 0,
      told: null,
      conversation: null,
    };
    this.#byAgent.set(agentId, connection);
    return connection;
  }

  isTaken(connection: AgentConnection): boolean {
    return this.#byAgent.get(connection.agentId) === connection;
  }

  /** The tether is over: whatever the agent was asked for is done by it. */
  leave(connection: AgentConnection): void {
    if (!this.isTaken(connection)) return;
    this.#byAgent.delete(connection.agentId);
    this.#free.delete(connection);
    const { pending } = connection.session;
    connection.session = { ...connection.session, standing: 'released', work: { doing: 'idle' }, pending: [] };
    for (const { commandId, moveId } of pending) this.#tellReleased(connection, commandId, moveId);
  }

  /** Puts a session in its next state, gives the agent back if that was waited for, and tells of changed work. */
  change(connection: AgentConnection, next: TetherSession): void {
    const cameReady = next.standing === 'ready' && connection.session.standing !== 'ready';
    const { session, given } = settle(next);
    connection.session = session;
    if (!this.isTaken(connection)) return;
    if (isFree(session)) this.#free.add(connection);
    else this.#free.delete(connection);
    for (const { commandId, moveId } of given) this.#tellReleased(connection, commandId, moveId);
    if (cameReady) connection.told = null;
    if (session.standing === 'coming' || session.standing === 'released') return;
    if (saysOf(session) !== connection.told) this.report(connection);
  }

  /** Tells what the agent does now. */
  report(connection: AgentConnection): void {
    const { session, agentId, tetherId } = connection;
    const [state, campaign, contact] = [workStateOf(session), campaignOf(session), contactOf(session)];
    connection.told = saysOf(session);
    connection.seq += 1;
    if (state !== 'talking' && state !== 'wrap-up') connection.conversation = null;
    else if (connection.conversation === null && campaign !== null && contact !== null) {
      const at = this.now();
      connection.conversation = { agentId, tetherId, campaign, contact, seq: connection.seq, at };
      while ((this.#conversations[0]?.at ?? at) < at - rememberedMs) this.#conversations.shift();
      this.#conversations.push(connection.conversation);
    }
    this.tell({ type: 'AgentWork', agentId, tetherId, seq: connection.seq, state, campaign, contact });
  }

  /** The conversation on a tether that was told of last, up to an AgentWork; the tether may be over. `null`: there was none. */
  conversation(about: Pick<Conversation, 'agentId' | 'tetherId'> & { readonly workSeq: number }): Conversation | null {
    const of = ({ agentId, tetherId, seq }: Conversation) =>
      agentId === about.agentId && tetherId === about.tetherId && seq <= about.workSeq;
    return this.#conversations.findLast(of) ?? null;
  }

  #tellReleased({ agentId, tetherId }: AgentConnection, commandId: string, moveId: MoveId | null): void {
    this.tell({ type: 'ReleaseResult', agentId, tetherId, commandId, moveId, result: 'released' });
  }
}

const saysOf = (session: TetherSession): string =>
  `${workStateOf(session)}\n${campaignOf(session) ?? ''}\n${contactOf(session) ?? ''}`;
