import { CfnRoutingProfile } from 'aws-cdk-lib/aws-connect';
import { Construct } from 'constructs';
import { type Deployment, named } from '../deployment';
import type { AgentKind, Group } from '../environments/schema';
import type { CustomerQueues } from './customer-queues';
import { inTurn } from './in-turn';

export interface RoutingProfileReference {
  readonly arn: string;
  readonly kind: AgentKind;
}

/** Maps agents to a group and a kind. Profiles of a group that brings its own are only referred to. */
export class GroupRoutingProfiles extends Construct {
  private readonly byGroup: ReadonlyMap<string, readonly RoutingProfileReference[]>;

  constructor(scope: Construct, id: string, deployment: Deployment, queues: CustomerQueues) {
    super(scope, id);
    const made: CfnRoutingProfile[] = [];
    this.byGroup = new Map(
      deployment.environment.groups.map((group) => {
        if (group.routingProfiles.owner === 'brought') return [group.name, group.routingProfiles.profiles];
        const profiles = group.routingProfiles.kinds.map((kind) => {
          const profile = this.make(deployment, group, kind, queues);
          made.push(profile);
          return { arn: profile.attrRoutingProfileArn, kind };
        });
        return [group.name, profiles];
      }),
    );
    inTurn(made);
  }

  of(group: Group): readonly RoutingProfileReference[] {
    return this.byGroup.get(group.name) ?? [];
  }

  private make({ environment }: Deployment, group: Group, kind: AgentKind, queues: CustomerQueues): CfnRoutingProfile {
    const arns = group.queues.map((queue) => queues.arnOf(queue.name));
    const [first = queues.voicemailQueueArn] = arns;
    return new CfnRoutingProfile(this, `${group.name}-${kind}`, {
      instanceArn: environment.instance.arn,
      name: named({ environment }, `${group.name}-${kind}`),
      description: `Agents of the group ${group.name}, kind ${kind}`,
      defaultOutboundQueueArn: first,
      // What "available longest" counts from when Connect orders a native offer (CONNECT.md 2.1).
      agentAvailabilityTimer: 'TIME_SINCE_LAST_ACTIVITY',
      mediaConcurrencies: mediaConcurrencies(kind),
      ...(kind === 'outbound' ? {} : { queueConfigs: arns.flatMap(queueConfigs) }),
    });
  }
}

/** One call at a time; a voicemail task never keeps a caller waiting, and is not offered during a call. */
const mediaConcurrencies = (kind: AgentKind): CfnRoutingProfile.MediaConcurrencyProperty[] => [
  {
    channel: 'VOICE',
    concurrency: 1,
    crossChannelBehavior: { behaviorType: 'ROUTE_CURRENT_CHANNEL_ONLY' },
  },
  ...(kind === 'outbound'
    ? []
    : [{ channel: 'TASK', concurrency: 1, crossChannelBehavior: { behaviorType: 'ROUTE_ANY_CHANNEL' } }]),
];

/** Calls before voicemail tasks, which keep. */
const queueConfigs = (queueArn: string): CfnRoutingProfile.RoutingProfileQueueConfigProperty[] => [
  { queueReference: { channel: 'VOICE', queueArn }, priority: 1, delay: 0 },
  { queueReference: { channel: 'TASK', queueArn }, priority: 2, delay: 0 },
];
