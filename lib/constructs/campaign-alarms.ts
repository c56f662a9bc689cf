import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, type IMetric, MathExpression, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { metrics } from '../../lambdas/shared/contract';
import type { Deployment } from '../deployment';
import { Alarms } from './alarms';

export interface CampaignAlarmsProps {
  /** Every dead-letter queue of this stack. */
  readonly deadLetters: Readonly<Record<string, IQueue>>;
  /** Requests of the Campaign Manager that were too many. */
  readonly ingressThrottled: IMetric;
}

/** Minutes that the share of failed tethers is taken over, and the fewest tethers for which a share is computed. */
const shareMinutes = 15;
const fewTethers = 5;
const tooManyFailedPercent = 20;

/** What is wrong between us and the Campaign Manager. */
export class CampaignAlarms extends Alarms {
  constructor(scope: Construct, id: string, deployment: Deployment, props: CampaignAlarmsProps) {
    super(scope, id, deployment);
    this.raise('LinkLost', 'campaign-link-lost', {
      // A heartbeat comes every 30 s; silence is no data at all, and lasts as long as the link is lost.
      metric: this.counted(metrics.campaignHeartbeats),
      threshold: 1,
      comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
      evaluationPeriods: 2,
      treatMissingData: TreatMissingData.BREACHING,
      alarmDescription:
        'No heartbeat of the Campaign Manager for two minutes: no new tethers are asked for, those that are up are kept.',
    });
    this.raise('Unreachable', 'campaign-manager-unreachable', {
      metric: this.counted(metrics.campaignManagerUnreachable),
      // One lost request is sent again; this many mean that agents wait for tethers and callers for agents.
      threshold: 4,
      alarmDescription:
        'The Campaign Manager did not answer commands in time, or not by the contract. See the decisions campaign.replied in the log of campaign-commands.',
    });
    const failed = this.counted(metrics.tethersFailed, shareMinutes);
    const connected = this.counted(metrics.tethersConnected, shareMinutes);
    this.raise('TethersFail', 'tethers-fail', {
      metric: new MathExpression({
        label: 'Tethers that failed after all attempts, percent',
        expression: `IF(FILL(failed, 0) + FILL(connected, 0) >= ${fewTethers}, 100 * FILL(failed, 0) / (FILL(failed, 0) + FILL(connected, 0)), 0)`,
        usingMetrics: { failed, connected },
        period: Duration.minutes(shareMinutes),
      }),
      threshold: tooManyFailedPercent,
      alarmDescription: `More than ${tooManyFailedPercent} of 100 tethers failed after all attempts. See the decisions tether.failed for why.`,
    });
    this.raise('TethersFailTogether', 'tethers-fail-together', {
      metric: this.counted(metrics.tethersFailedTogether),
      alarmDescription:
        'A third of the tethers of a group, three at least, failed within two minutes: not their agents, but the Campaign Manager, the carrier or the tether number. Nobody is taken off for it. See the decisions tethers.failed-together in the log of timers.',
    });
    this.raise('IngressThrottled', 'campaign-ingress-throttled', {
      metric: props.ingressThrottled,
      // A burst is sent again; this many a minute are events that come late.
      threshold: 30,
      evaluationPeriods: 3,
      alarmDescription:
        'The Campaign Manager has sent more requests than are let through for three minutes: its events come late. It may put up to 100 events into one request.',
    });
    this.raise('DeadLetters', 'campaign-dead-letters', {
      metric: this.kept(props.deadLetters),
      alarmDescription:
        'An event of the Campaign Manager could not be handled; it is kept for 14 days in the dead-letter queue, whose name has -dlq in it.',
    });
  }
}
