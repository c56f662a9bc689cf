import type { Chance, Scheduler } from '../../clock/scheduler';
import type { Conditions } from '../../simulator/platform/conditions';
import { lastPart } from '../aws/identity';
import { Queue, type QueueSettings } from './queue';

/** All queues of the template, by ARN, URL or name. */
export class Queues {
  readonly #byArn = new Map<string, Queue>();
  readonly #deadLetterArns = new Set<string>();

  constructor(
    private readonly scheduler: Scheduler,
    private readonly chance: Chance,
    private readonly conditions: Conditions,
  ) {}

  add(settings: QueueSettings): Queue {
    const { redrive } = settings;
    if (redrive) this.markDeadLetter(redrive.deadLetterArn);
    const queue = new Queue(settings, this.scheduler, this.chance, this.conditions, () =>
      redrive ? this.get(redrive.deadLetterArn) : null,
    );
    this.#byArn.set(settings.arn, queue);
    return queue;
  }

  /** Says that a queue is a dead-letter queue. */
  markDeadLetter(arn: string): void {
    this.#deadLetterArns.add(arn);
  }

  find(reference: string): Queue | undefined {
    const known = this.#byArn.get(reference);
    if (known) return known;
    const name = lastPart(reference);
    return this.all().find(({ settings }) => settings.name === name);
  }

  get(reference: string): Queue {
    const queue = this.find(reference);
    if (!queue) throw new Error(`there is no queue ${reference} in the template`);
    return queue;
  }

  all(): readonly Queue[] {
    return [...this.#byArn.values()];
  }

  isDeadLetter(queue: Queue): boolean {
    return this.#deadLetterArns.has(queue.settings.arn);
  }

  /** How many messages each queue that is not empty holds, hidden and delayed ones included. */
  notEmpty(): Readonly<Record<string, number>> {
    const counts = this.all().map((queue) => [queue.settings.name, queue.messages().length] as const);
    return Object.fromEntries(counts.filter(([, count]) => count > 0));
  }

  /** The bodies in each dead-letter queue that is not empty. */
  deadLetters(): Readonly<Record<string, readonly string[]>> {
    const kept = this.all().filter((queue) => this.isDeadLetter(queue) && queue.messages().length > 0);
    return Object.fromEntries(kept.map((queue) => [queue.settings.name, queue.messages().map(({ body }) => body)]));
  }
}
