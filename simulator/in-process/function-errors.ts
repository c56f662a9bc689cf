import { ConnectRefusalError } from '../../adapters/connect/operations';
import { KilledError, OutageError } from './mortal-ports';

/** `batch`: fed by a queue or a stream, whose handler takes each message on its own and asks for what failed again. */
export type FunctionKind = 'batch' | 'event';

/**
 * What becomes of an error that a function ends with, as in the local cloud: the invocation failed, and the queue, stream or
 * bus that holds its event makes it again. A killed function, an API that is down and a call that Connect refused for its rate
 * happen on any platform; anything else is the application's failure, except that a batch takes a refused call as one more
 * reason to try again.
 */
export class FunctionErrors {
  constructor(private readonly failed: (message: string) => void) {}

  /** Runs a function; answers whether it came to its end. */
  async ends(name: string, kind: FunctionKind, run: () => Promise<void>): Promise<boolean> {
    try {
      await run();
      return true;
    } catch (error) {
      this.tell(name, kind, error);
      return false;
    }
  }

  tell(name: string, kind: FunctionKind, error: unknown): void {
    if (error instanceof KilledError || error instanceof OutageError) return;
    if (error instanceof ConnectRefusalError && (kind === 'batch' || error.refusal === 'throttled')) return;
    this.failed(
      `function ${name} failed: ${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}`,
    );
  }
}
