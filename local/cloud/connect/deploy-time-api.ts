import { ConnectApiError } from '../../connect/world';
import { arnOf } from '../identity';
import type { ConnectResources } from './connect-resources';

/**
 * The Connect API while the app is being deployed, before the instance comes to life: numbers get their flows, and no
 * agent is logged in yet. Throws ConnectApiError for anything else.
 */
export const deployTimeApi =
  (resources: ConnectResources, environment: { readonly account: string; readonly region: string }) =>
  async (operation: string, input: Record<string, unknown>): Promise<Record<string, unknown>> => {
    if (operation === 'GetCurrentUserData') return { UserDataList: [], ApproximateTotalCount: 0 };
    if (operation !== 'AssociatePhoneNumberContactFlow')
      throw new ConnectApiError(
        'InvalidRequestException',
        400,
        `${operation} cannot be used while the app is being deployed`,
      );
    const flowId = String(input['ContactFlowId']);
    if (!resources.flows.some(({ id, arn }) => id === flowId || arn === flowId))
      throw new ConnectApiError('ResourceNotFoundException', 404, `there is no flow ${flowId} in the template`);
    resources.associateNumber(String(input['PhoneNumberId']), flowId, (id) =>
      arnOf({ service: 'connect', ...environment, resource: `phone-number/${id}` }),
    );
    return {};
  };
