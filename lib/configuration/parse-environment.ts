import { codeOf } from '../../documents/issue-code';
import { RefusedError, type Told } from '../../documents/told';
import { type Environment, environmentSchema } from '../environments/schema';
import type { CrossProblem } from './cross-rule';
import { crossProblems } from './cross-rules';
import { deployProblems } from './deploy-rules';
import { sentence } from './sentence';

/** Everything wrong with a configuration, or with the choice of one. */
export class EnvironmentError extends RefusedError {
  override readonly name = 'EnvironmentError';
}

/**
 * Reads one environment. `source` (a name or file) starts each problem. Throws EnvironmentError with all of them; those that
 * only a deploy would meet count where it is meant to be deployed.
 */
export function parseEnvironment(written: unknown, source: string, meant?: 'to-be-deployed'): Environment {
  const parsed = environmentSchema.safeParse(written, { error: sentence });
  const shape = parsed.success
    ? []
    : parsed.error.issues.map((issue) => ({ code: codeOf(issue, written), path: issue.path, message: issue.message }));
  const problems = [
    ...shape.map((problem) => worded(source, problem)),
    ...crossProblems(written).map((problem) => worded(source, problem)),
    ...(meant === 'to-be-deployed' ? whyNotDeployable(written, source) : []),
  ];
  if (!parsed.success || problems.length > 0) throw new EnvironmentError(problems);
  return parsed.data;
}

/** What a deploy of an environment that is otherwise right could not use. */
export const whyNotDeployable = (written: unknown, source: string): readonly Told[] =>
  deployProblems(written).map((problem) => worded(source, problem));

const worded = (source: string, { code, path, message }: CrossProblem): Told => ({
  code,
  sentence: `${source}: ${jsonPath(path)}: ${message}`,
});

const jsonPath = (path: readonly PropertyKey[]): string =>
  path.reduce<string>((written, part) => written + (typeof part === 'number' ? `[${part}]` : `.${String(part)}`), '$');
