import { arnOf } from '../aws/identity';
import { ServiceError } from '../aws/service-error';
import type { Needed } from '../iam/access';
import type { Parameter, ParameterStore } from '../parameters/parameter-store';
import {
  jsonRefusal,
  jsonReply,
  optionalText,
  readJsonCall,
  requiredText,
  type ServiceCall,
  type ServiceFront,
  UnsupportedOperationError,
} from './service-front';

/** Parameters per answer of GetParametersByPath, and per call of GetParameters (Systems Manager API reference). */
const pageLimit = 10;

/** `/a/b` and `a` name `parameter/a/b` and `parameter/a`. */
export const parameterArn = (name: string, region: string, account: string): string =>
  arnOf({ service: 'ssm', region, account, resource: `parameter/${name.replace(/^\//, '')}` });

export function ssmFront(parameters: ParameterStore): ServiceFront {
  return {
    read: readJsonCall,
    needs(call) {
      const { operation, input, caller } = call;
      const needed = (name: string, context: Needed['context'] = {}): Needed => ({
        action: `ssm:${operation}`,
        resource: parameterArn(name, caller.region, caller.account),
        context,
      });
      switch (operation) {
        case 'GetParameter':
        case 'DeleteParameter':
          return [needed(requiredText(input, 'Name'))];
        case 'PutParameter':
          return [needed(requiredText(input, 'Name'), { 'ssm:Overwrite': [String(input['Overwrite'] === true)] })];
        case 'GetParameters':
          return names(input).map((name) => needed(name));
        case 'GetParametersByPath':
          return [needed(requiredText(input, 'Path'), { 'ssm:Recursive': [String(input['Recursive'] === true)] })];
        default:
          throw new UnsupportedOperationError(`ssm:${operation}`);
      }
    },
    perform: (call) => jsonReply(perform(call, parameters)),
    refuse: jsonRefusal,
  };
}

function perform({ operation, input, caller }: ServiceCall, parameters: ParameterStore): unknown {
  switch (operation) {
    case 'GetParameter': {
      const name = requiredText(input, 'Name');
      const parameter = parameters.get(name);
      if (!parameter) throw new ServiceError('ParameterNotFound', `there is no parameter ${name}`);
      return { Parameter: described(parameter) };
    }
    case 'GetParameters': {
      const found = names(input).map((name) => ({ name, parameter: parameters.get(name) }));
      return {
        Parameters: found.flatMap(({ parameter }) => (parameter ? [described(parameter)] : [])),
        InvalidParameters: found.flatMap(({ name, parameter }) => (parameter ? [] : [name])),
      };
    }
    case 'GetParametersByPath':
      return byPath(input, parameters);
    case 'PutParameter': {
      const name = requiredText(input, 'Name');
      const put = parameters.put({
        name,
        value: typeof input['Value'] === 'string' ? input['Value'] : '',
        arn: parameterArn(name, caller.region, caller.account),
        overwrite: input['Overwrite'] === true,
        type: optionalText(input, 'Type'),
        allowedPattern: optionalText(input, 'AllowedPattern'),
        description: optionalText(input, 'Description'),
      });
      return { Version: put.version, Tier: 'Standard' };
    }
    default:
      parameters.delete(requiredText(input, 'Name'));
      return {};
  }
}

function byPath(input: ServiceCall['input'], parameters: ParameterStore): unknown {
  const limit = typeof input['MaxResults'] === 'number' ? input['MaxResults'] : pageLimit;
  if (limit < 1 || limit > pageLimit)
    throw new ServiceError('ValidationException', `MaxResults must be 1 to ${pageLimit}, got ${limit}`);
  const from = Number(optionalText(input, 'NextToken') ?? 0);
  const all = parameters.under(requiredText(input, 'Path'), input['Recursive'] === true);
  const more = from + limit < all.length;
  return { Parameters: all.slice(from, from + limit).map(described), ...(more && { NextToken: String(from + limit) }) };
}

function names(input: ServiceCall['input']): readonly string[] {
  const given = input['Names'];
  if (Array.isArray(given) && given.length >= 1 && given.length <= pageLimit) return given.map(String);
  throw new ServiceError('ValidationException', `Names must hold 1 to ${pageLimit} names`);
}

const described = (parameter: Parameter): Record<string, unknown> => ({
  Name: parameter.name,
  ARN: parameter.arn,
  Type: parameter.type,
  Value: parameter.value,
  Version: parameter.version,
  LastModifiedDate: parameter.lastModifiedMs / 1000,
  DataType: 'text',
});
