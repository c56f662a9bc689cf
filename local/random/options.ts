import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type LevelName, levelNames } from './levels';

export interface RandomOptions {
  readonly count: number;
  readonly seed: number;
  readonly levels: readonly LevelName[];
  readonly stage: 'simulate' | 'template';
  /** Where failing scenarios are put; made when the first one is. */
  readonly folder: string;
  readonly shrinkSeconds: number;
}

export const usage = `npm run test:random -- [options]

  --count N        so many scenarios of each level (default 100)
  --seed S         the first one is made from S, the next from S + 1, ... (default 1)
  --level L        ${levelNames.join(', ')} (default: each)
  --stage STAGE    simulate, or template: the synthesized template on the local cloud (default simulate)
  --save FOLDER    where a failing scenario is put, made as small as it gets (default random-found)
  --shrink S       at most so many seconds for that (default 60)

Exit code: 0 all hold, 1 one does not, 2 unusable command line.
`;

const names = ['count', 'seed', 'level', 'stage', 'save', 'shrink'] as const;

/** Reads the command line, all problems at once; files are relative to `typedIn`. `null`: help is asked for. */
export function randomOptions(argv: readonly string[], typedIn: string): RandomOptions | null | readonly string[] {
  const problems: string[] = [];
  const { values, positionals, tokens } = parseArgs({
    args: [...argv],
    options: {
      ...Object.fromEntries(names.map((name) => [name, { type: 'string' as const }])),
      help: { type: 'boolean' },
    },
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  const given = values as Readonly<Record<string, string | boolean | undefined>>;
  if (given['help'] === true) return null;
  for (const word of positionals) problems.push(`unexpected ${JSON.stringify(word)}; give options only`);
  for (const token of tokens) {
    if (token.kind === 'option' && !([...names, 'help'] as readonly string[]).includes(token.name)) {
      problems.push(`unknown option ${token.rawName}; known are ${names.map((name) => `--${name}`).join(', ')}`);
    }
  }
  const whole = (name: (typeof names)[number], usual: number, least: number): number => {
    const text = given[name];
    if (text === undefined) return usual;
    const value = typeof text === 'string' && /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
    if (value >= least) return value;
    problems.push(`--${name} is ${JSON.stringify(text)}; it must be a whole number, ${least} or more`);
    return usual;
  };
  const oneOf = <T extends string>(name: (typeof names)[number], choices: readonly T[]): T | null => {
    const text = given[name];
    const choice = choices.find((known) => known === text);
    if (text !== undefined && choice === undefined) {
      problems.push(`--${name} is ${JSON.stringify(text)}; it must be ${choices.join(' or ')}`);
    }
    return choice ?? null;
  };
  const level = oneOf('level', levelNames);
  const save = given['save'];
  const options: RandomOptions = {
    count: whole('count', 100, 1),
    seed: whole('seed', 1, 0),
    levels: level === null ? levelNames : [level],
    stage: oneOf('stage', ['simulate', 'template']) ?? 'simulate',
    folder: resolve(typedIn, typeof save === 'string' && save !== '' ? save : 'random-found'),
    shrinkSeconds: whole('shrink', 60, 0),
  };
  return problems.length > 0 ? problems : options;
}
