/**
 * `npm run init -- NAME [options]`: asks for what it is not told and writes `lib/environments/NAME.ts`. Nothing is asked where
 * nobody sits at a terminal. Exit codes: 0 written, 2 nothing written, and why.
 */
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { runInit } from '../lib/configuration/init-command';

async function main(): Promise<void> {
  const terminal = process.stdin.isTTY ? createInterface({ input: process.stdin, output: process.stdout }) : undefined;
  try {
    process.exitCode = await runInit(process.argv, {
      folder: join(__dirname, '..', 'lib', 'environments'),
      ...(terminal ? { ask: (question: string) => terminal.question(question) } : {}),
      say: (text) => process.stdout.write(text),
      complain: (text) => process.stderr.write(text),
    });
  } finally {
    terminal?.close();
  }
}

main();
