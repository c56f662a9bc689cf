import type { EnvironmentInput } from './schema';

/** Live traffic: state and numbers outlive their stacks. */
export const environment: EnvironmentInput = {
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
  agentEvents: { owner: 'ours', shards: 2 },
  hours: {
    owner: 'ours',
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
      queues: [{ owner: 'ours', name: 'sales-inbound' }],
      campaigns: ['renewals', 'welcome-calls'],
      campaignProficiencies: { 'welcome-calls': 'Language=Spanish>=3' },
      routingProfiles: { owner: 'ours', kinds: ['inbound', 'blended', 'blended-outbound', 'outbound'] },
    },
    {
      name: 'service',
      queues: [
        { owner: 'ours', name: 'service-inbound', priority: 2 },
        { owner: 'ours', name: 'service-priority' },
      ],
      campaigns: ['satisfaction-survey'],
      thresholds: { 'queue/max-wait-seconds': 300 },
      routingProfiles: { owner: 'ours', kinds: ['inbound', 'blended'] },
    },
  ],
  numbers: [
    { owner: 'ours', name: 'sales-line', queue: 'sales-inbound', countryCode: 'DE', type: 'TOLL_FREE' },
    { owner: 'ours', name: 'service-line', queue: 'service-inbound', countryCode: 'DE', type: 'TOLL_FREE' },
    { owner: 'ours', name: 'priority-line', queue: 'service-priority', countryCode: 'DE', type: 'DID' },
  ],
  campaignManager: {
    url: 'https://campaign-manager.example.com',
    secret: { owner: 'ours' },
    tetherNumber: { owner: 'ours', countryCode: 'DE', type: 'DID' },
  },
  agentPage: {
    issuer: 'https://login.example.com/contact-centre',
    audience: 'agent-page',
    userIdClaim: 'connect_user_id',
    origins: ['https://agents.example.com'],
  },
  texts: {
    greeting: 'Welcome. Please hold, and the next free colleague will take your call.',
    closed: 'Thank you for calling. We are closed at the moment. Please call again during our opening hours.',
    hold: 'Thank you for holding. You keep your place in line.',
    voicemail: 'Nobody could take your call in time. Please leave a message after the tone, and we will call you back.',
  },
  plan: { agents: 300, inboundCallsPerHour: 2_400 },
  quotas: { concurrentCalls: 500, reservedInboundCalls: 50 },
  voicemail: { transcription: { enabled: true, languageCode: 'en-US' } },
};
