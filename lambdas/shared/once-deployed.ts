import { DirectoryAbsentError } from '../../adapters/directory-errors';
import type { FailureLog } from './middleware';

/**
 * Takes in something that happened. As long as nothing is deployed inside the instance (the functions are there minutes
 * before their directory is), nothing can follow from it, and trying again would only hold up what comes after and end in
 * a dead-letter queue: it is let go, with a line in the log. What it told is not lost: `reconcile` asks Connect itself
 * within a minute of the directory's coming. Answers what `takeIn` does, or `null`.
 */
export async function onceDeployed<T>(failures: FailureLog, what: string, takeIn: () => Promise<T>): Promise<T | null> {
  try {
    return await takeIn();
  } catch (error) {
    if (!(error instanceof DirectoryAbsentError)) throw error;
    failures.failed(`${what} is let go: nothing is deployed in the instance`, error);
    return null;
  }
}
