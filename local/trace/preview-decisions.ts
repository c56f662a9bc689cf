import type { Decision } from '../../core/domain/decision';
import type { DialFact } from './dial-facts';

type Settled = Extract<Decision, { type: 'preview.decided' }>;

/**
 * What the application decided about previews. It decides and the Campaign Manager hears of it, perhaps much later; where
 * that took the application's outcome, the preview was decided when, and for the reason, the application says.
 */
export class PreviewDecisions {
  readonly #decided = new Map<string, Settled>();

  decided(decision: Settled): void {
    // Said again by a function that was run again: the first time counts.
    if (this.#decided.get(decision.previewId)?.outcome !== decision.outcome) {
      this.#decided.set(decision.previewId, decision);
    }
  }

  /** The decision behind a fact of the Campaign Manager's side, if it is one. */
  behind(fact: DialFact): Settled | null {
    if (fact.type !== 'preview.decided') return null;
    const decision = this.#decided.get(fact.preview);
    this.#decided.delete(fact.preview);
    return decision?.outcome === fact.outcome ? decision : null;
  }
}
