import type { EnvironmentInput } from './schema';

/**
 * Live traffic, with everything there is: state outlives its stacks, campaigns, the agents' page, and lines that callers dial
 * already. Samples stand for account, ids, names and addresses; `cdk deploy` names each that is left.
 */
export const environment: EnvironmentInput = {
  name: 'prod',
  region: 'us-east-1',
  retainState: true,
  logRetentionDays: 90,
  tags: { 'cost-centre': 'contact-centre' },
  instance: {
    arn: 'arn:aws:connect:us-east-1:444455556666:instance/00000000-0000-0000-0000-000000000000',
    alias: 'example-contact-centre',
    recordingsBucket: 'amazon-connect-example',
  },
  agentEvents: { owner: 'managed', shards: 2 },
  hours: {
    owner: 'managed',
    timeZone: 'America/New_York',
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
      previewCampaigns: ['welcome-calls'],
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
  // A line moves when it stands here and the environment is deployed, and goes back to the flow it had when it is taken out
  // again: begin with one (docs/deploy.md, "Move lines one at a time").
  numbers: [
    {
      owner: 'existing',
      name: 'sales-line',
      queue: 'sales-inbound',
      arn: 'arn:aws:connect:us-east-1:444455556666:phone-number/00000000-0000-0000-0000-000000000001',
    },
    {
      owner: 'existing',
      name: 'service-line',
      queue: 'service-inbound',
      arn: 'arn:aws:connect:us-east-1:444455556666:phone-number/00000000-0000-0000-0000-000000000002',
    },
    {
      owner: 'existing',
      name: 'priority-line',
      queue: 'service-priority',
      arn: 'arn:aws:connect:us-east-1:444455556666:phone-number/00000000-0000-0000-0000-000000000003',
    },
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
  },
  // Their names lead to the outputs SoftphoneCloudFrontName and WallboardCloudFrontName of the stack ccb-prod-pages.
  pages: {
    softphone: {
      address: 'https://softphone.example.com',
      certificateArn: 'arn:aws:acm:us-east-1:444455556666:certificate/00000000-0000-0000-0000-000000000004',
    },
    wallboard: {
      address: 'https://wallboard.example.com',
      certificateArn: 'arn:aws:acm:us-east-1:444455556666:certificate/00000000-0000-0000-0000-000000000005',
    },
  },
  wallboard: { personClaim: 'email' },
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
