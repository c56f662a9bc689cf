import type { Scheduler } from '../../clock/scheduler';
import { redelivery } from '../../simulator/platform/conditions';
import { errorOf, type LambdaFunction } from '../lambda/functions';
import type { DeadLetters } from './dead-letters';

/** Asynchronous invocation: retried after a minute and after two more, then to the destination or dead-letter queue. */
export class AsynchronousInvoker {
  constructor(
    private readonly scheduler: Scheduler,
    private readonly deadLetters: DeadLetters,
  ) {}

  /** Ends when the first attempt has; later ones are hops of their own. */
  invoke(target: LambdaFunction, event: unknown): Promise<void> {
    return this.#attempt(target, event, this.scheduler.now(), 0);
  }

  async #attempt(target: LambdaFunction, event: unknown, acceptedMs: number, attempt: number): Promise<void> {
    const outcome = await target.invoke(event);
    if (outcome.kind === 'answered') return;
    const { maximumRetryAttempts, maximumEventAgeSeconds, onFailureArn } = target.asynchronous;
    const waitMs = redelivery.asynchronousMs[attempt];
    const now = this.scheduler.now();
    const tooOld = waitMs !== undefined && now + waitMs - acceptedMs > maximumEventAgeSeconds * 1000;
    if (attempt < maximumRetryAttempts && waitMs !== undefined && !tooOld) {
      this.scheduler.after(waitMs, () => this.#attempt(target, event, acceptedMs, attempt + 1), 'hop');
      return;
    }
    const { deadLetterArn, arn } = target.settings;
    if (deadLetterArn !== null) this.deadLetters.send(target, deadLetterArn, event);
    if (onFailureArn === null) return;
    this.deadLetters.send(target, onFailureArn, {
      version: '1.0',
      timestamp: new Date(now).toISOString(),
      requestContext: {
        functionArn: `${arn}:$LATEST`,
        condition: tooOld ? 'EventAgeExceeded' : 'RetriesExhausted',
        approximateInvokeCount: attempt + 1,
      },
      requestPayload: event,
      responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
      responsePayload: errorOf(outcome),
    });
  }
}
