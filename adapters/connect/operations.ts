import type {
  AssociatePhoneNumberContactFlowCommandInput,
  AssociatePhoneNumberContactFlowCommandOutput,
  CreateAgentStatusCommandInput,
  CreateAgentStatusCommandOutput,
  DescribeContactCommandInput,
  DescribeContactCommandOutput,
  DescribeUserCommandInput,
  DescribeUserCommandOutput,
  DisassociatePhoneNumberContactFlowCommandInput,
  DisassociatePhoneNumberContactFlowCommandOutput,
  DismissUserContactCommandInput,
  DismissUserContactCommandOutput,
  GetContactAttributesCommandInput,
  GetContactAttributesCommandOutput,
  GetCurrentUserDataCommandInput,
  GetCurrentUserDataCommandOutput,
  ListAgentStatusesCommandInput,
  ListAgentStatusesCommandOutput,
  ListFlowAssociationsCommandInput,
  ListFlowAssociationsCommandOutput,
  PutUserStatusCommandInput,
  PutUserStatusCommandOutput,
  StartTaskContactCommandInput,
  StartTaskContactCommandOutput,
  StopContactCommandInput,
  StopContactCommandOutput,
  UpdateAgentStatusCommandInput,
  UpdateAgentStatusCommandOutput,
  UpdateContactRoutingDataCommandInput,
  UpdateContactRoutingDataCommandOutput,
} from '@aws-sdk/client-connect';

type Operation<Input, Output> = {
  readonly input: Input;
  /** Without the SDK's `$metadata`, which the simulated Connect has none of. */
  readonly output: Omit<Output, '$metadata'>;
};

/** Connect's operations that the application uses, in the SDK's own shapes. */
export interface ConnectOperations {
  readonly UpdateContactRoutingData: Operation<
    UpdateContactRoutingDataCommandInput,
    UpdateContactRoutingDataCommandOutput
  >;
  readonly DescribeContact: Operation<DescribeContactCommandInput, DescribeContactCommandOutput>;
  readonly DescribeUser: Operation<DescribeUserCommandInput, DescribeUserCommandOutput>;
  readonly GetContactAttributes: Operation<GetContactAttributesCommandInput, GetContactAttributesCommandOutput>;
  readonly StopContact: Operation<StopContactCommandInput, StopContactCommandOutput>;
  readonly PutUserStatus: Operation<PutUserStatusCommandInput, PutUserStatusCommandOutput>;
  readonly DismissUserContact: Operation<DismissUserContactCommandInput, DismissUserContactCommandOutput>;
  readonly StartTaskContact: Operation<StartTaskContactCommandInput, StartTaskContactCommandOutput>;
  readonly GetCurrentUserData: Operation<GetCurrentUserDataCommandInput, GetCurrentUserDataCommandOutput>;
  readonly AssociatePhoneNumberContactFlow: Operation<
    AssociatePhoneNumberContactFlowCommandInput,
    AssociatePhoneNumberContactFlowCommandOutput
  >;
  readonly DisassociatePhoneNumberContactFlow: Operation<
    DisassociatePhoneNumberContactFlowCommandInput,
    DisassociatePhoneNumberContactFlowCommandOutput
  >;
  readonly ListFlowAssociations: Operation<ListFlowAssociationsCommandInput, ListFlowAssociationsCommandOutput>;
  readonly ListAgentStatuses: Operation<ListAgentStatusesCommandInput, ListAgentStatusesCommandOutput>;
  readonly CreateAgentStatus: Operation<CreateAgentStatusCommandInput, CreateAgentStatusCommandOutput>;
  readonly UpdateAgentStatus: Operation<UpdateAgentStatusCommandInput, UpdateAgentStatusCommandOutput>;
}

/** Names every call of Connect's API that is made here. */
export type ConnectOperationName = keyof ConnectOperations;

/**
 * One API call. Throws ConnectRefusalError where Connect's answer has a meaning for the caller, and the original error
 * for everything else: a denial, a fault of the service or of the network.
 */
export type ConnectSend = <O extends ConnectOperationName>(
  operation: O,
  input: ConnectOperations[O]['input'],
) => Promise<ConnectOperations[O]['output']>;

/**
 * throttled: later. absent: Connect knows no such contact or user (any more). refused: not in its present state.
 * invalid: never, the request itself is wrong.
 */
export type ConnectRefusal = 'throttled' | 'absent' | 'refused' | 'invalid';

/** Connect answered a call with an error. `refusal`: of which kind, and so whether to come again; the message ends in Connect's own. */
export class ConnectRefusalError extends Error {
  override readonly name = 'ConnectRefusalError';
  constructor(
    readonly operation: ConnectOperationName | 'SearchUsers',
    readonly refusal: ConnectRefusal,
    options: { readonly cause: Error },
  ) {
    super(`Connect ${words[refusal]} ${operation}: ${options.cause.name}: ${options.cause.message}`, options);
  }
}

const words: Readonly<Record<ConnectRefusal, string>> = {
  throttled: 'throttled',
  absent: 'knows nothing of what is named in',
  refused: 'refused',
  invalid: 'calls invalid the request',
};

/** The meaning of Connect's error names, for the SDK's error classes and the simulated Connect alike. */
export const refusalsByName: ReadonlyMap<string, ConnectRefusal> = new Map([
  ['ThrottlingException', 'throttled'],
  ['TooManyRequestsException', 'throttled'],
  // Quotas on open tasks: room comes when agents have worked some off.
  ['LimitExceededException', 'throttled'],
  ['ServiceQuotaExceededException', 'throttled'],
  ['ResourceNotFoundException', 'absent'],
  ['ContactNotFoundException', 'absent'],
  ['UserNotFoundException', 'absent'],
  ['InvalidRequestException', 'refused'],
  ['ConflictException', 'refused'],
  ['ResourceConflictException', 'refused'],
  ['ResourceNotReadyException', 'refused'],
  ['InvalidParameterException', 'invalid'],
]);
