import { Match } from 'aws-cdk-lib/assertions';
import { contactEventDetailTypes, contactEventTypes } from '../../lambdas/contact-events/contract';
import { functionNames } from '../../lambdas/shared/contract';
import { thresholdNames } from '../../lambdas/thresholds/contract';
import { matchesPattern, type Pattern } from '../../local-cloud/patterns/pattern';
import { dev, prod } from './example-environments';
import { type Resource, Synthesized, stackNames } from './synthesized';

const inputs = { dev, prod };
const synthesized = { dev: new Synthesized(dev), prod: new Synthesized(prod) };
const committed = [
  ['dev', synthesized.dev],
  ['prod', synthesized.prod],
] as const;
const { dev: ours } = synthesized;
const instanceArn = dev.instance.arn;

const properties = (resource: Resource | undefined): Readonly<Record<string, unknown>> => resource?.Properties ?? {};
const targetsOf = (rule: Resource) =>
  rule.Properties['Targets'] as readonly {
    readonly Arn: unknown;
    readonly DeadLetterConfig?: { readonly Arn: unknown };
    readonly Input?: string;
  }[];

describe.each(committed)('%s', (name, environment) => {
  it('has six stacks, each depending only on those before it', () => {
    const { state, routing, contactFlows, campaignLink, agentPage, pages } = environment.stacks;
    expect([state, routing, contactFlows, campaignLink, agentPage, pages].map((stack) => stack?.stackName)).toEqual([
      `ccb-${name}-state`,
      `ccb-${name}-routing`,
      `ccb-${name}-contact-flows`,
      `ccb-${name}-campaign-link`,
      `ccb-${name}-agent-page`,
      `ccb-${name}-pages`,
    ]);
    expect(state.dependencies).toEqual([]);
    expect(routing.dependencies).toEqual([state]);
    expect(contactFlows.dependencies.filter((stack) => stack !== state)).toEqual([routing]);
    expect(campaignLink?.dependencies).toContain(contactFlows);
    expect([state, routing, contactFlows]).toEqual(expect.arrayContaining(campaignLink?.dependencies ?? []));
    expect(agentPage?.dependencies).toContain(campaignLink);
    expect([state, routing, campaignLink]).toEqual(expect.arrayContaining(agentPage?.dependencies ?? []));
    expect(pages?.dependencies).toContain(agentPage);
  });

  it('holds the kinds of resources it means to, and no function or custom resource behind our back', () => {
    const types = Object.fromEntries(
      stackNames.map((stack) => [
        stack,
        [...new Set(Object.values(environment.resources(stack)).map((resource) => resource.Type))].sort(),
      ]),
    );
    const functionTypes = ['AWS::IAM::Role', 'AWS::Lambda::Function', 'AWS::Logs::LogGroup'];
    const ruleTypes = ['AWS::Events::Rule', 'AWS::Lambda::Permission', 'AWS::SQS::Queue', 'AWS::SQS::QueuePolicy'];
    expect(types).toEqual({
      state: [
        ...functionTypes,
        ...ruleTypes,
        'AWS::DynamoDB::Table',
        'AWS::Events::EventBus',
        'AWS::SecretsManager::Secret',
        'Custom::InitialThresholds',
      ].sort(),
      routing: [
        ...functionTypes,
        ...ruleTypes,
        'AWS::CloudWatch::Alarm',
        'AWS::Connect::InstanceStorageConfig',
        'AWS::Kinesis::Stream',
        'AWS::Lambda::EventSourceMapping',
      ].sort(),
      contactFlows: [
        ...functionTypes,
        'AWS::Connect::ContactFlow',
        'AWS::Connect::HoursOfOperation',
        'AWS::Connect::IntegrationAssociation',
        'AWS::Connect::PhoneNumber',
        'AWS::Connect::PredefinedAttribute',
        'AWS::Connect::Queue',
        'AWS::Connect::QuickConnect',
        'AWS::Connect::RoutingProfile',
        'AWS::Lambda::Permission',
        'AWS::SSM::Parameter',
        'Custom::MissedCallStatus',
        'Custom::NumberToFlow',
      ].sort(),
      campaignLink: [
        ...functionTypes,
        ...ruleTypes,
        'AWS::ApiGatewayV2::Api',
        'AWS::ApiGatewayV2::Integration',
        'AWS::ApiGatewayV2::Route',
        'AWS::ApiGatewayV2::Stage',
        'AWS::CloudWatch::Alarm',
        'AWS::Lambda::EventSourceMapping',
        'AWS::Logs::MetricFilter',
      ].sort(),
      agentPage: [
        ...functionTypes,
        'AWS::ApiGatewayV2::Api',
        'AWS::ApiGatewayV2::Authorizer',
        'AWS::ApiGatewayV2::Integration',
        'AWS::ApiGatewayV2::Route',
        'AWS::ApiGatewayV2::Stage',
        'AWS::Lambda::Permission',
        'AWS::CloudWatch::Alarm',
        'AWS::Logs::MetricFilter',
      ].sort(),
      pages: [
        ...functionTypes,
        'AWS::CloudFront::Distribution',
        'AWS::CloudFront::OriginAccessControl',
        'AWS::CloudFront::ResponseHeadersPolicy',
        'AWS::Connect::ApprovedOrigin',
        'AWS::S3::Bucket',
        'AWS::S3::BucketPolicy',
        'Custom::PageFiles',
      ].sort(),
      // Only where there is no provider.
      signIn: [],
    });
    expect(
      environment.ofType('AWS::Lambda::Function').map(({ Properties }) => Properties['FunctionName']),
    ).toHaveLength(functionNames.length);
  });

  it('deploys every function from its own bundle, with the same settings and its own log', () => {
    const functions = environment.ofType('AWS::Lambda::Function');
    expect(functions.map(({ Properties }) => Properties['FunctionName']).sort()).toEqual(
      functionNames.map((functionName) => `ccb-${name}-${functionName}`).sort(),
    );
    for (const { Properties, stack } of functions) {
      expect(Properties).toMatchObject({
        Runtime: 'nodejs24.x',
        Architectures: ['arm64'],
        Handler: 'index.handler',
        Timeout: expect.any(Number),
        MemorySize: expect.any(Number),
        Environment: {
          Variables: { POWERTOOLS_METRICS_NAMESPACE: 'ConnectCallBlending', POWERTOOLS_SERVICE_NAME: name },
        },
      });
      expect(Properties).not.toHaveProperty('TracingConfig');
      const { LogGroup } = Properties['LoggingConfig'] as { LogGroup: unknown };
      expect(environment.written(LogGroup, stack)).toBe(`</aws/lambda/${String(Properties['FunctionName'])}>`);
    }
  });

  it.each([
    ['AWS::DynamoDB::Table', 'RetainExceptOnCreate'],
    ['AWS::SecretsManager::Secret', 'RetainExceptOnCreate'],
    ['AWS::Connect::PhoneNumber', 'RetainExceptOnCreate'],
  ])('keeps %s', (type, deletionPolicy) => {
    const found = environment.ofType(type);
    expect(found).not.toEqual([]);
    for (const resource of found) {
      expect([resource.DeletionPolicy, resource.UpdateReplacePolicy]).toEqual([deletionPolicy, 'Retain']);
    }
  });

  it('protects state from a deletion by mistake only when it is told to: a first deploy that fails must be deleted', () => {
    const tableProtected = (one: Synthesized) =>
      properties(one.ofType('AWS::DynamoDB::Table')[0])['DeletionProtectionEnabled'];
    const told = new Synthesized({ ...inputs[name], deletionProtection: true });
    expect([environment.stacks.state.terminationProtection, told.stacks.state.terminationProtection]).toEqual([
      false,
      true,
    ]);
    expect([environment, told].map(tableProtected)).toEqual([false, true]);
  });

  it('keeps logs for as long as the environment says', () => {
    const days = name === 'prod' ? 90 : 14;
    const groups = environment.ofType('AWS::Logs::LogGroup');
    // One of each function, and the access logs of the ingress and of the agent's page.
    expect(groups).toHaveLength(functionNames.length + 2);
    for (const { Properties } of groups) expect(Properties['RetentionInDays']).toBe(days);
  });

  it('tags everything that takes tags', () => {
    const tagged = stackNames.flatMap((stack) =>
      Object.values(environment.resources(stack)).filter(({ Properties }) => Properties?.['Tags'] !== undefined),
    );
    expect(tagged.length).toBeGreaterThan(30);
    for (const { Properties } of tagged) {
      const { Tags } = Properties;
      const tags = Array.isArray(Tags)
        ? Object.fromEntries(Tags.map(({ Key, Value }: { Key: string; Value: string }) => [Key, Value]))
        : Tags;
      expect(tags).toMatchObject({
        application: 'connect-call-blending',
        environment: name,
        'cost-centre': expect.any(String),
      });
    }
  });

  it('gives every rule a dead-letter queue in its own stack that lets this rule in', () => {
    const rules = environment.ofType('AWS::Events::Rule');
    expect(rules).toHaveLength(7);
    for (const rule of rules) {
      for (const target of targetsOf(rule)) {
        const queue = target.DeadLetterConfig?.Arn;
        expect(queue).toEqual({ 'Fn::GetAtt': [expect.any(String), 'Arn'] });
        environment.template(rule.stack).hasResourceProperties('AWS::SQS::QueuePolicy', {
          PolicyDocument: {
            Statement: Match.arrayWith([
              Match.objectLike({
                Action: 'sqs:SendMessage',
                Effect: 'Allow',
                Principal: { Service: 'events.amazonaws.com' },
                Resource: queue,
                Condition: { ArnEquals: { 'aws:SourceArn': { 'Fn::GetAtt': [rule.logicalId, 'Arn'] } } },
              }),
            ]),
          },
        });
        environment.template(rule.stack).hasResourceProperties('AWS::Lambda::Permission', {
          Action: 'lambda:InvokeFunction',
          FunctionName: target.Arn,
          Principal: 'events.amazonaws.com',
          SourceArn: { 'Fn::GetAtt': [rule.logicalId, 'Arn'] },
        });
      }
    }
  });

  it('keeps events a function failed on: every function that rules feed has a dead-letter queue of its own', () => {
    for (const rule of environment.ofType('AWS::Events::Rule')) {
      for (const target of targetsOf(rule)) {
        const [logicalId] = (target.Arn as { 'Fn::GetAtt': readonly [string, string] })['Fn::GetAtt'];
        const fed = properties(environment.resources(rule.stack)[logicalId]);
        expect(fed['DeadLetterConfig']).toEqual({ TargetArn: target.DeadLetterConfig?.Arn });
      }
    }
  });

  it('creates every threshold of every group', () => {
    const created = environment.ofType('Custom::InitialThresholds');
    const { groups } = inputs[name];
    expect(created.map(({ Properties }) => Properties['Group']).sort()).toEqual(groups.map(({ name }) => name).sort());
    for (const { Properties } of created) {
      const names = (Properties['Parameters'] as readonly { readonly Name: string }[]).map(({ Name }) => Name);
      const path = `/connect-call-blending/${name}/${String(Properties['Group'])}`;
      expect(names).toEqual(thresholdNames.map((threshold) => `${path}/${threshold}`));
    }
  });

  it('points every number at its flow', () => {
    const pointed = environment.ofType('Custom::NumberToFlow');
    // Those callers dial, and the one for tethers.
    expect(pointed).toHaveLength((inputs[name].numbers?.length ?? 0) + 1);
    for (const { Properties } of pointed) {
      expect(environment.written(Properties['InstanceId'], 'contactFlows')).toBe(
        instanceIdIn(inputs[name].instance.arn),
      );
    }
  });

  it('waits ten minutes, not an hour, for a function that makes something', () => {
    const made = ['Custom::NumberToFlow', 'Custom::MissedCallStatus', 'Custom::InitialThresholds'].flatMap((type) =>
      environment.ofType(type),
    );
    expect(new Set(made.map(({ Properties }) => Properties['ServiceTimeout']))).toEqual(new Set(['600']));
  });
});

const instanceIdIn = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1);

describe('state stack', () => {
  it('has one on-demand table with recovery, expiry and three sparse indexes of keys only', () => {
    const text = (AttributeName: string) => ({ AttributeName, AttributeType: 'S' });
    const index = (IndexName: string, pk: string, sk: string) => ({
      IndexName,
      KeySchema: [
        { AttributeName: pk, KeyType: 'HASH' },
        { AttributeName: sk, KeyType: 'RANGE' },
      ],
      Projection: { ProjectionType: 'KEYS_ONLY' },
    });
    expect(properties(ours.ofType('AWS::DynamoDB::Table')[0])).toMatchObject({
      BillingMode: 'PAY_PER_REQUEST',
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      AttributeDefinitions: [
        ...['pk', 'sk', 'rankedAgentsPk', 'rankedAgentsSk', 'waitingCallsPk', 'waitingCallsSk'],
        ...['blendPool', 'blendRank'],
      ].map(text),
      GlobalSecondaryIndexes: [
        index('ranked-agents', 'rankedAgentsPk', 'rankedAgentsSk'),
        index('waiting-calls', 'waitingCallsPk', 'waitingCallsSk'),
        index('blend-agents', 'blendPool', 'blendRank'),
      ],
    });
  });

  it('hears of edits to this environment’s thresholds only, and reads all again every five minutes', () => {
    const rules = ours.ofType('AWS::Events::Rule').filter(({ stack }) => stack === 'state');
    expect(rules.map(({ Properties }) => Properties['EventPattern'] ?? Properties['ScheduleExpression'])).toEqual([
      {
        source: ['aws.ssm'],
        'detail-type': ['Parameter Store Change'],
        detail: { name: [{ prefix: '/connect-call-blending/dev/' }], operation: ['Create', 'Update', 'Delete'] },
      },
      'rate(5 minutes)',
    ]);
    expect(rules.flatMap(targetsOf).map(({ Input }) => Input)).toEqual([undefined, '{"reload":"all"}']);
  });

  it('starts thresholds at the environment’s values, else at their defaults, one group after the other', () => {
    const created = synthesized.prod.ofType('Custom::InitialThresholds');
    const values = new Map(
      created
        .flatMap(({ Properties }) => Properties['Parameters'] as readonly { Name: string; Value: string }[])
        .map(({ Name, Value }) => [Name.replace('/connect-call-blending/prod/', ''), Value]),
    );
    expect(values.get('sales/queue/max-wait-seconds')).toBe('120');
    expect(values.get('service/queue/max-wait-seconds')).toBe('300');
    expect(values.get('service/offer/seconds')).toBe('30');
    expect(created.filter(({ DependsOn }) => DependsOn !== undefined)).toHaveLength(created.length - 1);
  });
});

describe('routing stack', () => {
  it('hands calls of this instance to contact-events, however AWS spells the event', () => {
    const patterns = ours
      .ofType('AWS::Events::Rule')
      .map(({ Properties }) => Properties['EventPattern'] as Pattern | undefined)
      .filter((pattern) => pattern !== undefined && JSON.stringify(pattern).includes('aws.connect'));
    const [pattern = {}] = patterns;
    expect(patterns).toHaveLength(1);
    expect(JSON.stringify(pattern).length).toBeLessThan(2_048);
    const event = { source: 'aws.connect', 'detail-type': 'Amazon Connect Contact Event' };
    const detail = { instanceArn, channel: 'VOICE', eventType: 'QUEUED' };
    const pascal = { InstanceArn: instanceArn, Channel: 'Voice', EventType: 'Queued' };
    const matches = (given: object) => matchesPattern(pattern, { ...event, ...given });
    expect(contactEventDetailTypes.map((type) => matches({ 'detail-type': type, detail }))).toEqual([true, true]);
    expect(contactEventTypes.map((eventType) => matches({ detail: { ...detail, eventType } }))).not.toContain(false);
    expect(matches({ detail: { ...detail, channel: 'Voice', eventType: 'disconnected' } })).toBe(true);
    expect(matches({ detail: pascal })).toBe(true);
    expect(matches({ detail: { ...detail, channel: 'CHAT' } })).toBe(false);
    expect(matches({ detail: { ...detail, instanceArn: `${instanceArn}2` } })).toBe(false);
    expect(matches({ detail: { ...pascal, EventType: 'COMPLETED' } })).toBe(false);
  });

  it('hands recordings of callers and our transcriptions to voicemail, and a tick a minute to reconcile', () => {
    const rules = ours.ofType('AWS::Events::Rule').filter(({ stack }) => stack === 'routing');
    const fed = rules.map((rule) => [
      rule.Properties['EventPattern'] ?? rule.Properties['ScheduleExpression'],
      targetsOf(rule).map(({ Arn }) => ours.written(Arn, 'routing')),
    ]);
    expect(fed).toContainEqual([
      {
        source: ['aws.s3'],
        'detail-type': ['Object Created'],
        detail: {
          bucket: { name: ['example-contact-centre-dev-recordings'] },
          object: { key: [{ wildcard: 'connect/example-contact-centre-dev/CallRecordings/ivr/*.wav' }] },
        },
      },
      ['<ccb-dev-voicemail>'],
    ]);
    expect(fed).toContainEqual([
      {
        source: ['aws.transcribe'],
        'detail-type': ['Transcribe Job State Change'],
        detail: { TranscriptionJobName: [{ prefix: 'ccb-dev-' }], TranscriptionJobStatus: ['COMPLETED', 'FAILED'] },
      },
      ['<ccb-dev-voicemail>'],
    ]);
    expect(fed).toContainEqual(['rate(1 minute)', ['<ccb-dev-reconcile>']]);
  });

  it('tells whoever counts requests to Connect the quotas the environment states', () => {
    const told = ours
      .ofType('AWS::Lambda::Function')
      .map(
        ({ Properties }) => Properties as { FunctionName: string; Environment: { Variables: Record<string, unknown> } },
      )
      .flatMap(({ FunctionName, Environment: { Variables } }) =>
        'CONNECT_PER_SECOND' in Variables ? [[FunctionName, Variables['CONNECT_PER_SECOND']]] : [],
      );
    expect(new Set(told.map(([, quotas]) => quotas))).toEqual(
      new Set(['{"GetCurrentUserData":2,"UpdateContactRoutingData":20}']),
    );
    expect(told.map(([name]) => name)).toEqual(
      expect.arrayContaining(
        ['agent-events', 'connect-commands', 'contact-events', 'reconcile', 'timers'].map((name) => `ccb-dev-${name}`),
      ),
    );
  });

  it('feeds functions from the stream and the queues with partial failures and a place for what fails', () => {
    const mappings = ours.ofType('AWS::Lambda::EventSourceMapping').map(({ Properties, stack }) => ({
      from: ours.written(Properties['EventSourceArn'], stack),
      to: ours.written(Properties['FunctionName'], stack),
      answers: Properties['FunctionResponseTypes'],
    }));
    const answers = ['ReportBatchItemFailures'];
    expect(mappings).toEqual([
      { from: '<ccb-dev-timers>', to: '<ccb-dev-timers>', answers },
      { from: '<ccb-dev-urgent>', to: '<ccb-dev-connect-commands>', answers },
      { from: '<ccb-dev-repair>', to: '<ccb-dev-connect-commands>', answers },
      { from: '<Stream>', to: '<ccb-dev-agent-events>', answers },
      { from: '<ccb-dev-agent-events-again.fifo>', to: '<ccb-dev-agent-events>', answers },
      { from: '<ccb-dev-reconcile>', to: '<ccb-dev-reconcile>', answers },
      { from: '<ccb-dev-rebalance.fifo>', to: '<ccb-dev-rebalance>', answers },
      { from: '<ccb-dev-campaign-commands.fifo>', to: '<ccb-dev-campaign-commands>', answers },
    ]);
    ours.template('routing').hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      BatchSize: 100,
      BisectBatchOnFunctionError: true,
      ParallelizationFactor: 10,
      MaximumRetryAttempts: 20,
      MaximumRecordAgeInSeconds: 3600,
      StartingPosition: 'TRIM_HORIZON',
      DestinationConfig: {
        OnFailure: { Destination: { 'Fn::GetAtt': [Match.stringLikeRegexp('AgentEventsDeadLetters'), 'Arn'] } },
      },
    });
  });

  it('gives every work queue a dead-letter queue, and a visibility longer than its function runs', () => {
    const queues = ours
      .ofType('AWS::SQS::Queue')
      .filter(({ Properties }) => !isDeadLetterQueue(Properties['QueueName']));
    const redrive = queues.map(({ Properties, stack }) => {
      const policy = Properties['RedrivePolicy'] as { deadLetterTargetArn: unknown; maxReceiveCount: number };
      return [Properties['QueueName'], ours.written(policy.deadLetterTargetArn, stack), policy.maxReceiveCount];
    });
    expect(redrive).toEqual([
      ['ccb-dev-rebalance.fifo', '<ccb-dev-rebalance-dlq.fifo>', 5],
      ['ccb-dev-timers', '<ccb-dev-timers-dlq>', 5],
      ['ccb-dev-urgent', '<ccb-dev-commands-dlq>', 50],
      ['ccb-dev-repair', '<ccb-dev-commands-dlq>', 50],
      ['ccb-dev-campaign-commands.fifo', '<ccb-dev-campaign-commands-dlq.fifo>', 200],
      ['ccb-dev-agent-events-again.fifo', '<ccb-dev-agent-events-again-dlq.fifo>', 50],
      ['ccb-dev-reconcile', '<ccb-dev-reconcile-dlq>', 2],
    ]);
    const timeouts = Object.fromEntries(
      ours.ofType('AWS::Lambda::Function').map(({ Properties }) => [Properties['FunctionName'], Properties['Timeout']]),
    );
    const readers = {
      'ccb-dev-timers': 'ccb-dev-timers',
      'ccb-dev-urgent': 'ccb-dev-connect-commands',
      'ccb-dev-repair': 'ccb-dev-connect-commands',
      'ccb-dev-rebalance.fifo': 'ccb-dev-rebalance',
      'ccb-dev-reconcile': 'ccb-dev-reconcile',
      'ccb-dev-agent-events-again.fifo': 'ccb-dev-agent-events',
      'ccb-dev-campaign-commands.fifo': 'ccb-dev-campaign-commands',
    };
    for (const { Properties } of queues) {
      const reader = readers[Properties['QueueName'] as keyof typeof readers];
      expect(Number(Properties['VisibilityTimeout'])).toBeGreaterThan(Number(timeouts[reader]));
    }
  });

  it('keeps the order of what goes to one agent or one group, and gathers a second’s reasons for a decision', () => {
    const fifo = ours.ofType('AWS::SQS::Queue').filter(({ Properties }) => Properties['FifoQueue'] === true);
    const settings = Object.fromEntries(
      fifo.map(({ Properties }) => [
        Properties['QueueName'],
        [Properties['DelaySeconds'], Properties['VisibilityTimeout'], Properties['ContentBasedDeduplication']],
      ]),
    );
    expect(settings).toEqual({
      'ccb-dev-rebalance.fifo': [1, 15, undefined],
      'ccb-dev-rebalance-dlq.fifo': [undefined, undefined, undefined],
      'ccb-dev-campaign-commands.fifo': [undefined, 15, undefined],
      'ccb-dev-campaign-commands-dlq.fifo': [undefined, undefined, undefined],
      'ccb-dev-agent-events-again.fifo': [1, 35, undefined],
      'ccb-dev-agent-events-again-dlq.fifo': [undefined, undefined, undefined],
    });
  });

  it('works through FIFO queues with the throughput of each message group, not of the queue', () => {
    const fifo = ours.ofType('AWS::SQS::Queue').filter(({ Properties }) => Properties['FifoQueue'] === true);
    const worked = fifo.filter(({ Properties }) => !isDeadLetterQueue(String(Properties['QueueName'])));
    expect(worked).toHaveLength(3);
    for (const { Properties } of worked) {
      expect(Properties).toMatchObject({
        FifoThroughputLimit: 'perMessageGroupId',
        DeduplicationScope: 'messageGroup',
      });
    }
  });

  it('raises six alarms from the start', () => {
    const alarms = ours
      .ofType('AWS::CloudWatch::Alarm')
      .filter(({ stack, logicalId }) => stack === 'routing' && logicalId.startsWith('Alarms'))
      .map(({ Properties }) => Properties);
    expect(alarms.map(({ AlarmName }) => AlarmName)).toEqual([
      'ccb-dev-plan-offer-errors',
      'ccb-dev-voicemail-overdue',
      'ccb-dev-dead-letters',
      'ccb-dev-criteria-late',
      'ccb-dev-entries-mistaken',
      'ccb-dev-same-agent-offered-twice',
    ]);
    for (const alarm of alarms) {
      expect(alarm).toMatchObject({
        Threshold: 0,
        ComparisonOperator: 'GreaterThanThreshold',
        TreatMissingData: 'notBreaching',
      });
    }
    const [errors, overdue, , late, mistaken, repeated] = alarms;
    expect(errors).toMatchObject({ Namespace: 'AWS/Lambda', MetricName: 'Errors', Statistic: 'Sum' });
    const counted = {
      Namespace: 'ConnectCallBlending',
      Dimensions: [{ Name: 'service', Value: 'dev' }],
      Statistic: 'Sum',
    };
    expect(overdue).toMatchObject({ ...counted, MetricName: 'VoicemailOverdue' });
    expect(late).toMatchObject({ ...counted, MetricName: 'CriteriaLate' });
    expect(mistaken).toMatchObject({ ...counted, MetricName: 'EntriesMistaken' });
    expect(repeated).toMatchObject({ ...counted, MetricName: 'SameAgentOfferedTwice' });
  });

  it('raises an alarm for each limit that a full environment meets', () => {
    const alarms = ours
      .ofType('AWS::CloudWatch::Alarm')
      .filter(({ logicalId }) => /^ScaleAlarms|Throttled/.test(logicalId));
    const metricsOf = ({ MetricName, Metrics }: Readonly<Record<string, unknown>>): readonly unknown[] =>
      MetricName === undefined
        ? (
            Metrics as readonly { readonly MetricStat?: { readonly Metric: { readonly MetricName: string } } }[]
          ).flatMap(({ MetricStat }) => (MetricStat ? [MetricStat.Metric.MetricName] : []))
        : [MetricName];
    const told = Object.fromEntries(
      alarms.map(({ Properties }) => [
        String(Properties['AlarmName']),
        [[...new Set(metricsOf(Properties))].join(), Properties['Threshold'], Properties['EvaluationPeriods']],
      ]),
    );
    expect(told).toEqual({
      'ccb-dev-table-throttled': ['WriteThrottleEvents,ReadThrottleEvents', 0, 1],
      'ccb-dev-agent-events-refused': ['WriteProvisionedThroughputExceeded', 0, 1],
      'ccb-dev-agent-events-late': ['IteratorAge', 30_000, 2],
      'ccb-dev-agent-events-failing': ['ApproximateAgeOfOldestMessage', 30, 3],
      'ccb-dev-campaign-commands-late': ['ApproximateAgeOfOldestMessage', 30, 3],
      'ccb-dev-decisions-late': ['ApproximateAgeOfOldestMessage', 30, 3],
      'ccb-dev-functions-crowded': ['ConcurrentExecutions', 800, 1],
      'ccb-dev-calls-crowded': ['ConcurrentCalls', 8, 3],
      'ccb-dev-campaign-ingress-throttled': ['ccb-dev-campaign-ingress-throttled', 30, 3],
      'ccb-dev-agent-page-throttled': ['ccb-dev-agent-page-throttled', 60, 3],
    });
    for (const { Properties } of alarms) expect(Properties).toMatchObject({ TreatMissingData: 'notBreaching' });
    const [table] = alarms.filter(({ Properties }) => Properties['AlarmName'] === 'ccb-dev-table-throttled');
    // The table and its three indexes, each refused writes and reads; an alarm adds up at most 10 metrics.
    expect(properties(table)['Metrics']).toHaveLength(1 + 8);
    const filters = ours.ofType('AWS::Logs::MetricFilter').map(({ Properties }) => Properties['FilterPattern']);
    expect(filters).toEqual(['{ $.status = "429" }', '{ $.status = "429" }']);
  });

  it('watches every dead-letter queue there is', () => {
    const alarms = ours
      .ofType('AWS::CloudWatch::Alarm')
      .filter(({ Properties }) => String(Properties['AlarmName']).endsWith('dead-letters'));
    expect(alarms).toHaveLength(2);
    const watched = alarms.flatMap((alarm) => {
      const metrics = properties(alarm)['Metrics'] as readonly {
        readonly MetricStat?: { readonly Metric: { readonly Dimensions: readonly { readonly Value: unknown }[] } };
      }[];
      expect(metrics.length - 1).toBeLessThanOrEqual(10);
      return metrics
        .flatMap(({ MetricStat }) => MetricStat?.Metric.Dimensions ?? [])
        .map(({ Value }) => ours.written(Value, alarm.stack));
    });
    const all = ours
      .ofType('AWS::SQS::Queue')
      .map(({ Properties }) => String(Properties['QueueName']))
      .filter(isDeadLetterQueue);
    expect(watched.map((name) => name.replace('.QueueName', '')).sort()).toEqual(all.map((name) => `<${name}>`).sort());
  });
});

const isDeadLetterQueue = (name: unknown): boolean => /-dlq(\.fifo)?$/.test(String(name));
