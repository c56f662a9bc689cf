import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { loadFlow } from '../../contact-flows/catalog';
import { readFlowFile } from '../../contact-flows/flow-file';
import type { FlowDocument } from '../../contact-flows/language/document';
import { ContactFlowError } from '../../lib/constructs/contact-flows';
import { dev, prod as prodExample } from './example-environments';
import { makeApplication, type Resource, Synthesized } from './synthesized';

const synthesized = { dev: new Synthesized(dev), prod: new Synthesized(prodExample) };
const { dev: ours } = synthesized;
const instanceArn = dev.instance.arn;
const properties = (resource: Resource | undefined): Readonly<Record<string, unknown>> => resource?.Properties ?? {};

describe('contact-flow stack', () => {
  it('lets flows of this instance invoke plan-offer and map-tether, before any flow is published', () => {
    const template = ours.template('contactFlows');
    template.hasResourceProperties('AWS::Connect::IntegrationAssociation', {
      InstanceId: instanceArn,
      IntegrationType: 'LAMBDA_FUNCTION',
    });
    template.hasResourceProperties('AWS::Lambda::Permission', {
      Action: 'lambda:InvokeFunction',
      Principal: 'connect.amazonaws.com',
      SourceArn: instanceArn,
      SourceAccount: '111122223333',
    });
    const associations = ours.ofType('AWS::Connect::IntegrationAssociation');
    expect(associations.map(({ Properties }) => ours.written(Properties['IntegrationArn'], 'contactFlows'))).toEqual([
      '<ccb-dev-plan-offer>',
      '<ccb-dev-map-tether>',
    ]);
    const before = ['PlanOffer', 'MapTether'].flatMap((name) => [`${name}Association`, `${name}Permission`]);
    for (const flow of ours.ofType('AWS::Connect::ContactFlow')) {
      expect(flow.DependsOn).toEqual(expect.arrayContaining(before));
    }
  });

  it('has one inbound and one transfer flow per customer queue and one of each other flow', () => {
    expect(synthesized.prod.ofType('AWS::Connect::ContactFlow').map(({ Properties }) => Properties['Name'])).toEqual([
      'ccb-prod-voicemail-queue',
      'ccb-prod-voicemail-task',
      'ccb-prod-inbound-queue',
      'ccb-prod-transfer-to-sales-inbound',
      'ccb-prod-transfer-to-service-inbound',
      'ccb-prod-transfer-to-service-priority',
      'ccb-prod-entry',
      'ccb-prod-inbound-to-sales-inbound',
      'ccb-prod-inbound-to-service-inbound',
      'ccb-prod-inbound-to-service-priority',
      'ccb-prod-tether-queue',
      'ccb-prod-agent-whisper',
      'ccb-prod-customer-whisper',
      'ccb-prod-tether',
    ]);
  });

  it('takes callers of other flows by the name of a queue, and tells the flow’s ARN', () => {
    const { prod } = synthesized;
    const branches = (made: Synthesized) => {
      const flows = made.ofType('AWS::Connect::ContactFlow');
      const entry = flows.find(({ Properties }) => Properties['Name'] === 'ccb-prod-entry');
      const flow = JSON.parse(made.written(entry?.Properties['Content'], 'contactFlows')) as FlowDocument;
      const compare = flow.Actions.find(({ Type }) => Type === 'Compare');
      const to = (identifier: string | undefined) =>
        flow.Actions.find(({ Identifier }) => Identifier === identifier)?.Parameters['ContactFlowId'];
      return (compare?.Transitions.Conditions ?? []).map(({ NextAction, Condition }) => [
        Condition.Operands[0],
        to(NextAction),
      ]);
    };
    const led = (...queues: string[]) => queues.map((queue) => [queue, `<ccb-prod-transfer-to-${queue}>`]);
    expect(branches(prod)).toEqual(led('sales-inbound', 'service-inbound', 'service-priority'));
    const other = new Synthesized({ ...prodExample, entry: { defaultQueue: 'service-inbound' } });
    expect(branches(other)).toEqual(led('service-inbound', 'sales-inbound', 'service-priority'));
    expect(prod.template('contactFlows').toJSON()['Outputs']).toHaveProperty('EntryFlowArn');
  });

  it('takes an inbound flow that leads to entry, as the sample IVR does', () => {
    const ivr = readFlowFile('contact-flows/samples/ivr.json').flow as FlowDocument;
    const { stacks } = makeApplication(dev, { flows: (name) => (name === 'inbound' ? ivr : loadFlow(name)) });
    Template.fromStack(stacks.contactFlows).hasResourceProperties('AWS::Connect::ContactFlow', {
      Name: 'ccb-dev-inbound-to-sales-inbound',
    });
  });

  it('serves one call at a time, tethers before callers and callers before tasks, and the voicemail queue by nobody', () => {
    const { prod } = synthesized;
    const profiles = prod
      .ofType('AWS::Connect::RoutingProfile')
      .filter(({ Properties }) => String(Properties['Name']).includes('sales'));
    const served = profiles.map(({ Properties }) => {
      expect(Properties['AgentAvailabilityTimer']).toBe('TIME_SINCE_LAST_ACTIVITY');
      const channels = (Properties['MediaConcurrencies'] as { Channel: string; Concurrency: number }[]).map(
        ({ Channel, Concurrency }) => `${Channel} ${Concurrency}`,
      );
      const queues = (
        Properties['QueueConfigs'] as {
          Priority: number;
          Delay: number;
          QueueReference: { Channel: string; QueueArn: unknown };
        }[]
      ).map(
        ({ Priority, Delay, QueueReference: { Channel, QueueArn } }) =>
          `${Priority} ${Channel} ${prod.written(QueueArn, 'contactFlows')} ${Delay}`,
      );
      return [Properties['Name'], channels, queues];
    });
    const both = ['VOICE 1', 'TASK 1'];
    const blended = ['1 VOICE <ccb-prod-tether> 0', '2 VOICE <sales-inbound> 0', '3 TASK <sales-inbound> 0'];
    expect(served).toEqual([
      ['ccb-prod-sales-inbound', both, ['1 VOICE <sales-inbound> 0', '2 TASK <sales-inbound> 0']],
      ['ccb-prod-sales-blended', both, blended],
      ['ccb-prod-sales-blended-outbound', both, blended],
      ['ccb-prod-sales-outbound', ['VOICE 1'], ['1 VOICE <ccb-prod-tether> 0']],
    ]);
  });

  it('lets agents send callers on to every customer queue, by its transfer flow', () => {
    const { prod } = synthesized;
    const flowOf = new Map(
      prod
        .ofType('AWS::Connect::ContactFlow')
        .filter(({ Properties }) => Properties['Type'] === 'QUEUE_TRANSFER')
        .map(({ logicalId, Properties }) => [logicalId, Properties['Name']]),
    );
    const led = prod.ofType('AWS::Connect::QuickConnect').map(({ Properties }) => {
      const { QueueConfig } = Properties['QuickConnectConfig'] as {
        QueueConfig: { QueueArn: unknown; ContactFlowArn: { 'Fn::GetAtt': readonly string[] } };
      };
      const flow = flowOf.get(QueueConfig.ContactFlowArn['Fn::GetAtt'][0] ?? '');
      return [Properties['Name'], prod.written(QueueConfig.QueueArn, 'contactFlows'), flow];
    });
    expect(led).toEqual(
      ['sales-inbound', 'service-inbound', 'service-priority'].map((queue) => [
        `ccb-prod-to-${queue}`,
        `<${queue}>`,
        `ccb-prod-transfer-to-${queue}`,
      ]),
    );
  });

  it('serves queues by their priorities, calls of all of them before tasks', () => {
    const { prod } = synthesized;
    const [profile] = prod
      .ofType('AWS::Connect::RoutingProfile')
      .filter(({ Properties }) => Properties['Name'] === 'ccb-prod-service-blended');
    const queues = profile?.Properties['QueueConfigs'] as {
      Priority: number;
      QueueReference: { Channel: string; QueueArn: unknown };
    }[];
    expect(
      queues.map(
        ({ Priority, QueueReference: { Channel, QueueArn } }) =>
          `${Priority} ${Channel} ${prod.written(QueueArn, 'contactFlows')}`,
      ),
    ).toEqual([
      '1 VOICE <ccb-prod-tether>',
      '3 VOICE <service-inbound>',
      '5 TASK <service-inbound>',
      '2 VOICE <service-priority>',
      '4 TASK <service-priority>',
    ]);
  });

  it('writes the hours as Connect reads them: open to midnight ends at 0:00', () => {
    const config = (environment: Synthesized) =>
      properties(environment.ofType('AWS::Connect::HoursOfOperation')[0])['Config'];
    const day = (Day: string, from: readonly [number, number], to: readonly [number, number]) => ({
      Day,
      StartTime: { Hours: from[0], Minutes: from[1] },
      EndTime: { Hours: to[0], Minutes: to[1] },
    });
    expect(config(ours)).toHaveLength(7);
    expect(config(ours)).toContainEqual(day('SUNDAY', [0, 0], [0, 0]));
    expect(config(synthesized.prod)).toHaveLength(6);
    expect(config(synthesized.prod)).toContainEqual(day('FRIDAY', [8, 0], [18, 0]));
  });

  it('holds with an attribute of our own, and parks agents in the status "Missed call"', () => {
    const template = ours.template('contactFlows');
    template.hasResourceProperties('AWS::Connect::PredefinedAttribute', {
      Name: 'ccb-hold',
      Values: { StringList: ['hold'] },
    });
    expect(ours.ofType('Custom::MissedCallStatus').map(({ Properties }) => Properties['InstanceId'])).toEqual([
      instanceArn.slice(instanceArn.lastIndexOf('/') + 1),
    ]);
  });

  it('has Connect make resources of one kind one after the other', () => {
    for (const type of [
      'AWS::Connect::IntegrationAssociation',
      'AWS::Connect::Queue',
      'AWS::Connect::RoutingProfile',
      'AWS::Connect::ContactFlow',
      'AWS::Connect::QuickConnect',
      'AWS::Connect::PhoneNumber',
      'Custom::NumberToFlow',
    ]) {
      const made = synthesized.prod.ofType(type);
      const ids = made.map(({ logicalId }) => logicalId);
      const waiting = made.filter(({ DependsOn }) => DependsOn?.some((id) => ids.includes(id)));
      expect(waiting).toHaveLength(made.length - 1);
    }
  });

  it('points numbers last of all, when the functions know what a caller needs', () => {
    const pointed = ours.ofType('Custom::NumberToFlow');
    const [directory] = ours.ofType('AWS::SSM::Parameter').map(({ logicalId }) => logicalId);
    for (const { DependsOn } of pointed) expect(DependsOn).toContain(directory);
    const others = Object.entries(ours.resources('contactFlows')).filter(
      ([, { Type }]) => Type !== 'Custom::NumberToFlow',
    );
    const ids = pointed.map(({ logicalId }) => logicalId);
    for (const [, other] of others) expect(other.DependsOn?.some((id) => ids.includes(id)) ?? false).toBe(false);
  });

  it('says how a line that was there is moved back at once, and here again', () => {
    const arn = 'arn:aws:connect:eu-central-1:111122223333:phone-number/n';
    const numbers = [{ owner: 'existing' as const, name: 'line', queue: 'sales-inbound', arn }];
    const outputs = new Synthesized({ ...dev, numbers }).template('contactFlows').toJSON()['Outputs'] as object;
    const commands = Object.entries(outputs).filter(([name]) => /Move/.test(name));
    expect(commands.map(([, { Value }]) => Value['Fn::GetAtt'][1])).toEqual(['MoveBack', 'MoveHere']);
  });

  it('tags no association of a function: the API that makes it takes no tags', () => {
    for (const { Properties } of ours.ofType('AWS::Connect::IntegrationAssociation')) {
      expect(Properties).not.toHaveProperty('Tags');
    }
    const stacks = Object.values(ours.stacks).filter((stack) => stack !== undefined);
    expect(stacks.map((stack) => stack.tags.tagValues())).toEqual(stacks.map(() => ({})));
    expect(stacks.length).toBeGreaterThan(0);
    const [table] = ours.ofType('AWS::DynamoDB::Table');
    expect(properties(table)['Tags']).toContainEqual({ Key: 'environment', Value: 'dev' });
  });

  it('claims numbers only after Connect has taken every flow', () => {
    const flows = ours.ofType('AWS::Connect::ContactFlow').map(({ logicalId }) => logicalId);
    for (const { DependsOn } of ours.ofType('AWS::Connect::PhoneNumber')) {
      expect(DependsOn).toEqual(expect.arrayContaining(flows));
    }
  });

  it('tells the functions the ids they need through Parameter Store', () => {
    const parameters = ours.ofType('AWS::SSM::Parameter');
    expect(parameters.map(({ Properties }) => Properties['Name'])).toEqual([
      '/connect-call-blending-directory/dev/connect',
      '/connect-call-blending-directory/dev/groups/sales',
    ]);
    // Written last: it is by this entry that the functions know the rest is there.
    expect(parameters.map(({ DependsOn }) => DependsOn)).toEqual([[parameters[1]?.logicalId], undefined]);
    for (const { Properties } of parameters) expect(Properties['Tier']).toBe('Intelligent-Tiering');
    const [connect, sales] = parameters.map(({ Properties }) => JSON.parse(idsFilledIn(Properties['Value'])));
    expect(connect).toEqual({
      missedCallStatusId: 'id',
      voicemailQueueId: 'id',
      voicemailTaskFlowId: 'id',
      tether: { number: 'id', queueId: 'id' },
      quotas: { concurrentCalls: 10, reservedInboundCalls: 2 },
    });
    expect(sales).toEqual({
      queues: [{ id: 'id', name: 'sales-inbound', priority: 1 }],
      required: [],
      routingProfiles: [
        { id: 'id', kind: 'inbound', startsOn: 'inbound' },
        { id: 'id', kind: 'blended', startsOn: 'inbound' },
        { id: 'id', kind: 'blended', startsOn: 'outbound' },
      ],
      campaigns: ['renewals'],
      campaignProficiencies: {},
      agentShards: 1,
    });
  });

  it('prints at synth what a person has to do for what is brought', () => {
    const steps = Annotations.fromStack(ours.stacks.contactFlows).findInfo('*', Match.anyValue());
    expect(steps.map(({ entry }) => entry.data)).toContainEqual(expect.stringContaining('Amazon EventBridge'));
  });
});

/** The text of a Fn::Join whose references all stand for ids. */
const idsFilledIn = (value: unknown): string =>
  (value as { 'Fn::Join': [string, readonly unknown[]] })['Fn::Join'][1]
    .map((part) => (typeof part === 'string' ? part : 'id'))
    .join('');

describe('a broken contact flow', () => {
  it('fails synth with every problem, each naming flow and action', () => {
    const broken = (name: Parameters<typeof loadFlow>[0]) => {
      const flow = loadFlow(name);
      const [first, ...rest] = flow.Actions;
      if (name !== 'inbound' && name !== 'voicemail-task') return flow;
      if (!first) throw new Error(`${name} has no actions`);
      return {
        ...flow,
        Actions: [{ ...first, Transitions: { ...first.Transitions, NextAction: 'nowhere' } }, ...rest],
      };
    };
    const synth = () => makeApplication(dev, { flows: broken });
    expect(synth).toThrow(ContactFlowError);
    const first = (name: Parameters<typeof loadFlow>[0]) => loadFlow(name).Actions[0]?.Identifier;
    expect(synth).toThrow(`"voicemail-task" has`);
    expect(synth).toThrow(`"inbound-to-sales-inbound" has`);
    expect(synth).toThrow(`"${first('inbound')}"`);
    expect(synth).toThrow(/"nowhere"/);
  });
});
