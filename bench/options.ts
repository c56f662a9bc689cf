import { GivenOptions, type ReadOptions } from '../local/console/options';

export interface BenchOptions {
  readonly hours: number;
  readonly seed: number;
}

export const usage = `npm run bench -- [options]

  --hours N  so many simulated hours of each case, above 0 and at most 1000 (default 12)
  --seed S   of all that is random (default 1)
  --help     this text

Exit code: 0 every row holds, 1 one does not, 2 unusable command line.
`;

const known = {
  valued: { '--hours': 'a number above 0, at most 1000', '--seed': 'a whole number, 0 or more' },
  flags: ['--help'],
} as const;

/** Reads the command line, all problems at once. */
export function benchOptions(argv: readonly string[]): ReadOptions<BenchOptions> {
  const given = new GivenOptions(argv, known);
  if (given.has('--help')) return { ok: false, problems: [] };
  const options = {
    hours: given.number('--hours', Number.MIN_VALUE, 1000) ?? 12,
    seed: given.whole('--seed', 0, Number.MAX_SAFE_INTEGER) ?? 1,
  };
  return given.problems.length > 0 ? { ok: false, problems: given.problems } : { ok: true, options };
}
