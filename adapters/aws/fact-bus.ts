import { type EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { CampaignEvent } from '../../core/campaign-contract/events';
import type { FactBus } from '../../core/campaign-contract/ports';

/** PutEvents takes 10 entries a request. */
const entriesPerRequest = 10;

/** EventBridge took part of a batch at most. `notTaken`: the others, each with its error code; whoever sent them sends again. */
export class FactsNotTakenError extends Error {
  override readonly name = 'FactsNotTakenError';
  constructor(readonly notTaken: readonly string[]) {
    super(`the event bus did not take ${notTaken.join(', ')}`);
  }
}

/** Facts on an EventBridge bus: detail-type is the event's type, detail the event. */
export class EventBridgeFactBus implements FactBus {
  constructor(
    private readonly client: EventBridgeClient,
    private readonly bus: { readonly name: string; readonly source: string },
  ) {}

  /** Tries all of them, then throws FactsNotTakenError naming each that was not taken. */
  async publish(events: readonly CampaignEvent[]): Promise<void> {
    const notTaken: string[] = [];
    for (let start = 0; start < events.length; start += entriesPerRequest) {
      notTaken.push(...(await this.put(events.slice(start, start + entriesPerRequest))));
    }
    if (notTaken.length > 0) throw new FactsNotTakenError(notTaken);
  }

  private async put(events: readonly CampaignEvent[]): Promise<readonly string[]> {
    const answer = await this.client.send(
      new PutEventsCommand({
        Entries: events.map((event) => ({
          EventBusName: this.bus.name,
          Source: this.bus.source,
          DetailType: event.type,
          Detail: JSON.stringify(event),
        })),
      }),
    );
    if (!answer.FailedEntryCount) return [];
    return events.flatMap((event, index) => {
      const entry = answer.Entries?.[index];
      return entry?.EventId ? [] : [`${event.type} ${event.eventId} (${entry?.ErrorCode ?? 'without a reason'})`];
    });
  }
}
