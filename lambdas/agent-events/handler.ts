import type { KinesisStreamBatchResponse, SQSBatchResponse } from 'aws-lambda';
import * as z from 'zod';
import type { AgainQueue, MalformedInput, MessageReturn } from '../../adapters/aws/message-queues';
import { parseAgentEvent } from '../../core/agent/agent-event';
import { againAfterSeconds } from '../../core/events/again';
import { type ObserveAgentPorts, observeAgent } from '../../core/events/observe-agent';
import { takeInOrder } from '../../core/events/take-in-order';
import { noteLost } from '../shared/lost-parts';
import type { FailureLog } from '../shared/middleware';
import { onceDeployed } from '../shared/once-deployed';
import { deliveriesOf, workThrough } from '../shared/queue-batch';

/** As the stream delivers it, and as the queue of records that failed holds it. */
const streamRecord = z.object({
  eventSourceARN: z.string(),
  kinesis: z.object({
    data: z.string(),
    sequenceNumber: z.string(),
    partitionKey: z.string(),
    /** Seconds since 1970, with a fraction. */
    approximateArrivalTimestamp: z.number(),
  }),
});
type StreamRecord = z.infer<typeof streamRecord>;

const streamEvent = z.object({ Records: z.array(streamRecord) });
const queueEvent = z.object({ Records: z.array(z.object({ eventSource: z.literal('aws:sqs') })) });

export interface AgentEventsPorts extends ObserveAgentPorts {
  readonly malformed: MalformedInput;
  readonly failures: FailureLog;
  readonly again: AgainQueue;
  readonly messages: MessageReturn;
}

/** Takes in agent events: those of the stream, and those of the queue in which records are that failed before. */
export const makeHandler =
  (ports: AgentEventsPorts) =>
  (event: unknown): Promise<KinesisStreamBatchResponse | SQSBatchResponse> =>
    queueEvent.safeParse(event).success ? takeInAgain(ports, event) : takeInStream(ports, event);

/** In the stream's order for each agent, who is the partition key (docs/amazon-connect.md#kinesis-to-lambda): see `takeInOrder`. */
async function takeInStream(ports: AgentEventsPorts, event: unknown): Promise<KinesisStreamBatchResponse> {
  const records = streamEvent.parse(event).Records.map((record) => ({
    key: record.kinesis.partitionKey,
    arrivedAt: record.kinesis.approximateArrivalTimestamp * 1000,
    record,
  }));
  const from = await takeInOrder(
    {
      clock: ports.clock,
      takeIn: ({ record }) =>
        succeeds(ports, `record ${nameOf(record)} failed; it comes again, with what follows of its agent`, () =>
          takeIn(ports, record),
        ),
      handOver: ({ record }) =>
        succeeds(ports, `record ${nameOf(record)} could not be handed over to the queue`, () =>
          ports.again.send({
            key: record.kinesis.partitionKey,
            id: record.kinesis.sequenceNumber,
            body: JSON.stringify(record),
          }),
        ),
    },
    records,
  );
  const first = from === null ? undefined : records[from];
  return { batchItemFailures: first ? [{ itemIdentifier: nameOf(first.record) }] : [] };
}

/** A record that still fails goes back into the queue, until it has been there often enough for the DLQ. */
const takeInAgain = (ports: AgentEventsPorts, event: unknown): Promise<SQSBatchResponse> =>
  workThrough(ports, event, streamRecord, async (record, message) => {
    const done = await succeeds(ports, `record ${nameOf(record)} of the queue failed; it comes again`, () =>
      takeIn(ports, record),
    );
    if (done) return 'done';
    const seconds = againAfterSeconds(deliveriesOf(message));
    await ports.messages.putBack(message.eventSourceARN, message.receiptHandle, seconds * 1000);
    return 'again';
  });

const nameOf = ({ kinesis }: StreamRecord): string => kinesis.sequenceNumber;

/** Whether it went well; a failure is logged as `otherwise`. */
async function succeeds(
  { failures }: Pick<AgentEventsPorts, 'failures'>,
  otherwise: string,
  act: () => Promise<void>,
): Promise<boolean> {
  try {
    await act();
    return true;
  } catch (error) {
    failures.failed(otherwise, error);
    return false;
  }
}

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
