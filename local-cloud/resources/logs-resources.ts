import * as z from 'zod';
import { arnOf, generatedName } from '../aws/identity';
import { noEffect, numeric, resourceType } from './resource-type';

/** The days CloudWatch Logs can keep lines (PutRetentionPolicy API reference). */
const retentionDays = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

/** Lines go to the runner and not into groups; what refers to a group is checked. */
export const logsResources = {
  'AWS::Logs::LogGroup': resourceType(
    {
      LogGroupName: z
        .string()
        .regex(/^[\w./#-]{1,512}$/, 'a name has 1 to 512 letters, digits and _./#-')
        .optional(),
      RetentionInDays: numeric
        .refine((days) => retentionDays.includes(days), `must be one of ${retentionDays.join(', ')}`)
        .optional(),
      DataProtectionPolicy: noEffect,
      DeletionProtectionEnabled: noEffect,
      FieldIndexPolicies: noEffect,
      KmsKeyId: noEffect,
      LogGroupClass: noEffect,
      ResourcePolicyDocument: noEffect,
      Tags: noEffect,
    },
    (properties, { stackName, logicalId, region, account }, { logGroups }) => {
      const name = properties.LogGroupName ?? generatedName(stackName, logicalId, 512);
      const arn = arnOf({ service: 'logs', region, account, resource: `log-group:${name}` });
      if (logGroups.has(arn)) throw new Error(`the log group ${name} already exists`);
      logGroups.add(arn);
      return { ref: name, attributes: { Arn: `${arn}:*` } };
    },
  ),
};
