import type { GroupId } from '../../core/ids';
import { requiredOf } from '../scenario/required-of';
import type { Scenario, TimelineAct } from '../scenario/scenario';
import type { LineOf, TraceLine } from '../trace/lines';
import { endClaim, endOtherClaims } from './claims';
import { endsMayGoUnheard } from './faults-in-play';
import { IdleAgents } from './idle-agents';
import { OutboundView } from './outbound-view';
import { endWork, loseRing, takeStatus } from './place-in-line';
import { ThresholdsInForce } from './thresholds-in-force';
import { type AgentView, arrivedCall, atFirst, type CallView } from './views';
import { Wishes } from './wishes';
import { hasWork, isEngaged } from './work-in-hand';

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
  /** Whether a person has worked as one of the agents. */
  personsAct = false;
  readonly #groupOf = new Map<string, string>();
  readonly #groupOfCampaign = new Map<string, string>();
  readonly #idle: IdleAgents;
  readonly #requiredOf: ReturnType<typeof requiredOf>;
  /** Whether the end of a call may go unheard, so that a claim lives to the end of its slot. */
  readonly #endsMayGoUnheard: boolean;

  constructor(scenario: Scenario) {
    this.#requiredOf = requiredOf(scenario);
    this.thresholds = new ThresholdsInForce(scenario);
    this.outbound = new OutboundView(scenario, this.thresholds);
    this.wishes = new Wishes(scenario.agents);
    this.#endsMayGoUnheard = endsMayGoUnheard(scenario);
    this.#idle = new IdleAgents(scenario.latency === 'typical');
    for (const group of scenario.groups) {
      for (const queue of group.queues) this.#groupOf.set(queue, group.name);
      for (const campaign of group.campaigns) this.#groupOfCampaign.set(campaign, group.name);
    }
    for (const agent of scenario.agents) {
      this.agents.set(agent.username, atFirst(agent));
    }
  }

  /** Throws for an agent whom the scenario does not have. */
  agent(username: string): AgentView {
    const agent = this.agents.get(username);
    if (agent === undefined) throw new Error(`the trace names an agent ${username} whom the scenario does not have`);
    return agent;
  }

  /** Throws for a call that has not arrived. */
  call(id: string): CallView {
    const call = this.calls.get(id);
    if (call === undefined) throw new Error(`the trace tells of the call ${id} before its call.arrived`);
    return call;
  }

  /** Takes in the next line, in order of `t`. */
  take(line: TraceLine): void {
    for (const agent of this.#apply(line)) this.#idle.changed(agent, line.t, this.open);
    this.outbound.take(line);
    if ('agent' in line && line.agent !== undefined) {
      const agent = this.agent(line.agent);
      this.wishes.take(
        { ...line, agent: line.agent },
        agent.status,
        hasWork(agent, this.outbound.agent(line.agent), line.t),
      );
    }
  }

  /** An agent acts at `t`, by their timeline. */
  acts(username: string, act: TimelineAct['do'], t: number): void {
    const agent = this.agent(username);
    // Who is taken off may set Available before their status has become another one: then no line shows that they did.
    if (act === 'available') {
      agent.choseAvailableAt = t;
      agent.takenOff = false;
    }
    this.wishes.act(username, act, t, isEngaged(agent, this.outbound.agent(username), t));
  }

  /** Whatever page they have from now on, it is not known to be ours. */
  takenOver(username: string): void {
    this.personsAct = true;
    const view = this.agent(username);
    view.agent = { ...view.agent, page: 'plain-ccp' };
    this.wishes.takenOver(username);
  }

  /** Everybody idle on the inbound side. */
  idleAgents(): readonly AgentView[] {
    return this.#idle.all();
  }

  /** The name of the group that has the campaign. */
  groupOfCampaign(campaign: string): string | undefined {
    return this.#groupOfCampaign.get(campaign);
  }

  /** The application plans the call without naming anybody. */
  unplanned(call: string, t: number): void {
    for (const agent of this.agents.values()) endClaim(agent, call, t);
  }

  /** Answers the agents whose state may have changed. */
  #apply(line: TraceLine): readonly AgentView[] {
    switch (line.type) {
      case 'call.arrived': {
        const group = this.#groupOf.get(line.queue) ?? '';
        const call = arrivedCall(line, group, this.#requiredOf(line.call, line.queue));
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
        endOtherClaims(agent, line.call, line.t);
        return [agent];
      }
      case 'offer.missed':
      case 'offer.declined': {
        const agent = this.#stopRinging(line.call, line.agent, line.t);
        const call = this.call(line.call);
        call.tried.set(line.agent, line);
        // After a miss the slot runs on, after a decline the next is asked at once.
        call.heldUntil = line.type === 'offer.missed' ? Math.max(line.t, call.heldUntil) : line.t;
        loseRing(agent, call, line);
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
      case 'agent.status': {
        const agent = this.agent(line.agent);
        takeStatus(agent, line.status, line.t);
        return [agent];
      }
      case 'agent.taken-off': {
        const agent = this.agent(line.agent);
        agent.takenOff = agent.choseAvailableAt === null || agent.choseAvailableAt < line.t;
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
        this.#maxWaitMayGrow(line.group);
        return [];
      default:
        return [];
    }
  }

  #customerGone(line: LineOf<'dial.ended'>): void {
    const dial = this.outbound.contact(line.contact).dial;
    if (dial === null || !dial.connected || dial.agent === null) return;
    endWork(this.agent(dial.agent.agent.username), line, dial.agent.tether !== null);
  }

  #stopRinging(callId: CallView['call'], username: string, t: number): AgentView {
    const agent = this.agent(username);
    this.call(callId).ringing = null;
    agent.ringing = null;
    endClaim(agent, callId, t);
    return agent;
  }

  #close(callId: CallView['call'], outcome: TraceLine): void {
    const call = this.call(callId);
    call.outcome ??= outcome;
    if (this.open.delete(call)) this.closed.push(call);
    if (!this.#endsMayGoUnheard) this.unplanned(callId, outcome.t);
  }

  #maxWaitMayGrow(group: GroupId): void {
    const maxWaitSeconds = this.thresholds.of(group)['queue/max-wait-seconds'];
    for (const call of this.open) {
      if (call.group === group) call.largestMaxWaitSeconds = Math.max(call.largestMaxWaitSeconds, maxWaitSeconds);
    }
  }
}
