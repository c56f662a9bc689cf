import { type HttpApi, HttpMethod, type HttpRoute, PayloadFormatVersion } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Construct } from 'constructs';
import { directoryPath } from '../../lambdas/shared/contract';
import * as contract from '../../lambdas/wallboard/contract';
import type { Throttle } from '../configuration/page-throttle';
import { loadOf } from '../configuration/plan';
import { wallboardThrottles } from '../configuration/wallboard';
import type { CustomerKey, Deployment } from '../deployment';
import type { Wallboard } from '../environments/schema';
import { onTable, queryIndexes, sendTo } from './permission';
import { RoutedFunction } from './routed-function';
import { readDirectoryOf, type StepResources } from './step-settings';

export interface WallboardServerProps {
  readonly settings: Wallboard;
  readonly resources: Pick<StepResources, 'table' | 'rebalance'>;
  readonly key: CustomerKey;
}

/** What supervisors ask: a function of its own, which may read what they are shown and ask for a decision, and tells Connect nothing. */
export class WallboardServer extends Construct {
  /** By route key, such as `GET /wallboard/groups`. */
  readonly throttles: Readonly<Record<string, Throttle>>;
  readonly #server: RoutedFunction<typeof contract.environment>;

  constructor(scope: Construct, id: string, deployment: Deployment, props: WallboardServerProps) {
    super(scope, id);
    const { settings, resources, key } = props;
    const { environment } = deployment;
    const { table, rebalance } = resources;
    this.#server = new RoutedFunction(this, 'Server', deployment, {
      name: 'wallboard',
      description: 'Shows supervisors their groups, and takes what they ask for',
      contract,
      variables: {
        TABLE_NAME: table.tableName,
        DIRECTORY_PATH: directoryPath(environment.name),
        REBALANCE_QUEUE_URL: rebalance.queueUrl,
        SUPERVISOR_CLAIM: settings.supervisorClaim,
        PERSON_CLAIM: settings.personClaim,
        OPERATOR_CLAIM: settings.operatorClaim,
        AGENT_NAMES: settings.agents,
        AGENT_FIGURES: settings.agentFigures ? 'on' : 'off',
        SERVICE_PERCENT: String(settings.targetPercent),
        SERVICE_SECONDS: String(settings.targetSeconds),
      },
      permissions: [
        onTable(table, ['GetItem', 'BatchGetItem', 'PutItem', 'UpdateItem']),
        queryIndexes(table, 'ranked-agents', 'waiting-calls', 'blend-agents'),
        sendTo(rebalance),
        readDirectoryOf(this, environment),
      ],
      timeoutSeconds: 10,
      // A snapshot of 1,000 agents is made and packed while a person waits.
      memory: 1024,
      key,
    });
    const throttles = wallboardThrottles(loadOf(environment).agents);
    this.throttles = Object.fromEntries(
      Object.entries(contract.routes).map(([name, { method, path }]) => [
        `${method} ${path}`,
        throttles[name as keyof typeof contract.routes],
      ]),
    );
  }

  /** Its routes on an API, whose authorizer lets people in. */
  routesOn(api: HttpApi): readonly HttpRoute[] {
    const integration = new HttpLambdaIntegration('Wallboard', this.#server.function, {
      payloadFormatVersion: PayloadFormatVersion.VERSION_2_0,
    });
    return Object.values(contract.routes).flatMap(({ method, path }) =>
      api.addRoutes({ path, methods: [HttpMethod[method]], integration }),
    );
  }
}
