import type { AgentRecord } from '../agent/agent';
import type { Preview, PreviewDecision } from '../agent/preview-record';
import { openPreview } from '../agent/steps/preview';
import type { TimeoutAction } from '../campaign-contract/identifiers';
import type { PreviewId } from '../ids';

/** What the agent's page is told of a preview. */
export interface PreviewOnPage {
  readonly previewId: PreviewId;
  readonly campaign: string;
  readonly contact: string;
  readonly card: Preview['card'];
  readonly onTimeout: TimeoutAction;
  /** Of `seconds`; by our clock, never below 0. */
  readonly secondsLeft: number;
  readonly seconds: number;
}

/** The contact that is shown and not decided on yet, with the time left at `now` (ms); `null`: none is. */
export function previewView(agent: Pick<AgentRecord, 'outbound'>, now: number): PreviewOnPage | null {
  const preview = openPreview(agent);
  if (preview === null) return null;
  const { previewId, campaign, contact, card, onTimeout, seconds } = preview;
  const secondsLeft = Math.max(0, (preview.deadline - now) / 1000);
  return { previewId, campaign, contact, card, onTimeout, secondsLeft, seconds };
}

/** The outcome of the last contact shown: the page is told what was decided without it, and when it is final. */
export interface EndedPreview extends Pick<PreviewDecision, 'outcome' | 'by' | 'final'> {
  readonly previewId: PreviewId;
}

/** What became of the last preview, until the next is shown; `null`: none was decided on. */
export function endedPreview({ outbound: { preview } }: Pick<AgentRecord, 'outbound'>): EndedPreview | null {
  if (preview === null || preview.decided === null) return null;
  const { outcome, by, final } = preview.decided;
  return { previewId: preview.previewId, outcome, by, final };
}
