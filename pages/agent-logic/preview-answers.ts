import type { PreviewOnPage } from '../../core/agent-page/preview-on-page';
import { tryAgainMs } from './intervals';
import type { PageClock, PreviewAnswer, PreviewOver, Server } from './ports';

/** The contact that is shown, on this machine's clock. */
export interface ShownPreview extends PreviewOnPage {
  /** When the server decides by itself, ms. */
  readonly endsAt: number;
  /** What the agent answered, while the server has not said what counts. */
  readonly answering: PreviewAnswer | null;
}

export interface PreviewAnswers {
  /** The snapshot of the moment, as it was received at `now`; `null`: none is shown. */
  readonly show: (preview: PreviewOnPage | null, now: number) => void;
  readonly shown: () => ShownPreview | null;
  /** What the server said to the last answer, until the next contact is shown. */
  readonly settled: () => (PreviewOver & { readonly previewId: string }) | null;
  readonly answer: (previewId: string, answer: PreviewAnswer) => void;
}

/** Sends an answer until the server says what counts: the card may be gone before. Only the first answer is sent. */
export function previewAnswers(server: Pick<Server, 'answer'>, clock: PageClock, changed: () => void): PreviewAnswers {
  let shown: ShownPreview | null = null;
  let settled: ReturnType<PreviewAnswers['settled']> = null;

  const send = async (previewId: string, answer: PreviewAnswer): Promise<void> => {
    const reply = await server.answer(previewId, answer);
    if (reply.kind === 'unreachable' || reply.kind === 'signed-out') {
      clock.after(tryAgainMs, () => void send(previewId, answer));
      return;
    }
    if (reply.kind === 'ok') settled = { previewId, ...reply.value };
    if (shown?.previewId === previewId) shown = null;
    changed();
  };

  return {
    show(preview, now) {
      if (preview === null) {
        shown = null;
        return;
      }
      if (settled?.previewId === preview.previewId) return;
      const again = shown?.previewId === preview.previewId ? shown : null;
      // An answer only takes longer than it should: the earliest end is the truest.
      const endsAt = Math.min(again?.endsAt ?? Number.POSITIVE_INFINITY, now + preview.secondsLeft * 1000);
      shown = { ...preview, endsAt, answering: again?.answering ?? null };
      if (again === null) settled = null;
    },
    shown: () => shown,
    settled: () => settled,
    answer(previewId, answer) {
      if (shown?.previewId !== previewId || shown.answering !== null) return;
      shown = { ...shown, answering: answer };
      changed();
      void send(previewId, answer);
    },
  };
}
