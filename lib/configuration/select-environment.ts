import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { type Environment, EnvironmentError, parseEnvironment } from '../environments/schema';

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
  /** Relative paths start here. */
  readonly typedIn: string;
}

/** Reads the chosen environment. Throws EnvironmentError: nothing or both chosen, unknown, unreadable, or wrong inside. */
export function selectEnvironment({ env, environmentFile, typedIn }: EnvironmentChoice): Environment {
  if (env !== undefined && environmentFile !== undefined) {
    throw new EnvironmentError(['Both env and environmentFile are given; give one of them.']);
  }
  if (environmentFile !== undefined) return fromFile(resolve(typedIn, String(environmentFile)));
  const known = knownEnvironments();
  if (env === undefined) {
    throw new EnvironmentError([`No environment is chosen; add -c env=<name>, where <name> is ${known.join(' or ')}.`]);
  }
  const name = String(env);
  if (!known.includes(name)) {
    throw new EnvironmentError([
      `There is no environment ${JSON.stringify(name)}; known are ${known.join(', ')}. A file lib/environments/${name}.ts would add it.`,
    ]);
  }
  return fromModule(name);
}

/** Only the chosen file is loaded: a mistake in one environment does not stop the others. */
function fromModule(name: string): Environment {
  const source = `lib/environments/${name}.ts`;
  const { environment } = require(join(folder, name)) as { readonly environment?: unknown };
  if (environment === undefined) throw new EnvironmentError([`${source}: must export const environment`]);
  const parsed = parseEnvironment(environment, source);
  if (parsed.name !== name) {
    throw new EnvironmentError([
      `${source}: $.name: is ${JSON.stringify(parsed.name)}; it must be ${name}, as the file`,
    ]);
  }
  return parsed;
}

function fromFile(path: string): Environment {
  let written: unknown;
  try {
    written = JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new EnvironmentError([`${path}: cannot be read as JSON: ${why}`]);
  }
  return parseEnvironment(written, path);
}
