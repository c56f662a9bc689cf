import { resolve } from 'node:path';
import { suggestion } from '../scenario/problems';

export type Program = 'start' | 'simulate';

/** A file named on the command line: where it is, and how it was typed. */
export interface NamedFile {
  readonly path: string;
  readonly shown: string;
}

export interface RunOptions {
  /** Null: the built-in default scenario. */
  readonly scenario: NamedFile | null;
  readonly trace: NamedFile | null;
  /** No live view: only the summary. */
  readonly headless: boolean;
  /** Simulated seconds per real second, 0.1 to 100, or as fast as it goes. */
  readonly speed: number | 'max';
  /** Simulated seconds; the run ends at the smaller of this and the scenario's duration. */
  readonly forSeconds: number | null;
  /** Whether the scenario starts over until `forSeconds` or Ctrl-C: `npm start` with nothing to run but the default. */
  readonly repeat: boolean;
}

export type CommandLine =
  | { readonly kind: 'run'; readonly options: RunOptions }
  | { readonly kind: 'help'; readonly text: string }
  | { readonly kind: 'unusable'; readonly problems: readonly string[] };

const valued = ['--scenario', '--trace', '--speed', '--for'] as const;
const flags = ['--headless', '--help'] as const;
type Option = (typeof valued)[number] | (typeof flags)[number];

/**
 * Reads the command line of `npm start` and `npm run simulate` (SCENARIOS.md section 1); all problems at once. `typedIn` is
 * the folder where the command was typed: files are relative to it.
 */
export function parseCommandLine(argv: readonly string[], program: Program, typedIn: string): CommandLine {
  const { given, problems } = collect(argv);
  const file = (shown: string | undefined): NamedFile | null =>
    shown === undefined ? null : { path: resolve(typedIn, shown), shown };
  const number = (option: Option, min: number, max: number, right: string): number | null => {
    const text = given.get(option);
    if (text === undefined) return null;
    const value = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
    if (value >= min && value <= max) return value;
    problems.push(`${option} is ${JSON.stringify(text)}; it must be ${right}`);
    return null;
  };
  const max = given.get('--speed') === 'max';
  const speed = max ? null : number('--speed', 0.1, 100, 'a number from 0.1 to 100, or max');
  const forSeconds = number('--for', 0.001, Number.MAX_VALUE, 'a number of simulated seconds above 0');
  if (given.has('--help')) return { kind: 'help', text: usage(program) };
  if (problems.length > 0) return { kind: 'unusable', problems };

  const headless = given.has('--headless');
  const watched = program === 'start' && !headless;
  const scenario = file(given.get('--scenario'));
  return {
    kind: 'run',
    options: {
      scenario,
      trace: file(given.get('--trace')),
      headless,
      speed: speed ?? (watched && !max ? 1 : 'max'),
      forSeconds,
      repeat: watched && scenario === null,
    },
  };
}

/** Splits `--option value` and `--option=value`; flags get an empty text. */
function collect(argv: readonly string[]): { given: Map<Option, string>; problems: string[] } {
  const given = new Map<Option, string>();
  const problems: string[] = [];
  const known: readonly string[] = [...valued, ...flags];
  const put = (option: Option, value: string) => {
    if (given.has(option)) problems.push(`${option} stands twice; give it once`);
    else given.set(option, value);
  };
  for (let index = 0; index < argv.length; index++) {
    const word = argv[index] ?? '';
    const [name = '', inline] = split(word);
    if (!known.includes(name)) {
      const what = word.startsWith('-')
        ? `unknown option ${JSON.stringify(name)}`
        : `unexpected ${JSON.stringify(word)}`;
      problems.push(`${what}${suggestion(name, known)}`);
    } else if ((flags as readonly string[]).includes(name)) {
      if (inline === undefined) put(name as Option, '');
      else problems.push(`${name} takes no value, got ${JSON.stringify(inline)}; leave it out`);
    } else {
      const next = argv[index + 1];
      const value = inline ?? (next === undefined || next.startsWith('--') ? undefined : next);
      if (inline === undefined && value !== undefined) index++;
      if (value === undefined || value === '') problems.push(`${name} is missing its value; give ${expected[name]}`);
      else put(name as Option, value);
    }
  }
  return { given, problems };
}

function split(word: string): readonly [string, string | undefined] {
  const equals = word.startsWith('--') ? word.indexOf('=') : -1;
  return equals < 0 ? [word, undefined] : [word.slice(0, equals), word.slice(equals + 1)];
}

const expected: Readonly<Record<string, string>> = {
  '--scenario': 'a scenario file',
  '--trace': 'a file to write',
  '--speed': 'a number from 0.1 to 100, or max',
  '--for': 'a number of simulated seconds',
};

const usage = (program: Program): string => `npm ${program === 'start' ? 'start' : 'run simulate'} -- [options]

  --scenario FILE  the scenario to run (without it: the built-in one)
  --trace OUT      write the trace there, one JSON object a line
  --headless       no live view, only the summary
  --speed N|max    simulated seconds per real second, 0.1 to 100, or as fast as it goes
                   (default ${program === 'start' ? '1 for a person watching, max with --headless' : 'max'})
  --for S          end after S simulated seconds
  --help           this text

Exit code: 0 no violation, 1 an invariant was violated, 2 command line or file unusable, 3 the application failed.
`;

/** SCENARIOS.md section 1: 3 wins over 1. `failures` are those of the application that no fault asked for. */
export const exitCode = (run: { readonly violations: number; readonly failures: number }): 0 | 1 | 3 =>
  run.failures > 0 ? 3 : run.violations > 0 ? 1 : 0;

/** For a command line or file that cannot be used. */
export const unusable = 2;
