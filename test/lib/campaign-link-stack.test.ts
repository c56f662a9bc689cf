import { functionNames } from '../../lambdas/shared/contract';
import { dev } from './example-environments';
import { devWith, inboundOnly, type Resource, Synthesized } from './synthesized';

const ours = new Synthesized(dev);
const template = ours.template('campaignLink');
const properties = (resource: Resource | undefined): Readonly<Record<string, unknown>> => resource?.Properties ?? {};
const variablesOf = (synthesized: Synthesized, name: string) => {
  const [found] = synthesized
    .ofType('AWS::Lambda::Function')
    .filter(({ Properties }) => Properties['FunctionName'] === `ccb-dev-${name}`);
  if (!found) throw new Error(`There is no function ${name}`);
  const { Variables } = found.Properties['Environment'] as { Variables: Readonly<Record<string, unknown>> };
  return Object.fromEntries(
    Object.entries(Variables).map(([variable, value]) => [variable, synthesized.written(value, found.stack)]),
  );
};

const ofLink = (type: string) => ours.ofType(type).filter(({ stack }) => stack === 'campaignLink');

describe('campaign-link stack', () => {
  it('takes events on one route of an HTTP API, within a throttle, and logs every access', () => {
    template.hasResourceProperties('AWS::ApiGatewayV2::Api', { ProtocolType: 'HTTP' });
    const [route, ...others] = ofLink('AWS::ApiGatewayV2::Route');
    expect(others).toEqual([]);
    expect(properties(route)['RouteKey']).toBe('POST /campaign-manager/events');
    const [integration] = ofLink('AWS::ApiGatewayV2::Integration');
    expect(properties(integration)).toMatchObject({ IntegrationType: 'AWS_PROXY', PayloadFormatVersion: '2.0' });
    expect(ours.written(properties(integration)['IntegrationUri'], 'campaignLink')).toBe('<ccb-dev-campaign-ingress>');
    const [stage] = ofLink('AWS::ApiGatewayV2::Stage');
    expect(properties(stage)).toMatchObject({
      StageName: '$default',
      AutoDeploy: true,
      DefaultRouteSettings: { ThrottlingRateLimit: 100, ThrottlingBurstLimit: 200 },
    });
    const { DestinationArn, Format } = properties(stage)['AccessLogSettings'] as Record<string, string>;
    expect(ours.written(DestinationArn, 'campaignLink')).toBe('</aws/apigateway/ccb-dev-campaign-ingress>');
    expect(JSON.parse(String(Format))).toMatchObject({ status: '$context.status' });
  });

  it('lets API Gateway invoke the ingress for that route only', () => {
    const permissions = ofLink('AWS::Lambda::Permission').filter(
      ({ Properties }) => Properties['Principal'] === 'apigateway.amazonaws.com',
    );
    expect(permissions).toHaveLength(1);
    expect(ours.written(properties(permissions[0])['SourceArn'], 'campaignLink')).toMatch(
      /execute-api:eu-central-1:111122223333:<ccb-dev-campaign-ingress>\/\*\/\*\/campaign-manager\/events$/,
    );
  });

  it('says where the Campaign Manager posts to', () => {
    const { IngressUrl } = template.toJSON()['Outputs'] as Readonly<Record<string, { readonly Value: unknown }>>;
    expect(IngressUrl?.Value).toEqual({ 'Fn::GetAtt': [expect.stringMatching(/^IngressApi/), 'ApiEndpoint'] });
  });

  it('hands facts of the Campaign Manager, and nothing else on our bus, to campaign-events', () => {
    const [rule] = ours.ofType('AWS::Events::Rule').filter(({ stack }) => stack === 'campaignLink');
    expect(ours.written(properties(rule)['EventBusName'], 'campaignLink')).toBe('<ccb-dev-bus>');
    expect(properties(rule)['EventPattern']).toEqual({
      source: ['ccb.campaign-manager'],
      'detail-type': [
        'TetherProgress',
        'AgentWork',
        'CampaignWork',
        'ReleaseResult',
        'DialOutcome',
        'Heartbeat',
        'PreviewOffered',
        'PreviewWithdrawn',
      ],
    });
    const [target] = properties(rule)['Targets'] as readonly { readonly Arn: unknown }[];
    expect(ours.written(target?.Arn, 'campaignLink')).toBe('<ccb-dev-campaign-events>');
  });

  it('sends commands one agent at a time, by few enough functions to leave some to callers', () => {
    const [mapping] = ours.ofType('AWS::Lambda::EventSourceMapping').filter(({ stack }) => stack === 'campaignLink');
    expect(properties(mapping)).toMatchObject({ BatchSize: 1, ScalingConfig: { MaximumConcurrency: 50 } });
    expect(variablesOf(ours, 'campaign-commands')).toMatchObject({
      CAMPAIGN_MANAGER_URL: 'https://campaign-manager.example.com',
      CAMPAIGN_SECRET_ARN: '<Secret>',
      CAMPAIGN_COMMANDS_QUEUE_URL: '<ccb-dev-campaign-commands.fifo>',
    });
    expect(variablesOf(ours, 'campaign-ingress')).toMatchObject({
      BUS_NAME: '<ccb-dev-bus>',
      CAMPAIGN_SECRET_ARN: '<Secret>',
    });
  });

  it('makes the first key by chance, and keeps it out of the template', () => {
    const [secret] = ours.ofType('AWS::SecretsManager::Secret');
    expect(properties(secret)).toMatchObject({
      GenerateSecretString: {
        SecretStringTemplate: '{}',
        GenerateStringKey: 'current',
        PasswordLength: 64,
        ExcludePunctuation: true,
      },
    });
    expect(properties(secret)).not.toHaveProperty('SecretString');
    // One that is kept, or waits for its deletion, would stand in the way of the next deploy.
    expect(properties(secret)).not.toHaveProperty('Name');
  });

  it('raises an alarm for a lost link, an unreachable Campaign Manager, failing tethers, and what could not be handled', () => {
    const alarms = Object.fromEntries(
      ours
        .ofType('AWS::CloudWatch::Alarm')
        .filter(({ stack }) => stack === 'campaignLink')
        .map(({ Properties }) => [String(Properties['AlarmName']).replace('ccb-dev-', ''), Properties]),
    );
    const counted = { Namespace: 'ConnectCallBlending', Dimensions: [{ Name: 'service', Value: 'dev' }] };
    expect(Object.keys(alarms)).toEqual([
      'campaign-link-lost',
      'campaign-manager-unreachable',
      'tethers-fail',
      'tethers-fail-together',
      'campaign-ingress-throttled',
      'campaign-dead-letters',
    ]);
    // Silence is no data: the alarm must not take it for health.
    expect(alarms['campaign-link-lost']).toMatchObject({
      ...counted,
      MetricName: 'CampaignHeartbeats',
      Period: 60,
      EvaluationPeriods: 2,
      Threshold: 1,
      ComparisonOperator: 'LessThanThreshold',
      TreatMissingData: 'breaching',
    });
    expect(alarms['campaign-manager-unreachable']).toMatchObject({
      ...counted,
      MetricName: 'CampaignManagerUnreachable',
      Threshold: 4,
      TreatMissingData: 'notBreaching',
    });
    const metrics = alarms['tethers-fail']?.['Metrics'] as readonly {
      readonly Id: string;
      readonly MetricStat?: { readonly Metric: { readonly MetricName: string } };
    }[];
    const names = metrics.flatMap(({ MetricStat }) => (MetricStat ? [MetricStat.Metric.MetricName] : []));
    expect(names.sort()).toEqual(['TethersConnected', 'TethersFailed']);
    expect(alarms['tethers-fail-together']).toMatchObject({
      ...counted,
      MetricName: 'TethersFailedTogether',
      Period: 60,
      Threshold: 0,
    });
    expect(alarms['tethers-fail']).toMatchObject({ Threshold: 20, ComparisonOperator: 'GreaterThanThreshold' });
  });
});

describe('an environment that brings its secret and number', () => {
  const instanceArn = dev.instance.arn;
  const secretArn = 'arn:aws:secretsmanager:eu-central-1:111122223333:secret:shared/dialer-a1B2c3';
  const brought = new Synthesized(
    devWith({
      campaignManager: {
        url: 'https://dialer.example.com/api',
        secret: { owner: 'existing', arn: secretArn },
        tetherNumber: {
          owner: 'existing',
          arn: 'arn:aws:connect:eu-central-1:111122223333:phone-number/t',
          e164: '+4930123456',
        },
      },
      groups: [
        {
          name: 'sales',
          queues: [{ owner: 'managed', name: 'sales-inbound' }],
          campaigns: ['renewals'],
          routingProfiles: {
            owner: 'existing',
            profiles: [
              { arn: `${instanceArn}/routing-profile/in`, kind: 'inbound' },
              { arn: `${instanceArn}/routing-profile/both`, kind: 'blended' },
              { arn: `${instanceArn}/routing-profile/out-first`, kind: 'blended', startsOn: 'outbound' },
              { arn: `${instanceArn}/routing-profile/out`, kind: 'outbound' },
            ],
          },
        },
      ],
    }),
  );

  it('makes none, and reads the one that is there', () => {
    expect(brought.ofType('AWS::SecretsManager::Secret')).toEqual([]);
    expect(variablesOf(brought, 'campaign-commands')).toMatchObject({
      CAMPAIGN_MANAGER_URL: 'https://dialer.example.com/api',
      CAMPAIGN_SECRET_ARN: secretArn,
    });
  });

  it('points the number at the flow tether, and tells the functions how it is dialled', () => {
    const [, pointed] = brought.ofType('Custom::NumberToFlow');
    expect(properties(pointed)['PhoneNumberId']).toBe('t');
    expect(JSON.stringify(properties(pointed)['ContactFlowId'])).toMatch(/Flowstether[0-9A-F]+/);
    const [connect, sales] = brought.ofType('AWS::SSM::Parameter').map(({ Properties }) => Properties['Value']);
    expect(brought.written(connect, 'contactFlows')).toContain('"tether":{"number":"+4930123456","queueId":"');
    expect(
      JSON.parse(String(sales ? brought.written(sales, 'contactFlows').replace(/\{"Fn::Select".*?\]\}/g, 'id') : '')),
    ).toMatchObject({
      routingProfiles: [
        { id: 'in', kind: 'inbound', startsOn: 'inbound' },
        { id: 'both', kind: 'blended', startsOn: 'inbound' },
        { id: 'out-first', kind: 'blended', startsOn: 'outbound' },
        { id: 'out', kind: 'outbound', startsOn: 'outbound' },
      ],
      campaigns: ['renewals'],
      campaignProficiencies: {},
    });
  });
});

describe('an environment without campaigns', () => {
  const inbound = new Synthesized(inboundOnly());

  it('has no link, no secret, and nothing in Connect for tethers', () => {
    expect(inbound.stacks.campaignLink).toBeUndefined();
    expect(inbound.ofType('AWS::SecretsManager::Secret')).toEqual([]);
    expect(inbound.ofType('AWS::Connect::IntegrationAssociation')).toHaveLength(1);
    const names = ['AWS::Connect::ContactFlow', 'AWS::Connect::Queue', 'AWS::Connect::PhoneNumber'].flatMap((type) =>
      inbound.ofType(type).map(({ Properties, logicalId }) => String(Properties['Name'] ?? logicalId)),
    );
    expect(names.filter((name) => /tether/i.test(name))).toEqual([]);
    const [connect] = inbound.ofType('AWS::SSM::Parameter');
    expect(inbound.written(properties(connect)['Value'], 'contactFlows')).toContain('"tether":null');
  });

  it('still has every function of the other stacks', () => {
    const deployed = inbound
      .ofType('AWS::Lambda::Function')
      .map(({ Properties }) => String(Properties['FunctionName']));
    const ofPages: readonly string[] = ['agent-page', 'page-files', 'wallboard'];
    const others = functionNames.filter((name) => name.startsWith('campaign-') || ofPages.includes(name));
    expect(deployed).toHaveLength(functionNames.length - others.length);
  });

  it('serves customer queues first where there are no tethers', () => {
    for (const { Properties } of inbound.ofType('AWS::Connect::RoutingProfile')) {
      expect(Properties['QueueConfigs']).toMatchObject([
        { Priority: 1, QueueReference: { Channel: 'VOICE' } },
        { Priority: 2, QueueReference: { Channel: 'TASK' } },
      ]);
    }
  });
});
