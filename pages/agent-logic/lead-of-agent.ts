import { type LeadView, leadMs } from '../../core/agent-page/page-lead';

/** Which browser acts for the agent, as far as this page has heard. */
export interface LeadOfAgent {
  /** An answer to a request that was sent at `askedAt` (ms). True where something has changed. */
  readonly hear: (lead: LeadView | null, askedAt: number) => boolean;
  /** The term of another browser that leads; `null`: none does. */
  readonly elsewhere: () => number | null;
  /** The server has said, not longer ago than a lead lasts, that this browser leads. */
  readonly isSure: (now: number) => boolean;
}

/** Answers may overtake one another: those of an earlier term say nothing, nor does "nobody" asked for before the last answer. */
export function leadOfAgent(browser: string): LeadOfAgent {
  let lead: LeadView | null = null;
  let latestTerm = 0;
  let heardAt = Number.NEGATIVE_INFINITY;
  return {
    hear(said, askedAt) {
      if (said === null ? askedAt < heardAt : said.term < latestTerm) return false;
      const before = lead;
      lead = said;
      latestTerm = Math.max(latestTerm, said?.term ?? 0);
      heardAt = Math.max(heardAt, askedAt);
      return before?.browser !== said?.browser;
    },
    elsewhere: () => (lead !== null && lead.browser !== browser ? lead.term : null),
    isSure: (now) => lead?.browser === browser && now - heardAt < leadMs,
  };
}
