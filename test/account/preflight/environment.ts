import { parseEnvironment } from '../../../lib/configuration/parse-environment';
import type { Environment } from '../../../lib/environments/schema';

const account = '123456789012';
const region = 'us-east-1';
export const instanceArn = `arn:aws:connect:${region}:${account}:instance/11111111-2222-4333-8444-555555555555`;
export const profileArn = `${instanceArn}/routing-profile/p1`;
export const numberArn = `arn:aws:connect:${region}:${account}:phone-number/n1`;
export const streamArn = `arn:aws:kinesis:${region}:${account}:stream/agents`;
export const statusArn = `${instanceArn}/agent-state/missed`;

/** An environment in a centre that is alive already: it brings what can be brought, and makes one group of its own. */
export const environment: Environment = parseEnvironment(
  {
    name: 'pilot',
    region,
    retainState: false,
    logRetentionDays: 14,
    instance: { arn: instanceArn, alias: 'a-centre', recordingsBucket: 'amazon-connect-recordings-of-a-centre' },
    agentEvents: { owner: 'existing', streamArn },
    missedCallStatus: { owner: 'existing', arn: statusArn },
    hours: { owner: 'existing', arn: `${instanceArn}/operating-hours/h1` },
    groups: [
      {
        name: 'sales',
        queues: [{ owner: 'existing', name: 'sales-inbound', arn: `${instanceArn}/queue/q1` }],
        campaigns: ['renewals'],
        routingProfiles: { owner: 'existing', profiles: [{ arn: profileArn, kind: 'blended' }] },
      },
      {
        name: 'service',
        queues: [
          {
            owner: 'managed',
            name: 'service-inbound',
            hours: { owner: 'existing', arn: `${instanceArn}/operating-hours/h2` },
          },
        ],
        routingProfiles: { owner: 'managed', kinds: ['inbound'] },
      },
    ],
    numbers: [
      { owner: 'existing', name: 'sales-line', queue: 'sales-inbound', arn: numberArn },
      { owner: 'managed', name: 'service-line', queue: 'service-inbound', countryCode: 'US', type: 'DID' },
    ],
    campaignManager: {
      url: 'https://campaigns.a-centre.test',
      secret: { owner: 'managed' },
      tetherNumber: { owner: 'managed', countryCode: 'US', type: 'DID' },
    },
    agentPage: {
      issuer: 'https://login.a-centre.test',
      audience: 'agents',
      agentClaim: 'sub',
      origins: ['https://agents.a-centre.test'],
    },
    texts: { greeting: 'Hello.', closed: 'Closed.', hold: 'Please hold.', voicemail: 'After the tone, please.' },
    quotas: { concurrentCalls: 50 },
    voicemail: { transcription: { enabled: true, languageCode: 'en-US' } },
  },
  'test',
);
