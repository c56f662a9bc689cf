import { arnOf } from '../aws/identity';
import { ServiceError } from '../aws/service-error';
import type { Needed } from '../iam/access';
import type { Tables } from '../tables/tables';
import {
  jsonRefusal,
  readJsonCall,
  requiredText,
  type ServiceCall,
  type ServiceFront,
  UnsupportedOperationError,
} from './service-front';

const onOneTable = ['GetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'DescribeTable'];
const onTableOrIndex = ['Query', 'Scan'];
const onSeveralTables = ['BatchGetItem', 'BatchWriteItem'];

export function dynamodbFront(tables: Tables): ServiceFront {
  const tableArn = (name: string, { caller }: ServiceCall): string => {
    if (name.startsWith('arn:')) return name;
    const known = tables.arnOf(name);
    return (
      known ?? arnOf({ service: 'dynamodb', region: caller.region, account: caller.account, resource: `table/${name}` })
    );
  };
  const resources = (call: ServiceCall): readonly string[] => {
    const { operation, input } = call;
    if (onOneTable.includes(operation)) return [tableArn(requiredText(input, 'TableName'), call)];
    if (onTableOrIndex.includes(operation)) {
      const table = tableArn(requiredText(input, 'TableName'), call);
      const index = input['IndexName'];
      return [typeof index === 'string' ? `${table}/index/${index}` : table];
    }
    if (onSeveralTables.includes(operation))
      return Object.keys(Object(input['RequestItems'])).map((name) => tableArn(name, call));
    throw new UnsupportedOperationError(`dynamodb:${operation}`);
  };
  return {
    read: readJsonCall,
    needs: (call) => resources(call).map((resource): Needed => ({ action: `dynamodb:${call.operation}`, resource })),
    async perform({ operation, input, http }) {
      const name = input['TableName'];
      if (typeof name === 'string' && tables.arnOf(name) === undefined)
        throw new ServiceError('ResourceNotFoundException', `there is no table ${name}`);
      return tables.request(operation, http.body.toString());
    },
    refuse: jsonRefusal,
  };
}
