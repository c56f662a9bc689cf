import {
  ConnectClient,
  DescribeHoursOfOperationCommand,
  DescribeInstanceCommand,
  DescribePhoneNumberCommand,
  DescribeRoutingProfileCommand,
  ListFlowAssociationsCommand,
  type ListFlowAssociationsCommandOutput,
  type PhoneNumberCountryCode,
  type PhoneNumberType,
  paginateListAgentStatuses,
  paginateListContactFlows,
  paginateListHoursOfOperations,
  paginateListInstanceStorageConfigs,
  paginateListPhoneNumbersV2,
  paginateListQueues,
  paginateListQuickConnects,
  paginateListRoutingProfileQueues,
  paginateListRoutingProfiles,
  paginateSearchUsers,
  SearchAvailablePhoneNumbersCommand,
} from '@aws-sdk/client-connect';
import { lastPart } from '../../lib/deployment';
import type { ConnectQuestions, Listed, Named } from '../questions';
import { ask, type ClientSettings, gather } from './ask';

/** What is asked of the Connect instance itself. */
export function connectQuestions(settings: ClientSettings, instanceArn: string): ConnectQuestions {
  const connect = new ConnectClient(settings);
  // Copied wherever pages are turned: a paginator writes its token into the input it is given.
  const instance = { InstanceId: lastPart(instanceArn) };
  const pages = { client: connect };
  return {
    instance: () =>
      ask('connect:DescribeInstance', async () => {
        const { Instance: found } = await connect.send(new DescribeInstanceCommand(instance));
        return {
          status: found?.InstanceStatus ?? 'unknown',
          alias: found?.InstanceAlias ?? null,
          inboundCalls: found?.InboundCallsEnabled ?? false,
          outboundCalls: found?.OutboundCallsEnabled ?? false,
          identity: found?.IdentityManagementType ?? 'unknown',
        };
      }),
    recordings: () =>
      ask('connect:ListInstanceStorageConfigs', async () => {
        const all = await gather(
          paginateListInstanceStorageConfigs(pages, { ...instance, ResourceType: 'CALL_RECORDINGS' }),
          (page) => page.StorageConfigs,
        );
        return all.flatMap(({ S3Config: place }) =>
          place
            ? [
                {
                  bucket: place.BucketName ?? '',
                  prefix: place.BucketPrefix ?? '',
                  keyArn: place.EncryptionConfig?.KeyId ?? null,
                },
              ]
            : [],
        );
      }),
    agentEventStreams: () =>
      ask('connect:ListInstanceStorageConfigs', async () => {
        const all = await gather(
          paginateListInstanceStorageConfigs(pages, { ...instance, ResourceType: 'AGENT_EVENTS' }),
          (page) => page.StorageConfigs,
        );
        return all.flatMap(({ KinesisStreamConfig: stream }) => stream?.StreamArn ?? []);
      }),
    list: (kind) => ask(listings[kind].action, () => listings[kind].read(connect, instance)),
    statuses: () =>
      ask('connect:ListAgentStatuses', async () => {
        const all = await gather(
          paginateListAgentStatuses(pages, { ...instance }),
          (page) => page.AgentStatusSummaryList,
        );
        return all.map(({ Arn = '', Name = '', Type = 'unknown' }) => ({ arn: Arn, name: Name, kind: Type }));
      }),
    phoneNumberCount: () =>
      ask('connect:ListPhoneNumbersV2', async () => {
        const listing = paginateListPhoneNumbersV2(pages, { TargetArn: instanceArn });
        return (await gather(listing, (page) => page.ListPhoneNumbersSummaryList)).length;
      }),
    phoneNumber: (arn) =>
      ask('connect:DescribePhoneNumber', async () => {
        const { ClaimedPhoneNumberSummary: found } = await connect.send(
          new DescribePhoneNumberCommand({ PhoneNumberId: arn }),
        );
        return {
          e164: found?.PhoneNumber ?? '',
          status: found?.PhoneNumberStatus?.Status ?? 'unknown',
          targetArn: found?.TargetArn ?? '',
          flowArn: await flowOfNumber(connect, instance, arn),
        };
      }),
    numberOnOffer: (countryCode, type) =>
      ask('connect:SearchAvailablePhoneNumbers', async () => {
        const { AvailableNumbersList: offered } = await connect.send(
          new SearchAvailablePhoneNumbersCommand({
            TargetArn: instanceArn,
            PhoneNumberCountryCode: countryCode as PhoneNumberCountryCode,
            PhoneNumberType: type as PhoneNumberType,
            MaxResults: 1,
          }),
        );
        return (offered ?? []).length > 0;
      }),
    hours: (arn) =>
      ask('connect:DescribeHoursOfOperation', async () => {
        const { HoursOfOperation: found } = await connect.send(
          new DescribeHoursOfOperationCommand({ ...instance, HoursOfOperationId: lastPart(arn) }),
        );
        return { name: found?.Name ?? '', timeZone: found?.TimeZone ?? '' };
      }),
    routingProfile: (arn) =>
      ask('connect:DescribeRoutingProfile', async () => {
        const which = { ...instance, RoutingProfileId: lastPart(arn) };
        const { RoutingProfile: found } = await connect.send(new DescribeRoutingProfileCommand(which));
        const entries = await gather(
          paginateListRoutingProfileQueues(pages, which),
          (page) => page.RoutingProfileQueueConfigSummaryList,
        );
        return {
          name: found?.Name ?? '',
          availabilityTimer: found?.AgentAvailabilityTimer ?? 'unknown',
          concurrency: Object.fromEntries(
            (found?.MediaConcurrencies ?? []).map(({ Channel, Concurrency }) => [String(Channel), Concurrency ?? 0]),
          ),
          entries: entries.map(({ QueueArn, Channel, Priority, Delay }) => ({
            queueArn: QueueArn ?? '',
            channel: String(Channel),
            priority: Priority ?? 0,
            delaySeconds: Delay ?? 0,
          })),
        };
      }),
    users: () =>
      ask('connect:SearchUsers', async () => {
        const all = await gather(paginateSearchUsers(pages, { ...instance }), (page) => page.Users);
        return all.map(({ Username = '', RoutingProfileId = '', PhoneConfig }) => ({
          username: Username,
          routingProfileId: RoutingProfileId,
          deskPhone: PhoneConfig?.PhoneType === 'DESK_PHONE',
          autoAccept: PhoneConfig?.AutoAccept ?? false,
        }));
      }),
  };
}

type Instance = { readonly InstanceId: string };

const listings: Readonly<
  Record<Listed, { action: string; read(client: ConnectClient, instance: Instance): Promise<readonly Named[]> }>
> = {
  queues: {
    action: 'connect:ListQueues',
    read: async (client, instance) =>
      named(
        await gather(
          paginateListQueues({ client }, { ...instance, QueueTypes: ['STANDARD'] }),
          (page) => page.QueueSummaryList,
        ),
      ),
  },
  routingProfiles: {
    action: 'connect:ListRoutingProfiles',
    read: async (client, instance) =>
      named(
        await gather(
          paginateListRoutingProfiles({ client }, { ...instance }),
          (page) => page.RoutingProfileSummaryList,
        ),
      ),
  },
  flows: {
    action: 'connect:ListContactFlows',
    read: async (client, instance) =>
      named(await gather(paginateListContactFlows({ client }, { ...instance }), (page) => page.ContactFlowSummaryList)),
  },
  hours: {
    action: 'connect:ListHoursOfOperations',
    read: async (client, instance) =>
      named(
        await gather(
          paginateListHoursOfOperations({ client }, { ...instance }),
          (page) => page.HoursOfOperationSummaryList,
        ),
      ),
  },
  quickConnects: {
    action: 'connect:ListQuickConnects',
    read: async (client, instance) =>
      named(
        await gather(paginateListQuickConnects({ client }, { ...instance }), (page) => page.QuickConnectSummaryList),
      ),
  },
  statuses: {
    action: 'connect:ListAgentStatuses',
    read: async (client, instance) =>
      named(
        await gather(paginateListAgentStatuses({ client }, { ...instance }), (page) => page.AgentStatusSummaryList),
      ),
  },
};

const named = (found: readonly { Arn?: string | undefined; Name?: string | undefined }[]): readonly Named[] =>
  found.map(({ Arn = '', Name = '' }) => ({ arn: Arn, name: Name }));

async function flowOfNumber(connect: ConnectClient, instance: Instance, arn: string): Promise<string | null> {
  let token: string | undefined;
  do {
    const page: ListFlowAssociationsCommandOutput = await connect.send(
      new ListFlowAssociationsCommand({ ...instance, ResourceType: 'VOICE_PHONE_NUMBER', NextToken: token }),
    );
    const found = page.FlowAssociationSummaryList?.find(
      ({ ResourceId }) => lastPart(ResourceId ?? '') === lastPart(arn),
    );
    if (found) return found.FlowId ?? null;
    token = page.NextToken;
  } while (token);
  return null;
}
