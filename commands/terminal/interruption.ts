import { constants } from 'node:os';

/** The exit code of a program that Ctrl-C ended (128 and the number of the signal). */
export const interruptedExit = 128 + constants.signals.SIGINT;

/** How a program ends at once: what it says, a sentence without its full stop, and its exit code. */
export interface SuddenEnd {
  readonly said: string;
  readonly code: number;
}

/**
 * Ctrl-C. What is under way ends in its own way where it can (`stopBy`), and otherwise the program does, as `end` says. A
 * second one always ends the program.
 */
export class Interruption {
  happened = false;
  #stop: (() => void) | null = null;

  constructor(private readonly end: () => SuddenEnd) {
    process.on('SIGINT', this.#interrupted);
  }

  /** What Ctrl-C does from now on; `null`: it ends the program. */
  stopBy(stop: (() => void) | null): void {
    this.#stop = stop;
  }

  /** Stops listening for Ctrl-C. */
  close(): void {
    process.off('SIGINT', this.#interrupted);
  }

  readonly #interrupted = (): void => {
    const again = this.happened;
    this.happened = true;
    if (!again && this.#stop !== null) {
      this.#stop();
      return;
    }
    const { said, code } = again ? { said: 'ended at once', code: interruptedExit } : this.end();
    process.stderr.write(`\nCtrl-C: ${said}\n`);
    process.exit(code);
  };
}
