/** The API of the simulated Connect: one entry per operation of the SDK that it answers. */
import type { Centre } from '../centre';
import { ConnectApiError } from '../world';
import { dismissUserContact, putUserStatus } from './agents';
import { getContactAttributes, updateContactAttributes } from './attributes';
import { describeContact, stopContact, updateContactRoutingData } from './contacts';
import { getCurrentUserData } from './current-user-data';
import type { ApiHandler } from './input';
import { associatePhoneNumberContactFlow } from './numbers';
import type { RateQuotas } from './rate-quotas';
import { startTaskContact } from './tasks';
import { testCaseHandlers } from './test-cases';
import { describeUser, searchUsers } from './users';

/** Answers by operation name, after its rate quota. Throws ConnectApiError. */
export function createApi(
  centre: Centre,
  quotas: RateQuotas,
): (operation: string, input: Record<string, unknown>) => Record<string, unknown> {
  const handlers: Readonly<Record<string, ApiHandler>> = {
    AssociatePhoneNumberContactFlow: associatePhoneNumberContactFlow,
    DescribeContact: describeContact,
    DescribeUser: describeUser,
    DismissUserContact: dismissUserContact,
    GetContactAttributes: getContactAttributes,
    GetCurrentUserData: getCurrentUserData,
    PutUserStatus: putUserStatus,
    SearchUsers: searchUsers,
    StartTaskContact: startTaskContact(),
    StopContact: stopContact,
    UpdateContactAttributes: updateContactAttributes,
    UpdateContactRoutingData: updateContactRoutingData,
    ...testCaseHandlers(),
  };
  return (operation, input) => {
    const handler = Object.hasOwn(handlers, operation) ? handlers[operation] : undefined;
    if (!handler) {
      const known = Object.keys(handlers).join(', ');
      throw new ConnectApiError(
        'UnknownOperationException',
        404,
        `the simulated Connect does not know ${operation}; it knows ${known}`,
      );
    }
    quotas.take(operation);
    return handler(centre, input);
  };
}
