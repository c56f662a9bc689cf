import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { seededChance } from '../../clock/chance';
import { EventClock } from '../../clock/event-clock';
import { type ApplicationFailure, type Cloud, type LogLine, startCloud } from '../../local-cloud/cloud';
import type { CloudOptions } from '../../local-cloud/cloud-options';
import type { ConnectOutlets, SimulatedConnect } from '../../simulator/connect/world';
import { calm } from '../../simulator/platform/conditions';

export type Resource = {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly DependsOn?: unknown;
};
export type Resources = Readonly<Record<string, Resource>>;

export const start = Date.parse('2026-01-05T09:00:00Z');
export const account = '111122223333';
export const region = 'eu-central-1';
export const instanceArn = `arn:aws:connect:${region}:${account}:instance/11111111-2222-4333-8444-555555555555`;

// The first cloud of a file bundles its function, which a busy machine takes seconds for.
jest.setTimeout(20_000);

const folder = mkdtempSync(join(tmpdir(), 'ccb-cloud-'));
let bundled = false;
let stacks = 0;

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Writes an assembly of one or several stacks (each after the one before it) and answers its folder. */
export function assembly(
  ...templates: readonly (Readonly<Record<string, unknown>> & { Resources: Resources })[]
): string {
  if (!bundled) {
    buildSync({
      entryPoints: [join(__dirname, 'actor.ts')],
      outfile: join(folder, 'actor', 'index.js'),
      bundle: true,
      platform: 'node',
      target: 'node20',
      format: 'cjs',
      minify: true,
      keepNames: true,
      mainFields: ['module', 'main'],
    });
    bundled = true;
  }
  const output = join(folder, `cdk.out.${++stacks}`);
  mkdirSync(output);
  const artifacts: Record<string, unknown> = {};
  for (const [index, template] of templates.entries()) {
    const name = `small-${index + 1}`;
    writeFileSync(join(output, `${name}.template.json`), JSON.stringify(template));
    const files = {
      a: {
        source: { path: '../actor', packaging: 'zip' },
        destinations: { here: { bucketName: 'b', objectKey: 'actor.zip' } },
      },
    };
    writeFileSync(join(output, `${name}.assets.json`), JSON.stringify({ version: '1', files }));
    artifacts[name] = {
      type: 'aws:cloudformation:stack',
      environment: `aws://${account}/${region}`,
      properties: { templateFile: `${name}.template.json` },
      dependencies: index > 0 ? [`small-${index}`] : [],
    };
  }
  // The last stack stands first, so that only the dependencies put them in order.
  const manifest = { version: '1', artifacts: Object.fromEntries(Object.entries(artifacts).reverse()) };
  writeFileSync(join(output, 'manifest.json'), JSON.stringify(manifest));
  return output;
}

export type Statement = Readonly<Record<string, unknown>>;
export const allow = (Action: unknown, Resource: unknown, more: Statement = {}): Statement => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...more,
});

/** A function with its role: `<Name>` and `<Name>Role`. */
export function fn(
  name: string,
  behaviour: string,
  statements: readonly Statement[] = [],
  more: { variables?: Readonly<Record<string, unknown>>; properties?: Readonly<Record<string, unknown>> } = {},
): Resources {
  return {
    [`${name}Role`]: {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: {
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
        },
        Policies:
          statements.length > 0
            ? [{ PolicyName: 'own', PolicyDocument: { Version: '2012-10-17', Statement: statements } }]
            : [],
      },
    },
    [name]: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        FunctionName: `small-${name}`,
        Code: { S3Bucket: { 'Fn::Sub': 'assets-${AWS::AccountId}' }, S3Key: 'actor.zip' },
        Handler: 'index.handler',
        Runtime: 'nodejs20.x',
        Timeout: 10,
        Role: { 'Fn::GetAtt': [`${name}Role`, 'Arn'] },
        Environment: { Variables: { BEHAVIOUR: behaviour, ...more.variables } },
        ...more.properties,
      },
    },
  };
}

export const arn = (logicalId: string): unknown => ({ 'Fn::GetAtt': [logicalId, 'Arn'] });
export const ref = (logicalId: string): unknown => ({ Ref: logicalId });

/** Lets a service invoke a function. */
export const permission = (name: string, principal: string, sourceArn: unknown): Resources => ({
  [`${name}Permission`]: {
    Type: 'AWS::Lambda::Permission',
    Properties: {
      Action: 'lambda:InvokeFunction',
      FunctionName: arn(name),
      Principal: principal,
      SourceArn: sourceArn,
    },
  },
});

export const table: Resources = {
  Table: {
    Type: 'AWS::DynamoDB::Table',
    Properties: {
      TableName: 'small',
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      AttributeDefinitions: ['pk', 'sk', 'gpk'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
      BillingMode: 'PAY_PER_REQUEST',
      GlobalSecondaryIndexes: [
        {
          IndexName: 'by-gpk',
          KeySchema: [{ AttributeName: 'gpk', KeyType: 'HASH' }],
          Projection: { ProjectionType: 'KEYS_ONLY' },
        },
      ],
    },
  },
};

/** A cloud under test with what came out of it. */
export interface Run {
  readonly cloud: Cloud;
  readonly clock: EventClock;
  readonly logs: LogLine[];
  readonly failures: ApplicationFailure[];
  readonly outlets: ConnectOutlets;
  readonly apiCalls: { operation: string; input: Record<string, unknown> }[];
  /** Logged records of a function. */
  of(functionName: string): Record<string, unknown>[];
  /** Lets simulated seconds pass. */
  pass(seconds: number): Promise<void>;
}

const running: Cloud[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((cloud) => cloud.close()));
});

export async function run(
  assemblyDir: string,
  options: Partial<CloudOptions> & {
    api?: (operation: string, input: Record<string, unknown>) => Record<string, unknown>;
  } = {},
): Promise<Run> {
  const clock = new EventClock(start);
  const logs: LogLine[] = [];
  const failures: ApplicationFailure[] = [];
  const apiCalls: Run['apiCalls'] = [];
  const connected: { outlets?: ConnectOutlets } = {};
  const { api, ...given } = options;
  const cloud = await startCloud({
    assemblyDir,
    scheduler: clock,
    chance: seededChance(1),
    conditions: calm,
    functionNamePrefix: 'small-',
    createConnect(_setup, outlets) {
      connected.outlets = outlets;
      return {
        async api(operation: string, input: Record<string, unknown>) {
          apiCalls.push({ operation, input });
          return api?.(operation, input) ?? {};
        },
      } as unknown as SimulatedConnect;
    },
    onLog: (line) => logs.push(line),
    onFailure: (failure) => failures.push(failure),
    ...given,
  });
  running.push(cloud);
  if (!connected.outlets) throw new Error('createConnect was not called');
  let passed = 0;
  return {
    cloud,
    clock,
    logs,
    failures,
    outlets: connected.outlets,
    apiCalls,
    of: (name) =>
      logs
        .filter((line) => line.functionName === name && typeof line.record === 'object')
        .map((line) => line.record as Record<string, unknown>),
    async pass(seconds) {
      passed += seconds;
      await clock.run(start + passed * 1000);
    },
  };
}

/** What `startCloud` says of an assembly it cannot deploy. */
export const refusal = (assemblyDir: string, options: Partial<CloudOptions> = {}): Promise<string> =>
  run(assemblyDir, options).then(
    () => 'deployed',
    (error: Error) => error.message,
  );

export const messages = ({ failures }: Pick<Run, 'failures'>): string[] => failures.map(({ message }) => message);
export const secondsAt = (atMs: unknown): number => (Number(atMs) - start) / 1000;
