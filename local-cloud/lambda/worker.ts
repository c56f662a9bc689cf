/**
 * Runs inside a worker thread as the Lambda runtime would: loads the built asset, takes one invocation at a time, keeps
 * the time at what the event clock says and lets no connection leave the machine. Bundled by `worker-source.ts`; it
 * must not import anything but Node itself.
 */
import { createRequire } from 'node:module';
import net from 'node:net';
import { parentPort, workerData } from 'node:worker_threads';
import type { FromWorker, InvokeMessage, SerializedError, WorkerSetup } from './protocol';

const setup = workerData as WorkerSetup;
const port = parentPort;
if (!port) throw new Error('the Lambda worker must run in a worker thread');
const send = (message: FromWorker): void => port.postMessage(message);

let nowMs = setup.nowMs;
patchDate();
guardSockets();
captureOutput('stdout');
captureOutput('stderr');

type Handler = (event: unknown, context: unknown, callback: (error: unknown, result?: unknown) => void) => unknown;

let handler: Handler | undefined;
try {
  const loaded = createRequire(setup.file)(setup.file) as Record<string, unknown>;
  const exported = loaded[setup.exportName];
  if (typeof exported !== 'function')
    throw new Error(`${setup.exportName} is not an exported function of ${setup.file}`);
  handler = exported as Handler;
  send({ type: 'ready' });
} catch (error) {
  send({ type: 'init-failed', error: serialize(error) });
}

port.on('message', (message: InvokeMessage) => {
  nowMs = message.nowMs;
  void invoke(message);
});

async function invoke(message: InvokeMessage): Promise<void> {
  try {
    const result = await call(message);
    send({ type: 'result', payload: JSON.stringify(result) ?? 'null' });
  } catch (error) {
    send({ type: 'error', error: serialize(error) });
  }
}

function call(message: InvokeMessage): Promise<unknown> {
  return new Promise((resolve, reject) => {
    if (!handler) throw new Error('the function has no handler');
    const context = {
      callbackWaitsForEmptyEventLoop: true,
      functionName: setup.functionName,
      functionVersion: '$LATEST',
      invokedFunctionArn: setup.functionArn,
      memoryLimitInMB: String(setup.memoryMb),
      awsRequestId: message.requestId,
      logGroupName: setup.logGroupName,
      logStreamName: setup.logStreamName,
      getRemainingTimeInMillis: () => setup.timeoutSeconds * 1000,
    };
    const returned = handler(JSON.parse(message.event), context, (error, result) =>
      error ? reject(error) : resolve(result),
    );
    if (isThenable(returned)) returned.then(resolve, reject);
    // A handler without callback and promise answers with what it returns, as Node 20's runtime does for null only.
    else if (handler.length < 3) resolve(returned);
  });
}

const isThenable = (value: unknown): value is PromiseLike<unknown> =>
  typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';

function serialize(error: unknown): SerializedError {
  if (!(error instanceof Error)) return { errorType: typeof error, errorMessage: String(error), trace: [] };
  return {
    errorType: error.name,
    errorMessage: error.message,
    trace: (error.stack ?? '').split('\n'),
  };
}

/** Everything that asks for the present moment gets the event clock's; dates made from a value stay as they are. */
function patchDate(): void {
  const RealDate = Date;
  const patched = new Proxy(RealDate, {
    construct: (target, parameters, newTarget) =>
      Reflect.construct(target, parameters.length === 0 ? [nowMs] : parameters, newTarget) as object,
    apply: () => new RealDate(nowMs).toString(),
    get: (target, property, receiver) => (property === 'now' ? () => nowMs : Reflect.get(target, property, receiver)),
  });
  RealDate.prototype.constructor = patched;
  globalThis.Date = patched;
}

function guardSockets(): void {
  const connect = net.Socket.prototype.connect;
  const guarded = function (this: net.Socket, ...parameters: unknown[]): net.Socket {
    const target = targetOf(parameters);
    if (target !== null) {
      send({ type: 'foreign-connection', target });
      throw new Error(`this function may not connect to ${target}: the local cloud has no network but loopback`);
    }
    return Reflect.apply(connect, this, parameters) as net.Socket;
  };
  net.Socket.prototype.connect = guarded as typeof connect;
}

const loopback = new Set(['127.0.0.1', '::1', 'localhost']);

/** Where a connect call goes, or null when that is this machine. Node passes its own calls as one normalized list. */
function targetOf(parameters: readonly unknown[]): string | null {
  const first = Array.isArray(parameters[0]) ? (parameters[0][0] as unknown) : parameters[0];
  if (typeof first === 'object' && first !== null) {
    const { host, port: toPort, path } = first as { host?: string; port?: number | string; path?: string };
    if (path !== undefined && toPort === undefined) return `socket ${path}`;
    return host === undefined || loopback.has(host) ? null : `${host}:${toPort}`;
  }
  if (typeof first === 'string' && Number.isNaN(Number(first))) return `socket ${first}`;
  const host = parameters[1];
  return typeof host !== 'string' || loopback.has(host) ? null : `${host}:${String(first)}`;
}

/** Lines go out in order with results, which Node's own forwarding of a worker's output does not promise. */
function captureOutput(stream: 'stdout' | 'stderr'): void {
  let pending = '';
  process[stream].write = (chunk: Uint8Array | string, ...rest: unknown[]): boolean => {
    const lines = (pending + (typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString())).split('\n');
    pending = lines.pop() ?? '';
    for (const line of lines) if (line !== '') send({ type: 'log', line });
    const done = rest.at(-1);
    if (typeof done === 'function') done();
    return true;
  };
}
