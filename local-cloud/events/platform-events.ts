import type { Scheduler } from '../../clock/scheduler';
import type { Conditions } from '../../simulator/platform/conditions';
import type { StoredObject } from '../objects/object-store';
import type { ParameterChange } from '../parameters/parameter-store';
import type { TranscriptionJob } from '../transcription/transcription';
import { defaultBus, type EventRouter } from './event-router';
import { contactEventUnmatched } from './unmatched';

export interface EventPlace {
  readonly region: string;
  readonly account: string;
}

/** Who stores a caller's recording, as `by` of the object store. */
export const recordingStoredBy = 'connect.amazonaws.com';

/** Events AWS services put on the default bus, in the shapes of the EventBridge reference. */
export class PlatformEvents {
  constructor(
    private readonly router: EventRouter,
    private readonly scheduler: Scheduler,
    private readonly conditions: Conditions,
    private readonly place: EventPlace,
  ) {}

  parameterChanged({ operation, parameter, byAdmin }: ParameterChange): void {
    const { name, type, description, arn } = parameter;
    this.router.put({
      bus: defaultBus,
      source: 'aws.ssm',
      detailType: 'Parameter Store Change',
      detail: { operation, name, type, ...(description !== null && { description }) },
      resources: [arn],
      ...this.place,
      stream: null,
      unmatched: byAdmin ? () => `no rule of event bus default matches the change of parameter ${name}` : null,
    });
  }

  objectStored(object: StoredObject, by: string): void {
    const { bucket, key } = object;
    const put = (): void => {
      this.router.put({
        bus: defaultBus,
        source: 'aws.s3',
        detailType: 'Object Created',
        detail: {
          version: '0',
          bucket: { name: bucket },
          object: {
            key,
            size: object.body.length,
            etag: object.etag,
            sequencer: object.storedMs.toString(16).toUpperCase(),
          },
          'request-id': object.etag.slice(0, 16).toUpperCase(),
          requester: by,
          reason: 'PutObject',
        },
        resources: [`arn:aws:s3:::${bucket}`],
        ...this.place,
        stream: null,
        unmatched:
          by === recordingStoredBy
            ? () => `no rule of event bus default matches the recording s3://${bucket}/${key} that was stored`
            : null,
      });
    };
    this.scheduler.after(this.conditions.hopDelayMs('s3'), put, 'hop');
  }

  transcriptionFinished(job: TranscriptionJob): void {
    this.router.put({
      bus: defaultBus,
      source: 'aws.transcribe',
      detailType: 'Transcribe Job State Change',
      detail: { TranscriptionJobName: job.name, TranscriptionJobStatus: job.status },
      ...this.place,
      stream: null,
      unmatched: () => `no rule of event bus default matches the end of the transcription job ${job.name}`,
    });
  }

  /** `expected`: event types that some rule must want, whatever its pattern says. */
  contactEvent(
    detail: Readonly<Record<string, unknown>>,
    instance: { arn: string } & EventPlace,
    expected: readonly string[],
  ): void {
    this.router.put({
      bus: defaultBus,
      source: 'aws.connect',
      detailType: 'Amazon Connect Contact Event',
      detail,
      resources: [instance.arn, `${instance.arn}/contact/${String(detail['contactId'])}`],
      region: instance.region,
      account: instance.account,
      stream: 'contact-events',
      unmatched: contactEventUnmatched(expected),
    });
  }
}
