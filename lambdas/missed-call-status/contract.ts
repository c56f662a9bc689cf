import { baseEnvironment } from '../shared/contract';

export const environment = [...baseEnvironment] as const;

/** Finds the status agents are parked in, or makes it; CloudFormation's own resource fails where it is there already. */
export const missedCallStatusResourceType = 'Custom::MissedCallStatus';

/** `ResourceProperties` of the custom resource, besides ServiceToken. Its physical id is the status's; Delete leaves it. */
export interface MissedCallStatusProperties {
  readonly InstanceId: string;
}
