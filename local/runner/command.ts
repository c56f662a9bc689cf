import type { Pace } from '../clock/event-clock';
import { exitCode, type Program, parseCommandLine, type RunOptions } from '../console/command-line';
import { LiveView, viewOptions } from '../console/live-view';
import { report } from '../console/report';
import { defaultScenario, loadScenario } from '../scenario/load-scenario';
import type { Scenario } from '../scenario/scenario';
import { prepareTraceFile, traceFileProblem, writeTraceFile } from '../trace/write';
import { HeldClock } from './held-clock';
import { type Played, play } from './play';
import type { BuildStage } from './stage';

/** What a program (npm start, npm run simulate) adds to the common command line. */
export interface RunCommand {
  readonly program: Program;
  readonly build: BuildStage;
}

/** Reads the command line, plays the scenario, prints and writes what came of it. Answers the exit code (SCENARIOS.md 1). */
export async function runCommand(command: RunCommand, argv: readonly string[]): Promise<number> {
  // A reader who has seen enough (`| head`) closes the pipe: that is no failure of ours.
  process.stdout.on('error', (error) => {
    if ('code' in error && error.code === 'EPIPE') process.exit(0);
    throw error;
  });
  const typedIn = process.env['TYPED_IN'] ?? process.cwd();
  const parsed = parseCommandLine(argv, command.program, typedIn);
  if (parsed.kind === 'help') {
    process.stdout.write(parsed.text);
    return 0;
  }
  if (parsed.kind === 'unusable') return unusable(parsed.problems);
  const { options } = parsed;
  const read = loadScenario(options.scenario ?? defaultScenario);
  const { trace } = options;
  // Nothing is left behind where nothing is started: the file is made when all the rest is known to be right.
  const traceProblem = trace ? traceFileProblem(trace.path, trace.shown) : null;
  if (!read.ok || traceProblem !== null) {
    return unusable([...(read.ok ? [] : read.problems), ...(traceProblem === null ? [] : [traceProblem])]);
  }
  const notMade = trace ? prepareTraceFile(trace.path, trace.shown) : null;
  if (notMade !== null) return unusable([notMade]);
  const interrupted = new Interruption();
  let worst = 0;
  let left = options.forSeconds ?? Number.POSITIVE_INFINITY;
  do {
    const played = await playOnce(command, read.scenario, { ...options, forSeconds: left }, interrupted);
    worst = Math.max(
      worst,
      exitCode({ violations: played.summary.violations.length, failures: played.failures.length }),
    );
    left -= played.endSeconds;
  } while (options.repeat && left > 0 && worst !== 3 && !interrupted.happened);
  return worst;
}

async function playOnce(
  command: RunCommand,
  scenario: Scenario,
  options: RunOptions & { readonly forSeconds: number },
  interrupted: Interruption,
): Promise<Played> {
  const endSeconds = Math.min(options.forSeconds, scenario.durationSeconds);
  const held = options.speed === 'max' ? null : new HeldClock(options.speed, scenario.startMs);
  const pace: { readonly pace?: Pace } = held ? { pace: (dueMs) => held.pace(dueMs) } : {};
  const colours = viewOptions(process.stdout, process.env);
  const view = options.headless ? null : new LiveView(process.stdout, colours);
  const footer =
    held && view ? setInterval(() => view.tick((held.simulatedNow() - scenario.startMs) / 1000), 1_000) : undefined;
  const played = await play({
    scenario,
    build: command.build,
    endSeconds,
    toleranceSeconds: options.speed === 'max' ? 2 : 2 + options.speed / 10,
    ...pace,
    heldBackSeconds: () => held?.heldBackSeconds ?? 0,
    progress: (message) => process.stderr.write(`${message}\n`),
    watch(recorder) {
      if (!view) return;
      recorder.onLine((line) => view.line(line));
      recorder.onNote((note) => view.note(note));
    },
    onStop(stop) {
      interrupted.onInterrupt(() => {
        held?.release();
        stop();
      });
    },
  });
  clearInterval(footer);
  view?.finish();
  if (options.trace) writeTraceFile(options.trace.path, played.lines);
  for (const failure of played.failures) process.stderr.write(`the application failed: ${failure}\n`);
  process.stdout.write(
    report(
      { scenario: scenario.name, endSeconds: played.endSeconds, failures: played.failures },
      played.summary,
      colours.colour,
    ),
  );
  return played;
}

function unusable(problems: readonly string[]): 2 {
  for (const problem of problems) process.stderr.write(`${problem}\n`);
  return 2;
}

/** Ctrl-C ends the run with its summary; a second one ends the process. */
class Interruption {
  happened = false;
  #stop: () => void = () => {};

  constructor() {
    process.on('SIGINT', () => {
      if (this.happened) process.exit(130);
      this.happened = true;
      this.#stop();
    });
  }

  onInterrupt(stop: () => void): void {
    this.#stop = stop;
    if (this.happened) stop();
  }
}
