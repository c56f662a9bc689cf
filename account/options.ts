import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Command } from 'commander';
import * as z from 'zod';
import { addContext, type Context } from '../lib/configuration/context-option';
import { selectEnvironment } from '../lib/configuration/select-environment';
import { type Environment, EnvironmentError } from '../lib/environments/schema';
import { type AccountDescription, accountFor, accountSchema } from './simulated/description';

/** The command line of the commands that look at an account: an environment, and whether the account is simulated. */
export interface AccountOptions {
  readonly environment: Environment;
  /** What CDK needs to synthesize the same environment. */
  readonly context: Context;
  /** Null: the account that the credentials of this shell belong to. */
  readonly simulated: AccountDescription | null;
  readonly json: boolean;
}

interface Written {
  readonly context: Context;
  readonly local?: string | true;
  readonly json?: true;
}

/** Reads the options, or throws CommanderError or EnvironmentError with sentences. */
export function accountOptions(name: string, description: string, argv: readonly string[]): AccountOptions {
  const typedIn = process.env['TYPED_IN'] ?? process.cwd();
  const { context, local, json } = new Command(name)
    .description(description)
    .requiredOption('-c, --context <key=value>', 'env=<name> or environmentFile=<path>, as for cdk', addContext)
    .option(
      '--local [file]',
      'asks an account simulated on this machine; FILE describes one, else one fit for the environment',
    )
    .option('--json', 'prints JSON instead of a table')
    .allowExcessArguments(false)
    .exitOverride()
    .parse(argv)
    .opts<Written>();
  // Samples are good enough for an account that is only simulated.
  const { environment } = selectEnvironment({ ...context, typedIn, ...(local !== undefined && { lookOnly: true }) });
  return {
    environment,
    context,
    simulated:
      local === undefined ? null : local === true ? accountFor(environment) : readAccount(resolve(typedIn, local)),
    json: json ?? false,
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
