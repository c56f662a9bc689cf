import type { Chance, Scheduler } from '../clock/scheduler';
import { Lanes } from '../cloud/streams/lanes';
import { type Conditions, type EventStream, type Hop, redelivery } from '../conditions';
import type { FunctionErrors } from './function-errors';

/** What carries events and messages to the functions in this process, as AWS would: late, twice, or again. */
export interface Carriers {
  /**
   * An ordered stream, read in `lanes` by the key of each item: what fails holds back what comes after it in its lane, and
   * is tried again as often as `maximumRetryAttempts` says.
   */
  stream(
    name: string,
    settings: { readonly lanes: number; readonly batchSize: number; readonly maximumRetryAttempts: number },
    run: (item: unknown, sequence: string) => Promise<void>,
  ): (key: string, item: unknown) => void;
  /** Asynchronous invocations, tried three times. */
  events(
    name: string,
    way: { readonly stream: EventStream | null; readonly hop: Hop },
    run: (item: unknown) => Promise<void>,
  ): (item: unknown) => void;
  /** A queue; `run` answers `done`, or after how many seconds the message is to come back. */
  queue<T>(
    name: string,
    settings: { readonly visibilityTimeoutSeconds: number; readonly maxReceiveCount: number },
    run: (message: T) => Promise<'done' | number>,
  ): (message: T, delaySeconds: number) => void;
  /** A FIFO queue: what is not done holds back the rest of its message group. */
  fifo<T>(
    name: string,
    settings: { readonly visibilityTimeoutSeconds: number; readonly maxReceiveCount: number },
    run: (message: T) => Promise<'done' | number>,
  ): (message: T, messageGroup: string, delaySeconds: number) => void;
}

/**
 * Functions are named, so that `errors` can say whose error it was. What was tried as often as allowed is kept in a DLQ on
 * AWS: nothing comes of it any more.
 */
export function carriers(options: {
  readonly scheduler: Scheduler;
  readonly chance: Chance;
  readonly conditions: Conditions;
  readonly errors: FunctionErrors;
}): Carriers {
  const { scheduler, conditions, errors } = options;

  return {
    stream(name, { lanes, batchSize, maximumRetryAttempts }, run) {
      interface Lane {
        readonly waiting: { readonly item: unknown; readonly sequence: string; failures: number }[];
        /** A delivery is scheduled. */
        busy: boolean;
      }
      const parts = new Lanes(lanes);
      const byPart = Array.from({ length: lanes }, (): Lane => ({ waiting: [], busy: false }));
      /** When the last item of a key is due: none of the same key overtakes it. */
      const lastDueMs = new Map<string, number>();
      let sequence = 0;
      const schedule = (lane: Lane, delayMs: number): void => {
        lane.busy = true;
        scheduler.after(delayMs, () => deliver(lane), 'hop');
      };
      const deliver = async (lane: Lane): Promise<void> => {
        const batch = lane.waiting.splice(0, batchSize);
        let waitMs = 0;
        for (let head = batch.shift(); head !== undefined; head = batch.shift()) {
          const { item, sequence } = head;
          if (await errors.ends(name, 'batch', () => run(item, sequence))) continue;
          head.failures += 1;
          lane.waiting.unshift(...(head.failures > maximumRetryAttempts ? [] : [head]), ...batch);
          waitMs = redelivery.kinesisMs;
          break;
        }
        if (lane.waiting.length > 0) schedule(lane, waitMs);
        else lane.busy = false;
      };
      return (key, item) => {
        const lane = byPart[parts.of(key)] as Lane;
        for (const delay of conditions.deliveries('agent-events')) {
          const dueMs = Math.max(lastDueMs.get(key) ?? 0, scheduler.now() + delay + conditions.hopDelayMs('kinesis'));
          lastDueMs.set(key, dueMs);
          const arrival = { item, sequence: String(++sequence).padStart(20, '0'), failures: 0 };
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
          outcome.answer = await run(message);
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
            outcome.answer = await run(head.message);
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
