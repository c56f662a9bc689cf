import { flowTypes } from '../../contact-flows/language/document';
import { findFlowProblems } from '../../contact-flows/language/validate';
import { lastPart, uuidFor } from '../../local-cloud/aws/identity';
import { ServiceError } from '../../local-cloud/aws/service-error';
import { readConnectCall } from '../../local-cloud/connect/connect-routes';
import { jsonObject, jsonRefusal, jsonReply } from '../../local-cloud/front/service-front';
import type { AccountService } from './account-service';
import type { AccountDescription } from './description';

type Input = Readonly<Record<string, unknown>>;
type Instance = NonNullable<AccountDescription['instance']>;

/** Entries on a page; smaller than Connect's own, so that every listing of a test is read in pages. */
const pageSize = 2;

/** Administration of a Connect instance: what the read-only commands ask, and creating and deleting flows. */
export function connectAdministration(description: AccountDescription): AccountService {
  const flows = description.flows.map((flow) => ({ ...flow, content: '' }));
  const operations: Readonly<Record<string, (input: Input, instance: Instance) => object>> = {
    DescribeInstance: (_, { arn, alias, status, inboundCalls, outboundCalls, identity }) => ({
      Instance: {
        ...{ Id: lastPart(arn), Arn: arn, InstanceAlias: alias, InstanceStatus: status },
        ...{ InboundCallsEnabled: inboundCalls, OutboundCallsEnabled: outboundCalls, IdentityManagementType: identity },
      },
    }),
    ListInstanceStorageConfigs: (input) => page(input, 'StorageConfigs', storage(description, input)),
    ListAgentStatuses: (input) =>
      page(
        input,
        'AgentStatusSummaryList',
        description.statuses.map(({ arn, name, kind }) => ({ Id: lastPart(arn), Arn: arn, Name: name, Type: kind })),
      ),
    ListQueues: (input) => page(input, 'QueueSummaryList', summaries(description.queues)),
    ListRoutingProfiles: (input) => page(input, 'RoutingProfileSummaryList', summaries(description.routingProfiles)),
    ListContactFlows: (input) => page(input, 'ContactFlowSummaryList', summaries(flows)),
    ListHoursOfOperations: (input) => page(input, 'HoursOfOperationSummaryList', summaries(description.hours)),
    ListQuickConnects: (input) => page(input, 'QuickConnectSummaryList', summaries(description.quickConnects)),
    ListPhoneNumbersV2: (input) =>
      page(
        input,
        'ListPhoneNumbersSummaryList',
        description.numbers.map(({ arn, e164 }) => ({
          ...{ PhoneNumberId: lastPart(arn), PhoneNumberArn: arn, PhoneNumber: e164 },
        })),
      ),
    DescribePhoneNumber: (input, instance) => {
      const { arn, e164, status } = found(description.numbers, input['PhoneNumberId'], 'phone number');
      return {
        ClaimedPhoneNumberSummary: {
          ...{ PhoneNumberId: lastPart(arn), PhoneNumberArn: arn, PhoneNumber: e164 },
          ...{ TargetArn: instance.arn, PhoneNumberStatus: { Status: status } },
        },
      };
    },
    ListFlowAssociations: (input) =>
      page(
        input,
        'FlowAssociationSummaryList',
        description.numbers.flatMap(({ arn, flowArn }) =>
          flowArn === undefined
            ? []
            : [{ ResourceId: lastPart(arn), FlowId: flowArn, ResourceType: 'VOICE_PHONE_NUMBER' }],
        ),
      ),
    SearchAvailablePhoneNumbers: (input) => ({
      AvailableNumbersList: description.onOffer.includes(
        `${String(input['PhoneNumberCountryCode'])} ${String(input['PhoneNumberType'])}`,
      )
        ? [{ PhoneNumber: '+12065550199', PhoneNumberCountryCode: input['PhoneNumberCountryCode'] }]
        : [],
    }),
    DescribeHoursOfOperation: (input) => {
      const { arn, name, timeZone } = found(description.hours, input['HoursOfOperationId'], 'hours of operation');
      return { HoursOfOperation: { HoursOfOperationArn: arn, Name: name, TimeZone: timeZone } };
    },
    DescribeRoutingProfile: (input) => {
      const profile = found(description.routingProfiles, input['RoutingProfileId'], 'routing profile');
      return {
        RoutingProfile: {
          ...{ Name: profile.name, RoutingProfileArn: profile.arn },
          AgentAvailabilityTimer: profile.availabilityTimer,
          MediaConcurrencies: [{ Channel: 'VOICE', Concurrency: profile.voiceConcurrency }],
        },
      };
    },
    ListRoutingProfileQueues: (input) =>
      page(
        input,
        'RoutingProfileQueueConfigSummaryList',
        found(description.routingProfiles, input['RoutingProfileId'], 'routing profile').entries.map((entry) => ({
          ...{ QueueArn: entry.queueArn, QueueId: lastPart(entry.queueArn), Channel: entry.channel },
          ...{ Priority: entry.priority, Delay: entry.delaySeconds },
        })),
      ),
    SearchUsers: (input) =>
      page(
        input,
        'Users',
        description.users.map(({ username, routingProfileId, deskPhone, autoAccept }) => ({
          ...{ Username: username, RoutingProfileId: routingProfileId },
          PhoneConfig: { PhoneType: deskPhone ? 'DESK_PHONE' : 'SOFT_PHONE', AutoAccept: autoAccept },
        })),
      ),
    CreateContactFlow: (input, instance) => {
      const name = String(input['Name']);
      if (flows.some((flow) => flow.name === name)) {
        throw new ServiceError('DuplicateResourceException', `a flow called ${name} exists`, 409);
      }
      const problems = flowRefusals(description, flows, String(input['Content']), String(input['Type']));
      if (problems.length > 0) throw new InvalidFlowError(problems);
      const id = uuidFor(`flow ${name}`);
      const made = { arn: `${instance.arn}/contact-flow/${id}`, name, content: String(input['Content']) };
      flows.push(made);
      return { ContactFlowId: id, ContactFlowArn: made.arn };
    },
    DeleteContactFlow: (input) => {
      flows.splice(flows.indexOf(found(flows, input['ContactFlowId'], 'flow')), 1);
      return {};
    },
  };
  return {
    read({ method, path, query, body }) {
      const call = readConnectCall(method, path, query, jsonObject(Buffer.from(body)));
      const perform = call && operations[call.operation];
      if (!call || !perform) {
        throw new ServiceError('UnknownOperationException', `${method} ${path} is not simulated`, 501);
      }
      return {
        action: `connect:${call.operation}`,
        answer() {
          const { instance } = description;
          if (instance === null) {
            throw new ServiceError(
              'ResourceNotFoundException',
              `there is no instance ${String(call.input['InstanceId'])}`,
              404,
            );
          }
          return jsonReply(perform(call.input, instance));
        },
      };
    },
    refuse(error) {
      const reply = jsonRefusal(error);
      if (!(error instanceof InvalidFlowError)) return reply;
      const problems = error.problems.map((message) => ({ message }));
      return { ...reply, body: JSON.stringify({ ...JSON.parse(String(reply.body)), problems }) };
    },
  };
}

class InvalidFlowError extends ServiceError {
  constructor(readonly problems: readonly string[]) {
    super('InvalidContactFlowException', 'the flow is not valid', 400);
  }
}

/** What the simulated Connect does not publish: what our rules know to be refused, and references that lead nowhere. */
function flowRefusals(
  { queues }: AccountDescription,
  flows: readonly { readonly arn: string }[],
  content: string,
  type: string,
): readonly string[] {
  const flowType = flowTypes.find((known) => known === type);
  if (flowType === undefined) return [`there is no flow type ${type}`];
  const known = new Set([...queues, ...flows].map(({ arn }) => arn));
  const named =
    content.match(/arn:aws[\w-]*:connect:[\w-]+:\d+:instance\/[\w-]+\/(?:queue|contact-flow)\/[\w-]+/g) ?? [];
  return [
    ...findFlowProblems(JSON.parse(content), flowType).map(({ message }) => message),
    ...[...new Set(named)].filter((arn) => !known.has(arn)).map((arn) => `${arn} is not there`),
  ];
}

function storage({ recordings, agentEventStreams }: AccountDescription, input: Input): readonly object[] {
  if (input['ResourceType'] === 'AGENT_EVENTS') {
    return agentEventStreams.map((arn) => ({
      StorageType: 'KINESIS_STREAM',
      KinesisStreamConfig: { StreamArn: arn },
    }));
  }
  if (recordings === null || input['ResourceType'] !== 'CALL_RECORDINGS') return [];
  const { bucket, prefix, keyArn } = recordings;
  return [
    {
      StorageType: 'S3',
      S3Config: {
        ...{ BucketName: bucket, BucketPrefix: prefix },
        ...(keyArn !== undefined && { EncryptionConfig: { EncryptionType: 'KMS', KeyId: keyArn } }),
      },
    },
  ];
}

const summaries = (things: readonly { readonly arn: string; readonly name: string }[]): readonly object[] =>
  things.map(({ arn, name }) => ({ Id: lastPart(arn), Arn: arn, Name: name }));

/** The page a request asks for; the token is where the next one starts. */
function page(input: Input, field: string, all: readonly object[]): object {
  const from = Number(input['NextToken'] ?? 0);
  const next = from + pageSize;
  return { [field]: all.slice(from, next), ...(next < all.length && { NextToken: String(next) }) };
}

function found<T extends { readonly arn: string }>(among: readonly T[], id: unknown, what: string): T {
  const one = among.find(({ arn }) => lastPart(arn) === lastPart(String(id)));
  if (!one) throw new ServiceError('ResourceNotFoundException', `there is no ${what} ${String(id)}`, 404);
  return one;
}
