import * as z from 'zod';
import { generatedName } from '../aws/identity';
import { parameterArn } from '../front/ssm-front';
import { parsePolicy } from '../iam/policy';
import { noEffect, resourceType, truth } from './resource-type';

/** Parameters and buckets. */
export const storageResources = {
  'AWS::SSM::Parameter': resourceType(
    {
      Name: z.string().optional(),
      Type: z.literal(['String', 'StringList']),
      Value: z.coerce.string(),
      AllowedPattern: z.string().optional(),
      Description: z.string().optional(),
      DataType: z.literal('text').optional(),
      Tier: noEffect,
      Tags: noEffect,
    },
    (properties, { stackName, logicalId, region, account }, { parameters }) => {
      const name = properties.Name ?? `CFN-${generatedName(stackName, logicalId, 200)}`;
      parameters.put({
        name,
        value: properties.Value,
        arn: parameterArn(name, region, account),
        overwrite: false,
        type: properties.Type,
        allowedPattern: properties.AllowedPattern,
        description: properties.Description,
      });
      return { ref: name, attributes: { Type: properties.Type, Value: properties.Value } };
    },
  ),
  'AWS::S3::Bucket': resourceType(
    {
      BucketName: z.string().optional(),
      NotificationConfiguration: z
        .strictObject({
          EventBridgeConfiguration: z.strictObject({ EventBridgeEnabled: truth.default(true) }).optional(),
        })
        .optional(),
      BucketEncryption: noEffect,
      LifecycleConfiguration: noEffect,
      LoggingConfiguration: noEffect,
      OwnershipControls: noEffect,
      PublicAccessBlockConfiguration: noEffect,
      VersioningConfiguration: noEffect,
      Tags: noEffect,
    },
    (properties, { stackName, logicalId, region }, { buckets }) => {
      const name = properties.BucketName ?? generatedName(stackName, logicalId, 63).toLowerCase();
      const sendsEvents = properties.NotificationConfiguration?.EventBridgeConfiguration?.EventBridgeEnabled ?? false;
      buckets.set(name, { sendsEvents });
      return {
        ref: name,
        attributes: {
          Arn: `arn:aws:s3:::${name}`,
          DomainName: `${name}.s3.amazonaws.com`,
          RegionalDomainName: `${name}.s3.${region}.amazonaws.com`,
        },
      };
    },
  ),
  'AWS::S3::BucketPolicy': resourceType(
    { Bucket: z.string(), PolicyDocument: z.unknown() },
    ({ Bucket, PolicyDocument }, { stackName, logicalId }, { access }) => {
      const policy = parsePolicy(PolicyDocument, `bucket policy ${logicalId} of stack ${stackName}`);
      access.addResourcePolicy(`arn:aws:s3:::${Bucket}`, policy);
      return { ref: generatedName(stackName, logicalId, 63) };
    },
  ),
};
