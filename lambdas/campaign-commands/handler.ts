import type { SQSBatchResponse } from 'aws-lambda';
import type { MessageReturn } from '../../adapters/aws/message-queues';
import { campaignCommandSchema } from '../../core/campaign-contract/commands';
import { type RunCampaignCommandPorts, runCampaignCommand } from '../../core/campaign-link/run-campaign-command';
import { type QueueBatchPorts, workThrough } from '../shared/queue-batch';

export interface CampaignCommandsPorts extends RunCampaignCommandPorts, QueueBatchPorts {
  readonly decisions: RunCampaignCommandPorts['decisions'];
  readonly messages: MessageReturn;
}

/**
 * Tells the Campaign Manager what is wanted. A command that could not be told goes back for a while, and the queue keeps
 * the agent's later ones behind it.
 */
export const makeHandler =
  (ports: CampaignCommandsPorts) =>
  (event: unknown): Promise<SQSBatchResponse> =>
    workThrough(ports, event, campaignCommandSchema, async (command, record) => {
      const outcome = await runCampaignCommand(ports, command);
      if (outcome.kind === 'done') return 'done';
      await ports.messages.putBack(record.eventSourceARN, record.receiptHandle, outcome.retryAfterMs);
      return 'again';
    });
