import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { AgentPage } from '../constructs/agent-page';
import { PageAlarms } from '../constructs/page-alarms';
import type { Deployment } from '../deployment';
import type { AgentPage as AgentPageSettings } from '../environments/schema';
import { exportAlways } from '../export-always';
import type { RoutingStack } from './routing-stack';
import type { StateStack } from './state-stack';

export interface AgentPageStackProps extends StackProps {
  readonly state: StateStack;
  readonly routing: RoutingStack;
  readonly settings: AgentPageSettings;
}

/** The HTTP API of the agent's page. Only where the environment says who vouches for agents. */
export class AgentPageStack extends Stack {
  /** Of the API, without a slash at the end. */
  readonly url: string;

  constructor(scope: Construct, id: string, deployment: Deployment, props: AgentPageStackProps) {
    const { state, routing, settings, ...stackProps } = props;
    super(scope, id, stackProps);
    const page = new AgentPage(this, 'Page', deployment, {
      settings,
      resources: routing.stepResources,
      key: state.key,
    });
    this.url = page.url;
    exportAlways(this, [page.url]);
    new PageAlarms(this, 'Alarms', deployment, page);
    new CfnOutput(this, 'AgentPageUrl', {
      value: page.url,
      description: "The agent's page asks here (docs/agent-page-api.md)",
    });
  }
}
