import type { CampaignEvent } from './events';

/** Every event there is, apart from the schemas: a list is all that rules and bundles need. */
export const campaignEventTypes = [
  'TetherProgress',
  'AgentWork',
  'CampaignWork',
  'ReleaseResult',
  'DialOutcome',
  'Heartbeat',
  'PreviewOffered',
  'PreviewWithdrawn',
] as const satisfies readonly CampaignEvent['type'][];
