import { Stack } from 'aws-cdk-lib';
import { CfnParameter } from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import { requirementsIn } from '../../lambdas/plan-offer/contract';
import { type ConnectEntry, directoryPath, type GroupDirectoryEntry } from '../../lambdas/shared/contract';
import { type Deployment, idInInstanceArn } from '../deployment';
import type { CustomerQueues } from './customer-queues';
import type { GroupRoutingProfiles } from './group-routing-profiles';

export interface DirectoryParametersProps {
  readonly missedCallStatusId: string;
  readonly voicemailTaskFlowArn: string;
  readonly queues: CustomerQueues;
  readonly profiles: GroupRoutingProfiles;
  /** As it is dialled (E.164); only where there is a tether queue. */
  readonly tetherNumber: string | undefined;
}

/**
 * How the functions learn ids that are made after them: by Parameter Store, since a reference back to the routing stack
 * would be a cycle.
 */
export class DirectoryParameters extends Construct {
  constructor(scope: Construct, id: string, { environment }: Deployment, props: DirectoryParametersProps) {
    super(scope, id);
    const path = directoryPath(environment.name);
    const { queues, profiles, tetherNumber } = props;
    const { concurrentCalls, reservedInboundCalls } = environment.quotas;
    const connect: ConnectEntry = {
      missedCallStatusId: props.missedCallStatusId,
      voicemailQueueId: idInInstanceArn(queues.voicemailQueueArn),
      voicemailTaskFlowId: idInInstanceArn(props.voicemailTaskFlowArn),
      tether:
        tetherNumber === undefined || queues.tetherQueueArn === undefined
          ? null
          : { number: tetherNumber, queueId: idInInstanceArn(queues.tetherQueueArn) },
      quotas: { concurrentCalls, reservedInboundCalls },
    };
    const last = this.write('Connect', `${path}/connect`, 'Connect ids by role', connect);
    for (const group of environment.groups) {
      const entry: GroupDirectoryEntry = {
        queues: group.queues.map(({ name, priority, language }) => ({
          id: idInInstanceArn(queues.arnOf(name)),
          name,
          priority,
          ...(language && { language }),
        })),
        required: requirementsIn(group.requiredProficiencies),
        routingProfiles: profiles.of(group).map(({ arn, kind, startsOn }) => ({
          id: idInInstanceArn(arn),
          kind,
          startsOn,
        })),
        campaigns: group.campaigns,
        campaignProficiencies: group.campaignProficiencies,
        agentShards: group.agentShards,
        ...(group.mode === 'observe' && { mode: group.mode }),
        ...(group.pilot && { pilot: group.pilot }),
      };
      const name = `${path}/groups/${group.name}`;
      // Without the entry `connect` the functions take nothing as deployed; with it, everything is.
      last.addResourceDependency(this.write(`Group-${group.name}`, name, `Queues and agents of ${group.name}`, entry));
    }
  }

  private write(id: string, name: string, description: string, value: object): CfnParameter {
    return new CfnParameter(this, id, {
      name,
      description,
      type: 'String',
      // A group of many queues outgrows the 4 kB of a standard parameter.
      tier: 'Intelligent-Tiering',
      value: Stack.of(this).toJsonString(value),
    });
  }
}
