import {
  type CampaignLink,
  type CampaignRecord,
  campaignLinkSchema,
  campaignSchema,
} from '../../core/campaign-contract/campaign';
import type { CampaignStore } from '../../core/campaign-contract/ports';
import { readStored } from './stored-records';
import { type ItemKey, itemKey, putAtVersion, readItem, type Table } from './table';

/** Where the record of a campaign lies in the table. */
export const campaignKey = (campaign: string): ItemKey => itemKey('campaign', campaign);

/** There is one Campaign Manager, so one heartbeat. */
export const campaignLinkKey: ItemKey = { pk: 'campaign-link', sk: 'state' };

/** Campaigns as items `campaign#<name>`, the Campaign Manager's heartbeat as the item `campaign-link`. */
export class CampaignTable implements CampaignStore {
  constructor(private readonly table: Table) {}

  async load(campaign: string): Promise<CampaignRecord | null> {
    const item = await readItem(this.table, campaignKey(campaign));
    return item && readStored(campaignSchema, item);
  }

  save(record: CampaignRecord, expected: number | null): Promise<'saved' | 'conflict'> {
    return putAtVersion(this.table, { ...campaignKey(record.campaign), ...record }, expected);
  }

  async link(): Promise<CampaignLink | null> {
    const item = await readItem(this.table, campaignLinkKey);
    return item && readStored(campaignLinkSchema, item);
  }

  saveLink(link: CampaignLink, expected: number | null): Promise<'saved' | 'conflict'> {
    return putAtVersion(this.table, { ...campaignLinkKey, ...link }, expected);
  }
}
