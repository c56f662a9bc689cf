import { needsOutbound, type Scenario, unlimitedCalls } from '../scenario/scenario';

const region = 'eu-central-1';
const account = '123456789012';
const instanceArn = `arn:aws:connect:${region}:${account}:instance/5c01a11c-0000-4000-8000-000000000001`;

/** The name of the environment a scenario is synthesized as. */
export const environmentName = 'local';

const inboundKinds = ['inbound', 'blended'] as const;
const allKinds = [...inboundKinds, 'blended-outbound', 'outbound'] as const;

/** For whom the local issuer makes out tokens. */
export const pageAudience = 'agent-page';

/** The name of a queue's number in the environment: numbers and queues have names of one shape. */
export const numberNameOf = (queue: string): string => queue;

/**
 * A scenario's groups as an environment file (the schema of lib/environments): the application is synthesized from it
 * like any other environment. Everything is ours; the instance, its storage and its Break status are the simulated
 * Connect's. Thresholds are not in it: they are set through Parameter Store, as an admin would.
 */
export function environmentOf(
  scenario: Scenario,
  addresses: { readonly campaignManager: string; readonly issuer: string },
): Record<string, unknown> {
  const outbound = needsOutbound(scenario);
  const queues = scenario.groups.flatMap((group) => group.queues);
  return {
    name: environmentName,
    account,
    region,
    retainState: false,
    logRetentionDays: 1,
    instance: { arn: instanceArn, alias: 'local', recordingsBucket: 'local-recordings' },
    agentEvents: { owner: 'ours', shards: 1 },
    hours: { owner: 'ours', timeZone: 'UTC', open: '24x7' },
    groups: scenario.groups.map((group) => ({
      name: group.name,
      queues: group.queues.map((queue) => ({ owner: 'ours', name: queue })),
      campaigns: group.campaigns,
      routingProfiles: { owner: 'ours', kinds: outbound ? allKinds : inboundKinds },
    })),
    ...(outbound
      ? {
          campaignManager: {
            url: addresses.campaignManager,
            secret: { owner: 'ours' },
            tetherNumber: { owner: 'ours', countryCode: 'DE', type: 'DID' },
          },
          agentPage: { issuer: addresses.issuer, audience: pageAudience, origins: ['https://agents.example.com'] },
        }
      : {}),
    numbers: queues.map((queue) => ({
      owner: 'ours',
      name: numberNameOf(queue),
      queue,
      countryCode: 'DE',
      type: 'DID',
    })),
    texts: {
      greeting: 'Welcome.',
      closed: 'We are closed at the moment.',
      hold: 'Please hold.',
      voicemail: 'Please leave a message after the tone.',
    },
    quotas: {
      concurrentCalls: scenario.quotas.concurrentCalls ?? unlimitedCalls,
      reservedInboundCalls: scenario.quotas.reservedInboundCalls,
    },
    voicemail: { transcription: { enabled: true, languageCode: 'en-US' } },
  };
}
