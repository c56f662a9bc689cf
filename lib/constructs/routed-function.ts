import { join } from 'node:path';
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { PolicyDocument, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, CfnFunction, Code, Function as LambdaFunction, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import {
  type baseEnvironment,
  type EnvironmentOf,
  type FunctionName,
  metricsNamespace,
} from '../../lambdas/shared/contract';
import { type CustomerKey, type Deployment, named } from '../deployment';
import { acknowledgeWildcards, type Permission, sendTo, statementOf } from './permission';

type Base = (typeof baseEnvironment)[number];

/**
 * How long a deploy waits for a function of ours to answer for a custom resource: three runs of two minutes, one and two
 * minutes apart as Lambda tries again, and some. CloudFormation would wait an hour.
 */
export const customResourceTimeout = Duration.minutes(10);

export interface RoutedFunctionProps<Names extends readonly string[]> {
  readonly name: FunctionName;
  readonly description: string;
  /** The function's contract; `variables` must give every name of it and no other. */
  readonly contract: { readonly environment: Names };
  readonly variables: Omit<EnvironmentOf<Names>, Base>;
  /** All the function may do besides writing its own log. */
  readonly permissions: readonly Permission[];
  readonly timeoutSeconds: number;
  /** MB; CPU comes in proportion. */
  readonly memory: number;
  /** Keeps events whose asynchronous invocation failed at its last retry. */
  readonly failedEvents?: IQueue;
  readonly key: CustomerKey;
}

/**
 * The one way to deploy a function: the bundle made by lambdas/build.ts, its own log group, and its own role, which
 * holds the given permissions and nothing else. The policy is part of the role, so it is there before the function is.
 */
export class RoutedFunction<Names extends readonly string[] = readonly string[]> extends Construct {
  readonly function: LambdaFunction;
  readonly role: Role;

  constructor(scope: Construct, id: string, deployment: Deployment, props: RoutedFunctionProps<Names>) {
    super(scope, id);
    const { environment } = deployment;
    const functionName = named(deployment, props.name);
    const logGroup = new LogGroup(this, 'Log', {
      logGroupName: `/aws/lambda/${functionName}`,
      retention: environment.logRetentionDays as RetentionDays,
      // A log group kept behind would stand in the way of the next deploy under the same name.
      removalPolicy: RemovalPolicy.DESTROY,
      ...(props.key ? { encryptionKey: props.key } : {}),
    });
    const permissions: readonly Permission[] = [
      { actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [logGroup.logGroupArn] },
      ...props.permissions,
      ...(props.failedEvents ? [sendTo(props.failedEvents)] : []),
      ...(props.key ? [throughServices(props.key.keyArn, environment.region)] : []),
    ];
    this.role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      description: `What ${functionName} may do`,
      inlinePolicies: { own: new PolicyDocument({ statements: permissions.map(statementOf) }) },
    });
    acknowledgeWildcards(this.role, permissions);

    const base: EnvironmentOf<readonly Base[]> = {
      ENVIRONMENT: environment.name,
      POWERTOOLS_SERVICE_NAME: environment.name,
      POWERTOOLS_METRICS_NAMESPACE: metricsNamespace,
    };
    this.function = new LambdaFunction(this, 'Function', {
      functionName,
      description: props.description,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      code: Code.fromAsset(join(deployment.bundles, props.name)),
      handler: 'index.handler',
      role: this.role,
      logGroup,
      tracing: Tracing.DISABLED,
      timeout: Duration.seconds(props.timeoutSeconds),
      memorySize: props.memory,
      environment: { ...base, ...(props.variables as Readonly<Record<string, string>>) },
    });
    const resource = this.function.node.defaultChild;
    if (props.failedEvents && resource instanceof CfnFunction) {
      // Not by the property `deadLetterQueue`: that would write a second policy for what the role has already.
      resource.deadLetterConfig = { targetArn: props.failedEvents.queueArn };
    }
  }
}

/** The customer's key, for the services that encrypt with it and only through them. */
const throughServices = (keyArn: string, region: string): Permission => ({
  actions: [
    'kms:Decrypt',
    'kms:DescribeKey',
    'kms:Encrypt',
    'kms:GenerateDataKey',
    'kms:ReEncryptFrom',
    'kms:ReEncryptTo',
  ],
  resources: [keyArn],
  when: {
    'kms:ViaService': ['dynamodb', 'kinesis', 'sqs', 'secretsmanager'].map(
      (service) => `${service}.${region}.amazonaws.com`,
    ),
  },
});
