import { requiredOf } from '../scenario/required-of';
import type { Scenario, TimelineAct } from '../scenario/scenario';
import type { LineOf, TraceLine } from '../trace/lines';
import { endsMayGoUnheard } from './faults-in-play';
import { OutboundView } from './outbound-view';
import { ringSeconds } from './ring-seconds';
import { ThresholdsInForce } from './thresholds-in-force';
import { type AgentView, atFirst, type CallView, mayTake } from './views';
import { Wishes } from './wishes';

/**
 * What the trace says about agents and calls up to now. Invariants are judged on it before a line is taken in, so it must
 * come from the trace alone and never from the application.
 */
export class WorldView {
  readonly agents = new Map<string, AgentView>();
  readonly calls = new Map<string, CallView>();
  /** Calls without an outcome. */
  readonly open = new Set<CallView>();
  readonly thresholds: ThresholdsInForce;
  readonly outbound: OutboundView;
  readonly wishes: Wishes;
  /** Calls with an outcome, in order of it. */
  readonly closed: CallView[] = [];
  /** Since when `offer/enabled` has been true, per group; null while it is off. */
  readonly offersOnSince = new Map<string, number | null>();
  /** The largest `offer/seconds` there ever was, per group. */
  readonly largestOfferSeconds = new Map<string, number>();
  readonly #groupOf = new Map<string, string>();
  readonly #groupOfCampaign = new Map<string, string>();
  readonly #idle = new Set<AgentView>();
  readonly #requiredOf: ReturnType<typeof requiredOf>;
  /** Whether the end of a call may go unheard, so that a claim lives to the end of its slot. */
  readonly #endsMayGoUnheard: boolean;
  readonly #newsTakesTime: boolean;

  constructor(scenario: Scenario) {
    this.#requiredOf = requiredOf(scenario);
    this.thresholds = new ThresholdsInForce(scenario);
    this.outbound = new OutboundView(scenario, this.thresholds);
    this.wishes = new Wishes(scenario.agents);
    this.#endsMayGoUnheard = endsMayGoUnheard(scenario);
    this.#newsTakesTime = scenario.latency === 'typical';
    for (const group of scenario.groups) {
      for (const queue of group.queues) this.#groupOf.set(queue, group.name);
      for (const campaign of group.campaigns) this.#groupOfCampaign.set(campaign, group.name);
      this.#takeThresholds(group.name, 0);
    }
    for (const agent of scenario.agents) {
      this.agents.set(agent.username, atFirst(agent));
    }
  }

  agent(username: string): AgentView {
    const agent = this.agents.get(username);
    if (agent === undefined) throw new Error(`the trace names an agent ${username} whom the scenario does not have`);
    return agent;
  }

  call(id: string): CallView {
    const call = this.calls.get(id);
    if (call === undefined) throw new Error(`the trace tells of the call ${id} before its call.arrived`);
    return call;
  }

  /** Claims of the agent by other calls than `call` that still run at `t`; ended ones are cleared away. */
  claimedByAnother(agent: AgentView, call: string, t: number): string | null {
    let claimant: string | null = null;
    for (const [other, slotEnds] of agent.claims) {
      if (slotEnds <= t) this.#endClaim(agent, other, slotEnds);
      else if (other !== call) claimant = other;
    }
    return claimant;
  }

  take(line: TraceLine): void {
    for (const agent of this.#apply(line)) {
      const working = agent.ringing !== null || agent.talking !== null || agent.callingOut;
      // An agent who was taken off is not counted as idle, also before the status shows it.
      const busy = agent.status !== 'Available' || working || agent.takenOff;
      if (busy) agent.busyFrom ??= line.t;
      else agent.busyFrom = null;
      const away = agent.side !== 'inbound';
      if (away) agent.awayFrom ??= line.t;
      else agent.awayFrom = null;
      if (busy || away || agent.listed) agent.idleFrom = null;
      // At t = 0 an agent may have been available for a while already, which is news all the same where news takes its time.
      else agent.idleFrom ??= line.t === 0 && !this.#newsTakesTime ? Math.min(0, agent.availableSince) : line.t;
      this.#noteIdle(agent, line.t);
    }
    this.outbound.take(line);
    if ('agent' in line && line.agent !== undefined) {
      const agent = this.agent(line.agent);
      this.wishes.take({ ...line, agent: line.agent }, agent.status, this.#hasWork(agent, line.t));
    }
  }

  /** An agent acts at `t`, by their timeline. */
  acts(username: string, act: TimelineAct['do'], t: number): void {
    const agent = this.agent(username);
    this.wishes.act(username, act, t, this.#isEngaged(agent, t));
  }

  /** Whether a person has worked as one of the agents. */
  personsAct = false;

  /** Whatever page they have from now on, it is not known to be ours. */
  takenOver(username: string): void {
    this.personsAct = true;
    const view = this.agent(username);
    view.agent = { ...view.agent, page: 'plain-ccp' };
    this.wishes.takenOver(username);
  }

  /** Ringing, talking or in wrap-up. */
  #isEngaged(agent: AgentView, t: number): boolean {
    if (agent.ringing !== null || agent.talking !== null || agent.callingOut || agent.status === 'AfterCallWork') {
      return true;
    }
    const { dials, wrapUpUntil } = this.outbound.agent(agent.agent.username);
    return wrapUpUntil > t || [...dials].some((dial) => dial.connected);
  }

  /** Engaged, or with something in hand that is not cut off for a wish: a dial on its way, a contact that is shown. */
  #hasWork(agent: AgentView, t: number): boolean {
    const { dials, preview } = this.outbound.agent(agent.agent.username);
    return this.#isEngaged(agent, t) || dials.size > 0 || preview !== null;
  }

  /** Everybody idle on the inbound side. */
  idleAgents(): readonly AgentView[] {
    return [...this.#idle];
  }

  groupOfCampaign(campaign: string): string | undefined {
    return this.#groupOfCampaign.get(campaign);
  }

  /** Whoever waits could have been taken by somebody who is idle no more. */
  #noteIdle(agent: AgentView, t: number): void {
    if (agent.idleFrom !== null) {
      this.#idle.add(agent);
      return;
    }
    if (!this.#idle.delete(agent)) return;
    for (const call of this.open) {
      if (mayTake(agent, call) && !call.tried.has(agent.agent.username)) call.besideIdleUntil = t;
    }
  }

  /** The application plans the call without naming anybody. */
  unplanned(call: string, t: number): void {
    for (const agent of this.agents.values()) this.#endClaim(agent, call, t);
  }

  /** Answers the agents whose state may have changed. */
  #apply(line: TraceLine): readonly AgentView[] {
    switch (line.type) {
      case 'call.arrived': {
        const group = this.#groupOf.get(line.queue) ?? '';
        const call: CallView = {
          call: line.call,
          queue: line.queue,
          group,
          required: this.#requiredOf(line.call, line.queue),
          arrived: line,
          queued: null,
          outcome: null,
          tried: new Map(),
          ringing: null,
          rung: new Map(),
          heldUntil: Number.NEGATIVE_INFINITY,
          besideIdleUntil: Number.NEGATIVE_INFINITY,
          largestMaxWaitSeconds: 0,
        };
        this.calls.set(line.call, call);
        this.open.add(call);
        return [];
      }
      case 'call.queued': {
        const call = this.call(line.call);
        call.queued = line;
        call.largestMaxWaitSeconds = this.thresholds.of(call.group)['queue/max-wait-seconds'];
        return [];
      }
      case 'offer.planned': {
        this.unplanned(line.call, line.t);
        const agent = this.agent(line.agent);
        agent.claims.set(line.call, line.slotEnds);
        this.call(line.call).heldUntil = line.slotEnds;
        return [agent];
      }
      case 'offer.ringing': {
        const call = this.call(line.call);
        const agent = this.agent(line.agent);
        call.ringing = { agent: line.agent, line };
        call.rung.set(line.agent, line);
        agent.ringing = line.call;
        agent.listed = false;
        for (const other of [...agent.claims.keys()]) {
          if (other !== line.call) this.#endClaim(agent, other, line.t);
        }
        return [agent];
      }
      case 'offer.missed':
      case 'offer.declined': {
        const agent = this.#stopRinging(line.call, line.agent, line.t);
        const call = this.call(line.call);
        call.tried.set(line.agent, line);
        // After a miss the slot runs on, after a decline the next is asked at once.
        call.heldUntil = line.type === 'offer.missed' ? Math.max(line.t, call.heldUntil) : line.t;
        agent.listed = true;
        agent.placeLost = true;
        if (isWithdrawn(line, call)) {
          agent.listed = false;
          agent.placeFromWork = false;
          if (agent.status === 'Available') this.#beginPlace(agent, line.t);
        }
        return [agent];
      }
      case 'call.answered': {
        const agent = this.#stopRinging(line.call, line.agent, line.t);
        agent.talking = line.call;
        agent.placeLost = true;
        agent.placeFromWork = false;
        this.#close(line.call, line);
        return [agent];
      }
      case 'call.abandoned': {
        this.#close(line.call, line);
        if (line.agent === undefined) return [];
        const agent = this.#stopRinging(line.call, line.agent, line.t);
        agent.pardonedAt = line.t;
        agent.listed = agent.agent.page !== 'ours';
        return [agent];
      }
      case 'call.voicemail':
      case 'call.refused':
        this.#close(line.call, line);
        return [];
      case 'call.ended': {
        const agent = this.agent(line.agent);
        agent.talking = null;
        return [agent];
      }
      case 'callout.started': {
        const agent = this.agent(line.agent);
        agent.callingOut = true;
        return [agent];
      }
      case 'callout.ended': {
        const agent = this.agent(line.agent);
        agent.callingOut = false;
        // A customer of their own costs the place like any other; nobody there costs nothing.
        if (line.answered) agent.placeLost = true;
        return [agent];
      }
      case 'agent.status':
        return [this.#status(line.agent, line.status, line.t)];
      case 'agent.taken-off': {
        const agent = this.agent(line.agent);
        agent.takenOff = true;
        return [agent];
      }
      case 'agent.side': {
        const agent = this.agent(line.agent);
        agent.side = line.side;
        return [agent];
      }
      case 'tether.failed':
        this.agent(line.agent).tetherFailedAt = line.t;
        return [];
      case 'dial.connected':
        if (line.agent !== undefined) this.agent(line.agent).placeLost = true;
        return [];
      case 'dial.ended':
        this.#customerGone(line);
        return [];
      case 'tether.ended': {
        const agent = this.agent(line.agent);
        // Cut off in the middle of it, the work ends where the agent is free again.
        if (this.outbound.agent(line.agent).wrapUpUntil > line.t) agent.placeLost = true;
        return [];
      }
      case 'threshold.applied':
        this.thresholds.applied(line.group, line.t, line.version);
        this.#takeThresholds(line.group, line.t);
        return [];
      default:
        return [];
    }
  }

  #status(username: string, status: string, t: number): AgentView {
    const agent = this.agent(username);
    // A page that clears at once may show "Missed call" for at most 2 s; then the place in line is kept.
    const pardoned = agent.status === 'Missed call' && agent.pardonedAt !== null;
    if (status === 'Available' && agent.status !== null && !working.has(agent.status)) agent.takenOff = false;
    if (status === 'Available' && !pardoned && agent.placeLost) {
      if (agent.status !== 'Busy' && agent.status !== 'AfterCallWork') agent.placeFromWork = false;
      // The first line says what holds at t = 0, and has held for a while.
      this.#beginPlace(agent, agent.status === null ? Math.min(0, agent.agent.availableAt ?? 0) : t);
    }
    if (status !== 'Missed call' || (agent.pardonedAt !== null && t - agent.pardonedAt > 2)) agent.pardonedAt = null;
    if (!working.has(status) && !this.#isExcused(agent, status)) agent.placeLost = true;
    if (status !== 'Available') {
      for (const call of [...agent.claims.keys()]) if (agent.ringing !== call) this.#endClaim(agent, call, t);
    }
    agent.status = status;
    agent.listed = false;
    return agent;
  }

  #beginPlace(agent: AgentView, t: number): void {
    agent.placeLost = false;
    agent.availableSince = t;
    agent.placeUnknown = agent.lostInThisPlace;
    agent.lostInThisPlace = false;
  }

  /** "Missed call" right after a caller hung up, or for a tether: no customer was missed. */
  #isExcused(agent: AgentView, status: string): boolean {
    return (
      status === 'Missed call' &&
      !agent.takenOff &&
      (agent.pardonedAt !== null || (agent.status === 'Available' && !agent.placeLost))
    );
  }

  /** A campaign's customer costs the place in line, like a caller; it begins anew after the wrap-up. */
  #customerGone(line: LineOf<'dial.ended'>): void {
    const dial = this.outbound.contact(line.contact).dial;
    if (dial === null || !dial.connected || dial.agent === null) return;
    const agent = this.agent(dial.agent.agent.username);
    agent.placeFromWork = true;
    agent.placeLost = line.outcome === 'failed' || dial.agent.tether === null;
    agent.availableSince = line.t + (line.wrapUpSeconds ?? 0);
  }

  #stopRinging(callId: string, username: string, t: number): AgentView {
    const agent = this.agent(username);
    this.call(callId).ringing = null;
    agent.ringing = null;
    this.#endClaim(agent, callId, t);
    return agent;
  }

  #close(callId: string, outcome: TraceLine): void {
    const call = this.call(callId);
    call.outcome ??= outcome;
    if (this.open.delete(call)) this.closed.push(call);
    if (!this.#endsMayGoUnheard) this.unplanned(callId, outcome.t);
  }

  #endClaim(agent: AgentView, call: string, t: number): void {
    if (agent.claims.delete(call)) agent.claimEndedAt = Math.max(agent.claimEndedAt, t);
  }

  #takeThresholds(group: string, t: number): void {
    const now = this.thresholds.of(group);
    const since = this.offersOnSince.get(group);
    this.offersOnSince.set(group, now['offer/enabled'] ? (since ?? t) : null);
    this.largestOfferSeconds.set(group, Math.max(now['offer/seconds'], this.largestOfferSeconds.get(group) ?? 0));
    for (const call of this.open) {
      if (call.group !== group) continue;
      call.largestMaxWaitSeconds = Math.max(call.largestMaxWaitSeconds, now['queue/max-wait-seconds']);
    }
  }
}

/** A ring that a step's expiry took away: a miss that leaves nothing on the softphone (docs/scenarios.md#platform). */
const isWithdrawn = (end: LineOf<'offer.missed' | 'offer.declined'>, call: CallView): boolean =>
  end.type === 'offer.missed' && end.t - (call.rung.get(end.agent)?.t ?? end.t) < ringSeconds - 0.05;

/** Statuses that cost nobody their place: what they are about does, where it is a customer. */
const working: ReadonlySet<string> = new Set(['Available', 'Busy', 'AfterCallWork']);
