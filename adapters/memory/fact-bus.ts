import type { CampaignEvent } from '../../core/campaign-contract/events';
import type { FactBus } from '../../core/campaign-contract/ports';

/** Hands each fact to `deliver`, as the bus's rule would. */
export class MemoryFactBus implements FactBus {
  constructor(private readonly deliver: (event: CampaignEvent) => void) {}

  async publish(events: readonly CampaignEvent[]): Promise<void> {
    for (const event of events) this.deliver(event);
  }
}
