import { createInterface } from 'node:readline';
import { serveReference, type TypedLines } from './reference-command';
import { terminal } from './terminal';

const stopped = new Promise<void>((resolve) => {
  process.once('SIGINT', () => resolve());
  process.once('SIGTERM', () => resolve());
});
/** Whether it is a terminal or a pipe; at the end of the input the program goes on. */
const typed: TypedLines = (line) => {
  const lines = createInterface({ input: process.stdin, terminal: false });
  lines.on('line', line);
  return () => lines.close();
};
void serveReference(process.argv.slice(2), terminal(), stopped, typed).then((code) => {
  process.exit(code);
});
