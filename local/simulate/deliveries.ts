import type { Chance, Scheduler } from '../clock/scheduler';
import { type Conditions, type EventStream, type Hop, redelivery } from '../conditions';
import { KilledError } from './mortal-ports';

/** What carries events and messages to the functions in this process, as AWS would: late, twice, or again. */
export interface Carriers {
  /** An ordered stream: what fails holds back what comes after it. */
  stream(run: (item: unknown, sequence: string) => Promise<void>): (item: unknown) => void;
  /** Asynchronous invocations, tried three times. */
  events(stream: EventStream | null, hop: Hop, run: (item: unknown) => Promise<void>): (item: unknown) => void;
  /** A queue; `run` answers `done`, or after how many seconds the message is to come back. */
  queue<T>(
    settings: { readonly visibilityTimeoutSeconds: number; readonly maxReceiveCount: number },
    run: (message: T) => Promise<'done' | number>,
  ): (message: T, delaySeconds: number) => void;
  /** A FIFO queue: what is not done holds back the rest of its message group. */
  fifo<T>(
    settings: { readonly visibilityTimeoutSeconds: number; readonly maxReceiveCount: number },
    run: (message: T) => Promise<'done' | number>,
  ): (message: T, messageGroup: string, delaySeconds: number) => void;
}

/** `lost` hears of what was tried as often as allowed and is kept in a DLQ on AWS. Other errors end the run. */
export function carriers(options: {
  readonly scheduler: Scheduler;
  readonly chance: Chance;
  readonly conditions: Conditions;
  readonly lost: (what: string) => void;
}): Carriers {
  const { scheduler, conditions, lost } = options;
  const alive = async (run: () => Promise<void>): Promise<boolean> => {
    try {
      await run();
      return true;
    } catch (error) {
      if (error instanceof KilledError) return false;
      throw error;
    }
  };

  return {
    stream(run) {
      const waiting: { readonly item: unknown; readonly sequence: string; readonly dueMs: number }[] = [];
      let sequence = 0;
      let pumping = false;
      const pump = async (): Promise<void> => {
        for (;;) {
          const head = waiting[0];
          if (head === undefined) {
            pumping = false;
            return;
          }
          if (head.dueMs > scheduler.now()) return void scheduler.at(head.dueMs, pump, 'hop');
          if (!(await alive(() => run(head.item, head.sequence)))) {
            return void scheduler.after(redelivery.kinesisMs, pump, 'hop');
          }
          waiting.shift();
        }
      };
      return (item) => {
        for (const delay of conditions.deliveries('agent-events')) {
          const last = waiting.at(-1)?.dueMs ?? 0;
          const dueMs = Math.max(last, scheduler.now() + delay + conditions.hopDelayMs('kinesis'));
          waiting.push({ item, sequence: String(++sequence).padStart(20, '0'), dueMs });
        }
        if (pumping || waiting.length === 0) return;
        pumping = true;
        scheduler.at(waiting[0]?.dueMs ?? scheduler.now(), pump, 'hop');
      };
    },

    events(stream, hop, run) {
      const attempt = (item: unknown, tried: number) => async (): Promise<void> => {
        if (await alive(() => run(item))) return;
        const again = redelivery.asynchronousMs[tried];
        if (again === undefined) lost('an event was tried three times');
        else scheduler.after(again, attempt(item, tried + 1), 'hop');
      };
      return (item) => {
        for (const delay of stream === null ? [0] : conditions.deliveries(stream)) {
          scheduler.after(delay + conditions.hopDelayMs(hop), attempt(item, 0), 'hop');
        }
      };
    },

    queue(settings, run) {
      type Message = Parameters<typeof run>[0];
      const receive = (message: Message, count: number) => async (): Promise<void> => {
        const outcome: { answer: 'done' | number } = { answer: settings.visibilityTimeoutSeconds };
        await alive(async () => {
          outcome.answer = await run(message);
        });
        const { answer } = outcome;
        if (answer === 'done') return;
        if (count >= settings.maxReceiveCount) lost(`a message was received ${count} times`);
        else scheduler.after(answer * 1000, receive(message, count + 1), 'hop');
      };
      return (message, delaySeconds) => {
        scheduler.after(delaySeconds * 1000 + conditions.hopDelayMs('sqs'), receive(message, 1), 'hop');
      };
    },

    fifo(settings, run) {
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
          await alive(async () => {
            outcome.answer = await run(head.message);
          });
          if (outcome.answer !== 'done') {
            if (head.received < settings.maxReceiveCount) return again(scheduler.now() + outcome.answer * 1000);
            lost(`a message was received ${head.received} times`);
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
