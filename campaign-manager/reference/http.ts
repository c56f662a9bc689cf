/** The contract on the wire: commands come in by HTTP and events go out, both signed. Nothing here waits for simulated time. */
import { once } from 'node:events';
import http, {
  type ClientRequest,
  createServer,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type ServerResponse,
} from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { maxBodyBytes, sign, signatureWindowMs, verifySignature } from '../../adapters/campaign-manager/signature';
import type { CommandReply } from '../../core/campaign-contract/commands';
import type { CampaignEvent } from '../../core/campaign-contract/events';
import { contractVersion } from '../../core/campaign-contract/identifiers';
import { EventsNotTakenError } from './outbox';
import { requestTarget } from './request-target';

/** Both live; `previous` while a secret is being rotated. */
export interface LiveSecrets {
  readonly current: string;
  readonly previous?: string | null;
}

/** A request as it came, before anything in it is believed. */
export interface IncomingCommand {
  readonly method: string;
  /** The target of the request line; a query is left aside. */
  readonly url: string;
  /** In lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** `null`: larger than 64 kB. */
  readonly body: Buffer | null;
}

/** What a request is answered with; the body is written as JSON. */
export type Answer = readonly [status: number, body: unknown];

/** Who acts on commands, and by which secrets a request is believed. */
export interface CommandReceiverOptions {
  readonly campaignManager: { receive(envelope: unknown): CommandReply; isDown(): boolean };
  /** Asked at every request, so that a rotated secret counts at once. */
  readonly secrets: () => LiveSecrets;
  /** Ms since the epoch. */
  readonly now: () => number;
}

/** A receiver on a port of this machine. */
export interface CommandServerOptions extends CommandReceiverOptions {
  /** Where to listen on loopback; any free port when left out. */
  readonly port?: number;
}

/** A server that answers commands until it is closed. */
export interface CommandServer {
  /** `http://127.0.0.1:PORT`; commands go to `POST <url>/commands`. */
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Answers requests: 200 with a command reply; otherwise `{"problem": "<sentence>"}`: 400 no JSON, 401 not signed by a
 * live secret, late or repeated, 404, 405, 413 more than 64 kB, 503 while the Campaign Manager is down.
 */
export function commandReceiver(options: CommandReceiverOptions): (incoming: IncomingCommand) => Answer {
  /** Nonces by when they were seen; kept until no signature of theirs can hold. */
  const nonces = new Map<string, number>();

  const seenBefore = (nonce: string, nowMs: number): boolean => {
    for (const [old, at] of nonces) {
      if (nowMs - at <= 2 * signatureWindowMs) break;
      nonces.delete(old);
    }
    if (nonces.has(nonce)) return true;
    nonces.set(nonce, nowMs);
    return false;
  };

  return ({ method, url, headers, body }) => {
    const { path } = requestTarget(url);
    if (path !== '/commands') return problem(404, `there is nothing at ${path}; commands go to /commands`);
    if (method !== 'POST') return problem(405, `commands are sent with POST, not ${method}`);
    if (body === null) return problem(413, `the body is larger than ${maxBodyBytes} bytes`);
    if (options.campaignManager.isDown()) return problem(503, 'the Campaign Manager is down');
    const { current, previous } = options.secrets();
    const nowMs = options.now();
    const secrets = previous ? [current, previous] : [current];
    const verdict = verifySignature({ method, path, body, headers }, { secrets, nowMs });
    if (!verdict.ok) return problem(401, verdict.reason);
    if (seenBefore(verdict.nonce, nowMs)) return problem(401, 'the request came before: its nonce was used');
    let envelope: unknown;
    try {
      envelope = JSON.parse(body.toString('utf8'));
    } catch (error) {
      return problem(400, `the body is not JSON: ${error instanceof Error ? error.message : String(error)}`);
    }
    return [200, options.campaignManager.receive(envelope)];
  };
}

/** Listens on loopback and answers as `commandReceiver` says. Rejects when the port is taken. */
export async function serveCommands(options: CommandServerOptions): Promise<CommandServer> {
  const receive = commandReceiver(options);
  const answer = async (incoming: IncomingMessage): Promise<Answer> => {
    const headers: Record<string, string | undefined> = {};
    for (const [name, value] of Object.entries(incoming.headers))
      headers[name] = Array.isArray(value) ? value[0] : value;
    return receive({ method: incoming.method ?? '', url: incoming.url ?? '/', headers, body: await read(incoming) });
  };

  const server = createServer((incoming, outgoing) => {
    answer(incoming).then(
      (reply) => write(outgoing, reply),
      (error: unknown) => write(outgoing, problem(500, error instanceof Error ? error.message : String(error))),
    );
  });
  // Clients keep connections for a whole run; one that is closed under a request would make them try again.
  server.keepAliveTimeout = 0;
  server.listen(options.port ?? 0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

/** A signed request with events, and what came back. Rejects with EventsNotTakenError when nothing does. */
export type EventExchange = (request: {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}) => Promise<EventReply>;

/** What an ingress answered to a request. */
export interface EventReply {
  readonly status: number;
  /** The header `retry-after`, in seconds. */
  readonly retryAfter: string | null;
  readonly body: string;
}

/** How events are signed, and who hears of those that are no use. */
export interface EventSenderOptions {
  /** The secret that signs now. */
  readonly secret: () => string;
  /** Ms since the epoch. */
  readonly now: () => number;
  /** A fresh nonce, 16 to 64 letters, digits, `_` or `-`. */
  readonly nonce: () => string;
  /** Events the ingress took and will not act on, a sentence each: sending them again would not help. */
  readonly refused: (sentences: readonly string[]) => void;
}

/** Sends events to one ingress, all it is given in one request. */
export interface EventSender {
  /** Rejects with EventsNotTakenError unless the answer is 202. */
  send(events: readonly CampaignEvent[]): Promise<void>;
  /** Closes its connections. */
  close(): void;
}

/** Sends events to the path of an ingress, whatever the way there. */
export function eventSender(path: string, exchange: EventExchange, options: EventSenderOptions): EventSender['send'] {
  return async (events) => {
    const body = JSON.stringify({ version: contractVersion, events });
    const headers = sign(
      { method: 'POST', path, body },
      { secret: options.secret(), nowMs: options.now(), nonce: options.nonce() },
    );
    const reply = await exchange({ path, headers: { 'content-type': 'application/json', ...headers }, body });
    if (reply.status !== 202) {
      const wait = reply.status === 429 ? Number(reply.retryAfter ?? '1') : Number.NaN;
      const message = `the events were answered ${reply.status}: ${reply.body.slice(0, 500)}`;
      throw new EventsNotTakenError(reply.status, Number.isFinite(wait) && wait >= 0 ? wait : null, message);
    }
    const refused = refusalsIn(reply.body);
    if (refused.length > 0) options.refused(refused);
  };
}

/** Sends events to an ingress by HTTP; `endpoint` is its full URL, such as `http://127.0.0.1:PORT/campaign-manager/events`. */
export function httpEventSender({
  endpoint,
  ...options
}: EventSenderOptions & { readonly endpoint: string }): EventSender {
  const url = new URL(endpoint);
  const { exchange, close } = httpExchange(url);
  return { send: eventSender(url.pathname, exchange, options), close };
}

/** The way to an ingress by HTTP or HTTPS, over connections that are kept. */
export function httpExchange(url: URL): { readonly exchange: EventExchange; close(): void } {
  const web = url.protocol === 'https:' ? https : http;
  const connections = new web.Agent({ keepAlive: true });
  const open = (headers: OutgoingHttpHeaders) => web.request(url, { method: 'POST', agent: connections, headers });
  return {
    exchange: ({ headers, body }) => post(open({ ...headers, 'content-length': Buffer.byteLength(body) }), body),
    close: () => connections.destroy(),
  };
}

async function post(outgoing: ClientRequest, body: string): Promise<EventReply> {
  try {
    outgoing.end(body);
    const [incoming] = (await once(outgoing, 'response')) as [IncomingMessage];
    const parts: Buffer[] = [];
    for await (const part of incoming) parts.push(part as Buffer);
    return {
      status: incoming.statusCode ?? 0,
      retryAfter: incoming.headers['retry-after'] ?? null,
      body: Buffer.concat(parts).toString('utf8'),
    };
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new EventsNotTakenError(null, null, `the events could not be sent: ${why}`, { cause });
  }
}

function refusalsIn(body: string): readonly string[] {
  let answer: unknown;
  try {
    answer = JSON.parse(body);
  } catch {
    return [];
  }
  const refused = typeof answer === 'object' && answer !== null && 'refused' in answer ? answer.refused : [];
  return Array.isArray(refused) ? refused.map(String) : [];
}

/** The whole body, `null` when it is too large; the rest of that is read and forgotten, so that the answer gets through. */
async function read(incoming: IncomingMessage): Promise<Buffer | null> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of incoming) {
    bytes += (part as Buffer).length;
    if (bytes <= maxBodyBytes) parts.push(part as Buffer);
  }
  return bytes > maxBodyBytes ? null : Buffer.concat(parts);
}

const problem = (status: number, sentence: string): Answer => [status, { problem: sentence }];

function write(outgoing: ServerResponse, [status, body]: Answer): void {
  // The date would be of another clock than the one everybody here goes by.
  outgoing.sendDate = false;
  outgoing.writeHead(status, { 'content-type': 'application/json' });
  outgoing.end(JSON.stringify(body));
}
