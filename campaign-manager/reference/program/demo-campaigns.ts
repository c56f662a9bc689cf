import type { CampaignScript } from '../campaign-script';

/** Names the kit goes by unless told otherwise. */
export const demoCampaign = 'conformance';
export const demoPreviewCampaign = 'conformance-preview';

/** Customers who answer after 2 s, talk for 4 s and leave 2 s of work: a whole story in seconds. */
const quick = {
  startAtSeconds: 0,
  contacts: 500,
  answerProbability: 1,
  ringSeconds: () => 2,
  talkSeconds: () => 4,
  wrapUpSeconds: () => 2,
  attempts: 3,
  retrySeconds: 3600,
  freshTether: false,
} as const;

/** Two small lists: one dialled one at a time, one with previews. */
export const demoCampaigns: readonly CampaignScript[] = [
  {
    ...quick,
    name: demoCampaign,
    priority: 1,
    pacing: { mode: 'progressive', linesPerAgent: 1, maxAbandonRate: 0.03 },
  },
  {
    ...quick,
    name: demoPreviewCampaign,
    priority: 2,
    pacing: { mode: 'preview', seconds: 3, onTimeout: 'reject', rescheduleSeconds: 3600, reservationSeconds: 33 },
  },
];
