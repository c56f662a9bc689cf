import { systemCode } from '../../documents/problems';

export interface Output {
  out(text: string): void;
  err(text: string): void;
  /** Whether it is read by a person at a terminal. */
  readonly colour: boolean;
  /** The folder where the command was typed: files are relative to it. */
  readonly typedIn: string;
}

/** The terminal of this process; colours only where a person reads. */
export const terminal = (): Output => ({
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  colour: process.stdout.isTTY === true && !process.env['NO_COLOR'],
  typedIn: process.env['TYPED_IN'] ?? process.cwd(),
});

/**
 * What becomes of a program whose output nobody takes. A reader who has seen enough (`| head`) closes the pipe, and that is no
 * failure; a full disk is one, told as a sentence.
 */
export function endWithOutput(): void {
  process.stdout.on('error', (error) => {
    const code = systemCode(error);
    if (code === 'EPIPE') process.exit(0);
    process.stderr.write(`the output cannot be written (${code}); give it a place where there is room\n`);
    process.exit(2);
  });
}
