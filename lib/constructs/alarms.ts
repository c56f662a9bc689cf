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
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { metricsNamespace } from '../../lambdas/shared/contract';
import { type Deployment, named } from '../deployment';

/** One alarm; what is left out means: more than none within one minute. */
export type AlarmWanted = Pick<AlarmProps, 'metric' | 'alarmDescription'> &
  Partial<Pick<AlarmProps, 'threshold' | 'comparisonOperator' | 'evaluationPeriods' | 'treatMissingData'>>;

/** Alarms of an environment, which tell its topic where it has one. */
export abstract class Alarms extends Construct {
  private readonly topic: SnsAction | undefined;

  constructor(
    scope: Construct,
    id: string,
    private readonly deployment: Deployment,
  ) {
    super(scope, id);
    const { alarmTopicArn } = deployment.environment;
    this.topic = alarmTopicArn ? new SnsAction(Topic.fromTopicArn(this, 'Topic', alarmTopicArn)) : undefined;
  }

  protected raise(id: string, name: string, wanted: AlarmWanted): void {
    const made = new Alarm(this, id, {
      alarmName: named(this.deployment, name),
      threshold: 0,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: 1,
      treatMissingData: TreatMissingData.NOT_BREACHING,
      ...wanted,
    });
    if (this.topic) {
      made.addAlarmAction(this.topic);
      made.addOkAction(this.topic);
    }
  }

  /** A count our functions write, added up over `minutes`. */
  protected counted(metricName: string, minutes = 1): IMetric {
    return new Metric({
      namespace: metricsNamespace,
      metricName,
      dimensionsMap: { service: this.deployment.environment.name },
      statistic: Stats.SUM,
      period: Duration.minutes(minutes),
    });
  }

  /** Everything in these dead-letter queues, by the ids it is to have in the sum; an alarm adds up at most 10 metrics. */
  protected kept(deadLetters: Readonly<Record<string, IQueue>>): IMetric {
    const period = Duration.minutes(1);
    return new MathExpression({
      label: 'Messages in dead-letter queues',
      expression: `SUM([${Object.keys(deadLetters).join(', ')}])`,
      usingMetrics: Object.fromEntries(
        Object.entries(deadLetters).map(([metricId, queue]) => [
          metricId,
          queue.metricApproximateNumberOfMessagesVisible({ period, statistic: Stats.MAXIMUM }),
        ]),
      ),
      period,
    });
  }
}
