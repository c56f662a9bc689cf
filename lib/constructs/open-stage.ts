import { RemovalPolicy } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  CfnStage,
  type HttpApi,
  type HttpRoute,
  HttpStage,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import type { IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { Throttle } from '../configuration/page-throttle';
import { type CustomerKey, type Deployment, named } from '../deployment';
import { throttledRequests } from './throttled-requests';

export interface OpenStageProps {
  readonly api: HttpApi;
  /** Everything the API serves: the stage serves what is there when it is made. */
  readonly routes: readonly HttpRoute[];
  /** Of the log group, after `/aws/apigateway/ccb-<env>-`. */
  readonly name: string;
  /** Of every route that has no limits of its own. */
  readonly throttle: Throttle;
  /** By route key, such as `GET /agent`. */
  readonly throttles?: Readonly<Record<string, Throttle>>;
  readonly key: CustomerKey;
}

/**
 * Opens an HTTP API to the world: one stage, throttled, that logs every access. Makes `Stage`, `AccessLog` and `Throttled` in
 * the scope, and answers how many requests were too many.
 */
export function openStage(
  scope: Construct,
  deployment: Deployment,
  props: OpenStageProps,
): { readonly throttled: IMetric } {
  const { api, routes, name, throttle, throttles = {}, key } = props;
  const accessLog = new LogGroup(scope, 'AccessLog', {
    logGroupName: `/aws/apigateway/${named(deployment, name)}`,
    retention: deployment.environment.logRetentionDays as RetentionDays,
    removalPolicy: RemovalPolicy.DESTROY,
    ...(key ? { encryptionKey: key } : {}),
  });
  const stage = new HttpStage(scope, 'Stage', {
    httpApi: api,
    stageName: '$default',
    autoDeploy: true,
    throttle: { rateLimit: throttle.requestsPerSecond, burstLimit: throttle.burst },
    accessLogSettings: {
      destination: new LogGroupLogDestination(accessLog),
      format: AccessLogFormat.custom(
        JSON.stringify({
          requestId: '$context.requestId',
          at: '$context.requestTimeEpoch',
          from: '$context.identity.sourceIp',
          route: '$context.routeKey',
          status: '$context.status',
          error: '$context.error.message',
          milliseconds: '$context.responseLatency',
          bytes: '$context.responseLength',
        }),
      ),
    },
  });
  for (const route of routes) stage.node.addDependency(route);
  if (Object.keys(throttles).length > 0) limitRoutes(stage, throttles);
  return { throttled: throttledRequests(scope, deployment, { accessLog, name }) };
}

/** The stage of the library knows limits for all routes only. */
function limitRoutes(stage: HttpStage, throttles: Readonly<Record<string, Throttle>>): void {
  const made = stage.node.defaultChild;
  if (!CfnStage.isCfnStage(made)) throw new Error('a stage of an HTTP API is made by AWS::ApiGatewayV2::Stage');
  made.routeSettings = Object.fromEntries(
    Object.entries(throttles).map(([routeKey, { requestsPerSecond, burst }]) => [
      routeKey,
      { ThrottlingRateLimit: requestsPerSecond, ThrottlingBurstLimit: burst },
    ]),
  );
}
