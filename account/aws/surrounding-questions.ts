import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { GetAccountSettingsCommand, LambdaClient } from '@aws-sdk/client-lambda';
import {
  GetBucketEncryptionCommand,
  GetBucketNotificationConfigurationCommand,
  HeadBucketCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { paginateListServiceQuotas, ServiceQuotasClient } from '@aws-sdk/client-service-quotas';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { known, type Quota, type SurroundingQuestions } from '../questions';
import { ask, type ClientSettings, nullIf, reasonOf } from './ask';

/** Reads an address on the internet. */
export type Fetch = (address: string) => Promise<{ readonly status: number; json(): Promise<unknown> }>;

/** What is asked of the account around the instance. */
export function surroundingQuestions(
  settings: ClientSettings,
  instanceArn: string,
  fetch: Fetch,
): SurroundingQuestions {
  const s3 = new S3Client(settings);
  return {
    callerAccount: () =>
      ask('sts:GetCallerIdentity', async () => {
        const { Account: account } = await new STSClient(settings).send(new GetCallerIdentityCommand({}));
        return account ?? '';
      }),
    connectQuotas: () => ask('servicequotas:ListServiceQuotas', () => quotasOf(settings, instanceArn)),
    bucket: (name) =>
      ask('s3:ListBucket, s3:GetBucketNotification and s3:GetEncryptionConfiguration', async () => {
        const where = { Bucket: name };
        const [{ BucketRegion }, notifications, keyArn] = await Promise.all([
          s3.send(new HeadBucketCommand(where)),
          s3.send(new GetBucketNotificationConfigurationCommand(where)),
          bucketKey(s3, name),
        ]);
        const { EventBridgeConfiguration, $metadata: _, ...otherNotifications } = notifications;
        return {
          region: BucketRegion ?? 'unknown',
          eventBridge: EventBridgeConfiguration !== undefined,
          otherNotifications,
          keyArn,
        };
      }),
    async discovery(issuer) {
      const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
      const unreadable = (why: string) => ({ known: false, action: `GET ${address}`, why, denied: false }) as const;
      try {
        const reply = await fetch(address);
        if (reply.status !== 200) return unreadable(`status ${reply.status}`);
        const document: unknown = await reply.json();
        return known({ issuer: Object(document).issuer as unknown });
      } catch (error) {
        return unreadable(reasonOf(error));
      }
    },
    lambdaConcurrency: () =>
      ask('lambda:GetAccountSettings', async () => {
        const { AccountLimit } = await new LambdaClient(settings).send(new GetAccountSettingsCommand({}));
        return AccountLimit?.UnreservedConcurrentExecutions ?? 0;
      }),
    bootstrapVersion: () =>
      ask('ssm:GetParameter', () =>
        nullIf(['ParameterNotFound'], async () => {
          const name = '/cdk-bootstrap/hnb659fds/version';
          const { Parameter } = await new SSMClient(settings).send(new GetParameterCommand({ Name: name }));
          return Number(Parameter?.Value);
        }),
      ),
    stacks: (names) =>
      ask('cloudformation:DescribeStacks', async () => {
        const client = new CloudFormationClient(settings);
        const found: string[] = [];
        for (const name of names) {
          const which = new DescribeStacksCommand({ StackName: name });
          // CloudFormation calls a stack that is not there a validation error.
          if (await nullIf(['ValidationError'], () => client.send(which))) found.push(name);
        }
        return found;
      }),
  };
}

async function quotasOf(settings: ClientSettings, instanceArn: string): Promise<readonly Quota[]> {
  const listing = paginateListServiceQuotas(
    { client: new ServiceQuotasClient(settings) },
    { ServiceCode: 'connect', QuotaAppliedAtLevel: 'ALL' },
  );
  const byName = new Map<string, Quota>();
  for await (const { Quotas: quotas = [] } of listing) {
    for (const { QuotaName: name, QuotaCode: code, Value: value, Adjustable, QuotaContext } of quotas) {
      const place = QuotaContext?.ContextId ?? '*';
      if (name === undefined || code === undefined || value === undefined) continue;
      if (place !== '*' && place !== instanceArn) continue;
      // The instance's own value stands before the account's.
      if (byName.has(name) && place !== instanceArn) continue;
      byName.set(name, { name, code, value, adjustable: Adjustable ?? false });
    }
  }
  return [...byName.values()];
}

async function bucketKey(s3: S3Client, name: string): Promise<string | null> {
  const found = await nullIf(['ServerSideEncryptionConfigurationNotFoundError'], () =>
    s3.send(new GetBucketEncryptionCommand({ Bucket: name })),
  );
  const rule = found?.ServerSideEncryptionConfiguration?.Rules?.[0]?.ApplyServerSideEncryptionByDefault;
  return rule?.KMSMasterKeyID ?? null;
}
