import type { Output } from './options';

/** The terminal of this process; colours only where a person reads. */
export const terminal = (): Output => ({
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  colour: process.stdout.isTTY === true && !process.env['NO_COLOR'],
  typedIn: process.env['TYPED_IN'] ?? process.cwd(),
});
