import * as z from 'zod';
import { type FlowDocument, flowTypes } from '../../contact-flows/language/document';
import { describeFlowProblems, findFlowProblems, refusals } from '../../contact-flows/language/validate';
import { cannotRun } from '../../simulator/connect/flow-interpreter';
import type { Declared } from '../aws/declared';
import { arnOf, lastPart, parseArn, uuidFor } from '../aws/identity';
import { e164For } from '../connect/connect-resources';
import { type Created, noEffect, numeric, resourceType } from './resource-type';

const timeOfDay = z
  .strictObject({ Hours: numeric, Minutes: numeric })
  .transform(({ Hours, Minutes }) => ({ hours: Hours, minutes: Minutes }));
const channel = z.literal(['VOICE', 'TASK', 'CHAT']);
const crossChannel = z
  .strictObject({ BehaviorType: z.literal(['ROUTE_CURRENT_CHANNEL_ONLY', 'ROUTE_ANY_CHANNEL']) })
  .optional();

/** An id and ARN below the instance; every run of a template gives the same. */
function inInstance(declared: Declared, instanceArn: string, kind: string): { id: string; arn: string } {
  const id = uuidFor(`${declared.stackName}/${declared.logicalId}`);
  return { id, arn: `${instanceArn}/${kind}/${id}` };
}

const known = (arn: string, attribute: string): Created => ({ ref: arn, attributes: { [attribute]: arn } });

const shared = { InstanceArn: z.string(), Name: z.string(), Description: noEffect, Tags: noEffect };

export const connectResources = {
  'AWS::Connect::Instance': resourceType(
    {
      Attributes: noEffect,
      IdentityManagementType: noEffect,
      InstanceAlias: z.string().optional(),
      DirectoryId: noEffect,
      Tags: noEffect,
    },
    (_properties, { stackName, logicalId, region, account }, { connect }) => {
      const id = uuidFor(`${stackName}/${logicalId}`);
      const arn = connect.belongsTo(arnOf({ service: 'connect', region, account, resource: `instance/${id}` }));
      return { ref: arn, attributes: { Arn: arn, Id: id, InstanceStatus: 'ACTIVE' } };
    },
  ),
  'AWS::Connect::HoursOfOperation': resourceType(
    {
      ...shared,
      TimeZone: z.string(),
      Config: z.array(z.strictObject({ Day: z.string(), StartTime: timeOfDay, EndTime: timeOfDay })),
    },
    (properties, declared, { connect }) => {
      const { id, arn } = inInstance(declared, connect.belongsTo(properties.InstanceArn), 'operating-hours');
      const config = properties.Config.map(({ Day, StartTime, EndTime }) => ({
        day: Day,
        start: StartTime,
        end: EndTime,
      }));
      connect.hours.push({ id, arn, name: properties.Name, timeZone: properties.TimeZone, config });
      return known(arn, 'HoursOfOperationArn');
    },
  ),
  'AWS::Connect::Queue': resourceType(
    {
      ...shared,
      HoursOfOperationArn: z.string(),
      Status: z.literal('ENABLED').optional(),
      OutboundCallerConfig: noEffect,
    },
    (properties, declared, { connect }) => {
      const { id, arn } = inInstance(declared, connect.belongsTo(properties.InstanceArn), 'queue');
      connect.queues.push({ id, arn, name: properties.Name, hoursId: lastPart(properties.HoursOfOperationArn) });
      return { ref: arn, attributes: { QueueArn: arn, Type: 'STANDARD' } };
    },
  ),
  'AWS::Connect::RoutingProfile': resourceType(
    {
      ...shared,
      DefaultOutboundQueueArn: z.string(),
      AgentAvailabilityTimer: z.literal(['TIME_SINCE_LAST_ACTIVITY', 'TIME_SINCE_LAST_INBOUND']).optional(),
      MediaConcurrencies: z.array(
        z.strictObject({ Channel: channel, Concurrency: numeric, CrossChannelBehavior: crossChannel }),
      ),
      QueueConfigs: z
        .array(
          z.strictObject({
            Delay: numeric,
            Priority: numeric,
            QueueReference: z.strictObject({ Channel: channel, QueueArn: z.string() }),
          }),
        )
        .optional(),
    },
    (properties, declared, { connect }) => {
      const { id, arn } = inInstance(declared, connect.belongsTo(properties.InstanceArn), 'routing-profile');
      connect.routingProfiles.push({
        id,
        arn,
        name: properties.Name,
        queues: (properties.QueueConfigs ?? []).map(({ Delay, Priority, QueueReference }) => ({
          queueId: lastPart(QueueReference.QueueArn),
          channel: QueueReference.Channel,
          priority: Priority,
          delaySeconds: Delay,
        })),
        concurrency: properties.MediaConcurrencies.map(({ Channel, Concurrency, CrossChannelBehavior }) => ({
          channel: Channel,
          slots: Concurrency,
          alone: CrossChannelBehavior?.BehaviorType === 'ROUTE_CURRENT_CHANNEL_ONLY',
        })),
        defaultOutboundQueueId: lastPart(properties.DefaultOutboundQueueArn),
        availabilityTimer: properties.AgentAvailabilityTimer ?? 'TIME_SINCE_LAST_ACTIVITY',
      });
      return known(arn, 'RoutingProfileArn');
    },
  ),
  'AWS::Connect::QuickConnect': resourceType(
    {
      ...shared,
      QuickConnectConfig: z.strictObject({
        QuickConnectType: z.literal('QUEUE'),
        QueueConfig: z.strictObject({ QueueArn: z.string(), ContactFlowArn: z.string() }),
      }),
    },
    (properties, declared, { connect }) => {
      const { id, arn } = inInstance(declared, connect.belongsTo(properties.InstanceArn), 'transfer-destination');
      const { QueueArn, ContactFlowArn } = properties.QuickConnectConfig.QueueConfig;
      connect.quickConnects.push({ id, arn, name: properties.Name, queueArn: QueueArn, flowArn: ContactFlowArn });
      return known(arn, 'QuickConnectArn');
    },
  ),
  'AWS::Connect::ContactFlow': resourceType(
    { ...shared, Type: z.literal(flowTypes), Content: z.string(), State: z.literal('ACTIVE').optional() },
    (properties, declared, { connect, report }) => {
      const { id, arn } = inInstance(declared, connect.belongsTo(properties.InstanceArn), 'contact-flow');
      const content = JSON.parse(properties.Content) as FlowDocument;
      // A flow is validated whole when it is published, and every stack publishes it (docs/amazon-connect.md#flow-documents).
      const problems = refusals(findFlowProblems(content, properties.Type));
      if (problems.length > 0) throw new Error(describeFlowProblems(properties.Name, problems));
      const cannot = cannotRun(content);
      if (cannot.length > 0) throw new Error(`flow ${properties.Name} cannot be run here: ${cannot.join('; ')}`);
      // Connect checks the functions a flow names when it is published (docs/amazon-connect.md#flow-documents).
      for (const functionArn of staticFunctions(content)) {
        if (connect.lambdaAssociations.includes(functionArn)) continue;
        report({
          kind: 'access-denied',
          message: `flow ${properties.Name} invokes ${functionArn}, which no AWS::Connect::IntegrationAssociation of type LAMBDA_FUNCTION has associated with the instance`,
        });
      }
      connect.flows.push({ id, arn, name: properties.Name, type: properties.Type, content });
      return known(arn, 'ContactFlowArn');
    },
  ),
  'AWS::Connect::AgentStatus': resourceType(
    {
      ...shared,
      State: z.literal('ENABLED'),
      Type: z.literal('CUSTOM').optional(),
      DisplayOrder: noEffect,
      ResetOrderNumber: noEffect,
    },
    (properties, declared, { connect }) => {
      const { id, arn } = inInstance(declared, connect.belongsTo(properties.InstanceArn), 'agent-state');
      connect.statuses.push({ id, arn, name: properties.Name });
      return known(arn, 'AgentStatusArn');
    },
  ),
  'AWS::Connect::PredefinedAttribute': resourceType(
    {
      InstanceArn: z.string(),
      Name: z.string(),
      Values: z.strictObject({ StringList: z.array(z.string()).optional() }).optional(),
      Purposes: noEffect,
      AttributeConfiguration: noEffect,
    },
    (properties, _declared, { connect }) => {
      const instanceArn = connect.belongsTo(properties.InstanceArn);
      connect.predefinedAttributes.push({ name: properties.Name, values: properties.Values?.StringList ?? [] });
      return { ref: `${instanceArn}|${properties.Name}` };
    },
  ),
  'AWS::Connect::PhoneNumber': resourceType(
    {
      TargetArn: z.string(),
      CountryCode: z.string().optional(),
      Type: z.string().optional(),
      Prefix: z.string().optional(),
      SourcePhoneNumberArn: noEffect,
      Description: noEffect,
      Tags: noEffect,
    },
    (properties, { stackName, logicalId }, { connect }) => {
      const { region, account } = parseArn(connect.belongsTo(properties.TargetArn));
      const id = uuidFor(`${stackName}/${logicalId}`);
      const arn = arnOf({ service: 'connect', region, account, resource: `phone-number/${id}` });
      const e164 = e164For(id, properties.Prefix);
      connect.numbers.set(id, { arn, e164, flowId: null });
      return { ref: arn, attributes: { PhoneNumberArn: arn, Address: e164 } };
    },
  ),
  'AWS::Connect::ApprovedOrigin': resourceType(
    { InstanceId: z.string(), Origin: z.string().regex(/^https?:\/\/[^/]+$/, 'must be an origin, without a path') },
    ({ InstanceId, Origin }, _declared, { connect }) => {
      connect.belongsTo(InstanceId);
      connect.approvedOrigins.push(Origin);
      return { ref: `${InstanceId}|${Origin}` };
    },
  ),
  'AWS::Connect::IntegrationAssociation': resourceType(
    {
      InstanceId: z.string(),
      IntegrationType: z.literal('LAMBDA_FUNCTION'),
      IntegrationArn: z.string().max(140),
      Tags: noEffect,
    },
    (properties, { stackName, logicalId }, { connect, functions }) => {
      connect.belongsTo(properties.InstanceId);
      functions.get(properties.IntegrationArn);
      connect.lambdaAssociations.push(properties.IntegrationArn);
      const id = uuidFor(`${stackName}/${logicalId}`);
      return { ref: id, attributes: { IntegrationAssociationId: id } };
    },
  ),
  'AWS::Connect::InstanceStorageConfig': resourceType(
    {
      InstanceArn: z.string(),
      ResourceType: z.literal(['AGENT_EVENTS', 'CALL_RECORDINGS']),
      StorageType: z.literal(['KINESIS_STREAM', 'S3']),
      KinesisStreamConfig: z.strictObject({ StreamArn: z.string() }).optional(),
      S3Config: z
        .strictObject({ BucketName: z.string(), BucketPrefix: z.string(), EncryptionConfig: noEffect })
        .optional(),
    },
    (properties, { stackName, logicalId }, { connect }) => {
      const instanceArn = connect.belongsTo(properties.InstanceArn);
      if (properties.ResourceType === 'AGENT_EVENTS') {
        if (!properties.KinesisStreamConfig)
          throw new Error('AGENT_EVENTS go to a stream; KinesisStreamConfig is missing');
        connect.agentEventsStreamArn = properties.KinesisStreamConfig.StreamArn;
      } else {
        if (!properties.S3Config) throw new Error('the local cloud stores CALL_RECORDINGS in S3; S3Config is missing');
        connect.recordings = { bucket: properties.S3Config.BucketName, prefix: properties.S3Config.BucketPrefix };
      }
      const id = uuidFor(`${stackName}/${logicalId}`);
      return { ref: `${instanceArn}|${id}|${properties.ResourceType}`, attributes: { AssociationId: id } };
    },
  ),
};

/** ARNs of functions a flow names outright, not through a reference that only a contact resolves. */
function staticFunctions(flow: FlowDocument): readonly string[] {
  const named = (flow.Actions ?? []).map((action) => action.Parameters?.['LambdaFunctionARN']);
  return [...new Set(named.filter((arn): arn is string => typeof arn === 'string' && arn.startsWith('arn:')))];
}
