import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Command } from 'commander';
import * as z from 'zod';
import { type AccountDescription, accountFor, accountSchema } from '../../account/simulated/description';
import { refused } from '../../documents/told';
import { selectEnvironment } from '../../lib/configuration/select-environment';
import type { Environment } from '../../lib/environments/schema';
import { type CommandLine, readCommandLine } from './command-line';
import { type Context, contextOption } from './context-option';

/** The command line of the commands that look at an account: an environment, and whether the account is simulated. */
export interface AccountOptions {
  readonly environment: Environment;
  /** The same as its file says it, before defaults. */
  readonly written: unknown;
  /** What CDK needs to synthesize the same environment. */
  readonly context: Context;
  /** Null: the account that the credentials of this shell belong to. */
  readonly simulated: AccountDescription | null;
  readonly json: boolean;
  /** The command's own options that were given, by their long names in camel case. */
  readonly own: Readonly<Record<string, unknown>>;
  /** Relative paths start here. */
  readonly typedIn: string;
}

interface Typed {
  readonly context: Context;
  readonly local?: string | true;
  readonly json?: true;
  readonly [own: string]: unknown;
}

/** What one command adds to the options of all: each option's flags and what it is for. */
export type OwnOptions = readonly (readonly [flags: string, description: string])[];

/** The command that is run, as its help says it. */
export interface AccountCommand {
  readonly name: string;
  readonly description: string;
  readonly own?: OwnOptions;
}

/** What the command line holds. */
export function readAccountCommandLine(
  { name, description, own = [] }: AccountCommand,
  argv: readonly string[],
): CommandLine<Typed> {
  const command = new Command(name)
    .description(description)
    .addOption(contextOption())
    .option(
      '--local [file]',
      'asks an account simulated on this machine; FILE describes one, else one fit for the environment',
    )
    .option('--json', 'prints JSON instead of a table');
  for (const [flags, meaning] of own) command.option(flags, meaning);
  return readCommandLine(command, argv);
}

/** What it asks for. Throws RefusedError where an environment or account cannot be used. */
export function accountOptions({ context, local, json, ...own }: Typed, typedIn: string): AccountOptions {
  // Samples are good enough for an account that is only simulated.
  const { environment, written } = selectEnvironment({
    ...context,
    typedIn,
    ...(local !== undefined && { lookOnly: true }),
  });
  return {
    environment,
    written,
    context,
    simulated:
      local === undefined ? null : local === true ? accountFor(environment) : readAccount(resolve(typedIn, local)),
    json: json ?? false,
    own,
    typedIn,
  };
}

function readAccount(path: string): AccountDescription {
  let written: unknown;
  try {
    written = JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    const code = cause instanceof SyntaxError ? 'file.not-json' : 'file.unreadable';
    throw refused(code, `${path}: cannot be read as JSON: ${why}`);
  }
  const read = accountSchema.safeParse(written);
  if (read.success) return read.data;
  throw refused('account.wrong-file', `${path}: describes no account:\n${z.prettifyError(read.error)}`);
}
