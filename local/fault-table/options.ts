import { GivenOptions, type ReadOptions } from '../console/options';

export interface FaultTableOptions {
  /** Functions are killed at every so-many-th kill point, and so are the seeds played. */
  readonly every: number;
  readonly seeds: number;
}

export const usage = `npm run test:faults -- [options]

Disturbs one short scenario in every way there is, one at a time, and tells what healed.

  --every N  kill at every N-th kill point only, and play every N-th of the seeds (default 1)
  --seeds N  busy scenarios in which things go wrong again and again (default 20)
  --help     this text

Exit code: 0 all healed and no invariant was violated, 1 not so, 2 unusable command line, 130 ended by Ctrl-C.
`;

const known = {
  valued: { '--every': 'a whole number, 1 or more', '--seeds': 'a whole number, 1 or more' },
  flags: ['--help'],
} as const;

/** Reads the command line, all problems at once. */
export function faultTableOptions(argv: readonly string[]): ReadOptions<FaultTableOptions> {
  const given = new GivenOptions(argv, known);
  if (given.has('--help')) return { ok: false, problems: [] };
  const every = given.whole('--every', 1, 999_999) ?? 1;
  const seeds = given.whole('--seeds', 1, 999_999) ?? 20;
  if (given.problems.length > 0) return { ok: false, problems: given.problems };
  return { ok: true, options: { every, seeds } };
}
