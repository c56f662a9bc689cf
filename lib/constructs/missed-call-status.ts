import { RemovalPolicy } from 'aws-cdk-lib';
import { CfnAgentStatus } from 'aws-cdk-lib/aws-connect';
import { Construct } from 'constructs';
import type { Deployment } from '../deployment';

/**
 * The status agents are parked in. CloudFormation cannot delete one (CONNECT.md 8) and Connect refuses a second of the
 * same name, so a status left by an earlier stack, or by a first deploy that was rolled back, is brought.
 */
export class MissedCallStatus extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, { environment }: Deployment) {
    super(scope, id);
    const { missedCallStatus, instance } = environment;
    if (missedCallStatus.owner === 'brought') {
      this.arn = missedCallStatus.arn;
      return;
    }
    const made = new CfnAgentStatus(this, 'Status', {
      instanceArn: instance.arn,
      name: 'Missed call',
      description: 'Set after a missed or declined call; choose Available to take calls again',
      state: 'ENABLED',
    });
    made.applyRemovalPolicy(RemovalPolicy.RETAIN);
    this.arn = made.attrAgentStatusArn;
  }
}
