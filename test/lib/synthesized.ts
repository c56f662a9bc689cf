import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, type AppProps } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { loadFlow } from '../../contact-flows/catalog';
import { functionNames } from '../../lambdas/shared/contract';
import { parseEnvironment } from '../../lib/configuration/parse-environment';
import type { Deployment } from '../../lib/deployment';
import type { EnvironmentInput } from '../../lib/environments/schema';
import { featureFlags } from '../../lib/feature-flags';
import { type ApplicationStacks, makeStacks } from '../../lib/stacks/application';
import { dev } from './example-environments';

/** A CloudFormation resource, as read from a template. */
export interface Resource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
  readonly DependsOn?: readonly string[];
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}
export type StackName = keyof ApplicationStacks;
export const stackNames: readonly StackName[] = [
  'state',
  'routing',
  'contactFlows',
  'campaignLink',
  'agentPage',
  'pages',
  'signIn',
];

/** Stands in for the bundles: what a stack says does not depend on the code it carries. */
const scratch = mkdtempSync(join(tmpdir(), 'synthesized-'));
const bundles = join(scratch, 'bundles');
mkdirSync(bundles);
for (const name of functionNames) {
  mkdirSync(join(bundles, name));
  writeFileSync(join(bundles, name, 'index.js'), '');
}
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** Where one App writes; gone after the tests of the file. */
export const newOutputFolder = (): string => mkdtempSync(join(scratch, 'out-'));

/** The committed dev environment with some fields replaced. */
export const devWith = (changes: Partial<EnvironmentInput>): EnvironmentInput => ({ ...dev, ...changes });

/** The committed dev environment without its outbound side, the agent's page and the hosted pages, with some fields replaced. */
export const inboundOnly = (changes: Partial<EnvironmentInput> = {}): EnvironmentInput => {
  const { campaignManager: _, agentPage: __, pages: ____, wallboard: _____, ...rest } = dev;
  const groups = dev.groups.map(({ campaigns: ___, ...group }) => ({
    ...group,
    routingProfiles: { owner: 'managed' as const, kinds: ['inbound' as const, 'blended' as const] },
  }));
  return { ...rest, groups, ...changes };
};

/** The templates are not compared with CloudFormation's schemas, which costs seconds, unless the properties of the App say so. */
export function makeApplication(
  input: EnvironmentInput,
  options: Partial<Deployment> = {},
  { context, ...properties }: AppProps = {},
): { readonly app: App; readonly stacks: ApplicationStacks } {
  const app = new App({
    analyticsReporting: false,
    builtinCloudFormationValidation: false,
    ...properties,
    outdir: newOutputFolder(),
    context: { 'aws:cdk:bundling-stacks': [], ...featureFlags, ...context },
  });
  const environment = parseEnvironment(input, input.name);
  return { app, stacks: makeStacks(app, { environment, bundles, flows: loadFlow, ...options }) };
}

/** One environment's templates. Reading one fails if its resources depend on each other in a circle. */
export class Synthesized {
  readonly app: App;
  readonly stacks: ApplicationStacks;
  private readonly templates: Readonly<Record<StackName, Template | undefined>>;

  constructor(input: EnvironmentInput) {
    const { app, stacks } = makeApplication(input);
    this.app = app;
    this.stacks = stacks;
    this.templates = {
      state: Template.fromStack(stacks.state),
      routing: Template.fromStack(stacks.routing),
      contactFlows: Template.fromStack(stacks.contactFlows),
      campaignLink: stacks.campaignLink && Template.fromStack(stacks.campaignLink),
      agentPage: stacks.agentPage && Template.fromStack(stacks.agentPage),
      pages: stacks.pages && Template.fromStack(stacks.pages),
      signIn: stacks.signIn && Template.fromStack(stacks.signIn),
    };
  }

  template(stack: StackName): Template {
    const template = this.templates[stack];
    if (!template) throw new Error(`This environment has no stack ${stack}`);
    return template;
  }

  /** None where the environment has no such stack. */
  resources(stack: StackName): Readonly<Record<string, Resource>> {
    return this.templates[stack]?.toJSON()['Resources'] ?? {};
  }

  /** Every resource of a type, of all stacks. */
  ofType(type: string): readonly (Resource & { readonly stack: StackName; readonly logicalId: string })[] {
    return stackNames.flatMap((stack) =>
      Object.entries(this.resources(stack))
        .filter(([, resource]) => resource.Type === type)
        .map(([logicalId, resource]) => ({ ...resource, stack, logicalId })),
    );
  }

  /**
   * A property as a person would write it: `<name of what is meant>`, `<name>.Arn` for other attributes; imports are
   * followed to what the other stack exports.
   */
  written(value: unknown, stack: StackName): string {
    if (typeof value !== 'object' || value === null) return String(value);
    if (Array.isArray(value)) return value.map((item) => this.written(item, stack)).join(', ');
    const [[key, argument] = ['', undefined]] = Object.entries(value);
    switch (key) {
      case 'Ref':
        return String(argument).startsWith('AWS::') ? `<${String(argument)}>` : this.nameOf(String(argument), stack);
      case 'Fn::GetAtt': {
        const [logicalId, attribute] = argument as [string, string];
        return `${this.nameOf(logicalId, stack)}${attribute.endsWith('Arn') ? '' : `.${attribute}`}`;
      }
      case 'Fn::Join': {
        const [delimiter, parts] = argument as [string, readonly unknown[]];
        return parts.map((part) => this.written(part, stack)).join(delimiter);
      }
      case 'Fn::ImportValue':
        return this.imported(String(argument));
      default:
        return JSON.stringify(value);
    }
  }

  private imported(name: string): string {
    for (const stack of stackNames) {
      const outputs: Record<string, { Value: unknown; Export?: { Name: string } }> =
        this.templates[stack]?.toJSON()['Outputs'] ?? {};
      const output = Object.values(outputs).find((candidate) => candidate.Export?.Name === name);
      if (output) return this.written(output.Value, stack);
    }
    throw new Error(`No stack exports ${name}`);
  }

  private nameOf(logicalId: string, stack: StackName): string {
    const resource = this.resources(stack)[logicalId];
    if (!resource) throw new Error(`${stack} has no resource ${logicalId}`);
    const { Type, Properties } = resource;
    const name =
      Properties?.['QueueName'] ??
      Properties?.['FunctionName'] ??
      Properties?.['LogGroupName'] ??
      Properties?.['ApiName'] ??
      Properties?.['Name'];
    return typeof name === 'string' ? `<${name}>` : `<${Type.split('::').at(-1)}>`;
  }
}
