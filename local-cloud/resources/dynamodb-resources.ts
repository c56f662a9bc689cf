import * as z from 'zod';
import type { Declared } from '../aws/declared';
import { arnOf, generatedName } from '../aws/identity';
import { type Created, noEffect, type Platform, resourceType } from './resource-type';

const keySchema = z.array(z.strictObject({ AttributeName: z.string(), KeyType: z.literal(['HASH', 'RANGE']) }));
const index = z.strictObject({
  IndexName: z.string(),
  KeySchema: keySchema,
  Projection: z.strictObject({
    ProjectionType: z.literal(['KEYS_ONLY', 'INCLUDE', 'ALL']),
    NonKeyAttributes: z.array(z.string()).optional(),
  }),
  ProvisionedThroughput: noEffect,
  ContributorInsightsSpecification: noEffect,
  WriteProvisionedThroughputSettings: noEffect,
});
const shared = {
  TableName: z.string().optional(),
  AttributeDefinitions: z.array(
    z.strictObject({ AttributeName: z.string(), AttributeType: z.literal(['S', 'N', 'B']) }),
  ),
  KeySchema: keySchema,
  GlobalSecondaryIndexes: z.array(index).optional(),
  LocalSecondaryIndexes: z.array(index).optional(),
  BillingMode: noEffect,
  SSESpecification: noEffect,
  // Expiry is compared by the application; DynamoDB only cleans up, days later at that.
  TimeToLiveSpecification: noEffect,
};
const plain = {
  PointInTimeRecoverySpecification: noEffect,
  ProvisionedThroughput: noEffect,
  OnDemandThroughput: noEffect,
  DeletionProtectionEnabled: noEffect,
  ContributorInsightsSpecification: noEffect,
  TableClass: noEffect,
  Tags: noEffect,
};

type Table = z.infer<z.ZodObject<typeof shared>>;

async function createTable(properties: Table, declared: Declared, { tables }: Platform): Promise<Created> {
  const name = properties.TableName ?? generatedName(declared.stackName, declared.logicalId, 255);
  const { region, account } = declared;
  const arn = arnOf({ service: 'dynamodb', region, account, resource: `table/${name}` });
  const indexes = (list: Table['GlobalSecondaryIndexes']) =>
    list?.map(({ IndexName, KeySchema, Projection }) => ({ IndexName, KeySchema, Projection }));
  await tables.create(arn, {
    TableName: name,
    AttributeDefinitions: properties.AttributeDefinitions,
    KeySchema: properties.KeySchema,
    BillingMode: 'PAY_PER_REQUEST',
    GlobalSecondaryIndexes: indexes(properties.GlobalSecondaryIndexes),
    LocalSecondaryIndexes: indexes(properties.LocalSecondaryIndexes),
  });
  return { ref: name, attributes: { Arn: arn } };
}

export const dynamodbResources = {
  'AWS::DynamoDB::Table': resourceType({ ...shared, ...plain }, createTable),
  'AWS::DynamoDB::GlobalTable': resourceType(
    {
      ...shared,
      Replicas: noEffect,
      WriteProvisionedThroughputSettings: noEffect,
      WriteOnDemandThroughputSettings: noEffect,
    },
    createTable,
  ),
};
