import type { Chance, Scheduler } from '../../clock/scheduler';
import type { ReportFailure } from '../aws/failure';
import { freshUuid, hex, lastPart } from '../aws/identity';
import { type AsynchronousSettings, asynchronousDefaults, type FunctionSettings } from './function-settings';
import { type Invocation, LambdaWorker, type Outcome } from './lambda-worker';

export interface LogLine {
  readonly functionName: string;
  readonly atMs: number;
  /** A JSON line parsed, anything else as it was written. */
  readonly record: unknown;
}

/** What the host of the functions needs from the cloud around it. */
export interface Surroundings {
  readonly scheduler: Scheduler;
  readonly chance: Chance;
  readonly report: ReportFailure;
  readonly onLog: (line: LogLine) => void;
  readonly onInvocation: (invocation: Invocation, outcome: Outcome) => void;
}

/** The functions of the template and their warm workers. */
export class Functions {
  readonly #byArn = new Map<string, LambdaFunction>();
  readonly #workers = new Map<string, LambdaWorker>();
  #endpoint = '';

  constructor(private readonly surroundings: Surroundings) {}

  /** Where the SDK clients of the functions send everything. */
  setEndpoint(endpoint: string): void {
    this.#endpoint = endpoint;
  }

  add(settings: FunctionSettings): LambdaFunction {
    const host = new LambdaFunction(settings, this.surroundings, (worker) => this.#start(worker));
    this.#byArn.set(settings.arn, host);
    return host;
  }

  all(): readonly LambdaFunction[] {
    return [...this.#byArn.values()];
  }

  /** By ARN, physical name or short name; undefined when the template has no such function. */
  find(reference: string): LambdaFunction | undefined {
    const known = this.#byArn.get(reference);
    if (known) return known;
    const name = lastPart(reference);
    return this.all().find(({ settings }) => settings.physicalName === name || settings.name === name);
  }

  /** As `find`, but throws a sentence. */
  get(reference: string): LambdaFunction {
    const found = this.find(reference);
    if (found) return found;
    const known = this.all().map(({ settings }) => settings.name);
    throw new Error(`there is no function ${reference} in the template; it has ${known.join(', ') || 'none'}`);
  }

  /** The worker that signs with this access key, if it still lives. */
  workerOf(accessKeyId: string): LambdaWorker | undefined {
    const worker = this.#workers.get(accessKeyId);
    return worker?.dead ? undefined : worker;
  }

  /** Ends all workers; an invocation that comes later counts as crashed. */
  async close(): Promise<void> {
    for (const host of this.#byArn.values()) host.close();
    await Promise.all([...this.#workers.values()].map((worker) => worker.terminate()));
  }

  #start(settings: FunctionSettings): LambdaWorker {
    const accessKeyId = `AKIA${hex(`${settings.arn}/${this.#workers.size}`, 16).toUpperCase()}`;
    const worker = new LambdaWorker(settings, accessKeyId, this.#endpoint, this.surroundings.scheduler.now(), {
      log: (line) =>
        this.surroundings.onLog({
          functionName: settings.name,
          atMs: this.surroundings.scheduler.now(),
          record: parsedLine(line),
        }),
      foreignConnection: (target) =>
        this.surroundings.report({
          kind: 'foreign-connection',
          message: `function ${settings.name} tried to connect to ${target}; only loopback can be reached`,
        }),
    });
    this.#workers.set(accessKeyId, worker);
    return worker;
  }
}

/** One function. Invocations that overlap (an API call that makes a flow call back) get a worker each. */
export class LambdaFunction {
  readonly #idle: LambdaWorker[] = [];
  /** Loads its asset while the world goes on: the first worker, then one for each that crashed. */
  #starting: LambdaWorker | null;
  #closed = false;
  asynchronous: AsynchronousSettings = asynchronousDefaults;

  constructor(
    readonly settings: FunctionSettings,
    private readonly surroundings: Surroundings,
    private readonly startWorker: (settings: FunctionSettings) => LambdaWorker,
  ) {
    this.#starting = startWorker(settings);
  }

  /** Waits until the asset is loaded. A function that cannot start is reported. */
  async warm(): Promise<void> {
    const worker = await this.#acquire();
    if (worker instanceof LambdaWorker) this.#idle.push(worker);
  }

  /** Runs the handler. Never rejects; an error that no fault asked for has been reported. */
  async invoke(event: unknown): Promise<Outcome> {
    if (this.#closed) return closed;
    const worker = await this.#acquire();
    if (!(worker instanceof LambdaWorker)) return worker;
    const { scheduler, chance } = this.surroundings;
    const invocation: Invocation = {
      functionName: this.settings.name,
      requestId: freshUuid(chance, 'lambda-request'),
      atMs: scheduler.now(),
      requests: [],
      throttled: false,
      refused: false,
    };
    const text = JSON.stringify(event) ?? 'null';
    const outcome = await worker.invoke(
      { requestId: invocation.requestId, event: text, nowMs: invocation.atMs },
      invocation,
    );
    if (this.#closed) return closed;
    if (!worker.dead) this.#idle.push(worker);
    else this.#starting ??= this.startWorker(this.settings);
    this.#report(outcome, invocation);
    this.surroundings.onInvocation(invocation, outcome);
    return outcome;
  }

  /** Starts no worker any more. */
  close(): void {
    this.#closed = true;
  }

  async #acquire(): Promise<LambdaWorker | Outcome> {
    const idle = this.#idle.pop();
    if (idle && !idle.dead) return idle;
    const worker = this.#starting ?? this.startWorker(this.settings);
    this.#starting = null;
    const error = await worker.started;
    if (error === null) return worker;
    await worker.terminate();
    this.surroundings.report({
      kind: 'lambda-error',
      message: `function ${this.settings.name} does not start: ${error.errorType}: ${error.errorMessage}`,
    });
    return { kind: 'failed', error };
  }

  #report(outcome: Outcome, invocation: Invocation): void {
    const { name } = this.settings;
    if (outcome.kind === 'failed' && !invocation.throttled && !invocation.refused) {
      const { errorType, errorMessage } = outcome.error;
      this.surroundings.report({
        kind: 'lambda-error',
        message: `function ${name} failed: ${errorType}: ${errorMessage}`,
      });
    } else if (outcome.kind === 'crashed' && outcome.why !== 'fault') {
      this.surroundings.report({
        kind: outcome.why === 'no-answer' ? 'lambda-timeout' : 'lambda-error',
        message: `function ${name} died: ${outcome.message}`,
      });
    }
  }
}

/** A run that is over leaves invocations behind that nobody asks about. */
const closed: Outcome = { kind: 'crashed', why: 'fault', message: 'the local cloud has been closed' };

function parsedLine(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return line;
  }
}

/** The error of an unsuccessful outcome in the shape Lambda gives it. */
export function errorOf(outcome: Exclude<Outcome, { kind: 'answered' }>): { errorType: string; errorMessage: string } {
  if (outcome.kind === 'failed')
    return { errorType: outcome.error.errorType, errorMessage: outcome.error.errorMessage };
  return { errorType: 'Runtime.ExitError', errorMessage: `RequestId: Error: ${outcome.message}` };
}
