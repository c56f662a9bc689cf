import type { Decision } from '../../core/decisions/decision';
import type { DecisionLog, OverdueVoicemail } from '../../core/decisions/decision-log';
import type { CampaignReplied } from '../../core/decisions/upkeep-decisions';
import { cleaned } from './clean-log';

/** Of the Powertools logger and metrics, what is used here. */
export interface LineLogger {
  info(message: string, extra: Readonly<Record<string, unknown>>): void;
}

/** Of Powertools' metrics, what counts decisions. */
export interface CountMetrics {
  addMetric(name: string, unit: 'Count', value: number): void;
}

/** Names of the metrics that alarms watch. */
export interface AlarmMetrics {
  readonly voicemailOverdue: string;
  readonly sameAgentOfferedTwice: string;
  readonly criteriaLate: string;
  readonly entriesMistaken: string;
  readonly campaignManagerUnreachable: string;
  readonly tethersConnected: string;
  readonly tethersFailed: string;
  readonly tethersFailedTogether: string;
}

/** `campaign-acquire` as `CampaignAcquire`. */
const inPascalCase = (words: string): string =>
  words.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** Decisions that are counted; the rest are only logged. */
const metricOf = (decision: Decision, alarms: AlarmMetrics): string | null => {
  switch (decision.type) {
    case 'offer.repeated':
      return alarms.sameAgentOfferedTwice;
    case 'criteria.late':
      return alarms.criteriaLate;
    case 'entry.mistaken':
      return alarms.entriesMistaken;
    case 'criteria.in-flow':
      return 'CriteriaInFlow';
    case 'criteria.by-api':
      return 'CriteriaByApi';
    case 'call.taken-in':
      return 'CallsTakenIn';
    case 'call.past-max-wait':
      return 'CallsPastMaxWait';
    case 'offer.open':
      return 'NativeOffers';
    case 'command.dropped':
      return 'CommandsDropped';
    case 'state.repaired':
      return `StatesRepaired${inPascalCase(decision.what)}`;
    case 'thresholds.rejected':
      return 'ThresholdsRejected';
    case 'input.ignored':
      return `InputIgnored${inPascalCase(decision.why)}`;
    case 'move.decided':
      return `MovesDecided${inPascalCase(decision.rule)}`;
    case 'move.completed':
      return 'MovesCompleted';
    case 'move.failed':
      return 'MovesFailed';
    case 'move.refused':
      return 'MovesRefused';
    case 'tether.connected':
      return alarms.tethersConnected;
    case 'tether.failed':
      return alarms.tethersFailed;
    case 'tethers.failed-together':
      return alarms.tethersFailedTogether;
    case 'agent.taken-off':
      return `AgentsTakenOff${inPascalCase(decision.why)}`;
    case 'tether.held':
      return 'TethersHeld';
    case 'tether.token-refused':
      return 'TetherTokensRefused';
    case 'campaign-link.lost':
      return 'CampaignLinkLost';
    case 'campaign.replied':
      return replyMetric(decision.result, alarms);
    default:
      return null;
  }
};

/** Commands that were carried out are not counted. */
function replyMetric(result: CampaignReplied['result'], alarms: AlarmMetrics): string | null {
  switch (result) {
    case 'unreachable':
      return alarms.campaignManagerUnreachable;
    case 'refused':
    case 'ignored':
    case 'expired':
      return `CampaignCommands${inPascalCase(result)}`;
    default:
      return null;
  }
}

/**
 * One structured line a decision, `{"message":"decision","decision":{...}}`, and a metric for those that are counted. The
 * metrics' only dimension is the service, so that their number does not grow with agents or calls.
 */
export class PowertoolsDecisionLog implements DecisionLog {
  constructor(
    private readonly logger: LineLogger,
    private readonly metrics: CountMetrics,
    private readonly alarms: AlarmMetrics,
  ) {}

  record(decision: Decision): void {
    this.logger.info('decision', { decision: cleaned(decision) });
    const metric = decision.observed ? null : metricOf(decision, this.alarms);
    if (metric) this.metrics.addMetric(metric, 'Count', 1);
  }

  voicemailOverdue(voicemail: OverdueVoicemail): void {
    this.logger.info('voicemail overdue', { voicemail: cleaned(voicemail) });
    this.metrics.addMetric(this.alarms.voicemailOverdue, 'Count', 1);
  }
}
