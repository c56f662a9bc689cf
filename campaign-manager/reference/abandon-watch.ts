/** The abandon ledger of one campaign at work: what is counted, how the campaign stands by it, and who is told. */
import {
  AbandonLedger,
  isAbandoned,
  type Judgement,
  judge,
  type LedgerEntries,
  type LiveAnswer,
  type Standing,
} from './abandon-ledger';
import type { MemoryNote } from './campaign-script';
import type { ObservePace, PaceFact } from './facts';

/** What a campaign is watched with. */
export interface WatchParts {
  readonly campaign: string;
  /** Abandoned of live answers, 0 to 1; `null` where the campaign sets no limit: then it is only counted. */
  readonly limit: number | null;
  readonly entries?: LedgerEntries | undefined;
  readonly remember: (note: MemoryNote) => void;
  readonly observe: ObservePace;
}

/**
 * Counts the live answers of one campaign, writes each down first, and tells when the campaign has to dial slower or may dial
 * faster.
 */
export class AbandonWatch {
  readonly #ledger: AbandonLedger;
  #standing: Standing = 'trial';
  #told: PaceFact['type'] = 'campaign.resumed';

  constructor(private readonly parts: WatchParts) {
    this.#ledger = new AbandonLedger(parts.entries);
  }

  answered(greetingEndedAt: number): void {
    this.parts.remember({ what: 'answered', at: greetingEndedAt });
    this.#ledger.answered(greetingEndedAt);
  }

  /** It is known whether an agent was there for somebody who had answered. */
  settled(answer: LiveAnswer, nowMs: number): void {
    const abandoned = isAbandoned(answer);
    this.parts.remember({ what: abandoned ? 'abandoned' : 'connected', at: answer.greetingEndedAt });
    if (!abandoned) return;
    this.#ledger.abandoned(answer.greetingEndedAt);
    if (this.parts.limit !== null) this.judgement(nowMs);
  }

  entries = (nowMs: number): LedgerEntries => this.#ledger.entries(nowMs);

  /** How the campaign stands now; tells when that has changed. Throws where no limit is set. */
  judgement(nowMs: number): Judgement {
    const { campaign, limit } = this.parts;
    if (limit === null) throw new Error(`campaign ${campaign} sets no limit on abandoned customers: it is not judged`);
    const judgement = judge(this.#ledger.figures(nowMs), limit, this.#standing);
    this.#standing = judgement.standing;
    this.#tell(judgement, limit, nowMs);
    return judgement;
  }

  #tell({ standing, window, live, abandoned, rate }: Judgement, limit: number, nowMs: number): void {
    if (standing === 'trial') return;
    const type = said[standing].type;
    if (type === this.#told) return;
    this.#told = type;
    const figures = `${abandoned} of ${live} live answers abandoned in ${window}, at most ${percent(limit)} %`;
    const { campaign } = this.parts;
    const reason = `${campaign} ${said[standing].words}: ${figures}`;
    this.parts.observe({ type, at: nowMs, campaign, window, live, abandoned, rate, limit, reason });
  }
}

const said = {
  free: { type: 'campaign.resumed', words: 'dials at full pace again' },
  slowed: { type: 'campaign.slowed', words: 'dials slower' },
  stopped: { type: 'campaign.stopped', words: 'dials one customer for each idle agent and no more' },
} as const;

const percent = (share: number): number => Math.round(share * 10_000) / 100;
