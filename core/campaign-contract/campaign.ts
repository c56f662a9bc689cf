import type { Capability } from './events';

/** What a campaign last said it has to do (event CampaignWork). Times are ms since the epoch. */
export interface CampaignRecord {
  readonly campaign: string;
  readonly seq: number;
  readonly at: number;
  readonly callsAvailable: number;
  readonly dialsInFlight: number;
  readonly agentsNeeded: number;
  /** 1 is served first. */
  readonly priority: number;
  readonly minAgents: number | null;
  readonly maxAgents: number | null;
  readonly version: number;
}

/** Whether the Campaign Manager is alive, by its last heartbeat. */
export interface CampaignLink {
  readonly lastHeartbeatAt: number;
  readonly seq: number;
  /** As the newest heartbeat said, which was sent at `toldAt` by its clock. */
  readonly capabilities: readonly string[];
  readonly toldAt: number;
  readonly version: number;
}

/** Whether the Campaign Manager says that it can do something not every one can. */
export const isAble = (link: Pick<CampaignLink, 'capabilities'> | null, capability: Capability): boolean =>
  link?.capabilities.includes(capability) ?? false;

/** How often a heartbeat comes, and after how long without one the Campaign Manager counts as lost. */
export const heartbeatEveryMs = 30_000;
export const heartbeatLostMs = 90_000;
