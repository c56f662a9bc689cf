import { Duration } from 'aws-cdk-lib';
import { CorsHttpMethod, HttpApi, HttpMethod, PayloadFormatVersion } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpJwtAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import * as contract from '../../lambdas/agent-page/contract';
import { computedAtHeader } from '../../lambdas/wallboard/contract';
import { pageThrottles } from '../configuration/page-throttle';
import { originsOf } from '../configuration/pages';
import { loadOf } from '../configuration/plan';
import { type CustomerKey, type Deployment, named } from '../deployment';
import type { AgentPage as AgentPageSettings } from '../environments/schema';
import { openStage } from './open-stage';
import { describeUsers, onContacts, onTable, type Permission, searchUsers, sendTo } from './permission';
import { RoutedFunction } from './routed-function';
import { readDirectoryOf, type StepResources, stepVariables } from './step-settings';
import { WallboardServer } from './wallboard-server';

export interface AgentPageProps {
  readonly settings: AgentPageSettings;
  readonly resources: StepResources;
  readonly key: CustomerKey;
}

/** What the agent's page asks: an HTTP API that lets nobody in without a token of the issuer, and the function behind it. */
export class AgentPage extends Construct {
  /** Without a slash at the end. */
  readonly url: string;
  /** Requests that were too many. */
  readonly throttled: IMetric;

  constructor(scope: Construct, id: string, deployment: Deployment, props: AgentPageProps) {
    super(scope, id);
    const { settings, resources, key } = props;
    const { table, timers, rebalance, campaignCommands } = resources;
    const server = new RoutedFunction(this, 'Server', deployment, {
      name: 'agent-page',
      description: "Shows an agent's page what it needs, and takes the agent's answers to contacts",
      contract,
      variables: {
        ...stepVariables(deployment.environment, resources),
        AGENT_CLAIM: settings.agentClaim,
        AGENT_CLAIM_HOLDS: settings.agentClaimHolds,
      },
      permissions: [
        onTable(table, ['GetItem', 'PutItem', 'UpdateItem']),
        sendTo(timers, rebalance, campaignCommands),
        onContacts(deployment.environment.instance.arn, 'DescribeContact'),
        // Whether the agent takes part: after a miss, others are left as Connect has them.
        readDirectoryOf(this, deployment.environment),
        ...permissionsToLookUp(deployment.environment.instance.arn, settings.agentClaimHolds),
      ],
      timeoutSeconds: 10,
      // A person waits for the answer.
      memory: 1024,
      key,
    });
    const { wallboard } = deployment.environment;
    const api = new HttpApi(this, 'Api', {
      apiName: named(deployment, 'agent-page'),
      description: "Serves the agent's page",
      createDefaultStage: false,
      defaultAuthorizer: new HttpJwtAuthorizer('Issuer', settings.issuer, { jwtAudience: [settings.audience] }),
      corsPreflight: {
        allowOrigins: [...originsOf(deployment.environment.pages, settings.origins)],
        allowMethods: [CorsHttpMethod.GET, CorsHttpMethod.POST],
        allowHeaders: ['authorization', 'content-type', ...(wallboard ? ['if-none-match'] : [])],
        ...(wallboard && { exposeHeaders: ['etag', computedAtHeader] }),
        maxAge: Duration.hours(1),
      },
    });
    const board =
      wallboard && new WallboardServer(this, 'Wallboard', deployment, { settings: wallboard, resources, key });
    const integration = new HttpLambdaIntegration('Page', server.function, {
      payloadFormatVersion: PayloadFormatVersion.VERSION_2_0,
    });
    const own = Object.values(contract.routes).flatMap(({ method, path }) =>
      api.addRoutes({ path, methods: [HttpMethod[method]], integration }),
    );
    const routes = [...own, ...(board?.routesOn(api) ?? [])];
    const { agents } = loadOf(deployment.environment);
    const throttles = pageThrottles(agents, deployment.environment.quotas.apiGatewayRequestsPerSecond);
    this.throttled = openStage(this, deployment, {
      ...{ api, routes, name: 'agent-page', key },
      throttle: throttles.answerInPath,
      throttles: {
        ...Object.fromEntries(
          Object.entries(contract.routes).map(([name, { method, path }]) => [
            `${method} ${path}`,
            throttles[name as keyof typeof contract.routes],
          ]),
        ),
        ...board?.throttles,
      },
    }).throttled;
    this.url = api.apiEndpoint;
  }
}

/** A user id is believed as it stands. */
const permissionsToLookUp = (
  instanceArn: string,
  holds: AgentPageSettings['agentClaimHolds'],
): readonly Permission[] => {
  if (holds === 'userId') return [];
  return holds === 'username' ? [searchUsers(instanceArn)] : [searchUsers(instanceArn), describeUsers(instanceArn)];
};
