import type { Template } from 'aws-cdk-lib/assertions';

/** A resource as a template has it. */
export interface Declared {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly DependsOn?: string | readonly string[];
  readonly DeletionPolicy?: string;
}

/** A stack as the model takes it. */
export interface StackToDeploy {
  readonly name: string;
  readonly template: ReturnType<Template['toJSON']>;
  readonly terminationProtection: boolean;
}

/** What is in the account and its instance, by where it is. */
interface Thing {
  readonly type: string;
  /** What no other thing of the type may have too; null where the service gives the name. */
  readonly name: string | null;
  readonly deletable: boolean;
}

interface Deployed {
  readonly template: StackToDeploy['template'];
  readonly resources: Map<string, Thing>;
}

/** Something a person would have to do before the next attempt. */
export class HandWork extends Error {
  override readonly name = 'HandWork';
}

/** The properties that name a thing for all of an account, a Region or an instance: two of them cannot be there at once. */
export const nameProperties: Readonly<Record<string, readonly string[]>> = {
  'AWS::DynamoDB::Table': ['TableName'],
  'AWS::SQS::Queue': ['QueueName'],
  'AWS::Lambda::Function': ['FunctionName'],
  'AWS::Logs::LogGroup': ['LogGroupName'],
  'AWS::IAM::Role': ['RoleName'],
  'AWS::Kinesis::Stream': ['Name'],
  'AWS::Events::EventBus': ['Name'],
  'AWS::Events::Rule': ['Name'],
  'AWS::SecretsManager::Secret': ['Name'],
  'AWS::CloudWatch::Alarm': ['AlarmName'],
  'AWS::SSM::Parameter': ['Name'],
  'AWS::Connect::Queue': ['InstanceArn', 'Name'],
  'AWS::Connect::RoutingProfile': ['InstanceArn', 'Name'],
  'AWS::Connect::ContactFlow': ['InstanceArn', 'Name'],
  'AWS::Connect::QuickConnect': ['InstanceArn', 'Name'],
  'AWS::Connect::HoursOfOperation': ['InstanceArn', 'Name'],
  'AWS::Connect::AgentStatus': ['InstanceArn', 'Name'],
  'AWS::Connect::PredefinedAttribute': ['InstanceArn', 'Name'],
  'AWS::Connect::InstanceStorageConfig': ['InstanceArn', 'ResourceType'],
  'AWS::Connect::ApprovedOrigin': ['InstanceId', 'Origin'],
};

/** CloudFormation's handler cannot delete it (docs/amazon-connect.md#cloudformation). */
const undeletable = ['AWS::Connect::AgentStatus'];

/**
 * What CloudFormation does with templates, as far as it shows whether a deploy can be tried again: order, names, policies of
 * deletion, exports. No handler runs. A failure is given by the place of a resource in the order of one operation.
 */
export class Account {
  readonly #stacks = new Map<string, Deployed>();
  /** Things that no stack has any more. */
  readonly orphans: Thing[] = [];

  get stackNames(): readonly string[] {
    return [...this.#stacks.keys()];
  }

  has(stack: string, logicalId: string): boolean {
    return this.#stacks.get(stack)?.resources.has(logicalId) ?? false;
  }

  /** Every resource of every stack, in the order they were made. */
  get things(): readonly string[] {
    return [...this.#stacks].flatMap(([stack, { resources }]) => [...resources.keys()].map((id) => `${stack}/${id}`));
  }

  /**
   * Creates or updates one stack. `failsAt`: the resource, by its place among those that are made, that cannot be made; the
   * stack is then rolled back and the answer is false. Throws HandWork where a person would have to help.
   */
  deploy({ name, template, terminationProtection }: StackToDeploy, failsAt?: number): boolean {
    const before = this.#stacks.get(name);
    const made = new Map<string, Thing>();
    const wanted = template['Resources'] as Readonly<Record<string, Declared>>;
    this.#needImports(name, template);
    const added = inOrder(wanted).filter((id) => !before?.resources.has(id));
    for (const [place, id] of added.entries()) {
      const declared = wanted[id] as Declared;
      const conflict = place === failsAt ? 'it fails' : this.#conflict(declared, made);
      if (conflict === null) {
        made.set(id, thing(declared));
        continue;
      }
      if (place !== failsAt) throw new HandWork(`${name}/${id} (${declared.Type}) cannot be made: ${conflict}`);
      this.#rollBack(name, wanted, made, before === undefined && terminationProtection);
      return false;
    }
    this.#exportsStay(name, template);
    const old = (before?.template['Resources'] ?? {}) as Readonly<Record<string, Declared>>;
    const kept = new Map([...(before?.resources ?? [])].filter(([id]) => id in wanted));
    for (const id of [...inOrder(old)].reverse()) {
      const gone = before?.resources.get(id);
      if (gone && !(id in wanted)) this.#remove(`${name}/${id}`, gone, old[id]?.DeletionPolicy, 'delete');
    }
    this.#stacks.set(name, { template, resources: new Map([...kept, ...made]) });
    return true;
  }

  /** Deletes one stack. Throws HandWork where another still imports from it, or something of it cannot be deleted. */
  destroy(name: string, terminationProtection = false): readonly string[] {
    const stack = this.#stacks.get(name);
    if (!stack) throw new Error(`there is no stack ${name}`);
    if (terminationProtection) throw new HandWork(`${name} is protected from termination`);
    this.#exportsStay(name, { Outputs: {} });
    const declared = stack.template['Resources'] as Readonly<Record<string, Declared>>;
    const order = [...inOrder(declared)].reverse();
    for (const id of order) {
      const gone = stack.resources.get(id);
      if (gone) this.#remove(`${name}/${id}`, gone, declared[id]?.DeletionPolicy, 'delete');
    }
    this.#stacks.delete(name);
    return order;
  }

  #rollBack(
    name: string,
    declared: Readonly<Record<string, Declared>>,
    made: ReadonlyMap<string, Thing>,
    protectedStack: boolean,
  ): void {
    for (const [id, one] of [...made].reverse()) {
      this.#remove(`${name}/${id}`, one, declared[id]?.DeletionPolicy, 'rollback');
    }
    // A stack whose creation failed has to be deleted before the next attempt: `cdk deploy` does so, if it may.
    if (protectedStack) throw new HandWork(`${name} was rolled back and is protected from termination`);
  }

  #remove(where: string, one: Thing, policy: string | undefined, why: 'rollback' | 'delete'): void {
    if (policy === 'Retain' || (policy === 'RetainExceptOnCreate' && why === 'delete')) {
      this.orphans.push(one);
      return;
    }
    if (undeletable.includes(one.type)) {
      this.orphans.push(one);
      return;
    }
    if (!one.deletable) throw new HandWork(`${where} (${one.type}) is protected from deletion`);
  }

  #conflict({ Type, Properties = {} }: Declared, made: ReadonlyMap<string, Thing>): string | null {
    const name = nameOf(Type, Properties);
    if (name === null) return null;
    const there = [
      ...this.orphans,
      ...made.values(),
      ...[...this.#stacks.values()].flatMap((stack) => [...stack.resources.values()]),
    ];
    return there.some((other) => other.type === Type && other.name === name) ? `there is one already: ${name}` : null;
  }

  #needImports(name: string, template: StackToDeploy['template']): void {
    const exported = new Set([...this.#stacks.values()].flatMap((stack) => exportsOf(stack.template)));
    const missing = importsOf(template).filter((wanted) => !exported.has(wanted));
    if (missing.length > 0) throw new HandWork(`${name} imports what no stack exports: ${missing.join(', ')}`);
  }

  #exportsStay(name: string, template: { readonly Outputs?: unknown }): void {
    const before = this.#stacks.get(name);
    const after = exportsOf(template);
    const lost = before ? exportsOf(before.template).filter((one) => !after.includes(one)) : [];
    for (const [other, { template: theirs }] of this.#stacks) {
      const used = other === name ? [] : lost.filter((one) => importsOf(theirs).includes(one));
      if (used.length > 0) throw new HandWork(`${name} no longer exports ${used.join(', ')}, which ${other} imports`);
    }
  }
}

const thing = ({ Type, Properties = {} }: Declared): Thing => ({
  type: Type,
  name: nameOf(Type, Properties),
  deletable: Properties['DeletionProtectionEnabled'] !== true,
});

function nameOf(type: string, properties: Readonly<Record<string, unknown>>): string | null {
  const parts = nameProperties[type];
  if (!parts || properties[parts.at(-1) ?? ''] === undefined) return null;
  return parts.map((part) => JSON.stringify(properties[part])).join(' ');
}

/** What was worked out of a template once: thousands of operations use the same ones. */
function remembered<T extends object, R>(work: (from: T) => R): (from: T) => R {
  const known = new WeakMap<T, R>();
  return (from) => {
    const result = known.get(from) ?? work(from);
    known.set(from, result);
    return result;
  };
}

/** Logical ids so that each comes after everything it depends on or refers to. Throws where they go in a circle. */
export const inOrder = remembered((resources: Readonly<Record<string, Declared>>): readonly string[] => {
  const done = new Set<string>();
  const visiting = new Set<string>();
  const visit = (id: string): void => {
    if (done.has(id)) return;
    if (visiting.has(id)) throw new Error(`the resources go in a circle at ${id}`);
    visiting.add(id);
    const { DependsOn = [], Properties } = resources[id] as Declared;
    for (const other of [...[DependsOn].flat(), ...references(Properties)]) if (other in resources) visit(other);
    done.add(id);
  };
  for (const id of Object.keys(resources)) visit(id);
  return [...done];
});

/** Logical ids that `Ref`, `Fn::GetAtt` and `Fn::Sub` name, however deep. */
function references(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(references);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => {
    if (key === 'Ref' && typeof item === 'string') return [item];
    if (key === 'Fn::GetAtt' && Array.isArray(item)) return [String(item[0])];
    if (key === 'Fn::Sub')
      return [...String([item].flat()[0]).matchAll(/\$\{([A-Za-z0-9]+)/g)].map(([, id]) => id ?? '');
    return references(item);
  });
}

const exportsOf = ({ Outputs = {} }: { readonly Outputs?: unknown }): string[] =>
  Object.values(Outputs as Readonly<Record<string, { readonly Export?: { readonly Name: string } }>>).flatMap(
    ({ Export }) => (Export ? [Export.Name] : []),
  );

function importsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(importsIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => (key === 'Fn::ImportValue' ? [String(item)] : importsIn(item)));
}

const importsOf = remembered((template: object): readonly string[] => importsIn(template));
