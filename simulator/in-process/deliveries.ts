import type { Chance, Scheduler } from '../../clock/scheduler';
import { type Conditions, type EventStream, type Hop, redelivery } from '../platform/conditions';
import { Lanes } from '../platform/lanes';
import { failedIn, type StreamRecord, streamBatch } from './event-shapes';
import type { FunctionErrors } from './function-errors';

/** What carries events and messages to the functions in this process, as AWS would: late, twice, or again. */
export interface Carriers {
  /**
   * An ordered stream, read in `lanes` by the key of each item: the function says from which record on a batch is to come again
   * (`batchItemFailures`); one with which it died comes again as a whole, by halves. Each as often as `maximumRetryAttempts` says.
   */
  stream(
    name: string,
    settings: { readonly lanes: number; readonly batchSize: number; readonly maximumRetryAttempts: number },
    handler: (event: unknown) => Promise<unknown>,
  ): (key: string, item: unknown) => void;
  /** Asynchronous invocations, tried three times. */
  events(
    name: string,
    way: { readonly stream: EventStream | null; readonly hop: Hop },
    run: (item: unknown) => Promise<void>,
  ): (item: unknown) => void;
  /** A queue; `run` is told which delivery it is, from 1, and answers `done`, or after how many seconds the message is to come back. */
  queue<T>(
    name: string,
    settings: { readonly visibilityTimeoutSeconds: number; readonly maxReceiveCount: number },
    run: (message: T, deliveries: number) => Promise<'done' | number>,
  ): (message: T, delaySeconds: number) => void;
  /** A FIFO queue: what is not done holds back the rest of its message group. */
  fifo<T>(
    name: string,
    settings: { readonly visibilityTimeoutSeconds: number; readonly maxReceiveCount: number },
    run: (message: T, deliveries: number) => Promise<'done' | number>,
  ): (message: T, messageGroup: string, delaySeconds: number) => void;
}

/**
 * Functions are named, so that `errors` can say whose error it was. What was tried as often as allowed is dropped here; on AWS
 * a DLQ keeps it.
 */
export function carriers(options: {
  readonly scheduler: Scheduler;
  readonly chance: Chance;
  readonly conditions: Conditions;
  readonly errors: FunctionErrors;
}): Carriers {
  const { scheduler, conditions, errors } = options;

  return {
    stream(name, { lanes, batchSize, maximumRetryAttempts }, handler) {
      interface Arrival extends StreamRecord {
        failures: number;
      }
      interface Lane {
        readonly waiting: Arrival[];
        /** How many come with the next delivery at most. */
        most: number;
        /** A delivery is scheduled. */
        busy: boolean;
      }
      const parts = new Lanes(lanes);
      const byPart = Array.from({ length: lanes }, (): Lane => ({ waiting: [], most: batchSize, busy: false }));
      /** When the last item of a key is due: none of the same key overtakes it. */
      const lastDueMs = new Map<string, number>();
      let sequence = 0;
      const schedule = (lane: Lane, delayMs: number): void => {
        lane.busy = true;
        scheduler.after(delayMs, () => deliver(lane), 'hop');
      };
      /** What is to be delivered again, and whether the function lived to say so. */
      const attempt = async (batch: readonly Arrival[]): Promise<{ left: readonly Arrival[]; died: boolean }> => {
        const outcome: { left: readonly Arrival[] } = { left: batch };
        const lived = await errors.ends(name, 'batch', async () => {
          const [first] = failedIn(await handler(streamBatch(batch)));
          outcome.left =
            first === undefined ? [] : batch.slice(batch.findIndex((arrival) => arrival.sequence === first));
        });
        return { ...outcome, died: !lived };
      };
      const deliver = async (lane: Lane): Promise<void> => {
        const { left, died } = await attempt(lane.waiting.splice(0, lane.most));
        lane.most = died ? Math.ceil(left.length / 2) : batchSize;
        const [first, ...others] = left;
        if (first) {
          first.failures += 1;
          lane.waiting.unshift(...(first.failures > maximumRetryAttempts ? [] : [first]), ...others);
        }
        if (lane.waiting.length > 0) schedule(lane, first ? redelivery.kinesisMs : 0);
        else lane.busy = false;
      };
      return (key, item) => {
        const lane = byPart[parts.of(key)] as Lane;
        const data = Buffer.from(JSON.stringify(item)).toString('base64');
        for (const delay of conditions.deliveries('agent-events')) {
          const dueMs = Math.max(lastDueMs.get(key) ?? 0, scheduler.now() + delay + conditions.hopDelayMs('kinesis'));
          lastDueMs.set(key, dueMs);
          const arrival = {
            ...{ key, data, sequence: String(++sequence).padStart(20, '0') },
            ...{ arrivedAt: dueMs, failures: 0 },
          };
          scheduler.at(
            dueMs,
            () => {
              lane.waiting.push(arrival);
              if (!lane.busy) schedule(lane, 0);
            },
            'hop',
          );
        }
      };
    },

    events(name, { stream, hop }, run) {
      const attempt = (item: unknown, tried: number) => async (): Promise<void> => {
        if (await errors.ends(name, 'event', () => run(item))) return;
        const again = redelivery.asynchronousMs[tried];
        if (again !== undefined) scheduler.after(again, attempt(item, tried + 1), 'hop');
      };
      return (item) => {
        for (const delay of stream === null ? [0] : conditions.deliveries(stream)) {
          scheduler.after(delay + conditions.hopDelayMs(hop), attempt(item, 0), 'hop');
        }
      };
    },

    queue(name, settings, run) {
      type Message = Parameters<typeof run>[0];
      const receive = (message: Message, count: number) => async (): Promise<void> => {
        const outcome: { answer: 'done' | number } = { answer: settings.visibilityTimeoutSeconds };
        await errors.ends(name, 'batch', async () => {
          outcome.answer = await run(message, count);
        });
        const { answer } = outcome;
        if (answer === 'done' || count >= settings.maxReceiveCount) return;
        scheduler.after(answer * 1000, receive(message, count + 1), 'hop');
      };
      return (message, delaySeconds) => {
        scheduler.after(delaySeconds * 1000 + conditions.hopDelayMs('sqs'), receive(message, 1), 'hop');
      };
    },

    fifo(name, settings, run) {
      type Message = Parameters<typeof run>[0];
      const groups = new Map<string, { readonly message: Message; readonly dueMs: number; received: number }[]>();
      const pump = async (messageGroup: string): Promise<void> => {
        const waiting = groups.get(messageGroup) ?? [];
        for (;;) {
          const head = waiting[0];
          if (head === undefined) {
            groups.delete(messageGroup);
            return;
          }
          const again = (atMs: number) => void scheduler.at(atMs, () => pump(messageGroup), 'hop');
          if (head.dueMs > scheduler.now()) return again(head.dueMs);
          head.received += 1;
          const outcome: { answer: 'done' | number } = { answer: settings.visibilityTimeoutSeconds };
          await errors.ends(name, 'batch', async () => {
            outcome.answer = await run(head.message, head.received);
          });
          if (outcome.answer !== 'done' && head.received < settings.maxReceiveCount) {
            return again(scheduler.now() + outcome.answer * 1000);
          }
          waiting.shift();
        }
      };
      return (message, messageGroup, delaySeconds) => {
        const dueMs = scheduler.now() + delaySeconds * 1000 + conditions.hopDelayMs('sqs');
        const waiting = groups.get(messageGroup);
        if (waiting) return void waiting.push({ message, dueMs, received: 0 });
        groups.set(messageGroup, [{ message, dueMs, received: 0 }]);
        scheduler.at(dueMs, () => pump(messageGroup), 'hop');
      };
    },
  };
}
