import type { CampaignLink, CampaignRecord } from '../../core/campaign-contract/campaign';
import type { CampaignStore } from '../../core/campaign-contract/ports';

export class MemoryCampaignStore implements CampaignStore {
  private readonly records = new Map<string, CampaignRecord>();
  private heartbeat: CampaignLink | null = null;

  async load(campaign: string): Promise<CampaignRecord | null> {
    return this.records.get(campaign) ?? null;
  }

  async save(record: CampaignRecord, expected: number | null): Promise<'saved' | 'conflict'> {
    if ((this.records.get(record.campaign)?.version ?? null) !== expected) return 'conflict';
    this.records.set(record.campaign, record);
    return 'saved';
  }

  async link(): Promise<CampaignLink | null> {
    return this.heartbeat;
  }

  async saveLink(link: CampaignLink, expected: number | null): Promise<'saved' | 'conflict'> {
    if ((this.heartbeat?.version ?? null) !== expected) return 'conflict';
    this.heartbeat = link;
    return 'saved';
  }
}
