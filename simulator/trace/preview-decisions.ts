import type { Decision } from '../../core/decisions/decision';
import type { PreviewId } from '../../core/ids';
import type { PreviewFact } from './dial-facts';

type Offered = Extract<PreviewFact, { type: 'preview.offered' }>;
type Decided = Extract<PreviewFact, { type: 'preview.decided' }>;
type Shown = Extract<Decision, { type: 'preview.offered' }>;
type Settled = Extract<Decision, { type: 'preview.decided' }>;

/** A fact of a preview with the moment it is told for, ms since the epoch; `decision`: the application's that is behind it. */
export interface ToldPreview {
  readonly fact: PreviewFact;
  readonly at: number;
  readonly decision: Settled | null;
}

/**
 * Previews as they happened. One is offered when the application shows it, which may be long after the Campaign Manager
 * chose it; one that is never shown is not told. The application decides and the Campaign Manager hears of it, perhaps much
 * later: only there it is certain which of two outcomes holds, and where that is the application's, the preview was decided
 * when, and for the reason, the application says.
 */
export class PreviewDecisions {
  readonly #chosen = new Map<PreviewId, Offered>();
  readonly #shownAt = new Map<PreviewId, number>();
  readonly #decided = new Map<PreviewId, Settled>();
  /** Decided before they were shown. */
  readonly #ended = new Map<PreviewId, Decided>();

  decided(decision: Settled): void {
    // Said again by a function that was run again: the first time counts.
    if (this.#decided.get(decision.previewId)?.outcome !== decision.outcome) {
      this.#decided.set(decision.previewId, decision);
    }
  }

  /** The application shows it: what is to be told now. */
  shown({ previewId, at }: Shown): readonly ToldPreview[] {
    const fact = this.#chosen.get(previewId);
    if (fact === undefined || this.#shownAt.has(previewId)) return [];
    this.#chosen.delete(previewId);
    this.#shownAt.set(previewId, at);
    const ended = this.#ended.get(previewId);
    this.#ended.delete(previewId);
    return [{ fact, at, decision: null }, ...(ended ? [this.#end(ended, at)] : [])];
  }

  /** A fact of the Campaign Manager's side: what is to be told now. */
  known(fact: PreviewFact): readonly ToldPreview[] {
    const shownAt = this.#shownAt.get(fact.preview);
    if (fact.type === 'preview.offered') this.#chosen.set(fact.preview, fact);
    else if (shownAt === undefined) this.#ended.set(fact.preview, fact);
    else return [this.#end(fact, shownAt)];
    return [];
  }

  #end(fact: Decided, shownAt: number): ToldPreview {
    const decision = this.#decided.get(fact.preview);
    this.#decided.delete(fact.preview);
    const behind = decision?.outcome === fact.outcome ? decision : null;
    return { fact, at: Math.max(shownAt, Math.min(fact.at, behind?.at ?? fact.at)), decision: behind };
  }
}
