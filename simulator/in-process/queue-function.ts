import { failedIn, queueBatch } from './event-shapes';

/** A message as its queue keeps it. */
export interface QueuedMessage {
  readonly id: string;
  readonly queueArn: string;
  readonly body: string;
}

/** Where a function says when a message is to come again (ChangeMessageVisibility): the port `messages` of a handler. */
export class PutBack {
  readonly #seconds = new Map<string, number>();

  async putBack(_queueArn: string, receiptHandle: string, afterMs: number): Promise<void> {
    this.#seconds.set(receiptHandle, Math.max(1, Math.ceil(afterMs / 1000)));
  }

  /** What was said of a delivery, which is then forgotten. */
  take(receiptHandle: string): number | null {
    const seconds = this.#seconds.get(receiptHandle) ?? null;
    this.#seconds.delete(receiptHandle);
    return seconds;
  }
}

/**
 * Hands one message to a function that is fed by a queue, and reads from its answer whether the message is done, or after how many
 * seconds it comes again. `received` counts its deliveries, this one included.
 */
export const fedByQueue =
  (
    handler: (event: unknown) => Promise<unknown>,
    putBack: PutBack,
    { visibilityTimeoutSeconds }: { readonly visibilityTimeoutSeconds: number },
  ) =>
  async ({ id, queueArn, body }: QueuedMessage, received: number): Promise<'done' | number> => {
    const receiptHandle = `${id}/${received}`;
    const answer = await handler(queueBatch({ id, receiptHandle, body, queueArn, received }));
    const seconds = putBack.take(receiptHandle);
    return failedIn(answer).includes(id) ? (seconds ?? visibilityTimeoutSeconds) : 'done';
  };
