import * as z from 'zod';
import { campaignEventTypes } from '../../core/campaign-contract/event-types';
import { campaignEventSchema } from '../../core/campaign-contract/events';
import { type TakeCampaignEventPorts, takeCampaignEvent } from '../../core/campaign-link/take-campaign-event';
import { problemsOf, shortened } from '../../core/tolerant';
import type { Counts, FailureLog } from '../shared/middleware';
import { onceDeployed } from '../shared/once-deployed';

export interface CampaignEventsPorts extends TakeCampaignEventPorts {
  readonly failures: FailureLog;
  readonly counts: Counts;
}

const busEvent = z.object({ 'detail-type': z.string(), detail: z.unknown() });

/** Takes in one fact of the Campaign Manager from our bus. One nobody can use is counted, and not delivered again. */
export const makeHandler =
  (ports: CampaignEventsPorts) =>
  async (event: unknown): Promise<void> => {
    const envelope = busEvent.safeParse(event);
    if (!envelope.success) return ignore(ports, 'malformed', problemsOf(envelope.error));
    const { 'detail-type': detailType, detail } = envelope.data;
    if (!campaignEventTypes.some((type) => type === detailType)) {
      return ignore(ports, 'unknown-type', [`events of type ${shortened(detailType)} are not known here`]);
    }
    const parsed = campaignEventSchema.safeParse(detail);
    if (!parsed.success) return ignore(ports, 'malformed', problemsOf(parsed.error));
    await onceDeployed(ports.failures, `${detailType} ${parsed.data.eventId}`, () =>
      takeCampaignEvent(ports, parsed.data),
    );
    if (parsed.data.type === 'Heartbeat') ports.counts.add('campaignHeartbeats');
  };

function ignore(ports: CampaignEventsPorts, why: 'malformed' | 'unknown-type', problems: readonly string[]): void {
  const reason = `an event of the Campaign Manager cannot be used: ${problems.join('; ')}`;
  ports.decisions.record({ type: 'input.ignored', why, reason, inputs: { problems } });
}
