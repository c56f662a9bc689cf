import { Callers } from '../events/callers';
import { Line } from '../events/line';
import { Timers } from '../events/timers';
import { AgeOver, nobody } from '../measures/age-over';
import type { Totals } from '../measures/estimate';
import { Waits } from '../measures/waits';
import type { Sampler, Streams } from '../random/sampler';
import type { QueueModel } from './schema';
import type { Simulation } from './simulation';

const never = Number.POSITIVE_INFINITY;

const inbound = 1;
const outbound = 2;

/**
 * Callers served first come first served by agents idle longest first, and outbound work of which there is always more
 * (docs/what-if.md#queue). Timers: of agent a, the end of their work; of caller k, number agents + k, the end of their patience.
 */
export class QueueSimulation implements Simulation {
  events = 0;
  private now = 0;
  private readonly agents: number;
  private readonly work: Uint8Array;
  private readonly idleSince: Float64Array;
  private readonly idle: Line;
  private readonly callers = new Callers();
  private timers: Timers;
  private nextArrival: number;
  private busy = 0;
  private readonly between: Sampler;
  private readonly service: Sampler;
  private readonly patience: Sampler | null;
  private readonly outboundService: Sampler | null;
  private readonly mayStart: Sampler;
  private readonly wholeThreshold: number;
  private readonly fraction: number;

  private waits: Waits;
  private measuredFrom = 0;
  private busyCountedTo = 0;
  private busySeconds = 0;
  private outboundEnds = 0;
  private spells = 0;
  private spellSeconds = 0;
  private longSpells = 0;
  private longWaits = 0;
  private readonly headAge: AgeOver;
  private readonly longestAge: AgeOver;
  private readonly releaseAfter: number;
  private readonly acquireAfter: number;

  constructor(
    private readonly model: QueueModel,
    streams: Streams,
  ) {
    const { agents } = model;
    this.agents = agents;
    this.work = new Uint8Array(agents);
    this.idleSince = new Float64Array(agents);
    this.idle = new Line(agents);
    this.timers = new Timers(agents + this.callers.places);
    for (let agent = 0; agent < agents; agent++) this.idle.join(agent);
    this.between = streams.sampler('arrivals', { kind: 'exponential', mean: 3600 / model.arrivalsPerHour });
    this.service = streams.sampler('service', model.serviceSeconds);
    this.patience = model.patienceSeconds ? streams.sampler('patience', model.patienceSeconds) : null;
    this.outboundService = model.outbound ? streams.sampler('outbound service', model.outbound.serviceSeconds) : null;
    this.mayStart = streams.sampler('threshold', { kind: 'uniform', from: 0, to: 1 });
    const threshold = model.outbound?.threshold ?? 0;
    this.wholeThreshold = Math.floor(threshold);
    this.fraction = threshold - this.wholeThreshold;
    this.waits = new Waits(model.waitSeconds);
    this.releaseAfter = model.trigger?.releaseAfterSeconds ?? never;
    this.acquireAfter = model.trigger?.acquireAfterSeconds ?? never;
    this.headAge = new AgeOver(this.releaseAfter);
    this.longestAge = new AgeOver(this.acquireAfter);
    this.nextArrival = this.between();
    this.longestAge.front(0, 0);
    for (let started = 0; started < this.wholeThreshold; started++) this.startOutbound();
  }

  advance(until: number): void {
    for (;;) {
      if (this.nextArrival <= this.timers.nextAt) {
        if (this.nextArrival > until) break;
        this.now = this.nextArrival;
        this.nextArrival += this.between();
        this.arrive();
      } else {
        if (this.timers.nextAt > until) break;
        this.now = this.timers.nextAt;
        const id = this.timers.take();
        if (id < this.agents) this.endWork(id);
        else this.giveUp(id - this.agents);
      }
      this.events++;
    }
    this.now = until;
  }

  startMeasuring(): void {
    this.countTimes();
    this.waits = new Waits(this.model.waitSeconds);
    this.measuredFrom = this.now;
    this.busySeconds = this.headAge.total = this.longestAge.total = 0;
    this.outboundEnds = this.spells = this.spellSeconds = this.longSpells = this.longWaits = 0;
  }

  totals(): Totals {
    this.countTimes();
    const { model } = this;
    const seconds = this.now - this.measuredFrom;
    const hours = seconds / 3600;
    return {
      ...this.waits.totals(),
      utilisation: { sum: this.busySeconds, per: seconds * this.agents },
      meanIdleSeconds: { sum: this.spellSeconds, per: this.spells },
      ...(model.outbound && { outboundPerHour: { sum: this.outboundEnds, per: hours } }),
      ...(model.trigger && {
        releasesPerHour: { sum: this.longWaits, per: hours },
        acquiresPerHour: { sum: this.longSpells, per: hours },
        spellOver: { sum: this.longSpells, per: this.spells },
        longestOver: { sum: this.longestAge.total, per: seconds },
        headOver: { sum: this.headAge.total, per: seconds },
      }),
    };
  }

  private arrive(): void {
    const serviceSeconds = this.service();
    const patience = this.patience === null ? never : this.patience();
    if (this.idle.size > 0) {
      this.waits.atOnce();
      this.start(this.takeLongestIdle(), inbound, serviceSeconds);
      return;
    }
    const { callers } = this;
    const caller = callers.join(this.now, serviceSeconds);
    if (this.agents + callers.places > this.timers.ids) {
      this.timers = this.timers.withRoomFor(this.agents + callers.places);
    }
    if (patience < never) this.timers.set(this.agents + caller, this.now + patience);
    if (callers.waiting === 1) this.headAge.front(this.now, this.now);
  }

  private endWork(agent: number): void {
    if (this.work[agent] === outbound) this.outboundEnds++;
    this.countBusy();
    this.busy--;
    this.work[agent] = 0;
    const caller = this.firstToServe();
    if (caller >= 0) {
      this.serve(caller, agent);
      return;
    }
    this.becomeIdle(agent);
    if (this.outboundService !== null && this.isOutboundNext()) this.startOutbound();
  }

  /** Below the threshold k + f: always below k, and at k by chance f. */
  private isOutboundNext(): boolean {
    if (this.busy < this.wholeThreshold) return true;
    return this.fraction > 0 && this.busy === this.wholeThreshold && this.mayStart() < this.fraction;
  }

  private giveUp(caller: number): void {
    const { callers } = this;
    const wasHead = callers.head() === caller;
    const waited = this.now - (callers.arrivedAt[caller] as number);
    this.waits.gaveUp(waited);
    if (waited > this.releaseAfter) this.longWaits++;
    callers.becomeShadow(caller);
    if (wasHead) this.noteHead();
  }

  /** Takes away those in front who gave up before their turn came. */
  private firstToServe(): number {
    const { callers } = this;
    for (;;) {
      const id = callers.line.first;
      if (id < 0 || callers.isShadow[id] === 0) return id;
      this.waits.wouldHaveWaited(this.now - (callers.arrivedAt[id] as number));
      callers.leave(id);
    }
  }

  private serve(caller: number, agent: number): void {
    const { callers } = this;
    const waited = this.now - (callers.arrivedAt[caller] as number);
    this.waits.served(waited);
    if (waited > this.releaseAfter) this.longWaits++;
    this.timers.cancel(this.agents + caller);
    callers.leave(caller);
    this.noteHead();
    this.start(agent, inbound, callers.serviceSeconds[caller] as number);
  }

  private startOutbound(): void {
    if (this.outboundService !== null) this.start(this.takeLongestIdle(), outbound, this.outboundService());
  }

  private start(agent: number, work: number, seconds: number): void {
    this.countBusy();
    this.busy++;
    this.work[agent] = work;
    this.timers.set(agent, this.now + seconds);
  }

  private takeLongestIdle(): number {
    const agent = this.idle.first;
    this.idle.leave(agent);
    const spell = this.now - (this.idleSince[agent] as number);
    this.spells++;
    this.spellSeconds += spell;
    if (spell > this.acquireAfter) this.longSpells++;
    this.noteLongestIdle();
    return agent;
  }

  private becomeIdle(agent: number): void {
    this.idleSince[agent] = this.now;
    this.idle.join(agent);
    if (this.idle.size === 1) this.noteLongestIdle();
  }

  private noteLongestIdle(): void {
    const agent = this.idle.first;
    this.longestAge.front(agent < 0 ? nobody : (this.idleSince[agent] as number), this.now);
  }

  private noteHead(): void {
    const caller = this.callers.head();
    this.headAge.front(caller < 0 ? nobody : (this.callers.arrivedAt[caller] as number), this.now);
  }

  private countBusy(): void {
    this.busySeconds += this.busy * (this.now - this.busyCountedTo);
    this.busyCountedTo = this.now;
  }

  private countTimes(): void {
    this.countBusy();
    this.headAge.count(this.now);
    this.longestAge.count(this.now);
  }
}
