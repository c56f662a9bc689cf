import { lastPart } from '../aws/identity';
import { UnsupportedOperationError } from '../front/service-front';
import type { Needed } from '../iam/access';

type Input = Readonly<Record<string, unknown>>;
/** ARNs an operation acts on; `inInstance` makes one below the instance of the input. */
type Resources = (
  input: Input,
  inInstance: (resource: string) => string,
  arn: (resource: string) => string,
) => readonly string[];

const id = (input: Input, field: string): string => lastPart(String(input[field] ?? ''));
const contact =
  (field: string): Resources =>
  (input, inInstance) => [inInstance(`contact/${id(input, field)}`)];

/**
 * Which resources the caller must be allowed to act on (Service Authorization Reference, Amazon Connect). Operations
 * that are not here are not known to the local cloud.
 */
const resourcesOf: Readonly<Record<string, Resources>> = {
  UpdateContactRoutingData: contact('ContactId'),
  DescribeContact: contact('ContactId'),
  UpdateContactAttributes: contact('InitialContactId'),
  GetContactAttributes: contact('InitialContactId'),
  StopContact: contact('ContactId'),
  PutUserStatus: (input, inInstance) => [
    inInstance('').replace(/\/$/, ''),
    inInstance(`agent/${id(input, 'UserId')}`),
    inInstance(`agent-state/${id(input, 'AgentStatusId')}`),
  ],
  DescribeUser: (input, inInstance) => [inInstance(`agent/${id(input, 'UserId')}`)],
  SearchUsers: (_input, inInstance) => [inInstance('').replace(/\/$/, '')],
  DismissUserContact: (input, inInstance) => [inInstance(`agent/${id(input, 'UserId')}`)],
  GetCurrentUserData: (input, inInstance) => {
    const filters = Object(input['Filters']) as Input;
    const filtered = ([field, kind]: readonly [string, string]): readonly string[] => {
      const values = filters[field];
      return Array.isArray(values) ? values.map((value) => inInstance(`${kind}/${lastPart(String(value))}`)) : [];
    };
    return (
      [
        ['Queues', 'queue'],
        ['RoutingProfiles', 'routing-profile'],
        ['Agents', 'agent'],
        ['UserHierarchyGroups', 'agent-group'],
      ] as const
    ).flatMap(filtered);
  },
  StartTaskContact: (input, inInstance) => {
    if (input['QuickConnectId']) return [inInstance(`transfer-destination/${id(input, 'QuickConnectId')}`)];
    if (input['TaskTemplateId']) return [inInstance(`task-template/${id(input, 'TaskTemplateId')}`)];
    return [inInstance(`contact-flow/${id(input, 'ContactFlowId')}`)];
  },
  AssociatePhoneNumberContactFlow: (input, inInstance, arn) => [
    arn(`phone-number/${id(input, 'PhoneNumberId')}`),
    inInstance(`contact-flow/${id(input, 'ContactFlowId')}`),
  ],
  ListFlowAssociations: (_input, inInstance) => [inInstance('').replace(/\/$/, '')],
  ListAgentStatuses: (_input, inInstance) => [inInstance('agent-state/*')],
  CreateAgentStatus: (_input, inInstance) => [inInstance('agent-state/*')],
  UpdateAgentStatus: (input, inInstance) => [inInstance(`agent-state/${id(input, 'AgentStatusId')}`)],
  DisassociatePhoneNumberContactFlow: (input, _inInstance, arn) => [arn(`phone-number/${id(input, 'PhoneNumberId')}`)],
};

/** What a caller needs for a Connect call. `arn` makes a Connect ARN in the caller's account. */
export function connectNeeds(operation: string, input: Input, arn: (resource: string) => string): readonly Needed[] {
  const resources = resourcesOf[operation];
  if (!resources) throw new UnsupportedOperationError(`connect:${operation}`);
  const instanceId = id(input, 'InstanceId');
  const inInstance = (resource: string): string => arn(`instance/${instanceId}/${resource}`);
  const context = { 'connect:InstanceId': [instanceId] };
  return resources(input, inInstance, arn).map((resource) => ({ action: `connect:${operation}`, resource, context }));
}
