import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import type { Told } from '../../documents/told';
import type { Environment } from '../environments/schema';
import { EnvironmentError, parseEnvironment, whyNotDeployable } from './parse-environment';

const folder = join(__dirname, '..', 'environments');

/** Names of the environments: every file of `lib/environments/` besides the schema is one. */
export const knownEnvironments = (): readonly string[] =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.ts') && file !== 'schema.ts')
    .map((file) => basename(file, '.ts'))
    .sort();

/** What the command line chose: `-c env=<name>`, or `-c environmentFile=<path of a JSON file>`. */
export interface EnvironmentChoice {
  readonly env?: unknown;
  readonly environmentFile?: unknown;
  /**
   * `-c lookOnly=true`: the templates are looked at or run on this machine, so that values which no deploy could use are let
   * through and told. Left out: as `cdk deploy` needs it, refused.
   */
  readonly lookOnly?: unknown;
  /** Relative paths start here. */
  readonly typedIn: string;
}

/** The environment that was asked for, read and checked. */
export interface ChosenEnvironment {
  readonly environment: Environment;
  /** As the file says it, before defaults. */
  readonly written: unknown;
  /** What no deploy could use; empty unless it is only looked at. */
  readonly notDeployable: readonly Told[];
}

/** Reads the chosen environment. Throws EnvironmentError: nothing or both chosen, unknown, unreadable, or wrong inside. */
export function selectEnvironment(choice: EnvironmentChoice): ChosenEnvironment {
  const { written, source } = writtenEnvironment(choice);
  const lookOnly = /^true$/i.test(String(choice.lookOnly ?? false));
  const environment = parseEnvironment(written, source, ...(lookOnly ? [] : (['to-be-deployed'] as const)));
  if (choice.environmentFile === undefined && environment.name !== String(choice.env)) {
    const sentence = `${source}: $.name: is ${JSON.stringify(environment.name)}; it must be ${String(choice.env)}, as the file`;
    throw new EnvironmentError([{ code: 'env.other-name', sentence }]);
  }
  return { environment, written, notDeployable: whyNotDeployable(written, source) };
}

interface Written {
  readonly written: unknown;
  /** As problems name it. */
  readonly source: string;
}

function writtenEnvironment({ env, environmentFile, typedIn }: EnvironmentChoice): Written {
  if (env !== undefined && environmentFile !== undefined) {
    throw new EnvironmentError([
      { code: 'env.chosen-twice', sentence: 'Both env and environmentFile are given; give one of them.' },
    ]);
  }
  if (environmentFile !== undefined) return fromFile(resolve(typedIn, String(environmentFile)));
  const known = knownEnvironments();
  if (env === undefined) {
    const sentence = `No environment is chosen; add -c env=<name>, where <name> is ${known.join(' or ')}.`;
    throw new EnvironmentError([{ code: 'env.not-chosen', sentence }]);
  }
  const name = String(env);
  if (!known.includes(name)) {
    const sentence = `There is no environment ${JSON.stringify(name)}; known are ${known.join(', ')}. \`npm run init -- ${name}\` would add it.`;
    throw new EnvironmentError([{ code: 'env.not-there', sentence }]);
  }
  return fromModule(name);
}

/** Only the chosen file is loaded: a mistake in one environment does not stop the others. */
function fromModule(name: string): Written {
  const source = `lib/environments/${name}.ts`;
  const { environment } = require(join(folder, name)) as { readonly environment?: unknown };
  if (environment === undefined) {
    throw new EnvironmentError([{ code: 'env.no-export', sentence: `${source}: must export const environment` }]);
  }
  return { written: environment, source };
}

function fromFile(path: string): Written {
  try {
    return { written: JSON.parse(readFileSync(path, 'utf8')), source: path };
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    const code = cause instanceof SyntaxError ? 'file.not-json' : 'file.unreadable';
    throw new EnvironmentError([{ code, sentence: `${path}: cannot be read as JSON: ${why}` }]);
  }
}
