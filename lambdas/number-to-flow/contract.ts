import { baseEnvironment } from '../shared/contract';

export const environment = [...baseEnvironment, 'NUMBERS_PATH'] as const;

/** Points a phone number at a contact flow; CloudFormation has no resource for it. */
export const numberToFlowResourceType = 'Custom::NumberToFlow';

/** `ResourceProperties` of the custom resource, besides ServiceToken. Delete gives the number back to the flow it had. */
export interface NumberToFlowProperties {
  readonly PhoneNumberId: string;
  readonly InstanceId: string;
  readonly ContactFlowId: string;
  /** For the commands. */
  readonly Region: string;
}

/** What the resource answers (`Fn::GetAtt`): a command line each that moves the number at once, without a deploy. */
export interface NumberToFlowAttributes {
  /** To the flow it had before, or to none. */
  readonly MoveBack: string;
  /** To our flow. */
  readonly MoveHere: string;
}
