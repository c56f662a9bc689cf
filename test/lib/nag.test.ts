import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Stack, Validations } from 'aws-cdk-lib';
import { CfnIntegrationAssociation } from 'aws-cdk-lib/aws-connect';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { AwsSolutionsChecks } from 'cdk-nag';
import type { EnvironmentInput } from '../../lib/environments/schema';
import { dev, prod } from './example-environments';
import { devWith, makeApplication, newOutputFolder } from './synthesized';

interface Report {
  readonly pluginReports: readonly {
    readonly pluginName: string;
    readonly violations: readonly { readonly ruleName: string }[];
  }[];
}

/** Rules that were broken, by `plugin rule`. Synth also throws then; the report it wrote says the same, in parts. */
function violationsOf(app: App): readonly string[] {
  let thrown: unknown;
  try {
    app.synth();
  } catch (error) {
    thrown = error;
  }
  const { pluginReports } = JSON.parse(readFileSync(join(app.outdir, 'validation-report.json'), 'utf8')) as Report;
  const found = pluginReports.flatMap(({ pluginName, violations }) =>
    violations.map(({ ruleName }) => `${pluginName} ${ruleName}`),
  );
  if (found.length === 0 && thrown !== undefined) throw thrown;
  return found.sort();
}

describe('cdk-nag AwsSolutions', () => {
  const checked = (input: EnvironmentInput) => {
    const { app, stacks } = makeApplication(input);
    Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
    return { app, stacks };
  };

  it.each([
    ['dev', dev],
    ['prod', prod],
    [
      'an environment with its own keys and stream',
      devWith({
        customerKeyArn: 'arn:aws:kms:eu-central-1:111122223333:key/k',
        agentEvents: { owner: 'existing', streamArn: 'arn:aws:kinesis:eu-central-1:111122223333:stream/agents' },
        instance: { ...dev.instance, recordingsKeyArn: 'arn:aws:kms:eu-central-1:111122223333:key/r' },
      }),
    ],
  ])('finds nothing in %s that is not acknowledged with its reason', (_name, input) => {
    expect(violationsOf(checked(input).app)).toEqual([]);
  });

  it('would find a queue that takes plain HTTP and drops what it cannot handle', () => {
    const { app, stacks } = checked(dev);
    new Queue(stacks.routing, 'Careless');
    expect(violationsOf(app)).toEqual(['AwsSolutions AwsSolutions-SQS3', 'AwsSolutions AwsSolutions-SQS4']);
  });
});

describe('CDK validation', () => {
  const strict = { '@aws-cdk/core:validateAgainstDefaultRules': true };

  it('finds every property of the templates well formed', () => {
    expect(
      violationsOf(makeApplication(dev, {}, { context: strict, builtinCloudFormationValidation: true }).app),
    ).toEqual([]);
  });

  it('would find an ARN that is none', () => {
    const app = new App({ context: strict, outdir: newOutputFolder() });
    new CfnIntegrationAssociation(new Stack(app, 'careless'), 'Careless', {
      instanceId: 'sales',
      integrationType: 'LAMBDA_FUNCTION',
      integrationArn: 'arn:aws:lambda:eu-central-1:111122223333:function:plan-offer',
    });
    expect(violationsOf(app)).toEqual(['CloudFormation Validate F3031']);
  });
});
