import { type AccountCommand, type AccountOptions, accountOptions, readAccountCommandLine } from './account-options';
import { startNothing } from './command-line';
import { terminal } from './output';

/** For people, beside the table: progress and problems. */
export const say = (message: string): void => {
  process.stderr.write(`${message}\n`);
};

/** Reads the options, runs, and ends the process with the exit code of `run`; 2 with a sentence where it cannot start or go on. */
export function accountCommand(command: AccountCommand, run: (options: AccountOptions) => Promise<number>): void {
  // Said on every run otherwise, about a Node version that only later releases of the SDK drop.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';
  void started(command, run).then((code) => {
    process.exitCode = code;
  });
}

async function started(command: AccountCommand, run: (options: AccountOptions) => Promise<number>): Promise<number> {
  const output = terminal();
  const line = readAccountCommandLine(command, process.argv.slice(2));
  if (line.kind !== 'run') return startNothing(line, output);
  try {
    return await run(accountOptions(line.options, output.typedIn));
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    return 2;
  }
}
