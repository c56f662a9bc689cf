import type { FlowDocument, FlowType } from '../../contact-flows/language/document';
import type { QueueId } from '../../core/ids';

/**
 * What one simulated instance of Amazon Connect is made of. Both runners build it from this: the local cloud reads it off the
 * synthesized template, simulate makes it of the scenario. Ids and ARNs are unique among their kind.
 */
export interface ConnectSetup {
  /** arn:aws:connect:REGION:ACCOUNT:instance/ID */
  readonly instanceArn: string;
  readonly hours: readonly {
    id: string;
    arn: string;
    name: string;
    timeZone: string;
    config: readonly HoursWindow[];
  }[];
  readonly queues: readonly { id: QueueId; arn: string; name: string; hoursId: string }[];
  readonly routingProfiles: readonly RoutingProfileSetup[];
  readonly flows: readonly { id: string; arn: string; name: string; type: FlowType; content: FlowDocument }[];
  /** Of type QUEUE: what agents send callers on by. */
  readonly quickConnects?: readonly {
    id: string;
    arn: string;
    name: string;
    queueArn: string;
    flowArn: string;
  }[];
  /** Custom statuses besides Connect's own Available and Offline. */
  readonly statuses: readonly { id: string; arn: string; name: string }[];
  readonly predefinedAttributes: readonly { name: string; values: readonly string[] }[];
  /** Lambdas associated with the instance (LAMBDA_FUNCTION integration); a flow may invoke no other. */
  readonly lambdaAssociations: readonly string[];
  readonly numbers: readonly { id: string; arn: string; e164: string; flowArn: string }[];
  /** Storage config CALL_RECORDINGS; without one, bucket `recordings` and prefix `connect/INSTANCE-ID/CallRecordings`. */
  readonly recordings?: { readonly bucket: string; readonly prefix: string };
}

/** Open hours of one weekday, in the time zone of the hours they belong to; minutes before `end` are the last ones. */
export interface HoursWindow {
  /** MONDAY ... SUNDAY, as in AWS::Connect::HoursOfOperation */
  readonly day: string;
  readonly start: { hours: number; minutes: number };
  readonly end: { hours: number; minutes: number };
}

/** Which queues an agent with this profile serves, and how many contacts of a channel at a time. */
export interface RoutingProfileSetup {
  readonly id: string;
  readonly arn: string;
  readonly name: string;
  readonly queues: readonly {
    queueId: QueueId;
    channel: 'VOICE' | 'TASK' | 'CHAT';
    priority: number;
    delaySeconds: number;
  }[];
  readonly concurrency: readonly {
    channel: 'VOICE' | 'TASK' | 'CHAT';
    slots: number;
    /** While the agent has a contact of this channel, none of another comes (ROUTE_CURRENT_CHANNEL_ONLY). */
    alone?: boolean;
  }[];
  readonly defaultOutboundQueueId: QueueId;
  /** TIME_SINCE_LAST_ACTIVITY or TIME_SINCE_LAST_INBOUND (docs/amazon-connect.md#connects-own-order). */
  readonly availabilityTimer: 'TIME_SINCE_LAST_ACTIVITY' | 'TIME_SINCE_LAST_INBOUND';
}
