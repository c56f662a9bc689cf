import { ConnectApiError } from '../../simulator/connect/world';
import { arnOf } from '../aws/identity';
import { ServiceError } from '../aws/service-error';
import {
  jsonObject,
  jsonRefusal,
  jsonReply,
  type ServiceFront,
  UnsupportedOperationError,
} from '../front/service-front';
import { connectNeeds } from './connect-needs';
import { readConnectCall } from './connect-routes';

/** The Connect API; `api` answers an operation by its SDK name and input. */
export function connectFront(
  api: (operation: string, input: Record<string, unknown>) => Promise<Record<string, unknown>>,
): ServiceFront {
  return {
    read(http) {
      const call = readConnectCall(http.method, http.path, http.query, jsonObject(http.body));
      if (!call) throw new UnsupportedOperationError(`connect: ${http.method} ${http.path}`);
      return call;
    },
    needs({ operation, input, caller }) {
      const { region, account } = caller;
      return connectNeeds(operation, input, (resource) => arnOf({ service: 'connect', region, account, resource }));
    },
    async perform({ operation, input }) {
      try {
        return jsonReply(await api(operation, { ...input }));
      } catch (error) {
        if (error instanceof ConnectApiError) throw new ServiceError(error.name, error.message, error.httpStatus);
        throw error;
      }
    },
    refuse: jsonRefusal,
  };
}
