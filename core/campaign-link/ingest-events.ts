import { campaignEventTypes } from '../campaign-contract/event-types';
import { type CampaignEvent, campaignEventSchema } from '../campaign-contract/events';
import { contractVersion } from '../campaign-contract/identifiers';
import type { FactBus } from '../campaign-contract/ports';
import { problemsOf, quotedValue } from '../tolerant';

/** How many events of a batch are on our bus, and what is wrong with each of the others, as sentences for its sender. */
export interface Ingested {
  readonly accepted: number;
  /** One sentence for each event that was not taken. */
  readonly refused: readonly string[];
}

/**
 * Puts the Campaign Manager's facts onto our bus. Each stands for itself: one that cannot be used is refused with a
 * sentence and its neighbours go on. Throws when the bus would not take them: the sender is to come again.
 */
export async function ingestEvents(
  ports: { readonly bus: FactBus },
  envelope: { readonly version: string; readonly events: readonly unknown[] },
): Promise<Ingested> {
  if (envelope.version !== contractVersion) {
    const reason = `version ${quotedValue(envelope.version)} of the contract is not spoken here; ${contractVersion} is`;
    return { accepted: 0, refused: [reason] };
  }
  const good: CampaignEvent[] = [];
  const refused: string[] = [];
  for (const [index, event] of envelope.events.entries()) {
    const parsed = campaignEventSchema.safeParse(event);
    if (parsed.success) good.push(parsed.data);
    else refused.push(`events[${index}]: ${whatIsWrong(event, problemsOf(parsed.error))}`);
  }
  if (good.length > 0) await ports.bus.publish(good);
  return { accepted: good.length, refused };
}

function whatIsWrong(event: unknown, problems: readonly string[]): string {
  const type = event !== null && typeof event === 'object' && 'type' in event ? event.type : undefined;
  const known: readonly unknown[] = campaignEventTypes;
  return known.includes(type)
    ? `${String(type)}: ${problems.join('; ')}`
    : `type is ${quotedValue(type)}; it must be one of ${campaignEventTypes.join(', ')}`;
}
