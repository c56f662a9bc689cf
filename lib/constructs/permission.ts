import { Stack, Validations } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { EventBus } from 'aws-cdk-lib/aws-events';
import { PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { blendAgentsIndex, rankedAgentsIndex, waitingCallsIndex } from '../../lambdas/shared/contract';
import { parameterArn } from '../deployment';

/** One thing a function may do. */
export interface Permission {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  /** Exact values of condition keys (`StringEquals`). */
  readonly when?: Readonly<Record<string, string | readonly string[]>>;
  /** Needed where a resource ends in `*`: why it cannot be named more exactly. cdk-nag is told the same. */
  readonly wildcardBecause?: string;
}

/** The permission as IAM writes it. */
export const statementOf = ({ actions, resources, when }: Permission): PolicyStatement =>
  new PolicyStatement({
    actions: [...actions],
    resources: [...resources],
    ...(when ? { conditions: { StringEquals: when } } : {}),
  });

/** Tells cdk-nag why each wildcard of these permissions is there; one without a reason stays a finding. */
export function acknowledgeWildcards(role: Role, permissions: readonly Permission[]): void {
  for (const { resources, wildcardBecause } of permissions) {
    if (wildcardBecause === undefined) continue;
    for (const resource of resources) {
      const written = flattened(Stack.of(role).resolve(resource));
      if (!written.includes('*')) continue;
      Validations.of(role).acknowledge({
        id: `AwsSolutions-IAM5[Resource::${written}]`,
        reason: wildcardBecause,
      });
    }
  }
}

/** A resource as cdk-nag words it in a finding: references in angle brackets, joins joined. */
function flattened(resource: unknown): string {
  if (typeof resource === 'string') return resource;
  if (typeof resource !== 'object' || resource === null) return '';
  if ('Ref' in resource) return `<${String(resource.Ref)}>`;
  if ('Fn::GetAtt' in resource && Array.isArray(resource['Fn::GetAtt'])) return `<${resource['Fn::GetAtt'].join('.')}>`;
  if ('Fn::ImportValue' in resource) return flattened(resource['Fn::ImportValue']);
  if ('Fn::Join' in resource && Array.isArray(resource['Fn::Join'])) {
    const [delimiter, parts] = resource['Fn::Join'] as [string, readonly unknown[]];
    return parts.map(flattened).join(delimiter);
  }
  return JSON.stringify(resource);
}

/** What functions do with single items of the table. */
export type TableAction = 'GetItem' | 'BatchGetItem' | 'PutItem' | 'UpdateItem';

/** Access to items by key; nobody may scan (docs/architecture.md#the-table). */
export const onTable = (table: Table, actions: readonly TableAction[]): Permission => ({
  actions: actions.map((action) => `dynamodb:${action}`),
  resources: [table.tableArn],
});

type IndexName = (typeof rankedAgentsIndex | typeof waitingCallsIndex | typeof blendAgentsIndex)['name'];

/** Queries of these indexes, and of no others (docs/architecture.md#the-table). */
export const queryIndexes = (table: Table, ...indexes: readonly IndexName[]): Permission => ({
  actions: ['dynamodb:Query'],
  resources: indexes.map((index) => `${table.tableArn}/index/${index}`),
});

/** Messages may be put into these queues. */
export const sendTo = (...queues: readonly IQueue[]): Permission => ({
  actions: ['sqs:SendMessage'],
  resources: queues.map((queue) => queue.queueArn),
});

/** What an event source mapping of the function does on its behalf. */
export const receiveFrom = (...queues: readonly IQueue[]): Permission => ({
  actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
  resources: queues.map((queue) => queue.queueArn),
});

/** What functions ask of Connect about one contact. */
export type ContactAction = 'DescribeContact' | 'GetContactAttributes' | 'StopContact' | 'UpdateContactRoutingData';

/** Calls on contacts of the instance. */
export const onContacts = (instanceArn: string, ...actions: readonly ContactAction[]): Permission => ({
  actions: actions.map((action) => `connect:${action}`),
  resources: [`${instanceArn}/contact/*`],
  wildcardBecause: 'Contacts come and go with every call; only those of this instance are meant.',
});

/** Reads agents as Connect sees them now. */
export const readCurrentUserData = (instanceArn: string): Permission => ({
  actions: ['connect:GetCurrentUserData'],
  resources: ['queue', 'routing-profile', 'agent', 'agent-group'].map((kind) => `${instanceArn}/${kind}/*`),
  wildcardBecause: 'Connect checks the call against every kind of filter; the queues are made by a later stack.',
});

/** Asks for the user names of agents of whom no event came. */
export const describeUsers = (instanceArn: string): Permission => ({
  actions: ['connect:DescribeUser'],
  resources: [`${instanceArn}/agent/*`],
  wildcardBecause: 'Users come and go; only those of this instance are meant.',
});

/** Looks for users by their usernames. */
export const searchUsers = (instanceArn: string): Permission => ({
  actions: ['connect:SearchUsers'],
  resources: [instanceArn],
});

/** Events may be put on the bus. */
export const publishTo = (bus: EventBus): Permission => ({
  actions: ['events:PutEvents'],
  resources: [bus.eventBusArn],
});

/** The value of one secret may be read, and no other. */
export const readSecret = (secretArn: string): Permission => ({
  actions: ['secretsmanager:GetSecretValue'],
  resources: [secretArn],
});

/** Reads a path of Parameter Store, itself and all below it. */
export const readParametersUnder = (stack: Stack, path: string): Permission => ({
  actions: ['ssm:GetParametersByPath'],
  resources: [parameterArn(stack, path), `${parameterArn(stack, path)}/*`],
  wildcardBecause: 'The groups of this environment; another environment has another path.',
});
