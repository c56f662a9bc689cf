import { Validations } from 'aws-cdk-lib';
import { HttpApi, HttpMethod, PayloadFormatVersion } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { EventBus } from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import * as contract from '../../lambdas/campaign-ingress/contract';
import { type CustomerKey, type Deployment, named } from '../deployment';
import { openStage } from './open-stage';
import { onTable, publishTo, readSecret } from './permission';
import { RoutedFunction } from './routed-function';

export interface CampaignIngressProps {
  /** Keeps what was seen: nonces, and requests per second. */
  readonly table: Table;
  readonly bus: EventBus;
  readonly secretArn: string;
  readonly key: CustomerKey;
}

/** Where the Campaign Manager posts its events: an HTTP API with one route, and the function that believes or refuses them. */
export class CampaignIngress extends Construct {
  /** Without a slash at the end. */
  readonly url: string;
  /** Requests that were too many, for the stage or for their key. */
  readonly throttled: IMetric;

  constructor(scope: Construct, id: string, deployment: Deployment, props: CampaignIngressProps) {
    super(scope, id);
    const { table, bus, secretArn, key } = props;
    const taker = new RoutedFunction(this, 'Taker', deployment, {
      name: 'campaign-ingress',
      description: 'Checks who signed a request of the Campaign Manager, and puts its events on our bus',
      contract,
      variables: {
        TABLE_NAME: table.tableName,
        BUS_NAME: bus.eventBusName,
        CAMPAIGN_SECRET_ARN: secretArn,
      },
      permissions: [onTable(table, ['GetItem', 'PutItem', 'UpdateItem']), publishTo(bus), readSecret(secretArn)],
      timeoutSeconds: 10,
      memory: 512,
      key,
    });
    const api = new HttpApi(this, 'Api', {
      apiName: named(deployment, 'campaign-ingress'),
      description: 'Takes events of the Campaign Manager',
      createDefaultStage: false,
    });
    const routes = api.addRoutes({
      path: contract.eventsRoute.path,
      methods: [HttpMethod[contract.eventsRoute.method]],
      integration: new HttpLambdaIntegration('Events', taker.function, {
        payloadFormatVersion: PayloadFormatVersion.VERSION_2_0,
      }),
    });
    for (const route of routes) {
      Validations.of(route).acknowledge({
        id: 'AwsSolutions-APIG4',
        reason:
          'The function checks an HMAC over time, nonce, path and body; API Gateway has no authorizer that sees a body.',
      });
    }
    this.throttled = openStage(this, deployment, {
      ...{ api, routes, key, name: 'campaign-ingress' },
      throttle: contract.ingressThrottle,
    }).throttled;
    this.url = api.apiEndpoint;
  }
}
