import { Duration } from 'aws-cdk-lib';
import {
  Alarm,
  type AlarmProps,
  ComparisonOperator,
  type IMetric,
  MathExpression,
  Metric,
  Stats,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { metrics, metricsNamespace } from '../../lambdas/shared/contract';
import { type Deployment, named } from '../deployment';

const period = Duration.minutes(1);

export interface CallAlarmsProps {
  readonly planOffer: IFunction;
  /** Every dead-letter queue of the application; an alarm adds up at most 10 metrics. */
  readonly deadLetters: Readonly<Record<string, IQueue>>;
}

/** The four alarms of DESIGN.md section 11. Each means that somebody should look now. */
export class CallAlarms extends Construct {
  constructor(scope: Construct, id: string, deployment: Deployment, props: CallAlarmsProps) {
    super(scope, id);
    const { environment } = deployment;
    const topic = environment.alarmTopicArn
      ? new SnsAction(Topic.fromTopicArn(this, 'Topic', environment.alarmTopicArn))
      : undefined;
    const alarm = (alarmId: string, name: string, metric: IMetric, alarmDescription: string): void => {
      const settings: AlarmProps = {
        alarmName: named(deployment, name),
        alarmDescription,
        metric,
        threshold: 0,
        comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
        evaluationPeriods: 1,
        treatMissingData: TreatMissingData.NOT_BREACHING,
      };
      const made = new Alarm(this, alarmId, settings);
      if (topic) {
        made.addAlarmAction(topic);
        made.addOkAction(topic);
      }
    };
    const counted = (metricName: string): IMetric =>
      new Metric({
        namespace: metricsNamespace,
        metricName,
        dimensionsMap: { service: environment.name },
        statistic: Stats.SUM,
        period,
      });

    alarm(
      'PlanOfferErrors',
      'plan-offer-errors',
      props.planOffer.metricErrors({ period, statistic: Stats.SUM }),
      'plan-offer failed in a contact flow; a caller whose ticks fail three times in a row is sent to voicemail. See its log.',
    );
    alarm(
      'VoicemailOverdue',
      'voicemail-overdue',
      counted(metrics.voicemailOverdue),
      'A caller was sent to voicemail and neither recording nor callback reached an agent in time. See the log of voicemail and connect-commands.',
    );
    alarm(
      'DeadLetters',
      'dead-letters',
      new MathExpression({
        label: 'Messages in dead-letter queues',
        expression: `SUM([${Object.keys(props.deadLetters).join(', ')}])`,
        usingMetrics: Object.fromEntries(
          Object.entries(props.deadLetters).map(([metricId, queue]) => [
            metricId,
            queue.metricApproximateNumberOfMessagesVisible({ period, statistic: Stats.MAXIMUM }),
          ]),
        ),
        period,
      }),
      'Something could not be handled or delivered; it is kept for 14 days in the dead-letter queue whose name ends in -dlq.',
    );
    alarm(
      'SameAgentOfferedTwice',
      'same-agent-offered-twice',
      counted(metrics.sameAgentOfferedTwice),
      'A call rang an agent who had missed or declined it before. See the decisions logged for that call.',
    );
  }
}
