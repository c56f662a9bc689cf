/**
 * Any JSON value that may stand in the parameters of an action. Connect wants every scalar there to be a string
 * (docs/amazon-connect.md#flow-documents).
 */
export type FlowValue = string | number | boolean | null | readonly FlowValue[] | { readonly [key: string]: FlowValue };

/**
 * The flow types of `AWS::Connect::ContactFlow` (docs/amazon-connect.md#flow-documents), in the order in which an inbound call
 * may meet them.
 */
export const flowTypes = [
  'CONTACT_FLOW',
  'CUSTOMER_QUEUE',
  'CUSTOMER_HOLD',
  'CUSTOMER_WHISPER',
  'AGENT_HOLD',
  'AGENT_WHISPER',
  'OUTBOUND_WHISPER',
  'AGENT_TRANSFER',
  'QUEUE_TRANSFER',
  'CAMPAIGN',
] as const;

export type FlowType = (typeof flowTypes)[number];

/** `Operands` holds exactly one operand in what the service accepts (docs/amazon-connect.md#flow-documents). */
export interface FlowCondition {
  readonly NextAction: string;
  readonly Condition: { readonly Operator: string; readonly Operands: readonly string[] };
}

export interface FlowError {
  readonly NextAction: string;
  readonly ErrorType: string;
}

/**
 * Empty for terminal actions; otherwise `NextAction` is required, also where the action only branches
 * (docs/amazon-connect.md#flow-documents).
 */
export interface FlowTransitions {
  readonly NextAction?: string;
  readonly Conditions?: readonly FlowCondition[];
  readonly Errors?: readonly FlowError[];
}

export interface FlowAction {
  readonly Identifier: string;
  readonly Type: string;
  readonly Parameters: { readonly [name: string]: FlowValue };
  readonly Transitions: FlowTransitions;
}

/** Where the designer draws things; has no meaning for the contact (docs/amazon-connect.md#flow-documents). */
export interface FlowMetadata {
  readonly entryPointPosition?: { readonly x: number; readonly y: number };
  readonly ActionMetadata?: {
    readonly [identifier: string]: {
      readonly position?: { readonly x: number; readonly y: number };
      readonly isFriendlyName?: boolean;
      readonly [key: string]: FlowValue | undefined;
    };
  };
  readonly [key: string]: unknown;
}

/** The content of a contact flow in the flow language, version 2019-10-30 (docs/amazon-connect.md#flow-documents). */
export interface FlowDocument {
  readonly Version: string;
  readonly StartAction: string;
  readonly Metadata?: FlowMetadata;
  readonly Actions: readonly FlowAction[];
}
