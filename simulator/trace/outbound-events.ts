import type { Decision } from '../../core/decisions/decision';
import type { CallId, MoveId } from '../../core/ids';
import type { IndicatorColour, Side } from '../../core/vocabulary';
import { CausalOrder } from './causal-order';
import type { DialFact, PreviewFact } from './dial-facts';
import type { TraceEvent, TraceLine } from './lines';
import type { ScenarioNames } from './names';

/** Decisions about moves and tethers that have a trace line. */
export type OutboundDecision = Extract<
  Decision,
  {
    type:
      | 'move.decided'
      | 'move.completed'
      | 'move.failed'
      | 'move.cancelled'
      | 'tether.requested'
      | 'tether.connected'
      | 'tether.unmapped'
      | 'tether.failed'
      | 'tether.ended'
      | 'agent.taken-off'
      | 'agent.side'
      | 'indicator';
  }
>;

/**
 * What becomes a line about moves, tethers and dials. A function that died is run again and may log again what it had
 * decided: every fact is answered once, then null.
 */
export class OutboundEvents {
  readonly #moves = new Map<string, string>();
  readonly #told = new Set<string>();
  readonly #starts = new Map<string, Side>();
  readonly #sides = new Map<string, Side | 'moving'>();
  readonly #colours = new Map<string, IndicatorColour>();
  readonly #order = new CausalOrder();

  constructor(
    private readonly names: ScenarioNames,
    private readonly startMs: number,
  ) {}

  startsOn(agent: string, side: Side): void {
    this.#starts.set(agent, side);
  }

  startOf(agent: string): Side {
    return this.#starts.get(agent) ?? 'inbound';
  }

  /** `t`: when it happened. The line stands there, or where what it ends began. */
  decided(decision: OutboundDecision, t: number): TraceLine | null {
    const event = this.#event(decision);
    if (event === null) return null;
    if (event.type === 'agent.side' || event.type === 'indicator') {
      return { t: this.#order.follows(`${event.type} ${event.agent}`, t), ...event };
    }
    const thing = 'moveId' in decision ? decision.moveId : 'tetherId' in decision ? decision.tetherId : null;
    if (thing === null) return { t, ...event };
    if (event.type === 'move.decided' || event.type === 'tether.requested') this.#order.begins(thing, t);
    return { t: this.#order.notBefore(thing, t), ...event };
  }

  #event(decision: OutboundDecision): TraceEvent | null {
    const agent = this.names.agent(decision.agentId);
    const reason = this.reason(decision);
    switch (decision.type) {
      case 'move.decided': {
        if (!this.#isNew(decision.type, decision.moveId)) return null;
        const { to, rule, when, callId, deadline, inputs } = decision;
        const call = callId === null ? null : this.names.call(callId);
        return {
          type: decision.type,
          move: this.#move(decision.moveId),
          agent,
          to,
          rule,
          reason,
          inputs: Object.fromEntries(Object.entries(inputs).map(([name, value]) => [name, this.#named(value)])),
          ...(call === null ? {} : { call }),
          when,
          deadline: Math.round(deadline - this.startMs) / 1000,
        };
      }
      case 'move.completed':
      case 'move.failed':
      case 'move.cancelled': {
        if (!this.#isNew(decision.type, decision.moveId)) return null;
        const { type, to, seconds } = decision;
        return {
          type,
          move: this.#move(decision.moveId),
          agent,
          to,
          seconds: Math.round(seconds * 1000) / 1000,
          why: reason,
        };
      }
      case 'tether.requested':
        return this.#isNew(decision.type, decision.tetherId)
          ? { type: decision.type, agent, attempt: decision.attempt, reason }
          : null;
      case 'tether.connected':
      case 'tether.unmapped':
      case 'tether.failed':
        return this.#isNew(decision.type, decision.tetherId) ? { type: decision.type, agent, reason } : null;
      case 'tether.ended':
        // One that ends between two attempts has the name of the moment it waits since.
        return this.#isNew(decision.type, `${decision.agentId} ${decision.tetherId}`)
          ? { type: decision.type, agent, why: decision.why, reason }
          : null;
      case 'agent.taken-off':
        return this.#isNew(decision.type, `${decision.agentId} ${decision.at}`)
          ? { type: decision.type, agent, why: decision.why, count: decision.count, reason }
          : null;
      case 'agent.side':
        if ((this.#sides.get(agent) ?? this.startOf(agent)) === decision.side) return null;
        this.#sides.set(agent, decision.side);
        return { type: decision.type, agent, side: decision.side };
      case 'indicator':
        if ((this.#colours.get(agent) ?? 'none') === decision.colour) return null;
        this.#colours.set(agent, decision.colour);
        return { type: decision.type, agent, colour: decision.colour };
    }
  }

  dialled(fact: Exclude<DialFact, PreviewFact>): TraceEvent {
    const { campaign, contact } = fact;
    if (fact.type === 'contact.state') return { type: fact.type, campaign, contact, state: fact.state };
    const known = { campaign, contact, ...(fact.agentId === null ? {} : { agent: this.names.agent(fact.agentId) }) };
    if (fact.type !== 'dial.ended') return { type: fact.type, ...known };
    const { type, outcome, wrapUpSeconds = 0 } = fact;
    return { type, ...known, outcome, ...(wrapUpSeconds > 0 ? { wrapUpSeconds } : {}) };
  }

  /** `decision`: the application's that is behind the fact. `null`: told before. */
  previewed(fact: PreviewFact, decision: Pick<Decision, 'reason'> | null): TraceEvent | null {
    const { type, preview } = fact;
    if (!this.#isNew(type, preview)) return null;
    const agent = this.names.agent(fact.agentId);
    if (type === 'preview.decided') {
      const why = decision === null ? {} : { reason: this.reason(decision) };
      return { type, preview, agent, outcome: fact.outcome, by: fact.by, ...why };
    }
    const { campaign, contact, seconds } = fact;
    return { type, preview, agent, campaign, contact, seconds };
  }

  /** A decision's sentence, with the scenario's names for its caller and agents. */
  reason(decision: Pick<Decision, 'reason'> & { readonly callId?: CallId | null }): string {
    const call = this.names.call(decision.callId ?? '') ?? 'a caller';
    return this.names.inText(decision.reason.replaceAll('{call}', call));
  }

  #move(moveId: MoveId): string {
    const move = this.#moves.get(moveId) ?? `m${this.#moves.size + 1}`;
    this.#moves.set(moveId, move);
    return move;
  }

  #isNew(type: string, id: string): boolean {
    const key = `${type} ${id}`;
    if (this.#told.has(key)) return false;
    this.#told.add(key);
    return true;
  }

  /** Inputs may name agents and calls by Connect's ids, which no trace shows. */
  #named(value: unknown): unknown {
    if (Array.isArray(value)) return value.map((entry) => this.#named(entry));
    return typeof value === 'string' ? (this.names.anyOf(value) ?? value) : value;
  }
}
