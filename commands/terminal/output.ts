import { systemCode } from '../../local/scenario/problems';

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
