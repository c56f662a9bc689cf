import type { Construct } from 'constructs';
import type { Deployment } from '../deployment';
import type { AgentPage } from './agent-page';
import { Alarms } from './alarms';

/** What agents would notice of the API of their page. */
export class PageAlarms extends Alarms {
  constructor(scope: Construct, id: string, deployment: Deployment, { throttled }: Pick<AgentPage, 'throttled'>) {
    super(scope, id, deployment);
    this.raise('PageThrottled', 'agent-page-throttled', {
      metric: throttled,
      // A page that was refused once asks again.
      threshold: 60,
      evaluationPeriods: 3,
      alarmDescription:
        "Pages have been refused more than a request a second for three minutes: there are more agents than the environment's plan says, or the account's quota of API Gateway is used up.",
    });
  }
}
