import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { GetParameterCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { CampaignTable } from '../../adapters/aws/campaign-table';
import type { Table } from '../../adapters/aws/table';
import { ThresholdTable } from '../../adapters/aws/threshold-table';
import { VoicemailTable } from '../../adapters/aws/voicemail-table';
import { tableLayout } from '../../lambdas/shared/contract';
import { ask, type ClientSettings, nullIf, reasonOf } from '../aws/ask';
import { known } from '../questions';
import { awsInstance } from './aws-instance';
import type { Deployed, SmokeClock } from './deployed';

/** The longest an API of ours may take to answer, milliseconds: twice what API Gateway gives a function here. */
const answerWithinMs = 20_000;

/** A deployed environment, through the SDK and HTTP. */
export function awsDeployed(settings: ClientSettings, instanceArn: string, clock: SmokeClock): Deployed {
  const cloudFormation = new CloudFormationClient(settings);
  const parameters = new SSMClient(settings);
  const secrets = new SecretsManagerClient(settings);
  const documents = DynamoDBDocumentClient.from(new DynamoDBClient(settings));
  const table = (name: string): Table => ({ client: documents, name, layout: tableLayout });
  return {
    clock,
    instance: awsInstance(settings, instanceArn),
    outputs: (stack) =>
      ask('cloudformation:DescribeStacks', () =>
        // CloudFormation calls a stack that is not there a validation error.
        nullIf(['ValidationError'], async () => {
          const { Stacks } = await cloudFormation.send(new DescribeStacksCommand({ StackName: stack }));
          const outputs = Stacks?.[0]?.Outputs ?? [];
          return Object.fromEntries(outputs.map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]));
        }),
      ),
    secret: (arn) =>
      ask('secretsmanager:GetSecretValue', async () => {
        const { SecretString: text } = await secrets.send(new GetSecretValueCommand({ SecretId: arn }));
        return text ?? '';
      }),
    parameter: (name) =>
      ask('ssm:GetParameter', () =>
        nullIf(['ParameterNotFound'], async () => {
          const { Parameter: found } = await parameters.send(new GetParameterCommand({ Name: name }));
          return { value: found?.Value ?? '', version: found?.Version ?? 0 };
        }),
      ),
    putParameter: (name, value) =>
      ask('ssm:PutParameter', async () => {
        const { Version } = await parameters.send(
          new PutParameterCommand({ Name: name, Value: value, Overwrite: true }),
        );
        return Version ?? 0;
      }),
    async request({ url, ...request }) {
      try {
        const answer = await fetch(url, { ...request, signal: AbortSignal.timeout(answerWithinMs) });
        return known({ status: answer.status, body: await answer.text() });
      } catch (error) {
        return { known: false, action: `${request.method} ${url}`, why: reasonOf(error), denied: false };
      }
    },
    thresholdsInForce: (name, group) => ask('dynamodb:GetItem', () => new ThresholdTable(table(name)).fresh(group)),
    voicemail: (name, contactId) => ask('dynamodb:GetItem', () => new VoicemailTable(table(name)).load(contactId)),
    campaignLink: (name) => ask('dynamodb:GetItem', () => new CampaignTable(table(name)).link()),
  };
}
