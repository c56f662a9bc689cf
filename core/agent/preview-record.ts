import type { CampaignEventOf } from '../campaign-contract/events';
import type { PreviewDecider, PreviewOutcome, TimeoutAction } from '../campaign-contract/identifiers';
import type { PreviewId, TetherId } from '../ids';

/**
 * A contact shown to an agent before it is dialled (docs/campaign-manager.md#previews). It is part of the agent's record, so
 * that of all who may decide it at the same moment (agent, time-out, withdrawal, a break, the end of the tether) exactly one
 * does: whoever writes first. Times are ms since the epoch.
 */
export interface Preview {
  readonly previewId: PreviewId;
  readonly tetherId: TetherId;
  readonly campaign: string;
  readonly contact: string;
  readonly card: CampaignEventOf<'PreviewOffered'>['card'];
  readonly seconds: number;
  readonly onTimeout: TimeoutAction;
  readonly offeredAt: number;
  /** When the Campaign Manager offered it, by its clock: offers come in any order. */
  readonly toldAt: number;
  /** When the time is out. The countdown is ours and goes on whatever the page does. */
  readonly deadline: number;
  /** Until then, by its own clock, the Campaign Manager waits for the outcome; then it takes the contact back. */
  readonly reservedUntil: number;
  /** `null` while it is open. */
  readonly decided: PreviewDecision | null;
}

export interface PreviewDecision {
  readonly outcome: PreviewOutcome;
  readonly by: PreviewDecider;
  readonly at: number;
  /** The Campaign Manager acts on it; before that it may not have heard of it, and take the contact back. */
  readonly final: boolean;
}
