import type { Answer } from '../questions';
import type { SmokeClock } from './deployed';

/**
 * Asks every `everySeconds` until `enough` likes the answer, for `forSeconds` at most, and answers what came last. Ends early
 * where the question cannot be answered, or a person asked to stop.
 */
export async function until<T>(
  { clock, stopped }: { readonly clock: SmokeClock; readonly stopped: () => boolean },
  { everySeconds, forSeconds }: { readonly everySeconds: number; readonly forSeconds: number },
  ask: () => Promise<Answer<T>>,
  enough: (value: T) => boolean,
): Promise<Answer<T>> {
  const endsAt = clock.now() + forSeconds * 1000;
  for (;;) {
    const answer = await ask();
    if (!answer.known || enough(answer.value) || clock.now() >= endsAt || stopped()) return answer;
    await clock.pause(everySeconds);
  }
}
