import { movesInLastHour } from '../../core/agent/outbound';
import type { PlannedMove } from '../../core/agent/planned-move';
import { planMoves } from '../../core/blending/plan-moves';
import type { LedgerMove } from '../../core/group/group-ledger';
import { type Candidate, draftOfferPlan } from '../../core/offering/offer-plan';
import { Callers } from '../events/callers';
import { Timers } from '../events/timers';
import type { Totals } from '../measures/estimate';
import { Waits } from '../measures/waits';
import type { Sampler, Streams } from '../random/sampler';
import { type Activity, campaigns, type GroupAgent, viewOf } from './group-agent';
import type { GroupModel } from './schema';
import type { Simulation } from './simulation';

/** The measure that is the service level of callers who came in one segment, 0 the first. */
export const segmentLevel = (segment: number): string => `serviceLevel of segment ${segment}`;

const never = Number.POSITIVE_INFINITY;
const hourMs = 3_600_000;
const { round, max } = Math;

/** The timer by which a decision is made although nothing happened; agent a has the timer a + 1, callers those after. */
const look = 0;

/**
 * A group with one campaign that never runs dry, decided by the rules of the product: who takes a caller by `draftOfferPlan`, who
 * crosses between the sides by `planMoves` (docs/what-if.md#group). Times are whole ms, as they are in the product: a wait of
 * ten seconds is reached at ten seconds.
 */
export class GroupSimulation implements Simulation {
  events = 0;
  private now = 0;
  private readonly agents: GroupAgent[];
  private readonly byId: ReadonlyMap<string, GroupAgent>;
  private readonly callers = new Callers();
  private readonly names: string[] = [];
  private timers: Timers;
  private nextArrival: number;
  private moves: LedgerMove[] = [];
  private held: ReadonlySet<string> = new Set();
  private moveCount = 0;
  private callCount = 0;
  private readonly samplers: Readonly<
    Record<'between' | 'service' | 'dial' | 'answers' | 'talk' | 'wrapUp' | 'moving', Sampler>
  >;
  private readonly patience: Sampler | null;

  private waits: Waits;
  private bySegment: Waits[] = [];
  private measuredFrom = 0;
  private countedTo = 0;
  private busy = 0;
  private talking = 0;
  private busyMs = 0;
  private talkMs = 0;
  private completed = 0;
  private outboundEnds = 0;

  constructor(
    private readonly model: GroupModel,
    streams: Streams,
  ) {
    this.agents = Array.from({ length: model.agents }, (_, number) => ({
      number,
      agentId: `agent-${String(number + 1).padStart(6, '0')}`,
      activity: 'idle',
      sideSince: 0,
      idleSince: 0,
      availableSince: 0,
      movedAt: [],
      move: null,
    }));
    this.byId = new Map(this.agents.map((agent) => [agent.agentId, agent]));
    this.timers = new Timers(this.idsNeeded());
    this.samplers = {
      between: streams.sampler('arrivals', { kind: 'exponential', mean: 1 }),
      service: streams.sampler('service', model.inboundSeconds),
      dial: streams.sampler('dial', model.dialSeconds),
      answers: streams.sampler('answers', { kind: 'uniform', from: 0, to: 1 }),
      talk: streams.sampler('outbound service', model.outboundSeconds),
      wrapUp: streams.sampler('wrap-up', model.wrapUpSeconds),
      moving: streams.sampler('move', model.moveSeconds),
    };
    this.patience = model.patienceSeconds ? streams.sampler('patience', model.patienceSeconds) : null;
    this.waits = new Waits(model.waitSeconds);
    this.forgetSegments();
    this.nextArrival = this.arrivalAfter(this.samplers.between());
    this.decide();
  }

  advance(until: number): void {
    const untilMs = until * 1000;
    for (;;) {
      const { nextAt } = this.timers;
      if (this.nextArrival <= nextAt) {
        if (this.nextArrival > untilMs) break;
        this.now = this.nextArrival;
        this.nextArrival = this.arrivalAfter(this.samplers.between());
        this.arrive();
      } else {
        if (nextAt > untilMs) break;
        this.now = nextAt;
        const id = this.timers.take();
        if (id === look) this.decide();
        else if (id <= this.agents.length) this.agentTimer(this.agents[id - 1] as GroupAgent);
        else this.giveUp(id - 1 - this.agents.length);
      }
      this.events++;
    }
    this.now = untilMs;
  }

  startMeasuring(): void {
    this.count();
    this.waits = new Waits(this.model.waitSeconds);
    this.forgetSegments();
    this.measuredFrom = this.now;
    this.busyMs = this.talkMs = this.completed = this.outboundEnds = 0;
  }

  totals(): Totals {
    this.count();
    const hours = (this.now - this.measuredFrom) / hourMs;
    const agentHours = hours * this.agents.length;
    const segments = this.bySegment.flatMap((waits, segment) => {
      const { serviceLevel } = waits.totals();
      return serviceLevel ? [[segmentLevel(segment), serviceLevel] as const] : [];
    });
    // When a caller who gave up would have been served is not known: the rules would have fetched somebody for them.
    const { virtualWaitOver: _, ...waits } = this.waits.totals();
    return {
      ...waits,
      talkMinutesPerAgentHour: { sum: this.talkMs / 60_000, per: agentHours },
      movesPerAgentHour: { sum: this.completed, per: agentHours },
      outboundPerHour: { sum: this.outboundEnds, per: hours },
      utilisation: { sum: this.busyMs / hourMs, per: agentHours },
      ...Object.fromEntries(segments),
    };
  }

  private forgetSegments(): void {
    this.bySegment = this.model.arrivalsPerHour.map(() => new Waits(this.model.waitSeconds));
  }

  /** When the next caller comes, so many mean distances after now, at the rates of the segments it falls in. */
  private arrivalAfter(distances: number): number {
    const { arrivalsPerHour, segmentSeconds } = this.model;
    const segmentMs = segmentSeconds * 1000;
    let left = distances;
    let at = this.now;
    for (let segment = Math.floor(at / segmentMs); ; segment++) {
      const rate = (arrivalsPerHour[segment % arrivalsPerHour.length] as number) / hourMs;
      const end = (segment + 1) * segmentMs;
      if (left < rate * (end - at)) return round(at + left / rate);
      left -= rate * (end - at);
      at = end;
    }
  }

  private segmentAt(at: number): Waits {
    const { arrivalsPerHour, segmentSeconds } = this.model;
    return this.bySegment[Math.floor(at / (segmentSeconds * 1000)) % arrivalsPerHour.length] as Waits;
  }

  private arrive(): void {
    const service = this.samplers.service();
    const patience = this.patience === null ? never : this.patience();
    const agent = this.whoIsAsked(this.now);
    if (agent !== null) {
      this.waits.atOnce();
      this.segmentAt(this.now).atOnce();
      this.become(agent, 'call', service);
      return;
    }
    const caller = this.callers.join(this.now, service);
    this.names[caller] = `call-${++this.callCount}`;
    if (this.idsNeeded() > this.timers.ids) this.timers = this.timers.withRoomFor(this.idsNeeded());
    if (patience < never) this.timers.set(this.timerOf(caller), this.now + round(patience * 1000));
    this.decide();
  }

  /** By the product's rule: whom a caller who was queued then is offered to now; null: nobody is idle. */
  private whoIsAsked(queuedAt: number): GroupAgent | null {
    const idle = this.agents
      .filter(({ activity }) => activity === 'idle')
      .map(({ agentId, idleSince }): Candidate => ({ agentId, username: agentId, availableSince: idleSince }))
      .sort((a, b) => a.availableSince - b.availableSince || (a.username < b.username ? -1 : 1));
    if (idle.length === 0) return null;
    const plan = draftOfferPlan({
      now: this.now,
      queuedAt,
      holdUntil: null,
      triedCount: 0,
      unattended: false,
      ends: 'open',
      isPilot: false,
      required: [],
      idle,
      others: [],
      awaitsNews: false,
      thresholds: this.model.thresholds,
    });
    return plan.agentId === null ? null : (this.byId.get(plan.agentId) ?? null);
  }

  private giveUp(caller: number): void {
    const arrivedAt = this.callers.arrivedAt[caller] as number;
    const waited = (this.now - arrivedAt) / 1000;
    this.waits.gaveUp(waited);
    this.segmentAt(arrivedAt).gaveUp(waited);
    this.callers.leave(caller);
    this.decide();
  }

  private agentTimer(agent: GroupAgent): void {
    switch (agent.activity) {
      case 'call':
        this.becomeIdle(agent);
        break;
      case 'coming-in':
        this.completeMove(agent);
        this.becomeIdle(agent);
        break;
      case 'going-out':
        this.completeMove(agent);
        this.becomeAvailable(agent);
        this.decide();
        break;
      case 'dial':
        if (this.samplers.answers() < this.model.answerProbability) this.become(agent, 'talk', this.samplers.talk());
        else this.becomeAvailable(agent);
        break;
      case 'talk':
        this.outboundEnds++;
        this.become(agent, 'wrap-up', this.samplers.wrapUp());
        break;
      default:
        this.becomeAvailable(agent);
    }
  }

  /** On the inbound side: takes the caller who waits longest, if the product's rule offers them. */
  private becomeIdle(agent: GroupAgent): void {
    this.become(agent, 'idle', null);
    agent.idleSince = this.now;
    const caller = this.callers.line.first;
    const asked = caller < 0 ? null : this.whoIsAsked(this.callers.arrivedAt[caller] as number);
    if (asked !== null) {
      const arrivedAt = this.callers.arrivedAt[caller] as number;
      const waited = (this.now - arrivedAt) / 1000;
      this.waits.served(waited);
      this.segmentAt(arrivedAt).served(waited);
      this.timers.cancel(this.timerOf(caller));
      this.callers.leave(caller);
      this.become(asked, 'call', this.callers.serviceSeconds[caller] as number);
    }
    this.decide();
  }

  /** On the tether, with nothing in hand: comes in where that was promised, waits where callers are in need, else is dialled for. */
  private becomeAvailable(agent: GroupAgent): void {
    agent.availableSince = this.now;
    if (agent.move !== null) {
      this.begin(agent, { ...agent.move, when: 'now' });
    } else if (this.held.has(agent.agentId)) {
      this.become(agent, 'held', null);
      this.decide();
    } else {
      this.become(agent, 'dial', max(0.001, this.samplers.dial()));
    }
  }

  private completeMove(agent: GroupAgent): void {
    this.completed++;
    this.moves = this.moves.filter(({ agentId }) => agentId !== agent.agentId);
    agent.move = null;
    agent.sideSince = this.now;
  }

  /** One decision of the product, carried out. */
  private decide(): void {
    const callers: { callId: string; queuedAt: number }[] = [];
    for (let id = this.callers.line.first; id >= 0; id = this.callers.line.next(id)) {
      callers.push({ callId: this.names[id] as string, queuedAt: this.callers.arrivedAt[id] as number });
    }
    const view = viewOf(this.agents, callers, this.moves);
    const plan = planMoves(view, this.model.thresholds, this.now);
    for (const { agentId } of plan.cancelled) {
      this.moves = this.moves.filter((move) => move.agentId !== agentId);
      (this.byId.get(agentId) as GroupAgent).move = null;
    }
    for (const planned of plan.moves) this.carryOut(planned);
    this.timers.cancel(look);
    if (plan.nextCheckAt !== null) this.timers.set(look, max(this.now, plan.nextCheckAt));
    this.held = new Set(plan.hold ?? []);
    for (const agent of this.agents) {
      if (agent.activity === 'held' && agent.move === null && !this.held.has(agent.agentId))
        this.becomeAvailable(agent);
    }
  }

  private carryOut({ agentId, username, to, rule, callId, when }: PlannedMove): void {
    const agent = this.byId.get(agentId) as GroupAgent;
    const moveId = `m${++this.moveCount}`;
    const decidedAt = this.now;
    const move: LedgerMove = {
      moveId,
      agentId,
      username,
      to,
      campaigns: [...campaigns],
      rule,
      callId,
      when,
      decidedAt,
      deadline: null,
    };
    if (when === 'now') {
      this.begin(agent, move);
      return;
    }
    agent.move = move;
    this.moves = [...this.moves, move];
  }

  private begin(agent: GroupAgent, move: LedgerMove): void {
    agent.move = move;
    this.moves = [...this.moves.filter(({ moveId }) => moveId !== move.moveId), move];
    agent.movedAt = [...movesInLastHour(agent, this.now), this.now];
    this.become(agent, move.to === 'inbound' ? 'coming-in' : 'going-out', this.samplers.moving());
  }

  /** `seconds` until that is over; null: until something else happens. */
  private become(agent: GroupAgent, activity: Activity, seconds: number | null): void {
    this.count();
    this.busy += Number(isBusy(activity)) - Number(isBusy(agent.activity));
    this.talking += Number(activity === 'talk') - Number(agent.activity === 'talk');
    agent.activity = activity;
    if (seconds !== null) this.timers.set(agent.number + 1, this.now + round(seconds * 1000));
  }

  private count(): void {
    const passed = this.now - this.countedTo;
    this.busyMs += this.busy * passed;
    this.talkMs += this.talking * passed;
    this.countedTo = this.now;
  }

  private timerOf(caller: number): number {
    return 1 + this.agents.length + caller;
  }

  private idsNeeded(): number {
    return 1 + this.agents.length + this.callers.places;
  }
}

const isBusy = (activity: Activity): boolean => activity === 'call' || activity === 'talk' || activity === 'wrap-up';
