import * as z from 'zod';
import { arnOf, generatedName } from '../aws/identity';
import { noEffect, numeric, resourceType } from './resource-type';

/** Shards an on-demand stream starts with (Kinesis developer guide). */
const onDemandShards = 4;

export const kinesisResources = {
  'AWS::Kinesis::Stream': resourceType(
    {
      Name: z.string().optional(),
      ShardCount: numeric.optional(),
      StreamModeDetails: z.strictObject({ StreamMode: z.literal(['PROVISIONED', 'ON_DEMAND']) }).optional(),
      RetentionPeriodHours: noEffect,
      StreamEncryption: noEffect,
      DesiredShardLevelMetrics: noEffect,
      Tags: noEffect,
    },
    (properties, { stackName, logicalId, region, account }, { streams }) => {
      const name = properties.Name ?? generatedName(stackName, logicalId, 128);
      const arn = arnOf({ service: 'kinesis', region, account, resource: `stream/${name}` });
      const onDemand = properties.StreamModeDetails?.StreamMode === 'ON_DEMAND';
      streams.add({ name, arn, shardCount: properties.ShardCount ?? (onDemand ? onDemandShards : 1) });
      return { ref: name, attributes: { Arn: arn } };
    },
  ),
};
