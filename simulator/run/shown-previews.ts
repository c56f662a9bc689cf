import type { Decision } from '../../core/decisions/decision';

/** The contact each agent's page shows, as the application says it. A simulated stand-in for the page's API. */
export class ShownPreviews {
  readonly #open = new Map<string, string>();
  readonly #shown = new Set<string>();
  readonly #listeners = new Map<string, (previewId: string) => void>();

  /** Hears of each contact an agent is shown, once. */
  onShown(userId: string, listener: (previewId: string) => void): void {
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
  openFor(userId: string): string | null {
    return this.#open.get(userId) ?? null;
  }
}
