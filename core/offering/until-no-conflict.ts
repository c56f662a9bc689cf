import type { CallId } from '../ids';
import { retryOnConflict } from '../retry-on-conflict';

/** Two planners may meet on one call. Throws after four meetings in a row. */
export async function untilNoConflict(callId: CallId, attempt: () => Promise<'done' | 'conflict'>): Promise<void> {
  await retryOnConflict<'done'>(4, attempt, (tries) => {
    throw new Error(`call ${callId} was changed by others ${tries} times in a row; the event is to be delivered again`);
  });
}
