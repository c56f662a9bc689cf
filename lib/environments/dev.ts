import type { EnvironmentInput } from './schema';

/**
 * For trying things before they go live: inbound calls only, open around the clock, nothing kept when it is deleted. Put your
 * account, instance, alias and bucket where `instance` has samples; the rest can stay as it is.
 */
export const environment: EnvironmentInput = {
  name: 'dev',
  region: 'us-east-1',
  retainState: false,
  logRetentionDays: 14,
  tags: { 'cost-centre': 'contact-centre-development' },
  instance: {
    arn: 'arn:aws:connect:us-east-1:111122223333:instance/00000000-0000-0000-0000-000000000000',
    alias: 'example-contact-centre-dev',
    recordingsBucket: 'amazon-connect-example-dev',
  },
  agentEvents: { owner: 'managed', shards: 1 },
  hours: { owner: 'managed', timeZone: 'America/New_York', open: '24x7' },
  groups: [
    {
      name: 'sales',
      queues: [{ owner: 'managed', name: 'sales-inbound' }],
      routingProfiles: { owner: 'managed', kinds: ['inbound'] },
    },
  ],
  // None at all is possible too: numbers: []. One that you have already: { owner: 'existing', name, queue, arn }.
  numbers: [{ owner: 'managed', name: 'sales-line', queue: 'sales-inbound', countryCode: 'US', type: 'DID' }],
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
