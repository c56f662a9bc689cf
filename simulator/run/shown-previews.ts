import type { Decision } from '../../core/decisions/decision';
import type { AgentId, PreviewId } from '../../core/ids';

/** The contact each agent's page shows, as the application says it. A simulated stand-in for the page's API. */
export class ShownPreviews {
  readonly #open = new Map<AgentId, PreviewId>();
  readonly #shown = new Set<PreviewId>();
  readonly #listeners = new Map<AgentId, (previewId: PreviewId) => void>();

  /** Hears of each contact an agent is shown, once. */
  onShown(userId: AgentId, listener: (previewId: PreviewId) => void): void {
    this.#listeners.set(userId, listener);
  }

  decided(decision: Decision): void {
    if (decision.type === 'preview.decided') {
      if (this.#open.get(decision.agentId) === decision.previewId) this.#open.delete(decision.agentId);
      return;
    }
    // A function that was run again after dying says it once more.
    if (decision.type !== 'preview.offered' || this.#shown.has(decision.previewId)) return;
    this.#shown.add(decision.previewId);
    this.#open.set(decision.agentId, decision.previewId);
    this.#listeners.get(decision.agentId)?.(decision.previewId);
  }

  /** `null`: none, or it is decided. */
  openFor(userId: AgentId): PreviewId | null {
    return this.#open.get(userId) ?? null;
  }
}
