/** One agent of the application, played by the kit: commands about them, and what may be told of them when. */

import type { CampaignCommand, CampaignCommandOf } from '../../../core/campaign-contract/commands';
import type { CampaignEvent, CampaignEventOf } from '../../../core/campaign-contract/events';
import type { PreviewOutcome, WorkState } from '../../../core/campaign-contract/identifiers';
import type { AgentId, PreviewId, TetherId } from '../../../core/ids';
import { AgentLimits } from './agent-limits';
import { type CommandLine, resultOf, type Told, wordsOf } from './command-line';
import type { EventRecord } from './event-record';
import type { Findings } from './findings';
import type { RowId } from './rows';
import { patience, type Time } from './time';

type Work = CampaignEventOf<'AgentWork'>;
type Offer = CampaignEventOf<'PreviewOffered'>;
type Own<T extends CampaignCommand['type']> = Omit<
  CampaignCommandOf<T>,
  'type' | 'commandId' | 'agentFence' | 'deadline' | 'agentId' | 'tetherId'
>;

/** What a story needs did not come about: it cannot go on, and what it did not see stays open. */
export class OutOfReachError extends Error {
  override readonly name = 'OutOfReachError';
}

/** What a played agent acts and looks with. */
export interface AgentParts {
  readonly time: Time;
  readonly line: CommandLine;
  readonly record: EventRecord;
  readonly findings: Findings;
  /** The number tethers are to be placed to, E.164. */
  readonly tetherNumber: string;
}

const deadlineMs = 60_000;
export const usualGroup = 'conformance';

/** An agent by the commands the application would send about them, each with a higher fence than the one before. */
export class TestAgent {
  tetherId = '';
  #fence = 0;
  #tethers = 0;
  #moves = 0;
  #offersSeen = 0;
  /** What the agent may be used for. */
  readonly limits: AgentLimits;

  constructor(
    readonly agentId: AgentId,
    readonly username: string,
    private campaigns: readonly string[],
    private readonly parts: AgentParts,
    readonly groupName: string = usualGroup,
  ) {
    this.limits = new AgentLimits(parts);
    parts.record.listen(({ event, arrivedAt }) => {
      const judged = event.type === 'AgentWork' || event.type === 'PreviewOffered';
      if (judged && event.tetherId === this.tetherId) this.limits.judge({ event, arrivedAt });
    });
  }

  /** The latest AgentWork on this tether. */
  get work(): Work | null {
    return this.works().at(-1) ?? null;
  }

  /** AgentWork on this tether, in the order of seq. */
  works(): readonly Work[] {
    return this.parts.record
      .of('AgentWork')
      .flatMap(({ event }) => (event.tetherId === this.tetherId ? [event] : []))
      .sort((a, b) => a.seq - b.seq);
  }

  /** TetherProgress of this tether, by when it happened. */
  progress(): readonly CampaignEventOf<'TetherProgress'>[] {
    return this.parts.record
      .of('TetherProgress')
      .flatMap(({ event }) => (event.tetherId === this.tetherId ? [event] : []))
      .sort((a, b) => a.at - b.at);
  }

  /** What the agent does, as last told. */
  get state(): string {
    return this.work?.state ?? 'silent';
  }

  /** A command about this agent, with the next fence unless told otherwise. */
  command<T extends CampaignCommand['type']>(
    type: T,
    fields: Own<T> & { readonly tetherId?: TetherId },
    more: { readonly fence?: number; readonly deadline?: number; readonly agentId?: AgentId } = {},
  ): CampaignCommandOf<T> {
    this.#fence += 1;
    const agentFence = more.fence ?? this.#fence;
    return {
      type,
      commandId: `${this.agentId}:${this.#fence}`,
      agentFence,
      deadline: more.deadline ?? this.parts.time.now() + deadlineMs,
      agentId: more.agentId ?? this.agentId,
      ...(type === 'ChangeAgentState' ? {} : { tetherId: this.tetherId }),
      ...fields,
    } as unknown as CampaignCommandOf<T>;
  }

  send<T extends CampaignCommand['type']>(type: T, fields: Own<T>): Promise<Told> {
    return this.parts.line.send(this.command(type, fields));
  }

  /** Leaves room for commands with a fence below the highest seen. */
  skipFences(count: number): void {
    this.#fence += count;
  }

  nextMove(): string {
    this.#moves += 1;
    return `${this.agentId}:move-${this.#moves}`;
  }

  /** A wish of the agent; `available` with a new tether to be called at, or without. */
  wish(state: 'available' | 'not-ready' | 'logged-out', withTether = false): Own<'ChangeAgentState'> {
    const order = { tether: withTether ? this.#nextTether() : undefined };
    const common = {
      username: this.username,
      group: this.groupName,
      campaigns: [...this.campaigns],
      reason: 'conformance',
    };
    return { ...common, state, ...(order.tether && { tether: order.tether }) };
  }

  /** The agent may work for other campaigns: told on the tether there is. */
  changesTo(campaigns: readonly string[]): Promise<Told> {
    this.campaigns = campaigns;
    return this.send('ChangeAgentState', this.wish('available'));
  }

  tetherChanged(state: 'ready' | 'not-ready' | 'ended'): Promise<Told> {
    if (state === 'ready') this.limits.ready();
    return this.send('TetherStateChanged', { state, why: 'conformance' } as Own<'TetherStateChanged'>);
  }

  release(when: 'now' | 'after-work', moveId = this.nextMove()): Promise<Told> {
    return this.send('ReleaseAgent', { moveId, when, reason: 'conformance' } as Own<'ReleaseAgent'>);
  }

  decide(previewId: PreviewId, outcome: PreviewOutcome): Promise<Told> {
    const by = outcome === 'withdrawn' ? 'system' : 'agent';
    return this.send('PreviewDecided', { previewId, outcome, by, reason: 'conformance' } as Own<'PreviewDecided'>);
  }

  /** Asks for a tether and waits until it is answered. */
  async takeTether(): Promise<void> {
    const told = await this.send('ChangeAgentState', this.wish('available', true));
    if (resultOf(told) !== 'accepted') throw new OutOfReachError(`a tether was asked for and ${wordsOf(told)}`);
    await this.untilAnswered();
  }

  async untilAnswered(): Promise<void> {
    const answered = await this.find('TetherProgress', ({ state }) => state !== 'dialling', patience.tetherMs);
    if (answered?.state === 'answered') return;
    const seen = answered ? `TetherProgress ${answered.state}` : 'no TetherProgress';
    throw new OutOfReachError(`the tether was not answered: ${seen} came within ${patience.tetherMs / 1000} s`);
  }

  /** A tether with the agent on it: what every other story begins with. */
  async comeReady(): Promise<void> {
    await this.takeTether();
    const told = await this.tetherChanged('ready');
    if (resultOf(told) !== 'accepted') throw new OutOfReachError(`ready was told and ${wordsOf(told)}`);
  }

  /** Waits for the agent's next work of a kind, the present one included. */
  async until(states: readonly WorkState[], more: (work: Work) => boolean = () => true): Promise<Work> {
    const { work } = this;
    if (work && states.includes(work.state) && more(work)) return work;
    const after = work?.seq ?? 0;
    const found = await this.find(
      'AgentWork',
      (next) => next.seq > after && states.includes(next.state) && more(next),
      patience.customerMs,
    );
    if (found) return found;
    throw new OutOfReachError(
      `no AgentWork ${states.join(' or ')} came for ${this.username} within ${patience.customerMs / 1000} s; the last said ${this.state}`,
    );
  }

  /** The next preview offered to this agent. */
  async nextOffer(): Promise<Offer> {
    const offers = () => this.parts.record.of('PreviewOffered').filter(({ event }) => event.tetherId === this.tetherId);
    let next = offers()[this.#offersSeen]?.event;
    if (!next) {
      await this.parts.record.find(
        (event): event is Offer => event.type === 'PreviewOffered' && event.tetherId === this.tetherId,
        patience.customerMs,
        this.parts.record.arrivals.length,
      );
      next = offers()[this.#offersSeen]?.event;
    }
    if (!next)
      throw new OutOfReachError(`no preview was offered to ${this.username} within ${patience.customerMs / 1000} s`);
    this.#offersSeen += 1;
    return next;
  }

  /** An event of this tether that fits, there or to come within the time; `null` otherwise. */
  find<T extends CampaignEvent['type']>(
    type: T,
    fits: (event: CampaignEventOf<T>) => boolean,
    withinMs: number,
  ): Promise<CampaignEventOf<T> | null> {
    const { tetherId } = this;
    return this.parts.record.find((event): event is CampaignEventOf<T> => {
      if (event.type !== type || !('tetherId' in event) || event.tetherId !== tetherId) return false;
      return fits(event as CampaignEventOf<T>);
    }, withinMs);
  }

  /** From now on nobody new may be called for the agent, or the row fails. What they are at may go on. */
  close(row: RowId): void {
    this.limits.close(row, this.work);
  }

  /** Somebody new may be called for the agent again. */
  reopen(): void {
    this.limits.reopen();
  }

  /** Waits, and finds that the row holds unless somebody was called meanwhile. */
  async staysClosed(row: RowId): Promise<void> {
    await this.parts.time.sleep(patience.quietMs);
    this.parts.findings.holds(row);
  }

  #nextTether() {
    this.#tethers += 1;
    this.tetherId = `${this.agentId}:tether-${this.#tethers}`;
    this.limits.newTether();
    this.#offersSeen = 0;
    return {
      tetherId: this.tetherId,
      number: this.parts.tetherNumber,
      token: String(10_000_000 + this.#tethers),
      attempt: 1,
      expiresAt: this.parts.time.now() + deadlineMs,
    };
  }
}
