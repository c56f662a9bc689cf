import {
  AssociatePhoneNumberContactFlowCommand,
  type ConnectClient,
  ConnectServiceException,
  CreateAgentStatusCommand,
  DescribeContactCommand,
  DescribeUserCommand,
  DisassociatePhoneNumberContactFlowCommand,
  DismissUserContactCommand,
  GetContactAttributesCommand,
  GetCurrentUserDataCommand,
  ListAgentStatusesCommand,
  ListFlowAssociationsCommand,
  PutUserStatusCommand,
  StartTaskContactCommand,
  StopContactCommand,
  UpdateAgentStatusCommand,
  UpdateContactRoutingDataCommand,
} from '@aws-sdk/client-connect';
import {
  type ConnectOperationName,
  type ConnectOperations,
  ConnectRefusalError,
  type ConnectSend,
  refusalsByName,
} from '../connect/operations';

type Call<O extends ConnectOperationName> = (
  client: ConnectClient,
  input: ConnectOperations[O]['input'],
) => Promise<ConnectOperations[O]['output']>;

const calls: { readonly [O in ConnectOperationName]: Call<O> } = {
  UpdateContactRoutingData: (client, input) => client.send(new UpdateContactRoutingDataCommand(input)),
  DescribeContact: (client, input) => client.send(new DescribeContactCommand(input)),
  DescribeUser: (client, input) => client.send(new DescribeUserCommand(input)),
  GetContactAttributes: (client, input) => client.send(new GetContactAttributesCommand(input)),
  PutUserStatus: (client, input) => client.send(new PutUserStatusCommand(input)),
  DismissUserContact: (client, input) => client.send(new DismissUserContactCommand(input)),
  StopContact: (client, input) => client.send(new StopContactCommand(input)),
  StartTaskContact: (client, input) => client.send(new StartTaskContactCommand(input)),
  GetCurrentUserData: (client, input) => client.send(new GetCurrentUserDataCommand(input)),
  AssociatePhoneNumberContactFlow: (client, input) => client.send(new AssociatePhoneNumberContactFlowCommand(input)),
  DisassociatePhoneNumberContactFlow: (client, input) =>
    client.send(new DisassociatePhoneNumberContactFlowCommand(input)),
  ListFlowAssociations: (client, input) => client.send(new ListFlowAssociationsCommand(input)),
  ListAgentStatuses: (client, input) => client.send(new ListAgentStatusesCommand(input)),
  CreateAgentStatus: (client, input) => client.send(new CreateAgentStatusCommand(input)),
  UpdateAgentStatus: (client, input) => client.send(new UpdateAgentStatusCommand(input)),
};

/** Sends through the SDK. */
export const connectSend =
  (client: ConnectClient): ConnectSend =>
  async (operation, input) => {
    try {
      return await calls[operation](client, input);
    } catch (error) {
      throw withMeaning(operation, error);
    }
  };

/**
 * The name is looked at only on the SDK's own service errors: an operation that does not model an error (throttling, as
 * a rule) still sends it, and the SDK then has the name but no class for it.
 */
export function withMeaning(operation: ConnectOperationName | 'SearchUsers', error: unknown): unknown {
  if (!(error instanceof ConnectServiceException)) return error;
  const refusal =
    refusalsByName.get(error.name) ?? (error.$metadata?.httpStatusCode === 429 ? ('throttled' as const) : undefined);
  return refusal ? new ConnectRefusalError(operation, refusal, { cause: error }) : error;
}
