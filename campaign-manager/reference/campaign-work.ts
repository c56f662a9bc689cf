/** What a campaign has to do, told on every change, at most once a second, and at least every minute. */
import type { Scheduled, Scheduler } from '../../clock/scheduler';
import type { Tell } from './agent-connections';
import type { CampaignScript, ListedOutcome } from './campaign-script';

const leastGapMs = 1000;
const longestGapMs = 60_000;

/**
 * What `CampaignWork` says of a campaign: contacts that may be dialled, dials that nobody talks on yet, and agents it could
 * use.
 */
export interface CampaignFigures {
  readonly callsAvailable: number;
  readonly dialsInFlight: number;
  readonly agentsNeeded: number;
}

/** Tells one campaign's figures when they have changed. */
export class CampaignWorkReport {
  #seq = 0;
  #lastAt: number | null = null;
  #told = '';
  #next: Scheduled | null = null;
  #minute: Scheduled | null = null;

  constructor(
    private readonly scheduler: Scheduler,
    private readonly tell: Tell,
    private readonly campaign: Pick<CampaignScript, 'name' | 'priority'> & {
      readonly outcomes: readonly ListedOutcome[];
    },
    private readonly figures: () => CampaignFigures,
  ) {}

  /** Something may have changed: told at the end of this moment, or a second after the last telling. */
  changed(): void {
    if (this.#next) return;
    const earliest = this.#lastAt === null ? this.scheduler.now() : this.#lastAt + leastGapMs;
    const report = () => {
      this.#next = null;
      const figures = this.figures();
      if (saysOf(figures) !== this.#told) this.#report(figures);
    };
    this.#next = this.scheduler.at(earliest, report, 'settle');
  }

  #report(figures: CampaignFigures): void {
    this.#seq += 1;
    this.#lastAt = this.scheduler.now();
    this.#told = saysOf(figures);
    const { name, priority } = this.campaign;
    const outcomes = this.campaign.outcomes.map(({ outcome, label }) => ({ outcome, label }));
    this.tell({ type: 'CampaignWork', campaign: name, seq: this.#seq, priority, ...figures, outcomes });
    this.#minute?.cancel();
    this.#minute = this.scheduler.after(longestGapMs, () => this.#report(this.figures()));
  }
}

const saysOf = ({ callsAvailable, dialsInFlight, agentsNeeded }: CampaignFigures): string =>
  `${callsAvailable} ${dialsInFlight} ${agentsNeeded}`;
