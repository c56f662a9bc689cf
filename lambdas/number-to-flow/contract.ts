import { baseEnvironment } from '../shared/contract';

export const environment = [...baseEnvironment] as const;

/** Points a phone number at a contact flow; CloudFormation has no resource for it. */
export const numberToFlowResourceType = 'Custom::NumberToFlow';

/** `ResourceProperties` of the custom resource, besides ServiceToken. Delete takes the number off the flow. */
export interface NumberToFlowProperties {
  readonly PhoneNumberId: string;
  readonly InstanceId: string;
  readonly ContactFlowId: string;
}
