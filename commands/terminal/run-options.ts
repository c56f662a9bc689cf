import { resolve } from 'node:path';
import type { Rollout } from '../../local/runner/stage';
import { GivenOptions } from './options';
import { noKeys, type PressedKeys, pressedKeys } from './pressed-keys';

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
  /** An edited flow in place of `contact-flows/inbound.json`; of `npm start` only. */
  readonly inboundFlow: NamedFile | null;
  /** What callers press in the menus of such a flow. */
  readonly press: PressedKeys;
  /** Every decision of the application, a line each as in the functions' logs. */
  readonly decisions: NamedFile | null;
  /** How its groups are deployed; a scenario says nothing of it. */
  readonly rollout: Rollout;
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

const common = {
  valued: {
    '--scenario': 'a scenario file',
    '--trace': 'a file to write',
    '--speed': 'a number from 0.1 to 100, or max',
    '--for': 'a number of simulated seconds above 0',
    '--decisions': 'a file to write',
    '--pilot': 'usernames, joined by commas',
  },
  flags: ['--observe', '--headless', '--help'],
} as const;

/** What `npm start` takes besides: it runs the template, in which a flow can be another. */
const ofStart = {
  ...common,
  valued: {
    ...common.valued,
    '--inbound-flow': 'a file with the flow that takes callers',
    '--press': 'the keys callers press in menus, such as 1, or sales=1,support=2 by the queue they call',
  },
} as const;

/**
 * Reads the command line of `npm start` and `npm run simulate` (docs/scenarios.md#command-line); all problems at once.
 * `typedIn` is the folder where the command was typed: files are relative to it.
 */
export function parseCommandLine(argv: readonly string[], program: Program, typedIn: string): CommandLine {
  const given = new GivenOptions<keyof typeof ofStart.valued, (typeof common.flags)[number]>(
    argv,
    program === 'start' ? ofStart : { ...common, valued: common.valued as typeof ofStart.valued },
  );
  const file = (shown: string | undefined): NamedFile | null =>
    shown === undefined ? null : { path: resolve(typedIn, shown), shown };
  const max = given.text('--speed') === 'max';
  const speed = max ? undefined : given.number('--speed', 0.1, 100);
  const forSeconds = given.number('--for', 0.001, Number.MAX_VALUE);
  const press = pressedKeys(given.text('--press'));
  if (press === null) given.wrong('--press');
  if (given.has('--help')) return { kind: 'help', text: usage(program) };
  if (given.problems.length > 0) return { kind: 'unusable', problems: given.problems };

  const pilot = given.text('--pilot');
  const headless = given.has('--headless');
  const watched = program === 'start' && !headless;
  const scenario = file(given.text('--scenario'));
  return {
    kind: 'run',
    options: {
      scenario,
      trace: file(given.text('--trace')),
      inboundFlow: file(given.text('--inbound-flow')),
      press: press ?? noKeys,
      decisions: file(given.text('--decisions')),
      rollout: {
        ...(given.has('--observe') && { mode: 'observe' as const }),
        ...(pilot && { pilot: pilot.split(',') }),
      },
      headless,
      speed: speed ?? (watched && !max ? 1 : 'max'),
      forSeconds: forSeconds ?? null,
      repeat: watched && scenario === null,
    },
  };
}

const usage = (program: Program): string => `npm ${program === 'start' ? 'start' : 'run simulate'} -- [options]

  --scenario FILE  the scenario to run (without it: the built-in one)
  --trace OUT      write the trace there, one JSON object a line
  --headless       no live view, only the summary
  --speed N|max    simulated seconds per real second, 0.1 to 100, or as fast as it goes
                   (default ${program === 'start' ? '1 for a person watching, max with --headless' : 'max'})
  --for S          end after S simulated seconds
  --observe        all groups are only observed: what is decided is written down, and not carried out
  --pilot A,B      only these agents take part, in every group
  --decisions OUT  write what is decided there, one JSON object a line, for npm run observe:report
  --help           this text
${program === 'start' ? '  --inbound-flow FILE  an edited flow in place of contact-flows/inbound.json (docs/flows.md)\n  --press KEYS     what callers press in its menus, one key each time they are asked: 1 for all, or by the queue they call,\n                   sales=1,support=2 (default: nothing)\n' : ''}
Exit code: 0 no violation, 1 an invariant was violated, 2 command line or file unusable, 3 the application failed. Ctrl-C
ends the run with its summary and these codes; before a run has begun, or typed twice, it ends the program with 130.
`;

/** 3 wins over 1 (docs/scenarios.md#command-line). `failures` are those of the application that no fault asked for. */
export const exitCode = (run: { readonly violations: number; readonly failures: number }): 0 | 1 | 3 =>
  run.failures > 0 ? 3 : run.violations > 0 ? 1 : 0;
