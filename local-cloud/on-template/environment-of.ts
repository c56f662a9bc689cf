import type { Rollout } from '../../simulator/run/running-application';
import { linesOf } from '../../simulator/scenario/lines';
import { needsOutbound, type Scenario, unlimitedCalls } from '../../simulator/scenario/scenario';
import type { PageAddresses } from '../pages/local-pages';

const region = 'eu-central-1';
const account = '123456789012';
const instanceArn = `arn:aws:connect:${region}:${account}:instance/5c01a11c-0000-4000-8000-000000000001`;

/** The name of the environment a scenario is synthesized as. */
export const environmentName = 'local';

const inboundKinds = ['inbound', 'blended'] as const;
const allKinds = [...inboundKinds, 'blended-outbound', 'outbound'] as const;

/** For whom the local issuer makes out tokens. */
export const pageAudience = 'agent-page';

/**
 * A scenario's groups as an environment file (the schema of lib/environments): the application is synthesized from it
 * like any other environment. Everything is ours; the instance, its storage and its Break status are the simulated
 * Connect's. Thresholds are not in it: they are set through Parameter Store, as an admin would.
 */
export function environmentOf(
  scenario: Scenario,
  addresses: {
    readonly campaignManager: string;
    readonly issuer: string;
    /** `null`, or left out: none are hosted. */
    readonly pages?: PageAddresses | null;
  },
  rollout: Rollout = {},
): Record<string, unknown> {
  const outbound = needsOutbound(scenario);
  return {
    name: environmentName,
    account,
    region,
    retainState: false,
    logRetentionDays: 1,
    instance: { arn: instanceArn, alias: 'local', recordingsBucket: 'local-recordings' },
    agentEvents: { owner: 'managed', shards: 1 },
    hours: { owner: 'managed', timeZone: 'UTC', open: '24x7' },
    groups: scenario.groups.map((group) => ({
      name: group.name,
      queues: group.queues.map((queue) => ({
        owner: 'managed',
        name: queue,
        ...(queue in group.queuePriorities ? { priority: group.queuePriorities[queue] } : {}),
      })),
      campaigns: group.campaigns,
      campaignProficiencies: asked(scenario, group.campaigns),
      requiredProficiencies: group.requires,
      ...rollout,
      routingProfiles: { owner: 'managed', kinds: outbound ? allKinds : inboundKinds },
    })),
    ...(outbound
      ? {
          campaignManager: {
            url: addresses.campaignManager,
            secret: { owner: 'managed' },
            tetherNumber: { owner: 'managed', countryCode: 'US', type: 'DID' },
          },
        }
      : {}),
    agentPage: { issuer: addresses.issuer, audience: pageAudience, origins: ['https://agents.example.com'] },
    ...(addresses.pages && { pages: pagesAt(addresses.pages) }),
    wallboard: {},
    numbers: linesOf(scenario).map(({ name, queue, requires }) => ({
      owner: 'managed',
      name,
      queue,
      countryCode: 'US',
      type: 'DID',
      ...(requires === null ? {} : { requiredProficiencies: requires }),
    })),
    texts: {
      greeting: 'Welcome.',
      closed: 'We are closed at the moment.',
      hold: 'Please hold.',
      voicemail: 'Please leave a message after the tone.',
    },
    // Limits of the page's API that no scenario is to meet.
    plan: { agents: Math.max(1_000, scenario.agents.length) },
    quotas: {
      concurrentCalls: scenario.quotas.concurrentCalls ?? unlimitedCalls,
      reservedInboundCalls: scenario.quotas.reservedInboundCalls,
    },
    voicemail: { transcription: { enabled: true, languageCode: 'en-US' } },
  };
}

const pagesAt = ({ softphone, wallboard, ccpUrl, controlUrl }: PageAddresses): Readonly<Record<string, unknown>> => ({
  softphone: { address: softphone, ccpUrl },
  ...(wallboard !== null && { wallboard: { address: wallboard } }),
  ...{ controlUrl, scope: 'openid offline_access' },
});

/** What campaigns ask of agents, those that ask for something. */
const asked = ({ campaigns }: Scenario, names: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    campaigns
      .filter(({ name, requires }) => names.includes(name) && requires !== 'none' && requires !== '')
      .map(({ name, requires }) => [name, requires]),
  );
