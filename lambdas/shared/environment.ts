import type { EnvironmentOf } from './contract';

export class EnvironmentIncompleteError extends Error {
  override readonly name = 'EnvironmentIncompleteError';
  constructor(readonly missing: readonly string[]) {
    super(
      `${missing.length === 1 ? 'the environment variable' : 'the environment variables'} ${missing.join(', ')} ` +
        `${missing.length === 1 ? 'is' : 'are'} missing; the function's contract.ts lists what it needs`,
    );
  }
}

/** The variables a contract lists. Throws EnvironmentIncompleteError with all that are missing or blank. */
export function readEnvironment<const Names extends readonly string[]>(
  names: Names,
  variables: Readonly<Record<string, string | undefined>> = process.env,
): EnvironmentOf<Names> {
  const missing = names.filter((name) => !variables[name]?.trim());
  if (missing.length > 0) throw new EnvironmentIncompleteError(missing);
  return Object.fromEntries(names.map((name) => [name, variables[name]])) as EnvironmentOf<Names>;
}
