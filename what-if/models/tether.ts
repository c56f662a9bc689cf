import { Callers } from '../events/callers';
import { Line } from '../events/line';
import { Timers } from '../events/timers';
import type { Totals } from '../measures/estimate';
import { Waits } from '../measures/waits';
import type { Sampler, Streams } from '../random/sampler';
import type { TetherModel } from './schema';
import type { Simulation } from './simulation';

const never = Number.POSITIVE_INFINITY;

/** Where an agent is, and what they do there. */
const inboundIdle = 0;
const inboundBusy = 1;
const tethered = 2;
const outboundBusy = 3;

/**
 * Agents of two pools: those for callers, and those on a tether who wait for the next customer of a campaign
 * (docs/what-if.md#tether). Each waiting caller has a clock that asks for an idle tethered agent; each idle agent of the
 * inbound pool has one by which they go out. A move takes no time, and whoever comes in takes the caller at the head.
 *
 * Timers: of agent a, the end of what they are at, or of their idleness; of caller k, number agents + 2 k, the end of their
 * patience, and the number after it, their clock.
 */
export class TetherSimulation implements Simulation {
  events = 0;
  private now = 0;
  private readonly agents: number;
  private readonly state: Uint8Array;
  private readonly idle: Line;
  private readonly onTether: Line;
  private readonly callers = new Callers();
  private timers: Timers;
  private nextArrival: number;
  private busy = 0;
  private inPool: number;
  private readonly between: Sampler;
  private readonly inboundTime: Sampler;
  private readonly outboundTime: Sampler;
  private readonly tetherIdle: Sampler;
  private readonly patience: Sampler | null;
  private readonly releaseAfter: Sampler;
  private readonly acquireAfter: Sampler;
  /** A fixed clock is a threshold: whoever has waited so long takes the next agent whose customer hangs up. A random one rings once. */
  private readonly isThreshold: boolean;
  /** Waiting callers past a fixed threshold. */
  private readonly overdue: Line;
  private isOverdue: Uint8Array;

  private waits: Waits;
  private measuredFrom = 0;
  private countedTo = 0;
  private busySeconds = 0;
  private poolSeconds = 0;
  private outboundEnds = 0;
  private releases = 0;
  private acquires = 0;

  constructor(
    private readonly model: TetherModel,
    streams: Streams,
  ) {
    const { agents } = model;
    this.agents = agents;
    this.inPool = agents;
    this.state = new Uint8Array(agents);
    this.idle = new Line(agents);
    this.onTether = new Line(agents);
    this.timers = new Timers(this.idsNeeded());
    this.overdue = new Line(this.callers.places);
    this.isOverdue = new Uint8Array(this.callers.places);
    this.between = streams.sampler('arrivals', { kind: 'exponential', mean: 3600 / model.arrivalsPerHour });
    this.inboundTime = streams.sampler('service', model.inboundSeconds);
    this.outboundTime = streams.sampler('outbound service', model.outboundSeconds);
    this.tetherIdle = streams.sampler('tether idle', model.tetherIdleSeconds);
    this.patience = model.patienceSeconds ? streams.sampler('patience', model.patienceSeconds) : null;
    this.releaseAfter = streams.sampler('release clock', model.releaseAfterSeconds);
    this.acquireAfter = streams.sampler('acquire clock', model.acquireAfterSeconds);
    this.isThreshold = model.releaseAfterSeconds.kind === 'fixed';
    this.waits = new Waits(model.waitSeconds);
    this.nextArrival = this.between();
    for (let agent = 0; agent < agents; agent++) this.becomeIdle(agent);
  }

  advance(until: number): void {
    for (;;) {
      if (this.nextArrival <= this.timers.nextAt) {
        if (this.nextArrival > until) break;
        this.now = this.nextArrival;
        this.nextArrival += this.between();
        this.arrive();
        this.events++;
      } else {
        if (this.timers.nextAt > until) break;
        this.now = this.timers.nextAt;
        const id = this.timers.take();
        if (id < this.agents) {
          this.agentTimer(id);
          this.events++;
        } else if ((id - this.agents) % 2 === 0) {
          this.giveUp((id - this.agents) / 2);
          this.events++;
        } else if (this.callerClock((id - this.agents - 1) / 2)) {
          this.events++;
        }
      }
    }
    this.now = until;
  }

  startMeasuring(): void {
    this.count();
    this.waits = new Waits(this.model.waitSeconds);
    this.measuredFrom = this.now;
    this.busySeconds = this.poolSeconds = this.outboundEnds = this.releases = this.acquires = 0;
  }

  totals(): Totals {
    this.count();
    const seconds = this.now - this.measuredFrom;
    const hours = seconds / 3600;
    return {
      ...this.waits.totals(),
      utilisation: { sum: this.busySeconds, per: seconds * this.agents },
      outboundPerHour: { sum: this.outboundEnds, per: hours },
      releasesPerHour: { sum: this.releases, per: hours },
      acquiresPerHour: { sum: this.acquires, per: hours },
      meanInboundAgents: { sum: this.poolSeconds, per: seconds },
    };
  }

  private arrive(): void {
    const serviceSeconds = this.inboundTime();
    const patience = this.patience === null ? never : this.patience();
    if (this.idle.size > 0) {
      const agent = this.idle.first;
      this.idle.leave(agent);
      this.timers.cancel(agent);
      this.waits.atOnce();
      this.startInbound(agent, serviceSeconds);
      return;
    }
    const caller = this.callers.join(this.now, serviceSeconds);
    if (this.idsNeeded() > this.timers.ids) {
      this.timers = this.timers.withRoomFor(this.idsNeeded());
      this.overdue.growTo(this.callers.places);
      const { isOverdue } = this;
      this.isOverdue = new Uint8Array(this.callers.places);
      this.isOverdue.set(isOverdue);
    }
    if (patience < never) this.timers.set(this.patienceOf(caller), this.now + patience);
    this.timers.set(this.clockOf(caller), this.now + this.releaseAfter());
  }

  private agentTimer(agent: number): void {
    switch (this.state[agent]) {
      case inboundIdle:
        this.idle.leave(agent);
        this.acquires++;
        this.changePool(-1);
        this.goOnTether(agent);
        return;
      case inboundBusy:
        this.endWork();
        this.freeInbound(agent);
        return;
      case tethered:
        this.onTether.leave(agent);
        this.state[agent] = outboundBusy;
        this.startWork(agent, this.outboundTime());
        return;
      default:
        this.outboundEnds++;
        this.endWork();
        this.goOnTether(agent);
    }
  }

  /** Answers whether it brought somebody in. */
  private callerClock(caller: number): boolean {
    const comes = this.onTether.size > 0;
    if (comes && this.release() === caller) return true;
    if (this.isThreshold) {
      this.overdue.join(caller);
      this.isOverdue[caller] = 1;
    } else {
      this.timers.set(this.clockOf(caller), this.now + this.releaseAfter());
    }
    return comes;
  }

  /** The agent idle on the tether longest comes in and takes the caller at the head, who is answered. */
  private release(): number {
    const agent = this.onTether.first;
    this.onTether.leave(agent);
    this.timers.cancel(agent);
    this.releases++;
    this.changePool(1);
    const caller = this.callers.head();
    this.serve(caller, agent);
    return caller;
  }

  private goOnTether(agent: number): void {
    this.state[agent] = tethered;
    this.onTether.join(agent);
    if (this.overdue.size > 0) this.release();
    else this.timers.set(agent, this.now + this.tetherIdle());
  }

  private freeInbound(agent: number): void {
    const { callers } = this;
    for (let id = callers.line.first; id >= 0; id = callers.line.first) {
      if (callers.isShadow[id] === 0) {
        this.serve(id, agent);
        return;
      }
      this.dropShadow(id);
    }
    this.becomeIdle(agent);
  }

  private becomeIdle(agent: number): void {
    this.state[agent] = inboundIdle;
    this.idle.join(agent);
    this.timers.set(agent, this.now + this.acquireAfter());
  }

  private giveUp(caller: number): void {
    this.waits.gaveUp(this.now - (this.callers.arrivedAt[caller] as number));
    this.timers.cancel(this.clockOf(caller));
    this.noLongerOverdue(caller);
    this.callers.becomeShadow(caller);
  }

  private serve(caller: number, agent: number): void {
    const { callers } = this;
    while (callers.line.first !== caller) this.dropShadow(callers.line.first);
    this.waits.served(this.now - (callers.arrivedAt[caller] as number));
    this.timers.cancel(this.patienceOf(caller));
    this.timers.cancel(this.clockOf(caller));
    this.noLongerOverdue(caller);
    callers.leave(caller);
    this.startInbound(agent, callers.serviceSeconds[caller] as number);
  }

  private dropShadow(id: number): void {
    this.waits.wouldHaveWaited(this.now - (this.callers.arrivedAt[id] as number));
    this.callers.leave(id);
  }

  private noLongerOverdue(caller: number): void {
    if (this.isOverdue[caller] === 0) return;
    this.overdue.leave(caller);
    this.isOverdue[caller] = 0;
  }

  private startInbound(agent: number, seconds: number): void {
    this.state[agent] = inboundBusy;
    this.startWork(agent, seconds);
  }

  private startWork(agent: number, seconds: number): void {
    this.count();
    this.busy++;
    this.timers.set(agent, this.now + seconds);
  }

  private endWork(): void {
    this.count();
    this.busy--;
  }

  private changePool(by: number): void {
    this.count();
    this.inPool += by;
  }

  private count(): void {
    const passed = this.now - this.countedTo;
    this.busySeconds += this.busy * passed;
    this.poolSeconds += this.inPool * passed;
    this.countedTo = this.now;
  }

  private idsNeeded(): number {
    return this.agents + 2 * this.callers.places;
  }

  private patienceOf(caller: number): number {
    return this.agents + 2 * caller;
  }

  private clockOf(caller: number): number {
    return this.agents + 2 * caller + 1;
  }
}
