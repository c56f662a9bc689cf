import type { EnvironmentInput } from './schema';

/** For trying things before they go live: small, and open around the clock. */
export const environment: EnvironmentInput = {
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
  agentEvents: { owner: 'ours', shards: 1 },
  hours: { owner: 'ours', timeZone: 'Europe/Berlin', open: '24x7' },
  groups: [
    {
      name: 'sales',
      queues: [{ owner: 'ours', name: 'sales-inbound' }],
      campaigns: ['renewals'],
      routingProfiles: { owner: 'ours', kinds: ['inbound', 'blended', 'blended-outbound'] },
    },
  ],
  numbers: [{ owner: 'ours', name: 'sales-line', queue: 'sales-inbound', countryCode: 'DE', type: 'DID' }],
  campaignManager: {
    url: 'https://campaign-manager.example.com',
    secret: { owner: 'ours' },
    tetherNumber: { owner: 'ours', countryCode: 'DE', type: 'DID' },
  },
  agentPage: {
    issuer: 'https://login.example.com/contact-centre-dev',
    audience: 'agent-page-dev',
    userIdClaim: 'connect_user_id',
    origins: ['https://agents-dev.example.com'],
  },
  texts: {
    greeting: 'Welcome. Please hold, and the next free colleague will take your call.',
    closed: 'Thank you for calling. We are closed at the moment. Please call again during our opening hours.',
    hold: 'Thank you for holding. You keep your place in line.',
    voicemail: 'Nobody could take your call in time. Please leave a message after the tone, and we will call you back.',
  },
  plan: { agents: 5 },
  quotas: { concurrentCalls: 10 },
  voicemail: { transcription: { enabled: true, languageCode: 'en-US' } },
};
