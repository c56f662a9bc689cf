import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Command } from 'commander';
import * as z from 'zod';
import { type AccountDescription, accountFor, accountSchema } from '../../account/simulated/description';
import { selectEnvironment } from '../../lib/configuration/select-environment';
import { type Environment, EnvironmentError } from '../../lib/environments/schema';
import { addContext, type Context } from './context-option';

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
  readonly own: Readonly<Record<string, string | true | undefined>>;
  /** Relative paths start here. */
  readonly typedIn: string;
}

interface Typed {
  readonly context: Context;
  readonly local?: string | true;
  readonly json?: true;
}

/** What one command adds to the options of all: each option's flags and what it is for. */
export type OwnOptions = readonly (readonly [flags: string, description: string])[];

/** The command that is run, as its help says it. */
export interface CommandLine {
  readonly name: string;
  readonly description: string;
  readonly own?: OwnOptions;
}

/** Reads the options, or throws CommanderError or EnvironmentError with sentences. */
export function accountOptions({ name, description, own = [] }: CommandLine, argv: readonly string[]): AccountOptions {
  const typedIn = process.env['TYPED_IN'] ?? process.cwd();
  const commandLine = new Command(name)
    .description(description)
    .requiredOption('-c, --context <key=value>', 'env=<name> or environmentFile=<path>, as for cdk', addContext)
    .option(
      '--local [file]',
      'asks an account simulated on this machine; FILE describes one, else one fit for the environment',
    )
    .option('--json', 'prints JSON instead of a table')
    .allowExcessArguments(false)
    .exitOverride();
  for (const [flags, meaning] of own) commandLine.option(flags, meaning);
  const { context, local, json, ...others } = commandLine.parse(argv).opts<Typed & Record<string, string>>();
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
    own: others,
    typedIn,
  };
}

function readAccount(path: string): AccountDescription {
  let written: unknown;
  try {
    written = JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw new EnvironmentError([
      `${path}: cannot be read as JSON: ${cause instanceof Error ? cause.message : String(cause)}`,
    ]);
  }
  const read = accountSchema.safeParse(written);
  if (read.success) return read.data;
  throw new EnvironmentError([`${path}: describes no account:\n${z.prettifyError(read.error)}`]);
}
