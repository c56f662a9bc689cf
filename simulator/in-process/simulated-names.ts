/** Ids, ARNs and numbers of what simulate runs on, the same in every run. */
import type { GroupId, QueueId } from '../../core/ids';
import type { AgentKind, Side } from '../../core/vocabulary';

/** The one instance there is. */
export const instance = {
  id: 'simulated',
  arn: 'arn:aws:connect:eu-central-1:123456789012:instance/simulated',
  alias: 'simulated',
} as const;

/** The function that flows ask for a plan. */
export const planOfferArn = 'arn:aws:lambda:eu-central-1:123456789012:function:plan-offer';

/** The function that flows ask whose tether a call is. */
export const mapTetherArn = 'arn:aws:lambda:eu-central-1:123456789012:function:map-tether';

/** E.164; tethers are dialled to it. */
export const tetherNumber = '+18005559999';

/** Where the call of a tether waits until its agent takes it. */
export const tetherQueueId: QueueId = 'tether';

/** The ARN of a thing of the instance; `kind` as Connect writes it. */
export const arnOf = (kind: string, id: string) => `${instance.arn}/${kind}/${id}`;

/** The routing profile of a kind of agent, and of the side they start on. */
export const profileId = (group: GroupId, kind: AgentKind, side: Side) => `profile-${group}-${kind}-${side}`;

/** The id of a scenario's queue. */
export const queueIdOf = (queue: string): QueueId => `queue-${queue}`;

/** Where callers go who leave a message. */
export const voicemailQueueId: QueueId = 'voicemail';
