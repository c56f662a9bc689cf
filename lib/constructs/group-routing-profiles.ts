import { CfnRoutingProfile } from 'aws-cdk-lib/aws-connect';
import { Construct } from 'constructs';
import { type Deployment, named } from '../deployment';
import type { AgentKind, Group, ProfileKind, Side } from '../environments/schema';
import type { CustomerQueues } from './customer-queues';
import { oneAfterAnother } from './one-after-another';

/** A profile of a group, made by us or brought along. */
export interface RoutingProfileReference {
  readonly arn: string;
  readonly kind: AgentKind;
  /** The side an agent is on after logging in. */
  readonly startsOn: Side;
}

/** Maps agents to a group and a kind. Profiles of a group that brings its own are only referred to. */
export class GroupRoutingProfiles extends Construct {
  private readonly byGroup: ReadonlyMap<string, readonly RoutingProfileReference[]>;

  constructor(scope: Construct, id: string, deployment: Deployment, queues: CustomerQueues) {
    super(scope, id);
    const made: CfnRoutingProfile[] = [];
    this.byGroup = new Map(
      deployment.environment.groups.map((group) => {
        if (group.routingProfiles.owner === 'existing') {
          const brought = group.routingProfiles.profiles.map(({ arn, kind, startsOn }) => ({
            arn,
            kind,
            startsOn: startsOn ?? onlySideOf(kind),
          }));
          return [group.name, brought];
        }
        const profiles = group.routingProfiles.kinds.map((profileKind) => {
          const profile = this.make(deployment, group, profileKind, queues);
          made.push(profile);
          return { arn: profile.attrRoutingProfileArn, ...meaning[profileKind] };
        });
        return [group.name, profiles];
      }),
    );
    oneAfterAnother(made);
  }

  of(group: Group): readonly RoutingProfileReference[] {
    return this.byGroup.get(group.name) ?? [];
  }

  private make(
    { environment }: Deployment,
    group: Group,
    profileKind: ProfileKind,
    queues: CustomerQueues,
  ): CfnRoutingProfile {
    const { kind, startsOn } = meaning[profileKind];
    const [first] = group.queues;
    const tethers = kind === 'inbound' ? undefined : queues.tetherQueueArn;
    return new CfnRoutingProfile(this, `${group.name}-${profileKind}`, {
      instanceArn: environment.instance.arn,
      name: named({ environment }, `${group.name}-${profileKind}`),
      description: `Agents of the group ${group.name}, kind ${kind}, who start on the ${startsOn} side`,
      defaultOutboundQueueArn: first ? queues.arnOf(first.name) : queues.voicemailQueueArn,
      // What "available longest" counts from when Connect orders a native offer (docs/amazon-connect.md#connects-own-order).
      agentAvailabilityTimer: 'TIME_SINCE_LAST_ACTIVITY',
      mediaConcurrencies: mediaConcurrencies(kind),
      queueConfigs: [
        ...(tethers === undefined ? [] : [served('VOICE', tethers, 1)]),
        ...(kind === 'outbound' ? [] : customerQueues(group, queues, tethers === undefined ? 0 : 1)),
      ],
    });
  }
}

const meaning: Readonly<Record<ProfileKind, Pick<RoutingProfileReference, 'kind' | 'startsOn'>>> = {
  inbound: { kind: 'inbound', startsOn: 'inbound' },
  blended: { kind: 'blended', startsOn: 'inbound' },
  'blended-outbound': { kind: 'blended', startsOn: 'outbound' },
  outbound: { kind: 'outbound', startsOn: 'outbound' },
};

const onlySideOf = (kind: AgentKind): Side => (kind === 'outbound' ? 'outbound' : 'inbound');

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

/** Calls, by the priority of their queues, before voicemail tasks, which keep. `before`: priorities taken already. */
function customerQueues(
  group: Group,
  queues: CustomerQueues,
  before: number,
): CfnRoutingProfile.RoutingProfileQueueConfigProperty[] {
  const last = Math.max(...group.queues.map(({ priority }) => priority));
  return group.queues.flatMap(({ name, priority }) => [
    served('VOICE', queues.arnOf(name), before + priority),
    served('TASK', queues.arnOf(name), before + last + priority),
  ]);
}

const served = (
  channel: 'VOICE' | 'TASK',
  queueArn: string,
  priority: number,
): CfnRoutingProfile.RoutingProfileQueueConfigProperty => ({
  queueReference: { channel, queueArn },
  priority,
  delay: 0,
});
