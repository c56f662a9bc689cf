import { Duration } from 'aws-cdk-lib';
import { type IMetric, MathExpression, Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { IStream } from 'aws-cdk-lib/aws-kinesis';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { blendAgentsIndex, rankedAgentsIndex, waitingCallsIndex } from '../../lambdas/shared/contract';
import { type Deployment, instanceIdOf } from '../deployment';
import { Alarms } from './alarms';

export interface ScaleAlarmsProps {
  readonly table: Table;
  /** Connect writes agent events to it. */
  readonly stream: IStream;
  readonly agentEvents: IFunction;
  readonly agentEventsAgain: IQueue;
  readonly campaignCommands: IQueue;
  readonly rebalance: IQueue;
}

const period = Duration.minutes(1);
/** Of a quota: this much in use is the time to have it raised. */
const nearlyAll = 0.8;
/** What waits this long is late: agents wait for calls, callers for agents. */
const lateSeconds = 30;

/** What a full environment meets first (docs/scale.md): each limit that is reached while it is busy. */
export class ScaleAlarms extends Alarms {
  constructor(scope: Construct, id: string, deployment: Deployment, props: ScaleAlarmsProps) {
    super(scope, id, deployment);
    const { environment } = deployment;
    this.raise('TableThrottled', 'table-throttled', {
      metric: throttled(props.table.tableName),
      alarmDescription:
        'DynamoDB refused reads or writes of the table or of an index: a partition is hot, or the table grew faster than it scales. See docs/runbook.md for which item it is.',
    });
    this.raise('StreamFull', 'agent-events-refused', {
      metric: props.stream.metric('WriteProvisionedThroughputExceeded', { period, statistic: Stats.SUM }),
      alarmDescription:
        'The agent event stream takes 1,000 records a second and shard, and refused some: Connect may drop them. Raise agentEvents.shards.',
    });
    this.raise('AgentEventsLate', 'agent-events-late', {
      metric: props.agentEvents.metric('IteratorAge', { period, statistic: Stats.MAXIMUM }),
      threshold: lateSeconds * 1000,
      evaluationPeriods: 2,
      alarmDescription: `agent-events has been more than ${lateSeconds} s behind the stream for two minutes: agents count as idle, or busy, who are not. It fails, or there are too few shards.`,
    });
    this.raise('AgentEventsFailing', 'agent-events-failing', {
      metric: oldest(props.agentEventsAgain),
      threshold: lateSeconds,
      evaluationPeriods: 3,
      alarmDescription: `Agent events have failed again and again for more than ${lateSeconds} s, for three minutes: what is known of those agents is old. See the log of agent-events.`,
    });
    this.raise('CampaignCommandsLate', 'campaign-commands-late', {
      metric: oldest(props.campaignCommands),
      threshold: lateSeconds,
      evaluationPeriods: 3,
      alarmDescription: `Commands have waited for more than ${lateSeconds} s for three minutes: the Campaign Manager does not answer, or more come than are sent at a time.`,
    });
    this.raise('DecisionsLate', 'decisions-late', {
      metric: oldest(props.rebalance),
      threshold: lateSeconds,
      evaluationPeriods: 3,
      alarmDescription: `Decisions of a group have waited for more than ${lateSeconds} s for three minutes: nobody is fetched for its callers. rebalance fails, or is throttled.`,
    });
    const { concurrentCalls, lambdaConcurrency } = environment.quotas;
    this.raise('FunctionsCrowded', 'functions-crowded', {
      // Of the account in the Region, whose functions share one quota.
      metric: new Metric({
        namespace: 'AWS/Lambda',
        metricName: 'ConcurrentExecutions',
        statistic: Stats.MAXIMUM,
        period,
      }),
      threshold: Math.floor(lambdaConcurrency * nearlyAll),
      alarmDescription: `More than ${100 * nearlyAll} of 100 of the Region's ${lambdaConcurrency} concurrent executions are in use, by whatever runs there; beyond them flows, events and pages are refused.`,
    });
    this.raise('CallsCrowded', 'calls-crowded', {
      metric: new Metric({
        namespace: 'AWS/Connect',
        metricName: 'ConcurrentCalls',
        dimensionsMap: { InstanceId: instanceIdOf(environment), MetricGroup: 'VoiceCalls' },
        statistic: Stats.MAXIMUM,
        period,
      }),
      threshold: Math.floor(concurrentCalls * nearlyAll),
      evaluationPeriods: 3,
      alarmDescription: `More than ${100 * nearlyAll} of 100 of the instance's ${concurrentCalls} concurrent calls have been up for three minutes. At the quota tethers wait; beyond it callers are turned away.`,
    });
  }
}

const oldest = (queue: IQueue): IMetric =>
  queue.metricApproximateAgeOfOldestMessage({ period, statistic: Stats.MAXIMUM });

/** Refusals of the table and of each index; an index that is throttled holds back the writes of the table. */
function throttled(tableName: string): IMetric {
  const indexes = [rankedAgentsIndex, waitingCallsIndex, blendAgentsIndex];
  const places = [
    { TableName: tableName },
    ...indexes.map(({ name }) => ({ TableName: tableName, GlobalSecondaryIndexName: name })),
  ];
  const metrics = places.flatMap((dimensionsMap) =>
    ['WriteThrottleEvents', 'ReadThrottleEvents'].map(
      (metricName) =>
        new Metric({ namespace: 'AWS/DynamoDB', metricName, dimensionsMap, statistic: Stats.SUM, period }),
    ),
  );
  return new MathExpression({
    label: 'Refused reads and writes',
    expression: `SUM([${metrics.map((_, index) => `FILL(refused${index}, 0)`).join(', ')}])`,
    usingMetrics: Object.fromEntries(metrics.map((metric, index) => [`refused${index}`, metric])),
    period,
  });
}
