import { baseEnvironment } from '../shared/contract';

/** Names, defaults, ranges and cross rules, as `lib/` needs them to check an environment's initial values. */
export {
  defaultThresholds,
  isThresholdName,
  parseThresholds,
  type ThresholdDefinition,
  type ThresholdName,
  thresholdDefinitions,
  thresholdNames,
} from '../../core/thresholds/thresholds';

export const environment = [
  ...baseEnvironment,
  'TABLE_NAME',
  'THRESHOLD_PATH',
  /** A set that was put in force is a reason to look at its group. */
  'REBALANCE_QUEUE_URL',
] as const;

/** Best effort, by AWS's own words: a full reload follows every 5 minutes (docs/amazon-connect.md#parameter-store). */
export const parameterChange = {
  source: 'aws.ssm',
  detailType: 'Parameter Store Change',
  operations: ['Create', 'Update', 'Delete'],
} as const;

/** The event of the reload schedule; anything else is a change event or a custom resource request. */
export const reloadEvent = { reload: 'all' } as const;

/** One per group. Parameters that exist already keep their value, whatever the environment says (create if absent). */
export const initialThresholdsResourceType = 'Custom::InitialThresholds';

/** `ResourceProperties` of the custom resource, besides ServiceToken. */
export interface InitialThresholdsProperties {
  readonly Group: string;
  /** Every threshold of the group, so that one added by a later version is created by its deploy. */
  readonly Parameters: readonly {
    /** Full name: `<THRESHOLD_PATH>/<Group>/<threshold>` */
    readonly Name: string;
    readonly Value: string;
  }[];
}

/** How often everything is read again, since change events are best effort (docs/thresholds.md#change-one). */
export const reloadEverySeconds = 300;
