import { CommanderError } from 'commander';
import { type AccountOptions, accountOptions, type CommandLine } from './account-options';

/** For people, beside the table: progress and problems. */
export const say = (message: string): void => {
  process.stderr.write(`${message}\n`);
};

/** Reads the options, runs, and ends the process with the exit code of `run`; 2 with a sentence where it cannot start or go on. */
export function accountCommand(commandLine: CommandLine, run: (options: AccountOptions) => Promise<number>): void {
  // Said on every run otherwise, about a Node version that only later releases of the SDK drop.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';
  void started(commandLine, run).then((code) => {
    process.exitCode = code;
  });
}

async function started(commandLine: CommandLine, run: (options: AccountOptions) => Promise<number>): Promise<number> {
  try {
    return await run(accountOptions(commandLine, process.argv));
  } catch (error) {
    // commander has already written its own sentence, or the help that was asked for.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    say(error instanceof Error ? error.message : String(error));
    return 2;
  }
}
