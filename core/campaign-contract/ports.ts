import type { CampaignLink, CampaignRecord } from './campaign';
import type { CampaignCommand, CommandReply } from './commands';
import type { CampaignEvent } from './events';

/**
 * What campaigns last said of themselves, and when the Campaign Manager was last heard of. Writes are on condition of the
 * version; `expected` is `null` where nothing is stored.
 */
export interface CampaignStore {
  load(campaign: string): Promise<CampaignRecord | null>;
  save(record: CampaignRecord, expected: number | null): Promise<'saved' | 'conflict'>;
  link(): Promise<CampaignLink | null>;
  saveLink(link: CampaignLink, expected: number | null): Promise<'saved' | 'conflict'>;
}

/** Commands to the Campaign Manager, in order per agent. The same command sent again within 5 minutes is one. */
export interface CampaignCommandQueue {
  send(command: CampaignCommand): Promise<void>;
}

/** The Campaign Manager itself, over HTTPS. */
export interface CampaignManagerClient {
  /** `unreachable`: no answer in time, or one that is not of the contract; `message` is a sentence. */
  send(
    command: CampaignCommand,
  ): Promise<
    | { readonly kind: 'reply'; readonly reply: CommandReply }
    | { readonly kind: 'unreachable'; readonly message: string }
  >;
}

/** Our own bus: facts, never commands, never tokens. */
export interface FactBus {
  /** Throws when any of them was not taken. */
  publish(events: readonly CampaignEvent[]): Promise<void>;
}

/** What the ingress asks before it believes a request. */
export interface IngressGuard {
  /** Keys whose signatures count now, the one that signs first. */
  secrets(): Promise<readonly string[]>;
  /** `false`: the nonce was seen within the window. */
  firstUse(nonce: string, until: number): Promise<boolean>;
}
