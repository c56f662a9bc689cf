import { CustomResource } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import * as contract from '../../lambdas/missed-call-status/contract';
import { customResourceSeconds } from '../../lambdas/shared/contract';
import { type CustomerKey, type Deployment, instanceIdOf, lastPart } from '../deployment';
import { customResourceTimeout, RoutedFunction } from './routed-function';

/**
 * The status agents are parked in. Connect deletes none and refuses a second of the same name
 * (docs/amazon-connect.md#agent-statuses), so that one left by an earlier stack, or by a first deploy that was rolled back, is
 * found and used.
 */
export class MissedCallStatus extends Construct {
  /** In the instance. */
  readonly id: string;

  constructor(scope: Construct, id: string, deployment: Deployment, key: CustomerKey) {
    super(scope, id);
    const { missedCallStatus, instance } = deployment.environment;
    if (missedCallStatus.owner === 'existing') {
      this.id = lastPart(missedCallStatus.arn);
      return;
    }
    const provider = new RoutedFunction(this, 'Provider', deployment, {
      name: 'missed-call-status',
      description: 'Finds the agent status "Missed call" during a deploy, or makes it',
      contract,
      variables: {},
      permissions: [
        {
          actions: ['connect:ListAgentStatuses', 'connect:CreateAgentStatus', 'connect:UpdateAgentStatus'],
          resources: [`${instance.arn}/agent-state/*`],
          wildcardBecause: 'It looks through the statuses of this instance; the one it makes has no id before.',
        },
      ],
      timeoutSeconds: customResourceSeconds.function,
      memory: 256,
      key,
    });
    const properties: contract.MissedCallStatusProperties = { InstanceId: instanceIdOf(deployment.environment) };
    this.id = new CustomResource(this, 'Status', {
      serviceToken: provider.function.functionArn,
      serviceTimeout: customResourceTimeout,
      resourceType: contract.missedCallStatusResourceType,
      properties: { ...properties },
    }).ref;
  }
}
