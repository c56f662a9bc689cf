import { ConnectApiError } from '../../simulator/connect/world';
import { arnOf, lastPart, uuidFor } from '../aws/identity';
import type { ConnectResources } from './connect-resources';

type Input = Readonly<Record<string, unknown>>;
type Operation = (input: Input) => Record<string, unknown>;

/**
 * The Connect API while the app is being deployed, before the instance comes to life: numbers get their flows, the instance its
 * statuses, and no agent is logged in yet. Throws ConnectApiError for anything else.
 */
export function deployTimeApi(
  resources: ConnectResources,
  environment: { readonly account: string; readonly region: string },
): (operation: string, input: Record<string, unknown>) => Promise<Record<string, unknown>> {
  const inConnect = (resource: string) => arnOf({ service: 'connect', ...environment, resource });
  const operations: Readonly<Record<string, Operation>> = {
    GetCurrentUserData: () => ({ UserDataList: [], ApproximateTotalCount: 0 }),
    ListFlowAssociations: () => ({
      FlowAssociationSummaryList: [...resources.numbers].flatMap(([id, { flowId }]) =>
        flowId === null ? [] : [{ ResourceId: id, FlowId: flowId, ResourceType: 'VOICE_PHONE_NUMBER' }],
      ),
    }),
    AssociatePhoneNumberContactFlow(input) {
      const flowId = String(input['ContactFlowId']);
      if (!resources.flows.some(({ id, arn }) => id === flowId || arn === flowId))
        throw new ConnectApiError('ResourceNotFoundException', 404, `there is no flow ${flowId} in the template`);
      resources.associateNumber(String(input['PhoneNumberId']), flowId, (id) => inConnect(`phone-number/${id}`));
      return {};
    },
    ListAgentStatuses: () => ({
      AgentStatusSummaryList: resources.statuses.map(({ id, arn, name }) => ({
        Id: id,
        Arn: arn,
        Name: name,
        Type: 'CUSTOM',
      })),
    }),
    CreateAgentStatus(input) {
      const [name, instance] = [String(input['Name']), lastPart(String(input['InstanceId']))];
      if (resources.statuses.some((status) => status.name === name))
        throw new ConnectApiError('DuplicateResourceException', 409, `there is a status ${name} already`);
      const id = uuidFor(`${instance}/agent-state/${name}`);
      const arn = inConnect(`instance/${instance}/agent-state/${id}`);
      resources.statuses.push({ id, arn, name });
      return { AgentStatusId: id, AgentStatusARN: arn };
    },
    UpdateAgentStatus: () => ({}),
  };
  return async (operation, input) => {
    const perform = operations[operation];
    if (perform) return perform(input);
    throw new ConnectApiError(
      'InvalidRequestException',
      400,
      `${operation} cannot be used while the app is being deployed`,
    );
  };
}
