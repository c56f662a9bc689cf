import { CfnHoursOfOperation, CfnQueue } from 'aws-cdk-lib/aws-connect';
import { Construct } from 'constructs';
import { weekdays } from '../configuration/hours';
import { type Deployment, named } from '../deployment';
import type { Environment } from '../environments/schema';
import { oneAfterAnother } from './one-after-another';

/** The hours, the queues callers wait in, the queue that nobody serves, where voicemail is left, and that of tethers. */
export class CustomerQueues extends Construct {
  readonly voicemailQueueArn: string;
  /** Where tethers wait for their agent; only where the environment has a Campaign Manager. */
  readonly tetherQueueArn: string | undefined;
  private readonly arns: ReadonlyMap<string, string>;
  private readonly madeHours: CfnHoursOfOperation[] = [];

  constructor(scope: Construct, id: string, deployment: Deployment) {
    super(scope, id);
    const { environment } = deployment;
    const instanceArn = environment.instance.arn;
    const usualHours = this.hoursArn(deployment, environment.hours, '');
    const made: CfnQueue[] = [];
    const make = (
      queueId: string,
      name: string,
      description: string,
      hoursOfOperationArn: string = usualHours,
    ): string => {
      const queue = new CfnQueue(this, queueId, { instanceArn, name, description, hoursOfOperationArn });
      made.push(queue);
      return queue.attrQueueArn;
    };
    this.arns = new Map(
      environment.groups.flatMap((group) =>
        group.queues.map((queue) => [
          queue.name,
          queue.owner === 'existing'
            ? queue.arn
            : make(
                queue.name,
                queue.name,
                `Callers of the group ${group.name}`,
                queue.hours && this.hoursArn(deployment, queue.hours, `-of-${queue.name}`),
              ),
        ]),
      ),
    );
    this.voicemailQueueArn = make(
      'Voicemail',
      named(deployment, 'voicemail'),
      'Callers leaving a message; no routing profile may serve this queue',
    );
    this.tetherQueueArn = environment.campaignManager
      ? make('Tether', named(deployment, 'tether'), 'Tethers on their way to their agents; no caller comes here')
      : undefined;
    oneAfterAnother(this.madeHours);
    oneAfterAnother(made);
  }

  /** ARN of a queue of a group; the schema has checked that the name is one. */
  arnOf(queue: string): string {
    const arn = this.arns.get(queue);
    if (arn === undefined)
      throw new Error(`No group has the queue ${queue}; known are ${[...this.arns.keys()].join(', ')}`);
    return arn;
  }

  private hoursArn(deployment: Deployment, hours: Environment['hours'], suffix: string): string {
    if (hours.owner === 'existing') return hours.arn;
    const made = new CfnHoursOfOperation(this, `Hours${suffix}`, {
      instanceArn: deployment.environment.instance.arn,
      name: named(deployment, `hours${suffix}`),
      timeZone: hours.timeZone,
      config: windows(hours.open),
    });
    this.madeHours.push(made);
    return made.attrHoursOfOperationArn;
  }
}

type Open = Extract<Environment['hours'], { owner: 'managed' }>['open'];

/** Connect knows no 24:00; a window that ends at 0:00 lasts until midnight, and one from 0:00 to 0:00 all day. */
const windows = (open: Open): CfnHoursOfOperation.HoursOfOperationConfigProperty[] =>
  weekdays.flatMap((day) =>
    (open === '24x7' ? [{ from: '00:00', to: '24:00' }] : (open[day] ?? [])).map(({ from, to }) => ({
      day,
      startTime: timeSlice(from),
      endTime: timeSlice(to),
    })),
  );

const timeSlice = (time: string): CfnHoursOfOperation.HoursOfOperationTimeSliceProperty => ({
  hours: Number(time.slice(0, 2)) % 24,
  minutes: Number(time.slice(3)),
});
