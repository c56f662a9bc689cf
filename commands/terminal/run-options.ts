import { type Command, Option } from 'commander';
import type { Told } from '../../documents/told';
import type { Rollout } from '../../simulator/run/running-application';
import { anyText, type CommandLine, numberFrom, readCommandLine, Valued, wholeFrom, withUsage } from './command-line';
import { fileIn, type NamedFile } from './named-file';
import { noKeys, type PressedKeys, pressedKeys } from './pressed-keys';

export type Program = 'start' | 'simulate';

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
  /** Where the pages are served, of `npm start` without `--headless` only; 0: any port that is free. */
  readonly ports: { readonly softphone: number; readonly wallboard: number };
  /** No live view: only the summary. */
  readonly headless: boolean;
  /** Simulated seconds per real second, 0.1 to 100, or as fast as it goes. */
  readonly speed: number | 'max';
  /** Simulated seconds; the run ends at the smaller of this and the scenario's duration. */
  readonly forSeconds: number | null;
  /** Whether the scenario starts over until `forSeconds` or Ctrl-C: `npm start` with nothing to run but the default. */
  readonly repeat: boolean;
}

/** The options as they stand on the command line, before defaults. */
interface Typed {
  readonly scenario?: string;
  readonly trace?: string;
  readonly speed?: number | 'max';
  readonly for?: number;
  readonly decisions?: string;
  readonly pilot?: string;
  readonly inboundFlow?: string;
  readonly press?: PressedKeys;
  readonly softphonePort?: number;
  readonly wallboardPort?: number;
  readonly observe?: true;
  readonly headless?: true;
}

/** What `npm start` takes besides: it runs the template, in which a flow can be another. */
const ofStart = (): readonly Option[] => [
  new Valued('--inbound-flow <file>', 'a file with the flow that takes callers', anyText),
  new Valued(
    '--press <keys>',
    'the keys callers press in menus, such as 1, or sales=1,support=2 by the queue they call',
    (text) => pressedKeys(text) ?? undefined,
  ),
  new Valued('--softphone-port <port>', 'a port, 1 to 65535', wholeFrom(1, 65_535)),
  new Valued('--wallboard-port <port>', 'a port, 1 to 65535', wholeFrom(1, 65_535)),
];

function declared(program: Program): Command {
  const speed = numberFrom(0.1, 100);
  const options: readonly Option[] = [
    new Valued('--scenario <file>', 'a scenario file', anyText),
    new Valued('--trace <out>', 'a file to write', anyText),
    new Valued('--speed <n>', 'a number from 0.1 to 100, or max', (text) => (text === 'max' ? text : speed(text))),
    new Valued('--for <s>', 'a number of simulated seconds above 0', numberFrom(0.001, Number.MAX_VALUE)),
    new Valued('--decisions <out>', 'a file to write', anyText),
    new Valued('--pilot <usernames>', 'usernames, joined by commas', anyText),
    ...(program === 'start' ? ofStart() : []),
    new Option('--observe'),
    new Option('--headless'),
  ];
  const command = withUsage(usage(program));
  for (const option of options) command.addOption(option);
  return command;
}

/**
 * Reads the command line of `npm start` and `npm run simulate` (docs/scenarios.md#command-line); all problems at once.
 * `typedIn` is the folder where the command was typed: files are relative to it.
 */
export function parseCommandLine(argv: readonly string[], program: Program, typedIn: string): CommandLine<RunOptions> {
  const line = readCommandLine<Typed>(declared(program), argv, 'plain');
  if (line.kind !== 'run') return line;
  const { scenario, trace, inboundFlow, decisions, pilot, press, speed, observe, headless = false } = line.options;
  const ports = { softphone: line.options.softphonePort ?? 0, wallboard: line.options.wallboardPort ?? 0 };
  const problems = portProblems(ports, headless);
  if (problems.length > 0) return { kind: 'unusable', problems };
  const file = (shown: string | undefined) => (shown === undefined ? null : fileIn(typedIn, shown));
  const watched = program === 'start' && !headless;
  return {
    ...line,
    options: {
      scenario: file(scenario),
      trace: file(trace),
      inboundFlow: file(inboundFlow),
      press: press ?? noKeys,
      decisions: file(decisions),
      rollout: { ...(observe && { mode: 'observe' as const }), ...(pilot && { pilot: pilot.split(',') }) },
      ports,
      headless,
      speed: speed ?? (watched ? 1 : 'max'),
      forSeconds: line.options.for ?? null,
      repeat: watched && scenario === undefined,
    },
  };
}

/** What is wrong with ports that are each right. */
function portProblems({ softphone, wallboard }: RunOptions['ports'], headless: boolean): readonly Told[] {
  const given = [...(softphone > 0 ? ['--softphone-port'] : []), ...(wallboard > 0 ? ['--wallboard-port'] : [])];
  const sentences = [
    ...(headless
      ? given.map((name) => `${name} stands beside --headless, which serves no pages; leave one of them out`)
      : []),
    ...(given.length === 2 && softphone === wallboard
      ? [`--softphone-port and --wallboard-port are both ${softphone}; give each page a port of its own`]
      : []),
  ];
  return sentences.map((sentence) => ({ code: 'command.contradiction', sentence }));
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
${program === 'start' ? '  --inbound-flow FILE  an edited flow in place of contact-flows/inbound.json (docs/flows.md)\n  --press KEYS     what callers press in its menus, one key each time they are asked: 1 for all, or by the queue they call,\n                   sales=1,support=2 (default: nothing)\n  --softphone-port N  where the softphone is served on this machine (default: any free port)\n  --wallboard-port N  the same of the wallboard; without --headless both stay up after a scenario until Ctrl-C\n' : ''}
Exit code: 0 no violation, 1 an invariant was violated, 2 command line or file unusable, 3 the application failed. Ctrl-C
ends the run with its summary and these codes; before a run has begun, or typed twice, it ends the program with 130.
`;

/** 3 wins over 1 (docs/scenarios.md#command-line). `failures` are those of the application that no fault asked for. */
export const exitCode = (run: { readonly violations: number; readonly failures: number }): 0 | 1 | 3 =>
  run.failures > 0 ? 3 : run.violations > 0 ? 1 : 0;
