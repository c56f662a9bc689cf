import type { EnvironmentInput } from '../../lib/environments/schema';
import { dev } from './example-environments';
import { devWith, type Resource, Synthesized } from './synthesized';

const instanceArn = dev.instance.arn;
const properties = (resource: Resource | undefined): Readonly<Record<string, unknown>> => resource?.Properties ?? {};

describe('what an environment brings', () => {
  const brought = new Synthesized(
    devWith({
      retainState: false,
      alarmTopicArn: 'arn:aws:sns:eu-central-1:111122223333:alarms',
      customerKeyArn: 'arn:aws:kms:eu-central-1:111122223333:key/k',
      agentEvents: { owner: 'existing', streamArn: 'arn:aws:kinesis:eu-central-1:111122223333:stream/agents' },
      missedCallStatus: { owner: 'existing', arn: `${instanceArn}/agent-state/s` },
      hours: { owner: 'existing', arn: `${instanceArn}/operating-hours/h` },
      voicemail: { transcription: { enabled: false } },
      groups: [
        {
          name: 'sales',
          queues: [{ owner: 'existing', name: 'sales-inbound', arn: `${instanceArn}/queue/q` }],
          routingProfiles: {
            owner: 'existing',
            profiles: [{ arn: `${instanceArn}/routing-profile/p`, kind: 'blended' }],
          },
          requiredProficiencies: 'Language=German>=3',
        },
        {
          name: 'service',
          queues: [{ owner: 'managed', name: 'service-inbound' }],
          campaigns: ['renewals'],
          routingProfiles: { owner: 'managed', kinds: ['outbound'] },
        },
      ],
      numbers: [
        {
          owner: 'existing',
          name: 'german',
          queue: 'sales-inbound',
          arn: 'arn:aws:connect:eu-central-1:111122223333:phone-number/n',
        },
        {
          owner: 'managed',
          name: 'spanish',
          queue: 'sales-inbound',
          countryCode: 'GB',
          type: 'DID',
          requiredProficiencies: 'Language=Spanish>=3',
        },
      ],
    }),
  );

  it('reads an imported stream from now on and leaves its storage configuration alone', () => {
    expect(brought.ofType('AWS::Kinesis::Stream')).toEqual([]);
    expect(brought.ofType('AWS::Connect::InstanceStorageConfig')).toEqual([]);
    brought.template('routing').hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      EventSourceArn: 'arn:aws:kinesis:eu-central-1:111122223333:stream/agents',
      StartingPosition: 'LATEST',
    });
  });

  it('refers to brought hours, queues, profiles, numbers and status without making them', () => {
    expect(brought.ofType('AWS::Connect::HoursOfOperation')).toEqual([]);
    expect(brought.ofType('AWS::Connect::Queue').map(({ Properties }) => Properties['Name'])).toEqual([
      'service-inbound',
      'ccb-dev-voicemail',
      'ccb-dev-tether',
    ]);
    expect(brought.ofType('AWS::Connect::RoutingProfile').map(({ Properties }) => Properties['Name'])).toEqual([
      'ccb-dev-service-outbound',
    ]);
    expect(brought.ofType('AWS::Connect::PhoneNumber').map(({ logicalId }) => logicalId)).toEqual([
      expect.stringMatching(/^Numbersspanish/),
      expect.stringMatching(/^NumbersTether/),
    ]);
    const [connect, sales] = brought.ofType('AWS::SSM::Parameter').map(({ Properties }) => Properties['Value']);
    expect(brought.ofType('AWS::Connect::AgentStatus')).toEqual([]);
    expect(brought.written(connect, 'contactFlows')).toContain('"missedCallStatusId":"s"');
    expect(sales).toBe(
      '{"queues":[{"id":"q","name":"sales-inbound","priority":1}],"required":[{"name":"Language","value":"German","minLevel":3}],"routingProfiles":[{"id":"p","kind":"blended","startsOn":"inbound"}],"campaigns":[],"campaignProficiencies":{},"agentShards":1}',
    );
    expect(brought.ofType('Custom::NumberToFlow').map(({ Properties }) => Properties['PhoneNumberId'])).toContain('n');
  });

  it('offers kind outbound nothing but tethers', () => {
    const [profile] = brought.ofType('AWS::Connect::RoutingProfile');
    const served = properties(profile)['QueueConfigs'] as { QueueReference: { Channel: string; QueueArn: unknown } }[];
    expect(
      served.map(({ QueueReference: { Channel, QueueArn } }) => [Channel, brought.written(QueueArn, 'contactFlows')]),
    ).toEqual([['VOICE', '<ccb-dev-tether>']]);
    expect(properties(profile)['MediaConcurrencies']).toEqual([expect.objectContaining({ Channel: 'VOICE' })]);
  });

  it('gives a number with requirements of its own a flow of its own', () => {
    const asked = brought.ofType('AWS::Connect::ContactFlow').flatMap(({ Properties }) => {
      const match = /"requiredProficiencies":"([^"$]+)"/.exec(brought.written(Properties['Content'], 'contactFlows'));
      return match ? [[Properties['Name'], match[1]]] : [];
    });
    expect(asked).toEqual([
      ['ccb-dev-inbound-to-sales-inbound', 'Language=German>=3'],
      ['ccb-dev-inbound-to-sales-inbound-from-spanish', 'Language=Spanish>=3'],
      ['ccb-dev-inbound-to-service-inbound', 'none'],
    ]);
  });

  it('points a brought number by its own id: renaming it must not take it off its flow', () => {
    const line = (name: string, path: string) => ({
      owner: 'existing' as const,
      name,
      queue: 'sales-inbound',
      arn: `arn:aws:connect:eu-central-1:111122223333:phone-number/${path}`,
    });
    const logicalIds = (numbers: EnvironmentInput['numbers']) =>
      new Synthesized(devWith({ numbers })).ofType('Custom::NumberToFlow').map(({ logicalId }) => logicalId);
    const before = logicalIds([line('main', 'n'), line('other', 'm')]);
    expect(logicalIds([line('main-line', 'n'), line('other', 'm')])).toEqual(before);
    // The two, and the one for tethers.
    expect(new Set(before).size).toBe(3);
  });

  it('encrypts with the customer’s key and lets every function use it through the services alone', () => {
    const key = 'arn:aws:kms:eu-central-1:111122223333:key/k';
    brought.template('state').hasResourceProperties('AWS::DynamoDB::Table', {
      SSESpecification: { SSEEnabled: true, KMSMasterKeyId: key, SSEType: 'KMS' },
    });
    for (const { Properties } of brought.ofType('AWS::SQS::Queue')) expect(Properties['KmsMasterKeyId']).toBe(key);
    for (const { Properties } of brought.ofType('AWS::Logs::LogGroup')) expect(Properties['KmsKeyId']).toBe(key);
    for (const { Properties } of brought.ofType('AWS::SecretsManager::Secret'))
      expect(Properties['KmsKeyId']).toBe(key);
    for (const { Properties } of brought.ofType('AWS::IAM::Role')) {
      expect(JSON.stringify(Properties)).toContain('"kms:ViaService":["dynamodb.eu-central-1.amazonaws.com"');
    }
  });

  it('tells a topic of alarms, has no transcription rule, and lets state go where it is not retained', () => {
    for (const { Properties } of brought.ofType('AWS::CloudWatch::Alarm')) {
      expect(Properties['AlarmActions']).toEqual(['arn:aws:sns:eu-central-1:111122223333:alarms']);
    }
    expect(JSON.stringify(brought.ofType('AWS::Events::Rule'))).not.toContain('aws.transcribe');
    expect(brought.ofType('AWS::DynamoDB::Table')[0]?.DeletionPolicy).toBe('Delete');
    expect(brought.ofType('AWS::Connect::PhoneNumber')[0]?.DeletionPolicy).toBe('Delete');
    expect(brought.ofType('AWS::SecretsManager::Secret').map(({ DeletionPolicy }) => DeletionPolicy)).toEqual([
      'Delete',
    ]);
  });
});
