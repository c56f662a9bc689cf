import * as z from 'zod';
import { arnOf, generatedName } from '../aws/identity';
import { evaluate } from '../iam/evaluate';
import { parsePolicy } from '../iam/policy';
import { asynchronousDefaults } from '../lambda/function-settings';
import { noEffect, numeric, type Platform, resourceType } from './resource-type';

const destination = z.strictObject({ OnFailure: z.strictObject({ Destination: z.string() }).optional() });

export const lambdaResources = {
  'AWS::Lambda::Function': resourceType(
    {
      FunctionName: z.string().optional(),
      Code: z.strictObject({ S3Bucket: noEffect, S3Key: z.string(), SourceKMSKeyArn: noEffect }),
      Handler: z.string(),
      Runtime: z.string().regex(/^nodejs\d+\.x$/, 'the local cloud runs nodejs runtimes only'),
      Role: z.string(),
      Environment: z.strictObject({ Variables: z.record(z.string(), z.coerce.string()).optional() }).optional(),
      Timeout: numeric.optional(),
      MemorySize: numeric.optional(),
      LoggingConfig: z.looseObject({ LogGroup: z.string().optional() }).optional(),
      DeadLetterConfig: z.strictObject({ TargetArn: z.string() }).optional(),
      PackageType: z.literal('Zip').optional(),
      Architectures: noEffect,
      Description: noEffect,
      EphemeralStorage: noEffect,
      KmsKeyArn: noEffect,
      RecursiveLoop: noEffect,
      // Deliveries come one at a time here, so no number of workers is ever reached.
      ReservedConcurrentExecutions: noEffect,
      RuntimeManagementConfig: noEffect,
      TracingConfig: noEffect,
      Tags: noEffect,
    },
    (properties, { stackName, logicalId, region, account, assets }, platform) => {
      const physicalName = properties.FunctionName ?? generatedName(stackName, logicalId, 64);
      const arn = arnOf({ service: 'lambda', region, account, resource: `function:${physicalName}` });
      const codeFolder = assets.get(properties.Code.S3Key);
      if (!codeFolder) throw new Error(`its code ${properties.Code.S3Key} is no asset of the stack`);
      checkTrust(properties.Role, platform);
      const host = platform.functions.add({
        name: platform.functionName(physicalName),
        physicalName,
        arn,
        roleArn: properties.Role,
        region,
        account,
        codeFolder,
        handler: properties.Handler,
        environment: properties.Environment?.Variables ?? {},
        timeoutSeconds: properties.Timeout ?? 3,
        memoryMb: properties.MemorySize ?? 128,
        logGroupName: properties.LoggingConfig?.LogGroup ?? `/aws/lambda/${physicalName}`,
        deadLetterArn: properties.DeadLetterConfig?.TargetArn ?? null,
      });
      checkDestination(host, properties.DeadLetterConfig?.TargetArn, platform);
      return { ref: physicalName, attributes: { Arn: arn } };
    },
  ),
  'AWS::Lambda::EventInvokeConfig': resourceType(
    {
      FunctionName: z.string(),
      Qualifier: z.literal('$LATEST'),
      MaximumRetryAttempts: numeric.optional(),
      MaximumEventAgeInSeconds: numeric.optional(),
      DestinationConfig: destination.optional(),
    },
    (properties, { stackName, logicalId }, platform) => {
      const host = platform.functions.get(properties.FunctionName);
      const onFailureArn = properties.DestinationConfig?.OnFailure?.Destination;
      host.asynchronous = {
        maximumRetryAttempts: properties.MaximumRetryAttempts ?? asynchronousDefaults.maximumRetryAttempts,
        maximumEventAgeSeconds: properties.MaximumEventAgeInSeconds ?? asynchronousDefaults.maximumEventAgeSeconds,
        onFailureArn: onFailureArn ?? null,
      };
      checkDestination(host, onFailureArn, platform);
      return { ref: generatedName(stackName, logicalId, 64) };
    },
  ),
  'AWS::Lambda::Permission': resourceType(
    {
      Action: z.string(),
      FunctionName: z.string(),
      Principal: z.string(),
      SourceArn: z.string().optional(),
      SourceAccount: z.string().optional(),
    },
    (properties, { stackName, logicalId }, { access, functions }) => {
      const { arn } = functions.get(properties.FunctionName).settings;
      const service = /\.amazonaws\.com$/.test(properties.Principal);
      const statement = {
        Effect: 'Allow',
        Principal: service ? { Service: properties.Principal } : { AWS: properties.Principal },
        Action: properties.Action,
        Resource: arn,
        Condition: {
          ...(properties.SourceArn !== undefined && { ArnLike: { 'aws:SourceArn': properties.SourceArn } }),
          ...(properties.SourceAccount !== undefined && {
            StringEquals: { 'aws:SourceAccount': properties.SourceAccount },
          }),
        },
      };
      access.addResourcePolicy(
        arn,
        parsePolicy({ Statement: [statement] }, `permission ${logicalId} of stack ${stackName}`),
      );
      return { ref: generatedName(stackName, logicalId, 100) };
    },
  ),
};

/** A role that Lambda cannot take on makes no function (Lambda developer guide, execution role). */
function checkTrust(roleArn: string, { access }: Platform): void {
  const role = access.role(roleArn);
  const verdict = evaluate(
    {
      principal: { kind: 'service', name: 'lambda.amazonaws.com' },
      action: 'sts:AssumeRole',
      resource: roleArn,
      context: new Map(),
    },
    [],
    [role.trust],
  );
  if (!verdict.allowed) throw new Error(`its role ${role.name} cannot be assumed by lambda.amazonaws.com`);
}

/** Lambda refuses a destination the function's role may not send to. */
export function checkDestination(
  host: Parameters<Platform['deadLetters']['refusal']>[0],
  queueArn: string | undefined,
  { queues, deadLetters }: Platform,
): void {
  if (queueArn === undefined) return;
  if (queues.get(queueArn).settings.fifo)
    throw new Error(`${queueArn} is a FIFO queue; what a function could not take goes to a standard queue`);
  queues.markDeadLetter(queueArn);
  deadLetters.refusal(host, queueArn);
}
