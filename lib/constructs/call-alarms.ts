import { Duration } from 'aws-cdk-lib';
import { Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { metrics } from '../../lambdas/shared/contract';
import type { Deployment } from '../deployment';
import { Alarms } from './alarms';

export interface CallAlarmsProps {
  readonly planOffer: IFunction;
  /** Every dead-letter queue of this stack and those before it. */
  readonly deadLetters: Readonly<Record<string, IQueue>>;
}

/**
 * The alarms of docs/runbook.md#the-alarms, one for criteria that come late and one for flows that name no queue. Each means
 * that somebody should look now.
 */
export class CallAlarms extends Alarms {
  constructor(scope: Construct, id: string, deployment: Deployment, props: CallAlarmsProps) {
    super(scope, id, deployment);
    this.raise('PlanOfferErrors', 'plan-offer-errors', {
      metric: props.planOffer.metricErrors({ period: Duration.minutes(1), statistic: Stats.SUM }),
      alarmDescription:
        'plan-offer failed in a contact flow; a caller whose ticks fail three times in a row is sent to voicemail. See its log.',
    });
    this.raise('VoicemailOverdue', 'voicemail-overdue', {
      metric: this.counted(metrics.voicemailOverdue),
      alarmDescription:
        'A caller was sent to voicemail and neither recording nor callback reached an agent in time. See the log of voicemail and connect-commands.',
    });
    this.raise('DeadLetters', 'dead-letters', {
      metric: this.kept(props.deadLetters),
      alarmDescription:
        'Something could not be handled or delivered; it is kept for 14 days in the dead-letter queue, whose name has -dlq in it.',
    });
    this.raise('CriteriaLate', 'criteria-late', {
      metric: this.counted(metrics.criteriaLate),
      alarmDescription:
        'More calls were refused at once than UpdateContactRoutingData takes (20 a second): criteria without the agents who refused came after 8 s. See the decisions logged for those calls; the quota can be raised.',
    });
    this.raise('EntriesMistaken', 'entries-mistaken', {
      metric: this.counted(metrics.entriesMistaken),
      alarmDescription:
        'A flow sends callers here with the name of no queue in ccbQueue, or with proficiencies that cannot be read; they are served by the default queue, or by what their queue asks for. The log of plan-offer says what was written.',
    });
    this.raise('SameAgentOfferedTwice', 'same-agent-offered-twice', {
      metric: this.counted(metrics.sameAgentOfferedTwice),
      alarmDescription:
        'A call rang an agent who had missed or declined it before. See the decisions logged for that call.',
    });
  }
}
