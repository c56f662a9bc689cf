import { resolve } from 'node:path';
import type { NamedFile } from '../console/command-line';
import { GivenOptions, type ReadOptions } from '../console/options';
import { type LevelName, levelNames } from './levels';

const stages = ['simulate', 'template', 'both'] as const;

export interface RandomOptions {
  readonly count: number;
  readonly seed: number;
  readonly levels: readonly LevelName[];
  readonly stage: (typeof stages)[number];
  /** The folder where failing scenarios are put; made when the first one is. */
  readonly save: NamedFile;
  readonly shrinkSeconds: number;
}

export const usage = `npm run test:random -- [options]

  --count N        so many scenarios of each level (default 100)
  --seed S         the first one is made from S, the next from S + 1, ... (default 1)
  --level L        ${levelNames.join(', ')} (default: each)
  --stage STAGE    simulate; template: the synthesized template on the local cloud; both: on either, and calm ones
                   have to give the same trace (default simulate)
  --save FOLDER    where a failing scenario is put, made as small as it gets (default random-found)
  --shrink S       at most so many seconds for that (default 60)

Exit code: 0 all hold, 1 one does not, 2 unusable command line, 130 ended by Ctrl-C; what was found until then is kept.
`;

const known = {
  valued: {
    '--count': 'a whole number, 1 or more',
    '--seed': 'a whole number, 0 or more',
    '--level': levelNames.join(' or '),
    '--stage': stages.join(' or '),
    '--save': 'a folder',
    '--shrink': 'a whole number of seconds, 0 or more',
  },
  flags: ['--help'],
} as const;

const most = 999_999_999;

/** Reads the command line, all problems at once; files are relative to `typedIn`. */
export function randomOptions(argv: readonly string[], typedIn: string): ReadOptions<RandomOptions> {
  const given = new GivenOptions(argv, known);
  if (given.has('--help')) return { ok: false, problems: [] };
  const level = given.oneOf('--level', levelNames);
  const shown = given.text('--save') ?? 'random-found';
  const options: RandomOptions = {
    count: given.whole('--count', 1, most) ?? 100,
    seed: given.whole('--seed', 0, most) ?? 1,
    levels: level === undefined ? levelNames : [level],
    stage: given.oneOf('--stage', stages) ?? 'simulate',
    save: { path: resolve(typedIn, shown), shown },
    shrinkSeconds: given.whole('--shrink', 0, most) ?? 60,
  };
  return given.problems.length > 0 ? { ok: false, problems: given.problems } : { ok: true, options };
}
