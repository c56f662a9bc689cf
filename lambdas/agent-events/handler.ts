import type { KinesisStreamBatchResponse } from 'aws-lambda';
import * as z from 'zod';
import type { MalformedInput } from '../../adapters/aws/message-queues';
import { parseAgentEvent } from '../../core/domain/agent-event';
import { type ObserveAgentPorts, observeAgent } from '../../core/usecases/observe-agent';
import { noteLost } from '../shared/lost-parts';
import type { FailureLog } from '../shared/middleware';
import { onceDeployed } from '../shared/once-deployed';

const streamEvent = z.object({
  Records: z.array(
    z.object({
      eventSourceARN: z.string(),
      kinesis: z.object({ data: z.string(), sequenceNumber: z.string(), partitionKey: z.string() }),
    }),
  ),
});
type StreamRecord = z.infer<typeof streamEvent>['Records'][number];

export interface AgentEventsPorts extends ObserveAgentPorts {
  readonly malformed: MalformedInput;
  readonly failures: FailureLog;
}

/**
 * Takes in agent events in the stream's order. A record that fails holds back what follows of the same agent (the partition
 * key, docs/amazon-connect.md#kinesis-to-lambda) and nobody else: the rest of the batch is taken in, and the next delivery
 * starts at the first that failed. What was taken in behind it comes again and is then known already.
 */
export const makeHandler =
  (ports: AgentEventsPorts) =>
  async (event: unknown): Promise<KinesisStreamBatchResponse> => {
    const heldBack = new Set<string>();
    let firstFailed: string | null = null;
    for (const record of streamEvent.parse(event).Records) {
      const { sequenceNumber, partitionKey } = record.kinesis;
      if (heldBack.has(partitionKey)) continue;
      try {
        await takeIn(ports, record);
      } catch (error) {
        ports.failures.failed(
          `record ${sequenceNumber} failed; it is delivered again, with what follows of its agent`,
          error,
        );
        heldBack.add(partitionKey);
        firstFailed ??= sequenceNumber;
      }
    }
    return { batchItemFailures: firstFailed === null ? [] : [{ itemIdentifier: firstFailed }] };
  };

async function takeIn(ports: AgentEventsPorts, record: StreamRecord): Promise<void> {
  const { sequenceNumber } = record.kinesis;
  const payload = Buffer.from(record.kinesis.data, 'base64').toString('utf8');
  const parsed = parsePayload(payload, sequenceNumber, ports.clock.now());
  switch (parsed.kind) {
    case 'observation':
      noteLost(ports, 'an agent event', parsed.lost, { sequenceNumber, agentId: parsed.observation.agentId });
      await onceDeployed(ports.failures, `record ${sequenceNumber}`, () => observeAgent(ports, parsed.observation));
      return;
    case 'unknown-type':
      ports.decisions.record({
        type: 'input.ignored',
        why: 'unknown-type',
        reason: `agent events of type ${parsed.eventType} are not known here`,
        inputs: { sequenceNumber, eventType: parsed.eventType },
      });
      return;
    case 'malformed':
      // Kept first: if that fails, the record is delivered again, and nothing is counted twice.
      await ports.malformed.keep({ source: record.eventSourceARN, payload, problems: parsed.problems });
      ports.decisions.record({
        type: 'input.ignored',
        why: 'malformed',
        reason: `an agent event cannot be read and is kept in the DLQ: ${parsed.problems.join('; ')}`,
        inputs: { sequenceNumber, problems: parsed.problems },
      });
  }
}

function parsePayload(payload: string, sequenceNumber: string, now: number): ReturnType<typeof parseAgentEvent> {
  let json: unknown;
  try {
    json = JSON.parse(payload);
  } catch {
    return { kind: 'malformed', problems: ['the record is not JSON'] };
  }
  return parseAgentEvent(json, sequenceNumber, now);
}
