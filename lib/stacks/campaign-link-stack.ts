import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { CampaignAlarms } from '../constructs/campaign-alarms';
import { CampaignFunctions } from '../constructs/campaign-functions';
import { CampaignIngress } from '../constructs/campaign-ingress';
import type { Deployment } from '../deployment';
import type { CampaignManager } from '../environments/schema';
import type { RoutingStack } from './routing-stack';
import type { StateStack } from './state-stack';

export interface CampaignLinkStackProps extends StackProps {
  readonly state: StateStack;
  readonly routing: RoutingStack;
  readonly campaignManager: CampaignManager;
  readonly secretArn: string;
}

/** Everything between us and the Campaign Manager: commands out, events in. Only where the environment has campaigns. */
export class CampaignLinkStack extends Stack {
  constructor(scope: Construct, id: string, deployment: Deployment, props: CampaignLinkStackProps) {
    const { state, routing, campaignManager, secretArn, ...stackProps } = props;
    super(scope, id, stackProps);
    const { table, bus, key } = state;
    const functions = new CampaignFunctions(this, 'Functions', deployment, {
      resources: routing.stepResources,
      campaignManager,
      secretArn,
      bus,
      key,
    });
    const ingress = new CampaignIngress(this, 'Ingress', deployment, { table, bus, secretArn, key });
    new CampaignAlarms(this, 'Alarms', deployment, {
      deadLetters: { campaignEvents: functions.eventDeadLetters },
      ingressThrottled: ingress.throttled,
    });

    new CfnOutput(this, 'IngressUrl', {
      value: ingress.url,
      description: 'The Campaign Manager posts its events to <this>/campaign-manager/events',
    });
  }
}
