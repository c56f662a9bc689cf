import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { FunctionSettings } from './function-settings';
import type { FromWorker, InvokeMessage, SerializedError, WorkerSetup } from './protocol';
import { workerSource } from './worker-source';

/** How one invocation ended. */
export type Outcome =
  | { readonly kind: 'answered'; readonly payload: unknown }
  | { readonly kind: 'failed'; readonly error: SerializedError }
  /** The worker went away: killed by a fault, an exception outside the handler, or no answer in real time. */
  | { readonly kind: 'crashed'; readonly why: 'fault' | 'exit' | 'no-answer'; readonly message: string };

/** What one invocation did, kept while it runs and told when it is over. */
export interface Invocation {
  readonly functionName: string;
  readonly requestId: string;
  readonly atMs: number;
  /** `dynamodb:GetItem` and so on, in the order of the requests. */
  readonly requests: string[];
  /** An API refused for its rate: what the handler then throws is no defect of the application. */
  throttled: boolean;
  /** A call was refused, which has been reported: what the handler then throws says it again. */
  refused: boolean;
}

export interface WorkerListener {
  log(line: string): void;
  foreignConnection(target: string): void;
}

/** Real seconds after which a worker that does not answer is given up. */
const answerWithinMs = 30_000;

/** One warm execution environment of a function. Its access key id tells the HTTP front whose request comes in. */
export class LambdaWorker {
  readonly #worker: Worker;
  #settle: ((outcome: Outcome) => void) | null = null;
  /** Null once the asset is loaded, else why it could not be. */
  readonly started: Promise<SerializedError | null>;
  invocation: Invocation | null = null;
  dead = false;

  constructor(
    readonly settings: FunctionSettings,
    readonly accessKeyId: string,
    endpoint: string,
    nowMs: number,
    private readonly listener: WorkerListener,
  ) {
    const logStreamName = `local/[$LATEST]${accessKeyId.toLowerCase()}`;
    const [moduleName = '', exportName = ''] = settings.handler.split('.');
    const file = join(settings.codeFolder, `${moduleName}.js`);
    const setup: WorkerSetup = {
      file,
      exportName,
      functionName: settings.physicalName,
      functionArn: settings.arn,
      memoryMb: settings.memoryMb,
      timeoutSeconds: settings.timeoutSeconds,
      logGroupName: settings.logGroupName,
      logStreamName,
      nowMs,
    };
    this.#worker = new Worker(workerSource(), {
      eval: true,
      // The parent's own options (a loader, an inspector) are none of the function's business.
      execArgv: [],
      env: runtimeEnvironment(settings, accessKeyId, endpoint, logStreamName),
      workerData: setup,
      stdout: true,
      stderr: true,
    });
    this.started = new Promise((resolve) => {
      const failed = (message: string): void =>
        resolve({ errorType: 'Runtime.ExitError', errorMessage: message, trace: [] });
      this.#worker.on('message', (message: FromWorker) => {
        if (message.type === 'ready') resolve(null);
        else if (message.type === 'init-failed') resolve(message.error);
        else this.#receive(message);
      });
      this.#worker.on('error', (error) => {
        failed(error.message);
        this.#end('exit', error.message);
      });
      this.#worker.on('exit', (code) => {
        failed(`the runtime exited with code ${code}`);
        this.#end('exit', `the runtime exited with code ${code}`);
      });
    });
  }

  invoke(message: InvokeMessage, invocation: Invocation): Promise<Outcome> {
    this.invocation = invocation;
    return new Promise((resolve) => {
      const guard = setTimeout(() => {
        this.#end('no-answer', `no answer within ${answerWithinMs / 1000} s of real time`);
        this.terminate();
      }, answerWithinMs);
      this.#settle = (outcome) => {
        clearTimeout(guard);
        this.#settle = null;
        this.invocation = null;
        resolve(outcome);
      };
      this.#worker.postMessage(message);
    });
  }

  /** Ends the worker as a fault asks; the invocation under way has crashed. */
  kill(): void {
    this.#end('fault', 'killed by a fault of the scenario');
    this.terminate();
  }

  terminate(): Promise<number> {
    this.dead = true;
    return this.#worker.terminate();
  }

  #receive(message: Exclude<FromWorker, { type: 'ready' | 'init-failed' }>): void {
    if (message.type === 'log') this.listener.log(message.line);
    else if (message.type === 'foreign-connection') this.listener.foreignConnection(message.target);
    else if (message.type === 'result') this.#settle?.({ kind: 'answered', payload: JSON.parse(message.payload) });
    else this.#settle?.({ kind: 'failed', error: message.error });
  }

  #end(why: 'fault' | 'exit' | 'no-answer', message: string): void {
    this.dead = true;
    this.#settle?.({ kind: 'crashed', why, message });
  }
}

/** What the Lambda service sets for every function, and the function's own variables; nothing of this machine. */
function runtimeEnvironment(
  settings: FunctionSettings,
  accessKeyId: string,
  endpoint: string,
  logStreamName: string,
): Record<string, string> {
  return {
    ...settings.environment,
    _HANDLER: settings.handler,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_SESSION_TOKEN: 'local',
    AWS_REGION: settings.region,
    AWS_DEFAULT_REGION: settings.region,
    AWS_ENDPOINT_URL: endpoint,
    // A developer's own profile must not reach into a run.
    AWS_CONFIG_FILE: '/nonexistent/config',
    AWS_SHARED_CREDENTIALS_FILE: '/nonexistent/credentials',
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x',
    AWS_LAMBDA_FUNCTION_NAME: settings.physicalName,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(settings.memoryMb),
    AWS_LAMBDA_LOG_GROUP_NAME: settings.logGroupName,
    AWS_LAMBDA_LOG_STREAM_NAME: logStreamName,
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    LAMBDA_TASK_ROOT: settings.codeFolder,
    LAMBDA_RUNTIME_DIR: '/var/runtime',
    // The deployed runtime is newer than the Node of some machines that run this.
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    TZ: ':UTC',
    LANG: 'en_US.UTF-8',
  };
}
