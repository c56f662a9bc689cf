import type { IncomingMessage, ServerResponse } from 'node:http';
import * as z from 'zod';
import { requestTarget } from '../../campaign-manager/reference/request-target';
import type { PlayedAgents } from '../../simulator/run/played-agents';
import { boundedBody } from '../front/bounded-body';
import { OpenSoftphones } from './open-softphones';
import { Sessions } from './sessions';
import { CallFailed, softphoneCall } from './softphone-calls';
import { type PageFile, signedInPage, signInPage, softphoneFiles, softphonePage } from './softphone-page';
import { type StreamsData, streamsData } from './streams-data';

/** A request of the softphone in a browser is a few hundred bytes. */
const bodyBytes = 64 * 1024;

const callBody = z.object({ port: z.string(), method: z.string(), params: z.unknown() });
const masterBody = z.object({ port: z.string(), topic: z.string(), how: z.enum(['become', 'check', 'check-only']) });

/** How far the clock of a softphone may be off before it is told again, ms. */
const skewMs = 400;

/** The softphone's own addresses: its page, signing in and out, news, and requests. Each stands below `/connect` as well. */
export class SoftphoneFront {
  readonly #sessions = new Sessions();
  readonly #open = new OpenSoftphones();
  readonly #told = new Map<string, { readonly text: string; readonly skew: number }>();
  readonly #changed = new Set<string>();
  #agents: PlayedAgents | null = null;
  #stopListening = (): void => {};

  private constructor(
    private readonly files: ReadonlyMap<string, PageFile>,
    private readonly origins: () => readonly string[],
    private readonly realNow: () => number,
  ) {}

  static async create(origins: () => readonly string[], realNow: () => number): Promise<SoftphoneFront> {
    return new SoftphoneFront(await softphoneFiles(), origins, realNow);
  }

  get agents(): PlayedAgents | null {
    return this.#agents;
  }

  serve(agents: PlayedAgents): void {
    this.#stopListening();
    this.#agents = agents;
    this.#stopListening = agents.onChange((username) => this.#tellSoon(username));
    for (const username of this.#open.usernames()) {
      if (agents.userIdOf(username) === null) this.#open.signOut(username);
    }
    this.look();
  }

  signIn(username: string): string {
    return this.#sessions.begin(username);
  }

  /** Tells softphones what they do not show yet. */
  look(): void {
    for (const username of this.#open.usernames()) this.#tell(username, false);
  }

  close(): void {
    this.#stopListening();
    this.#agents = null;
  }

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = requestTarget(request.url).path.replace(/^\/connect(?=\/)/, '');
    const [, file] = /^\/ccp-v2\/([\w.]+)$/.exec(path) ?? [];
    const known = this.files.get(file ?? '');
    switch (`${request.method} ${path}`) {
      case 'GET /ccp-v2':
        return this.#lead(response, 'ccp-v2/');
      case 'GET /ccp-v2/':
        return this.#show(request, response);
      case 'GET /ccp-v2/events':
        return this.#connect(request, response);
      case 'POST /ccp-v2/call':
        return this.#call(request, response);
      case 'POST /ccp-v2/master':
        return this.#master(request, response);
      case 'GET /login':
        return this.#lead(response, 'ccp-v2/');
      case 'POST /login':
        return this.#login(request, response);
      case 'GET /logout':
        return this.#logout(request, response);
    }
    if (request.method === 'GET' && known) return this.#send(response, 200, known.type, known.body);
    return this.#json(response, 404, { message: `there is nothing at ${request.method} ${path}` });
  }

  /** The softphone where somebody is signed in, and otherwise who to be. */
  #show(request: IncomingMessage, response: ServerResponse, problem: string | null = null): void {
    const username = this.#sessions.usernameOf(request.headers.cookie);
    const usernames = this.#agents?.usernames ?? [];
    const signedIn = username !== null && (this.#agents === null || usernames.includes(username));
    this.#html(response, signedIn && problem === null ? softphonePage : signInPage(usernames, problem));
  }

  async #login(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const username = new URLSearchParams(await text(request)).get('username') ?? '';
    if (this.#agents?.usernames.includes(username) !== true) {
      return this.#show(request, response, `There is no agent ${JSON.stringify(username)} in this run.`);
    }
    response.setHeader('set-cookie', this.#sessions.begin(username));
    // In a window of its own nothing is shown besides; the frame goes on to the softphone.
    if (request.headers['sec-fetch-dest'] === 'document') return this.#html(response, signedInPage(username));
    return this.#lead(response, 'ccp-v2/');
  }

  #logout(request: IncomingMessage, response: ServerResponse): void {
    const { cookie } = request.headers;
    const username = this.#sessions.usernameOf(cookie);
    response.setHeader('set-cookie', this.#sessions.end(cookie));
    if (username !== null) this.#open.signOut(username);
    this.#lead(response, 'ccp-v2/');
  }

  #connect(request: IncomingMessage, response: ServerResponse): void {
    const id = new URLSearchParams(requestTarget(request.url).query).get('port') ?? '';
    const session = this.#sessions.usernameOf(request.headers.cookie);
    const known = this.#open.usernameOf(id) ?? session;
    if (known === null || !/^[\w-]{20,}$/.test(id) || this.#agents?.userIdOf(known) === null) {
      this.#json(response, 401, { message: 'nobody is signed in to this softphone' });
      return;
    }
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    response.write('retry: 1000\n\n');
    const username = this.#open.connect(id, known, response);
    if (username !== null) this.#tell(username, true);
  }

  async #call(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const asked = this.#read(callBody, await text(request), response);
    if (asked === null) return;
    const username = this.#open.usernameOf(asked.port);
    if (username === null) return this.#json(response, 401, { message: 'this softphone is not open' });
    try {
      if (this.#agents === null) throw new CallFailed('ServiceUnavailableException', 'no scenario is running now');
      this.#json(response, 200, { data: await softphoneCall(this.#agents, username, asked.method, asked.params) });
    } catch (error) {
      if (!(error instanceof CallFailed)) throw error;
      this.#json(response, 200, { err: { type: error.type, message: error.message } });
    }
  }

  async #master(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const asked = this.#read(masterBody, await text(request), response);
    if (asked === null) return;
    const username = this.#open.usernameOf(asked.port);
    if (username === null) return this.#json(response, 401, { message: 'this softphone is not open' });
    const { masterId, takenOver } = this.#open.mastersOf(username).ask(asked.port, asked.topic, asked.how);
    const { topic } = asked;
    if (takenOver) this.#open.tell(username, 'master', { masterId, takeOver: true, topic });
    this.#json(response, 200, { masterId, isMaster: masterId === asked.port, takeOver: takenOver, topic });
  }

  /** One telling for all that one task of the run changes. */
  #tellSoon(username: string): void {
    if (this.#changed.has(username)) return;
    this.#changed.add(username);
    setImmediate(() => {
      this.#changed.delete(username);
      this.#tell(username, false);
    });
  }

  #tell(username: string, always: boolean): void {
    const agents = this.#agents;
    if (agents === null || agents.userIdOf(username) === null) return;
    const now = agents.now();
    const realNow = this.realNow();
    const takenOver = agents.isTakenOver(username);
    const data: StreamsData = streamsData(agents.softphone(username), { now, realNow });
    const { snapshotTimestamp: _, skew: __, ...content } = data.snapshot;
    const text = JSON.stringify([data.configuration, content, takenOver]);
    const before = this.#told.get(username);
    const skew = now - realNow;
    if (!always && before?.text === text && Math.abs(before.skew - skew) < skewMs) return;
    this.#told.set(username, { text, skew });
    this.#open.tell(username, 'agent', { ...data, username, takenOver });
  }

  #read<T>(schema: z.ZodType<T>, body: string, response: ServerResponse): T | null {
    try {
      return schema.parse(JSON.parse(body));
    } catch {
      this.#json(response, 400, { message: 'the body is no request of this softphone' });
      return null;
    }
  }

  /** To a sibling of the address asked for. */
  #lead(response: ServerResponse, to: string): void {
    response.writeHead(303, { location: to, 'cache-control': 'no-store' });
    response.end();
  }

  #html(response: ServerResponse, body: string): void {
    const framers = ["'self'", ...this.origins()].join(' ');
    response.setHeader(
      'content-security-policy',
      `default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors ${framers}`,
    );
    this.#send(response, 200, 'text/html; charset=utf-8', body);
  }

  #json(response: ServerResponse, status: number, body: unknown): void {
    this.#send(response, status, 'application/json', JSON.stringify(body));
  }

  #send(response: ServerResponse, status: number, type: string, body: string): void {
    response.writeHead(status, {
      'content-type': type,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
    response.end(body);
  }
}

/** What is too long counts as nothing. */
async function text(request: IncomingMessage): Promise<string> {
  const { body, whole } = await boundedBody(request, bodyBytes);
  return whole ? body.toString('utf8') : '';
}
