import type { Decision } from '../../core/domain/decision';
import type { VoicemailRecord } from '../../core/domain/voicemail';
import type { DecisionLog } from '../../core/ports';

/** Of the Powertools logger and metrics, what is used here. */
export interface LineLogger {
  info(message: string, extra: Readonly<Record<string, unknown>>): void;
}
export interface CountMetrics {
  addMetric(name: string, unit: 'Count', value: number): void;
}

/** Names of the metrics that alarms watch. */
export interface AlarmMetrics {
  readonly voicemailOverdue: string;
  readonly sameAgentOfferedTwice: string;
}

/** Decisions that are counted; the rest are only logged. */
const metricOf = (decision: Decision, alarms: AlarmMetrics): string | null => {
  switch (decision.type) {
    case 'offer.repeated':
      return alarms.sameAgentOfferedTwice;
    case 'offer.open':
      return 'NativeOffers';
    case 'command.dropped':
      return 'CommandsDropped';
    case 'state.repaired':
      return 'StatesRepaired';
    case 'thresholds.rejected':
      return 'ThresholdsRejected';
    case 'input.ignored':
      return `InputIgnored${ignoredAs[decision.why]}`;
    default:
      return null;
  }
};

const ignoredAs = {
  malformed: 'Malformed',
  'unknown-type': 'UnknownType',
  stale: 'Stale',
  duplicate: 'Duplicate',
} as const;

/**
 * One structured line a decision, `{"message":"decision","decision":{...}}`, and a count where one is worth having. The
 * metrics' only dimension is the service, so that their number does not grow with agents or calls.
 */
export class PowertoolsDecisionLog implements DecisionLog {
  constructor(
    private readonly logger: LineLogger,
    private readonly metrics: CountMetrics,
    private readonly alarms: AlarmMetrics,
  ) {}

  record(decision: Decision): void {
    this.logger.info('decision', { decision });
    const metric = metricOf(decision, this.alarms);
    if (metric) this.metrics.addMetric(metric, 'Count', 1);
  }

  voicemailOverdue(voicemail: VoicemailRecord): void {
    this.logger.info('voicemail overdue', { voicemail });
    this.metrics.addMetric(this.alarms.voicemailOverdue, 'Count', 1);
  }
}
