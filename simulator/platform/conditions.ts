/**
 * What a scenario does to deliveries and functions (its latency and its faults). Both runners ask at the same points,
 * so that a fault means the same on the local cloud and in simulate.
 */
export interface Conditions {
  /** How long one hop takes, in milliseconds (0 at latency none, by docs/theory.md#serverless-latencies at latency typical). */
  hopDelayMs(hop: Hop): number;
  /**
   * When each delivery of one event comes, as delays in milliseconds: `[0]` once and at once, `[]` lost, two entries
   * duplicated. `agent-events` keep their order per agent whatever is answered here.
   */
  deliveries(stream: EventStream): readonly number[];
  /**
   * Asked at each effect (SDK call, or port call in simulate) of a function: killed before it, after it, or not. `call`:
   * which port call it is, where that is known (`agents.save`).
   */
  kill(functionName: string, call?: string): 'before' | 'after' | null;
  /**
   * Asked at each request of a function to an API (`Connect DescribeContact`, `DynamoDB calls`, `SQS timers`): refused for
   * its rate, not answered at all, or carried out without an answer in time; `null`: as it should be. In simulate only.
   */
  refuses(functionName: string, api: string): Refusal | null;
  /** How far the clock of a function is ahead of the world's, milliseconds; negative when it is behind. */
  clockSkewMs(functionName: string): number;
  /** Whether one command on this queue is delivered twice (fault duplicate-commands); asked once for each. */
  duplicates(queue: 'campaign-commands'): boolean;
  /** How stale an index read may be, in milliseconds (fault stale-index; 0 without it). */
  indexStalenessMs(): number;
}

/** How an API fails: `throttled` and `down` did nothing, `slow` did it and does not say so. */
export type Refusal = 'throttled' | 'down' | 'slow';

/** Ways on which what AWS delivers takes time (docs/theory.md#serverless-latencies). */
export type Hop = 'kinesis' | 'eventbridge' | 'sqs' | 'flow-lambda' | 's3';

/** Streams of events whose deliveries faults lose, delay, repeat or reorder (docs/scenarios.md#faults). */
export type EventStream = 'agent-events' | 'contact-events' | 'bus';

/** No latency, no fault. */
export const calm: Conditions = {
  hopDelayMs: () => 0,
  deliveries: () => [0],
  kill: () => null,
  refuses: () => null,
  clockSkewMs: () => 0,
  duplicates: () => false,
  indexStalenessMs: () => 0,
};

/**
 * How soon AWS tries again when a function died, milliseconds. Kinesis: the poller repeats the batch; asynchronous
 * invocations (EventBridge to Lambda): after one and then two minutes (Lambda developer guide, "asynchronous
 * invocation"). SQS redelivers after the queue's own visibility timeout.
 */
export const redelivery = { kinesisMs: 1_000, asynchronousMs: [60_000, 120_000] } as const;
