/**
 * Reads a record, judges it, and saves it on condition that nobody has changed it meanwhile; once more from the start where
 * somebody had. Conditional writes are the only locks here: whoever comes second judges anew, with what the first one wrote.
 *
 * `attempt` does all three, and answers `'conflict'` when its save was refused, or else what came of it; `count` is 0 at first
 * and tells it not to go by what is remembered of an earlier read. After `tries` conflicts in a row something else is wrong than
 * two writers who meet: `otherwise` says what then, mostly by an error that has the cause delivered again.
 */
export async function retryOnConflict<T>(
  tries: number,
  attempt: (count: number) => Promise<T | 'conflict'>,
  otherwise: (tries: number) => T,
): Promise<T> {
  for (let count = 0; count < tries; count++) {
    const outcome = await attempt(count);
    if (outcome !== 'conflict') return outcome;
  }
  return otherwise(tries);
}
