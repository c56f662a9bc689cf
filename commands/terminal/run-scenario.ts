import type { Pace } from '../../clock/event-clock';
import { fullSpeed } from '../../clock/full-speed';
import { printed, type Told } from '../../documents/told';
import { HeldClock } from '../../simulator/run/held-clock';
import { type Played, play } from '../../simulator/run/play';
import type { PlayedAgents } from '../../simulator/run/played-agents';
import type { BuildApplication } from '../../simulator/run/running-application';
import { defaultScenario, loadScenario } from '../../simulator/scenario/load-scenario';
import type { Scenario } from '../../simulator/scenario/scenario';
import { startNothing } from './command-line';
import { checkInboundFlow } from './inbound-flow';
import { Interruption, interruptedExit } from './interruption';
import { KeptOpen } from './kept-open';
import { LiveView, viewOptions } from './live-view';
import { endWithOutput, terminal } from './output';
import { keysOf, unknownQueues } from './pressed-keys';
import { report } from './report';
import { exitCode, type Program, parseCommandLine, type RunOptions } from './run-options';
import { asLogLine, prepareTraceFile, traceFileProblem, writeDecisions, writeTraceFile } from './trace-file';

/** What a program (npm start, npm run simulate) adds to the common command line. */
export interface RunCommand {
  readonly program: Program;
  readonly build: (options: RunOptions) => BuildApplication;
  /** What people use beside the runs of a program that is not headless; started before the first and closed after the last. */
  readonly beside?: (options: RunOptions, scenario: Scenario) => Promise<Beside | Unusable>;
}

/** Why what was asked for cannot be started. */
export interface Unusable {
  readonly problem: Told;
}

/** Pages and the like, for all runs one after another. */
export interface Beside {
  /** Usernames of those whom a person has taken over. */
  readonly takenOver: ReadonlySet<string>;
  /** The agents of the run that begins. */
  attend(agents: PlayedAgents): void;
  /** What people open, a line each. */
  readonly shown: readonly string[];
  close(): Promise<void>;
}

/**
 * Reads the command line, plays the scenario, prints and writes what came of it. Answers the exit code
 * (docs/scenarios.md#command-line).
 */
export async function runCommand(command: RunCommand, argv: readonly string[]): Promise<number> {
  endWithOutput();
  const parsed = parseCommandLine(argv, command.program, terminal().typedIn);
  if (parsed.kind !== 'run') return startNothing(parsed, terminal());
  const { options } = parsed;
  const read = loadScenario(options.scenario ?? defaultScenario);
  const { trace } = options;
  // Nothing is left behind where nothing is started: the file is made when all the rest is known to be right.
  const traceProblem = trace ? traceFileProblem(trace.path, trace.shown) : null;
  const flow = options.inboundFlow ? checkInboundFlow(options.inboundFlow) : { problems: [], notes: [] };
  const press = read.ok ? unknownQueues(options.press, read.scenario) : [];
  if (!read.ok || traceProblem !== null || flow.problems.length + press.length > 0) {
    return unusable([
      ...(read.ok ? [] : read.problems),
      ...(traceProblem === null ? [] : [traceProblem]),
      ...flow.problems,
      ...press,
    ]);
  }
  for (const note of flow.notes) process.stderr.write(`${note}\n`);
  const beside = options.headless || !command.beside ? null : await command.beside(options, read.scenario);
  if (beside !== null && 'problem' in beside) return unusable([beside.problem]);
  const notMade = trace ? prepareTraceFile(trace.path, trace.shown) : null;
  if (notMade !== null) {
    await beside?.close();
    return unusable([notMade]);
  }
  let worst = 0;
  let rounds = 0;
  const interruption = new Interruption(() =>
    rounds === 0
      ? { said: 'ended before the run had begun; nothing was played', code: interruptedExit }
      : { said: 'ended between two runs', code: worst },
  );
  const open = beside === null || options.repeat ? null : new KeptOpen();
  let left = options.forSeconds ?? Number.POSITIVE_INFINITY;
  do {
    const played = await playOnce(command, read.scenario, { ...options, forSeconds: left }, interruption, {
      beside,
      open,
      first: rounds === 0,
    });
    rounds++;
    worst = Math.max(
      worst,
      exitCode({ violations: played.summary.violations.length, failures: played.failures.length }),
      played.traceWritten ? 0 : unusableFile,
    );
    left -= played.endSeconds;
  } while (options.repeat && left > 0 && worst < unusableFile && !interruption.happened);
  if (open !== null && !interruption.happened && open.count > 0) {
    process.stderr.write('The pages stay up until Ctrl-C.\n');
    await new Promise<void>((resolve) => interruption.stopBy(resolve));
  }
  await open?.close();
  await beside?.close();
  interruption.close();
  return worst;
}

async function playOnce(
  command: RunCommand,
  scenario: Scenario,
  options: RunOptions & { readonly forSeconds: number },
  interruption: Interruption,
  { beside, open, first }: { readonly beside: Beside | null; readonly open: KeptOpen | null; readonly first: boolean },
): Promise<Played & { readonly traceWritten: boolean }> {
  const endSeconds = Math.min(options.forSeconds, scenario.durationSeconds);
  const held = options.speed === 'max' ? null : new HeldClock(options.speed, scenario.startMs);
  const pace: Pace = held ? (dueMs) => held.pace(dueMs) : fullSpeed();
  const colours = viewOptions(process.stdout, process.env);
  const view = options.headless ? null : new LiveView(process.stdout, colours);
  const footer =
    held && view ? setInterval(() => view.tick((held.simulatedNow() - scenario.startMs) / 1000), 1_000) : undefined;
  const decisions: string[] = [];
  const played = await play({
    scenario,
    rollout: options.rollout,
    ...(options.decisions && { onDecision: (decision, atMs) => decisions.push(asLogLine(decision, atMs)) }),
    build: open === null ? command.build(options) : open.after(command.build(options)),
    endSeconds,
    keysFor: (queue) => keysOf(options.press, queue),
    toleranceSeconds: options.speed === 'max' ? 2 : 2 + options.speed / 10,
    pace,
    ...(held && { realTime: { now: () => held.simulatedNow(), interrupt: () => held.interrupt() } }),
    ...(beside && {
      takenOver: beside.takenOver,
      attend: (agents) => {
        beside.attend(agents);
        if (first) process.stdout.write(beside.shown.map((line) => `${line}\n`).join(''));
      },
    }),
    heldBackSeconds: () => held?.heldBackSeconds ?? 0,
    progress: (message) => process.stderr.write(`${message}\n`),
    watch(recorder) {
      if (!view) return;
      recorder.onLine((line) => view.line(line));
      recorder.onNote((note) => view.note(note));
    },
    onStop(stop) {
      interruption.stopBy(() => {
        process.stderr.write('\nCtrl-C: the run ends here, with its summary; once more ends it at once\n');
        held?.release();
        stop();
      });
    },
  });
  interruption.stopBy(null);
  clearInterval(footer);
  view?.finish();
  const unwritten = options.trace && writeTraceFile(options.trace.path, options.trace.shown, played.lines);
  for (const failure of played.failures) process.stderr.write(`the application failed: ${failure}\n`);
  process.stdout.write(
    report(
      { scenario: scenario.name, endSeconds: played.endSeconds, failures: played.failures },
      played.summary,
      colours.colour,
    ),
  );
  const undecided = options.decisions && writeDecisions(options.decisions, decisions);
  for (const problem of [unwritten, undecided]) if (problem) process.stderr.write(`${printed(problem)}\n`);
  return { ...played, traceWritten: !unwritten && !undecided };
}

/** The code for a command line or a file nobody can use (docs/scenarios.md#command-line). */
const unusableFile = 2;

function unusable(problems: readonly Told[]): number {
  for (const problem of problems) process.stderr.write(`${printed(problem)}\n`);
  return unusableFile;
}
