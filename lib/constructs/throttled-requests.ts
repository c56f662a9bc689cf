import { Duration } from 'aws-cdk-lib';
import { type IMetric, Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { FilterPattern, type LogGroup, MetricFilter } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { metricsNamespace } from '../../lambdas/shared/contract';
import { type Deployment, named } from '../deployment';

/**
 * Requests that an API answered 429, counted from the access log of its stage: the metrics of HTTP APIs do not tell them from
 * other refusals (API Gateway developer guide, "Working with metrics for HTTP APIs"). Makes `Throttled` in the scope.
 */
export function throttledRequests(
  scope: Construct,
  deployment: Deployment,
  { accessLog, name }: { readonly accessLog: LogGroup; readonly name: string },
): IMetric {
  const metric = { metricNamespace: metricsNamespace, metricName: `${named(deployment, name)}-throttled` };
  new MetricFilter(scope, 'Throttled', {
    logGroup: accessLog,
    filterPattern: FilterPattern.stringValue('$.status', '=', '429'),
    ...metric,
    metricValue: '1',
  });
  return new Metric({
    namespace: metric.metricNamespace,
    metricName: metric.metricName,
    statistic: Stats.SUM,
    period: Duration.minutes(1),
  });
}
