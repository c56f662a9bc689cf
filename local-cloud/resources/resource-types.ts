import { cloudFrontResources } from './cloudfront-resources';
import { connectResources } from './connect-resource-types';
import { customResourceType } from './custom-resource';
import { dynamodbResources } from './dynamodb-resources';
import { eventSourceMappingResources } from './event-source-mapping';
import { eventsResources } from './events-resources';
import { httpApiResources } from './http-api-resources';
import { iamResources } from './iam-resources';
import { kinesisResources } from './kinesis-resources';
import { lambdaResources } from './lambda-resources';
import { logsResources } from './logs-resources';
import type { ResourceType } from './resource-type';
import { resourcesWithoutEffect } from './resources-without-effect';
import { secretsResources } from './secrets-resources';
import { sqsResources } from './sqs-resources';
import { storageResources } from './storage-resources';

/** Everything a template may hold. `Custom::` types are `AWS::CloudFormation::CustomResource` by another name. */
export const resourceTypes: Readonly<Record<string, ResourceType>> = {
  ...resourcesWithoutEffect,
  ...cloudFrontResources,
  ...connectResources,
  ...dynamodbResources,
  ...eventSourceMappingResources,
  ...eventsResources,
  ...httpApiResources,
  ...iamResources,
  ...kinesisResources,
  ...lambdaResources,
  ...logsResources,
  ...secretsResources,
  ...sqsResources,
  ...storageResources,
  'AWS::CloudFormation::CustomResource': customResourceType,
};
