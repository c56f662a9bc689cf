import type { Decision } from '../../core/decisions/decision';
import type { AgentId, TetherId } from '../../core/ids';

/** The tether each agent's page is to accept, as the application says it. A simulated stand-in for the page's API. */
export class ExpectedTethers {
  readonly #expected = new Map<AgentId, TetherId>();

  decided(decision: Decision): void {
    switch (decision.type) {
      case 'tether.requested':
        this.#expected.set(decision.agentId, decision.tetherId);
        return;
      case 'tether.failed':
      case 'tether.ended':
        if (this.#expected.get(decision.agentId) === decision.tetherId) this.#expected.delete(decision.agentId);
        return;
      default:
    }
  }

  /** `null`: none. */
  expectedBy(userId: AgentId): TetherId | null {
    return this.#expected.get(userId) ?? null;
  }
}
