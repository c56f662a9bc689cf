import { messageOf } from '../aws/failure';
import { uuidFor } from '../aws/identity';
import type { Created, Platform, ResourceType } from '../resources/resource-type';
import { resourceTypes } from '../resources/resource-types';
import type { DeclaredResource, Stack } from './assembly';
import { inDependencyOrder } from './dependencies';
import { conditionMet, resolveValue, type Scope } from './intrinsics';

/**
 * Every type and top-level property in the stacks that the local cloud does not know, one sentence each. Asked before
 * anything is created, so that all are seen at once.
 */
export function unknownParts(stacks: readonly Stack[]): readonly string[] {
  return stacks.flatMap((stack) =>
    stack.template.resources.flatMap((resource) => {
      const type = typeOf(resource.type);
      if (!type) return [`${place(stack, resource)}: the local cloud does not know this resource type`];
      if (type.properties === 'any') return [];
      const known = type.properties;
      const unknown = Object.keys(resource.properties).filter((property) => !known.includes(property));
      return unknown.map(
        (property) => `${place(stack, resource)}: the local cloud does not know the property ${property}`,
      );
    }),
  );
}

/** Creates all resources of one stack in dependency order, adds its exports and answers its outputs. Throws a sentence naming the resource. */
export async function deployStack(
  stack: Stack,
  environment: { readonly account: string; readonly region: string },
  exports: Map<string, unknown>,
  platform: Platform,
): Promise<Readonly<Record<string, string>>> {
  const { account, region } = environment;
  const created = new Map<string, Created>();
  const storedParameter = (name: string): string => {
    const parameter = platform.parameters.get(name);
    if (!parameter) throw new Error(`there is no parameter ${name} in Parameter Store`);
    return parameter.value;
  };
  const scope: Scope = {
    stackName: stack.name,
    stackId: `arn:aws:cloudformation:${region}:${account}:stack/${stack.name}/${uuidFor(`stack/${stack.name}`)}`,
    region,
    account,
    parameters: parameterValues(stack, storedParameter),
    conditions: stack.template.conditions,
    mappings: stack.template.mappings,
    created,
    exports,
    storedParameter,
  };
  for (const resource of inDependencyOrder(stack.template.resources)) {
    try {
      if (resource.condition !== null && !conditionMet(resource.condition, scope)) continue;
      created.set(resource.logicalId, await create(stack, resource, scope, platform));
    } catch (error) {
      throw new Error(`${place(stack, resource)}: ${messageOf(error)}`);
    }
  }
  const outputs: Record<string, string> = {};
  for (const [name, output] of Object.entries(stack.template.outputs)) {
    if (output.Condition !== undefined && !conditionMet(output.Condition, scope)) continue;
    try {
      const value = resolveValue(output.Value, scope);
      outputs[name] = String(value);
      if (output.Export) exports.set(String(resolveValue(output.Export.Name, scope)), value);
    } catch (error) {
      throw new Error(`stack ${stack.name}, output ${name}: ${messageOf(error)}`);
    }
  }
  return outputs;
}

async function create(stack: Stack, resource: DeclaredResource, scope: Scope, platform: Platform): Promise<Created> {
  const type = typeOf(resource.type);
  if (!type) throw new Error('the local cloud does not know this resource type');
  const properties = resolveValue(resource.properties, scope) as Readonly<Record<string, unknown>>;
  return type.create(
    {
      stackName: stack.name,
      stackId: scope.stackId,
      logicalId: resource.logicalId,
      type: resource.type,
      region: scope.region,
      account: scope.account,
      assets: stack.assets,
      properties,
    },
    platform,
  );
}

const typeOf = (type: string): ResourceType | undefined =>
  resourceTypes[type.startsWith('Custom::') ? 'AWS::CloudFormation::CustomResource' : type];

const place = (stack: Stack, resource: DeclaredResource): string =>
  `stack ${stack.name}, resource ${resource.logicalId} (${resource.type})`;

function parameterValues(stack: Stack, storedParameter: (name: string) => string): ReadonlyMap<string, unknown> {
  const values = new Map<string, unknown>();
  for (const [name, { Type: type, Default: standard }] of Object.entries(stack.template.parameters)) {
    if (standard === undefined) throw new Error(`stack ${stack.name}: the parameter ${name} has no default`);
    if (type === 'AWS::SSM::Parameter::Value<String>') values.set(name, storedParameter(String(standard)));
    else if (type === 'String' || type === 'Number') values.set(name, standard);
    else throw new Error(`stack ${stack.name}: the local cloud does not know parameters of type ${type} (${name})`);
  }
  return values;
}
