import { Callers } from '../events/callers';
import { Timers } from '../events/timers';
import type { Totals } from '../measures/estimate';
import type { Sampler, Streams } from '../random/sampler';
import { Staff } from './blend-day-staff';
import type { BlendDayModel } from './schema';
import type { Simulation } from './simulation';

const never = Number.POSITIVE_INFINITY;

/**
 * One day of a centre whose callers come at rates that differ from period to period and from day to day, and which dials
 * whenever enough agents are free (docs/what-if.md#blend-day; Deslauriers, L'Ecuyer, Pichitlamken, Ingolfsson and Avramidis
 * 2007, as played by the Blend example of ContactCenters). Played to its end, after the last period: until nobody is served or waits.
 *
 * Timers: of place p of the staff, the end of service; then two for each place of callers, the end of their patience, of those
 * who called and of those who were dialled.
 */
export class BlendDay implements Simulation {
  events = 0;
  private now: number;
  private period = 0;
  private readonly closing: number;
  private readonly staff: Staff;
  private readonly callers = new Callers();
  private readonly mismatches = new Callers();
  private timers: Timers;
  private nextArrival: number;
  private nextPeriod: number;
  private readonly busyness: number;
  private readonly between: Sampler;
  private readonly service: Sampler;
  private readonly outboundService: Sampler;
  private readonly patience: Sampler | null;
  private readonly mismatchPatience: Sampler;
  private readonly balks: Sampler;
  private readonly reaches: Sampler;

  private readonly counts = {
    arrived: 0,
    served: 0,
    abandonedCalls: 0,
    blocked: 0,
    waitedCalls: 0,
    dials: 0,
    reached: 0,
    outboundServed: 0,
    mismatched: 0,
  };
  private late = 0;
  private waitSeconds = 0;
  private waitSecondsOfServed = 0;

  constructor(
    private readonly model: BlendDayModel,
    streams: Streams,
  ) {
    this.now = model.from;
    this.closing = model.from + model.arrivalsPerHalfHour.length * model.periodSeconds;
    this.staff = new Staff(model.inboundAgents, model.blendAgents, model.from);
    this.timers = new Timers(this.idsNeeded());
    this.busyness = streams.sampler('busyness', model.busyness)();
    this.between = streams.sampler('arrivals', { kind: 'exponential', mean: 1 });
    this.service = streams.sampler('service', model.inboundSeconds);
    this.outboundService = streams.sampler('outbound service', model.outboundSeconds);
    this.patience = model.patienceSeconds ? streams.sampler('patience', model.patienceSeconds) : null;
    this.mismatchPatience = streams.sampler('mismatch patience', model.mismatchPatienceSeconds);
    this.balks = streams.sampler('balking', { kind: 'uniform', from: 0, to: 1 });
    this.reaches = streams.sampler('reach', { kind: 'uniform', from: 0, to: 1 });
    this.nextPeriod = model.from + model.periodSeconds;
    this.nextArrival = this.arrivalAfter(this.between());
  }

  advance(until: number): void {
    for (;;) {
      const { nextAt } = this.timers;
      if (this.nextPeriod <= this.nextArrival && this.nextPeriod <= nextAt) {
        if (this.nextPeriod > until || this.nextPeriod === never) break;
        this.now = this.nextPeriod;
        this.changePeriod();
        continue;
      }
      if (this.nextArrival <= nextAt) {
        if (this.nextArrival > until || this.nextArrival === never) break;
        this.now = this.nextArrival;
        this.nextArrival = this.arrivalAfter(this.between());
        this.arrive();
      } else {
        if (nextAt > until || nextAt === never) break;
        this.now = nextAt;
        this.timer(this.timers.take());
      }
      this.events++;
    }
  }

  /** A day is measured whole. */
  startMeasuring(): void {}

  totals(): Totals {
    const { counts, staff } = this;
    const { arrived } = counts;
    const perDay = Object.entries(counts).map(([name, sum]) => [name, { sum, per: 1 }] as const);
    return {
      ...Object.fromEntries(perDay),
      waited: { sum: counts.waitedCalls, per: arrived },
      abandoned: { sum: counts.abandonedCalls, per: arrived },
      meanWaitSeconds: { sum: this.waitSeconds, per: arrived },
      meanWaitServedSeconds: { sum: this.waitSecondsOfServed, per: counts.served },
      waitOver: { sum: this.late, per: arrived },
      serviceLevel: { sum: arrived - this.late, per: arrived },
      occupancyInbound: { sum: staff.inbound.busySeconds, per: staff.inbound.presentSeconds },
      occupancyBlend: { sum: staff.blend.busySeconds, per: staff.blend.presentSeconds },
      occupancy: {
        sum: staff.inbound.busySeconds + staff.blend.busySeconds,
        per: staff.inbound.presentSeconds + staff.blend.presentSeconds,
      },
    };
  }

  /** When the next caller comes, so many mean distances after now, at the rates of the periods that it falls in. */
  private arrivalAfter(distances: number): number {
    const { from, periodSeconds, arrivalsPerHalfHour } = this.model;
    let left = distances;
    let at = this.now;
    let { period } = this;
    for (; period < arrivalsPerHalfHour.length; period++) {
      const rate = (this.busyness * (arrivalsPerHalfHour[period] as number)) / 1800;
      const end = from + (period + 1) * periodSeconds;
      if (left < rate * (end - at)) return at + left / rate;
      left -= rate * (end - at);
      at = end;
    }
    return never;
  }

  private changePeriod(): void {
    if (this.now >= this.closing) {
      this.staff.close(this.now);
      this.nextPeriod = never;
      return;
    }
    this.period++;
    this.staff.change(this.period, this.now);
    this.nextPeriod = this.now + this.model.periodSeconds;
    while (this.serveNext(true) || this.serveNext(false));
  }

  private arrive(): void {
    const { counts, model, staff } = this;
    counts.arrived++;
    const serviceSeconds = this.service();
    const patience = this.patience === null ? never : this.patience();
    const balks = this.balks() < model.balking;
    if (staff.inbound.free > 0 || staff.blend.free > 0) {
      counts.served++;
      this.start(staff.inbound.free <= 0, serviceSeconds);
    } else if (this.callers.waiting + this.mismatches.waiting >= model.capacity) {
      counts.blocked++;
    } else if (balks) {
      counts.abandonedCalls++;
    } else {
      const caller = this.callers.join(this.now, serviceSeconds);
      this.makeRoom();
      if (patience < never) this.timers.set(this.staff.places + 2 * caller, this.now + patience);
    }
  }

  private timer(id: number): void {
    const { staff, counts } = this;
    if (id < staff.places) {
      const isBlend = staff.isBlend(id);
      staff.end(id, this.now);
      this.serveNext(isBlend);
      this.dial();
      return;
    }
    const place = (id - staff.places) >> 1;
    if ((id - staff.places) % 2 === 1) {
      this.mismatches.leave(place);
      counts.mismatched++;
      return;
    }
    this.countWait(place);
    this.callers.leave(place);
    counts.abandonedCalls++;
  }

  /** Somebody of this kind who is free takes whoever waits for them: those who were dialled first. Answers whether somebody did. */
  private serveNext(isBlend: boolean): boolean {
    const { staff, callers, mismatches, timers } = this;
    if ((isBlend ? staff.blend : staff.inbound).free <= 0) return false;
    if (isBlend && mismatches.waiting > 0) {
      const place = mismatches.line.first;
      timers.cancel(staff.places + 2 * place + 1);
      const seconds = mismatches.serviceSeconds[place] as number;
      mismatches.leave(place);
      this.counts.outboundServed++;
      this.start(true, seconds);
      return true;
    }
    if (callers.waiting === 0) return false;
    const caller = callers.line.first;
    timers.cancel(staff.places + 2 * caller);
    this.waitSecondsOfServed += this.countWait(caller);
    const seconds = callers.serviceSeconds[caller] as number;
    callers.leave(caller);
    this.counts.served++;
    this.start(isBlend, seconds);
    return true;
  }

  /** Whom nobody is free for is held for a moment. */
  private dial(): void {
    const { staff, counts, model } = this;
    const { from, to, minFree, minFreeBlend, perFreeBlend } = model.dialler;
    if (this.now < from || this.now >= to || this.now >= this.closing) return;
    const free = staff.blend.free;
    if (free < minFreeBlend || staff.inbound.free + free < minFree) return;
    const dials = Math.round(perFreeBlend * free);
    for (let dialled = 0; dialled < dials; dialled++) {
      counts.dials++;
      this.events++;
      if (this.reaches() >= (model.reach[this.period] as number)) continue;
      counts.reached++;
      const seconds = this.outboundService();
      if (staff.blend.free > 0) {
        counts.outboundServed++;
        this.start(true, seconds);
      } else {
        const place = this.mismatches.join(this.now, seconds);
        this.makeRoom();
        this.timers.set(staff.places + 2 * place + 1, this.now + this.mismatchPatience());
      }
    }
  }

  private start(isBlend: boolean, seconds: number): void {
    this.timers.set(this.staff.begin(isBlend, this.now), this.now + seconds);
  }

  private countWait(caller: number): number {
    const waited = this.now - (this.callers.arrivedAt[caller] as number);
    if (waited > 0) this.counts.waitedCalls++;
    if (waited >= this.model.waitSeconds) this.late++;
    this.waitSeconds += waited;
    return waited;
  }

  private makeRoom(): void {
    if (this.idsNeeded() > this.timers.ids) this.timers = this.timers.withRoomFor(this.idsNeeded());
  }

  private idsNeeded(): number {
    return this.staff.places + 2 * Math.max(this.callers.places, this.mismatches.places);
  }
}
