import type { EnvironmentInput } from '../../lib/environments/schema';

/**
 * Two environments that have everything an environment may have, for tests of what is made of one. Those of
 * `lib/environments/` are for people to fill in, add to and delete: no test of the templates depends on what they say.
 */

/** Small, and open around the clock. */
export const dev: EnvironmentInput = {
  name: 'dev',
  region: 'eu-central-1',
  retainState: true,
  logRetentionDays: 14,
  tags: { 'cost-centre': 'contact-centre-development' },
  instance: {
    arn: 'arn:aws:connect:eu-central-1:111122223333:instance/0a1b2c3d-1111-4a2b-8c3d-0123456789ab',
    alias: 'example-contact-centre-dev',
    recordingsBucket: 'example-contact-centre-dev-recordings',
  },
  agentEvents: { owner: 'managed', shards: 1 },
  hours: { owner: 'managed', timeZone: 'Europe/Berlin', open: '24x7' },
  groups: [
    {
      name: 'sales',
      queues: [{ owner: 'managed', name: 'sales-inbound' }],
      campaigns: ['renewals'],
      routingProfiles: { owner: 'managed', kinds: ['inbound', 'blended', 'blended-outbound'] },
    },
  ],
  numbers: [{ owner: 'managed', name: 'sales-line', queue: 'sales-inbound', countryCode: 'US', type: 'DID' }],
  campaignManager: {
    url: 'https://campaign-manager.example.com',
    secret: { owner: 'managed' },
    tetherNumber: { owner: 'managed', countryCode: 'US', type: 'DID' },
  },
  agentPage: {
    issuer: 'https://login.example.com/contact-centre-dev',
    audience: 'agent-page-dev',
    agentClaim: 'connect_user_id',
    origins: ['https://agents-dev.example.com'],
  },
  pages: {
    softphone: {
      address: 'https://softphone-dev.example.com',
      certificateArn: 'arn:aws:acm:us-east-1:111122223333:certificate/0a1b2c3d-1111-4a2b-8c3d-0123456789ab',
    },
    wallboard: { address: 'https://d111111abcdef8.cloudfront.net' },
    issuerOrigins: ['https://tokens.example.com'],
  },
  wallboard: { personClaim: 'email' },
  texts: {
    greeting: 'Welcome. Please hold, and the next free colleague will take your call.',
    closed: 'Thank you for calling. We are closed at the moment. Please call again during our opening hours.',
    hold: 'Thank you for holding. You keep your place in line.',
    voicemail: 'Nobody could take your call in time. Please leave a message after the tone, and we will call you back.',
  },
  quotas: { concurrentCalls: 10 },
  voicemail: { transcription: { enabled: true, languageCode: 'en-US' } },
};

/** Two groups, priorities, hours, proficiencies of campaigns. */
export const prod: EnvironmentInput = {
  name: 'prod',
  region: 'eu-central-1',
  retainState: true,
  logRetentionDays: 90,
  tags: { 'cost-centre': 'contact-centre' },
  instance: {
    arn: 'arn:aws:connect:eu-central-1:444455556666:instance/9f8e7d6c-2222-4b3c-9d4e-abcdef012345',
    alias: 'example-contact-centre',
    recordingsBucket: 'example-contact-centre-recordings',
  },
  agentEvents: { owner: 'managed', shards: 2 },
  hours: {
    owner: 'managed',
    timeZone: 'Europe/Berlin',
    open: {
      MONDAY: [{ from: '08:00', to: '20:00' }],
      TUESDAY: [{ from: '08:00', to: '20:00' }],
      WEDNESDAY: [{ from: '08:00', to: '20:00' }],
      THURSDAY: [{ from: '08:00', to: '20:00' }],
      FRIDAY: [{ from: '08:00', to: '18:00' }],
      SATURDAY: [{ from: '09:00', to: '13:00' }],
    },
  },
  groups: [
    {
      name: 'sales',
      queues: [{ owner: 'managed', name: 'sales-inbound' }],
      campaigns: ['renewals', 'welcome-calls'],
      campaignProficiencies: { 'welcome-calls': 'Language=Spanish>=3' },
      routingProfiles: { owner: 'managed', kinds: ['inbound', 'blended', 'blended-outbound', 'outbound'] },
    },
    {
      name: 'service',
      queues: [
        { owner: 'managed', name: 'service-inbound', priority: 2 },
        { owner: 'managed', name: 'service-priority' },
      ],
      campaigns: ['satisfaction-survey'],
      thresholds: { 'queue/max-wait-seconds': 300 },
      routingProfiles: { owner: 'managed', kinds: ['inbound', 'blended'] },
    },
  ],
  numbers: [
    { owner: 'managed', name: 'sales-line', queue: 'sales-inbound', countryCode: 'US', type: 'TOLL_FREE' },
    { owner: 'managed', name: 'service-line', queue: 'service-inbound', countryCode: 'US', type: 'TOLL_FREE' },
    { owner: 'managed', name: 'priority-line', queue: 'service-priority', countryCode: 'US', type: 'DID' },
  ],
  campaignManager: {
    url: 'https://campaign-manager.example.com',
    secret: { owner: 'managed' },
    tetherNumber: { owner: 'managed', countryCode: 'US', type: 'DID' },
  },
  agentPage: {
    issuer: 'https://login.example.com/contact-centre',
    audience: 'agent-page',
    agentClaim: 'connect_user_id',
    origins: ['https://agents.example.com'],
  },
  pages: {},
  wallboard: { agents: 'pseudonyms', agentFigures: false },
  texts: {
    greeting: 'Welcome. Please hold, and the next free colleague will take your call.',
    closed: 'Thank you for calling. We are closed at the moment. Please call again during our opening hours.',
    hold: 'Thank you for holding. You keep your place in line.',
    voicemail: 'Nobody could take your call in time. Please leave a message after the tone, and we will call you back.',
  },
  quotas: { concurrentCalls: 500, reservedInboundCalls: 50 },
  voicemail: { transcription: { enabled: true, languageCode: 'en-US' } },
};
