import * as z from 'zod';
import type { RecordOf } from '../record';
import type { Capability } from './events';

/** What an agent may say came of a conversation; `label`: for people. */
const outcomeSchema = z.object({ outcome: z.string(), label: z.string() });
export type CampaignOutcome = RecordOf<typeof outcomeSchema>;

/** What a campaign last said it has to do (event CampaignWork). Times are ms since the epoch. */
export const campaignSchema = z.object({
  campaign: z.string(),
  seq: z.number(),
  at: z.number(),
  callsAvailable: z.number(),
  dialsInFlight: z.number(),
  agentsNeeded: z.number(),
  /** 1 is served first. */
  priority: z.number(),
  minAgents: z.number().nullable(),
  maxAgents: z.number().nullable(),
  /** In the order they are shown. Not kept by earlier versions. */
  outcomes: z.array(outcomeSchema).default([]),
  version: z.number(),
});
export type CampaignRecord = RecordOf<typeof campaignSchema>;

/** Whether the Campaign Manager is alive, by its last heartbeat. */
export const campaignLinkSchema = z.object({
  lastHeartbeatAt: z.number(),
  seq: z.number(),
  /** As the newest heartbeat said, which was sent at `toldAt` by its clock. Not kept by earlier versions, as that is. */
  capabilities: z.array(z.string()).default([]),
  toldAt: z.number().default(0),
  version: z.number(),
});
export type CampaignLink = RecordOf<typeof campaignLinkSchema>;

/** Whether the Campaign Manager says that it can do something not every one can. */
export const isAble = (link: Pick<CampaignLink, 'capabilities'> | null, capability: Capability): boolean =>
  link?.capabilities.includes(capability) ?? false;

/** How often a heartbeat comes, and after how long without one the Campaign Manager counts as lost. */
export const heartbeatEveryMs = 30_000;
export const heartbeatLostMs = 90_000;
