import { instanceIdOf, recordingsPrefixOf } from '../../../lib/deployment';
import type { Environment } from '../../../lib/environments/schema';
import type { Account, BucketFacts, RecordingSetting } from '../../questions';
import { command } from '../../shell-command';
import { type Finding, given, right, toDo } from '../finding';

/** Whether a caller's voicemail reaches us: Connect stores it in a bucket that tells EventBridge. */
export async function recordingFindings(environment: Environment, account: Account): Promise<readonly Finding[]> {
  const { recordingsBucket } = environment.instance;
  return [
    ...given('recordings setting', await account.recordings(), (settings) => setting(environment, settings)),
    ...given(`bucket ${recordingsBucket}`, await account.bucket(recordingsBucket), (facts) =>
      bucket(environment, facts),
    ),
  ];
}

function setting(environment: Environment, settings: readonly RecordingSetting[]): readonly Finding[] {
  const { instance, region, voicemail } = environment;
  const wantedPrefix = recordingsPrefixOf(environment);
  const subject = 'recordings setting';
  const [found] = settings;
  if (found === undefined) {
    const s3 = `BucketName=${instance.recordingsBucket},BucketPrefix=${wantedPrefix}`;
    return [
      toDo(
        subject,
        'call recordings are stored nowhere, so no voicemail can be recorded',
        command(
          ...['aws', 'connect', 'associate-instance-storage-config', '--region', region],
          ...['--instance-id', instanceIdOf(environment), '--resource-type', 'CALL_RECORDINGS'],
          ...['--storage-config', `StorageType=S3,S3Config={${s3}}`],
        ),
      ),
    ];
  }
  const prefix = found.prefix.replace(/\/$/, '');
  return [
    found.bucket === instance.recordingsBucket
      ? right(subject, `recordings go to ${found.bucket}`)
      : toDo(subject, `recordings go to ${found.bucket}; instance.recordingsBucket says ${instance.recordingsBucket}`),
    prefix === wantedPrefix
      ? right('recordings prefix', prefix)
      : toDo(
          'recordings prefix',
          `recordings have the prefix ${prefix}; instance.recordingsPrefix must say so (${wantedPrefix} is taken now)`,
        ),
    found.keyArn === (instance.recordingsKeyArn ?? null)
      ? right('recordings key', found.keyArn ?? 'none besides the bucket’s own')
      : toDo(
          'recordings key',
          found.keyArn === null
            ? `the setting encrypts with no key; instance.recordingsKeyArn names ${instance.recordingsKeyArn}`
            : `the setting encrypts with ${found.keyArn}; name it as instance.recordingsKeyArn${voicemail.transcription.enabled ? ', or no recording can be transcribed' : ''}`,
        ),
    // The service-linked role of Connect is allowed to write to buckets of this name (docs/deploy.md).
    instance.recordingsBucket.startsWith('amazon-connect-')
      ? right('recordings bucket name', 'amazon-connect-..., which Connect’s own role may write to')
      : toDo(
          'recordings bucket name',
          `${instance.recordingsBucket} does not start with amazon-connect-, and the S3 grant of Connect's service-linked role names only such buckets: record a call and look whether it arrives`,
        ),
  ];
}

function bucket({ instance, region }: Environment, facts: BucketFacts): readonly Finding[] {
  const name = instance.recordingsBucket;
  const subject = `bucket ${name}`;
  const notifications = JSON.stringify({ ...facts.otherNotifications, EventBridgeConfiguration: {} });
  return [
    facts.region === region
      ? right(subject, `in ${region}`)
      : toDo(subject, `is in ${facts.region}; its events must come from ${region}, where the environment is`),
    facts.eventBridge
      ? right(`${subject}, events`, 'EventBridge is told of new recordings')
      : toDo(
          `${subject}, events`,
          'EventBridge is not told of new objects, so no voicemail is noticed; the command keeps what is configured besides',
          command(
            ...['aws', 's3api', 'put-bucket-notification-configuration', '--region', region],
            ...['--bucket', name, '--notification-configuration', notifications],
          ),
        ),
    ...(facts.keyArn !== null && instance.recordingsKeyArn === undefined
      ? [
          toDo(
            `${subject}, key`,
            `the bucket encrypts with ${facts.keyArn}; name it as instance.recordingsKeyArn, or recordings can be neither read nor transcribed`,
          ),
        ]
      : []),
  ];
}
