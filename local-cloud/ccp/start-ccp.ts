import type { IncomingMessage, ServerResponse } from 'node:http';
import { requestTarget } from '../../campaign-manager/reference/request-target';
import type { PlayedAgents } from '../../simulator/run/played-agents';
import { LoopbackServer } from '../front/loopback-server';
import { control, readControl } from './control';
import { SoftphoneFront } from './softphone-front';

export interface CcpOptions {
  /** The user id or username that a token in an `authorization` header is made out for; `null`: it does not count. */
  readonly whoIs: (authorization: string | undefined) => Promise<string | null>;
  /** Origins of the pages that may show the softphone in a frame and ask the control (`http://127.0.0.1:PORT`). */
  readonly origins: () => readonly string[];
  /** Hears what went wrong here, a sentence each. */
  readonly failed: (message: string) => void;
  /** The machine's time, ms since the epoch; Date.now unless told. */
  readonly realNow?: () => number;
}

/** A simulated softphone for browsers, and the control of simulated agents, of all runs of a process one after another. */
export interface LocalCcp {
  /** For `connect.core.initCCP`: `http://127.0.0.1:PORT/ccp-v2/`. */
  readonly url: string;
  /** Before `/control/agents/...`: `http://127.0.0.1:PORT`. */
  readonly controlUrl: string;
  /** Usernames of those whom a person has taken over; kept from run to run. */
  readonly takenOver: ReadonlySet<string>;
  /** A `set-cookie` header, for any server on 127.0.0.1, that signs this agent in to the softphone. */
  signIn(username: string): string;
  /** The agents of a run that begins now; those of the one before are looked at no more. */
  serve(agents: PlayedAgents): void;
  close(): Promise<void>;
}

/** How often what nobody told is looked at, ms of real time: attributes of contacts, and how fast the run's time goes. */
const LOOK_MS = 1_000;

/**
 * Starts the simulated softphone (docs/pages-local.md). The real library Amazon Connect Streams talks to it as it would to Amazon
 * Connect's own; there is no audio.
 */
export async function startCcp(options: CcpOptions): Promise<LocalCcp> {
  const takenOver = new Set<string>();
  const softphones = await SoftphoneFront.create(options.origins, options.realNow ?? Date.now);
  const server = await LoopbackServer.start(answer, ({ method, url }, error) =>
    options.failed(
      `the simulated softphone: ${method} ${url}: ${error instanceof Error ? error.message : String(error)}`,
    ),
  );
  const looking = setInterval(() => softphones.look(), LOOK_MS);
  looking.unref();

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { path } = requestTarget(request.url);
    const asked = readControl(path);
    if (asked === null) return softphones.answer(request, response);
    const { origin } = request.headers;
    const cors =
      origin !== undefined && options.origins().includes(origin)
        ? { 'access-control-allow-origin': origin, vary: 'Origin' }
        : {};
    if (request.method === 'OPTIONS') {
      const allowed = { 'access-control-allow-methods': 'GET, POST', 'access-control-allow-headers': 'authorization' };
      response.writeHead(204, { ...cors, ...('vary' in cors && allowed) });
      response.end();
      return;
    }
    const who = await options.whoIs(request.headers.authorization);
    const { status, body } = await control(asked, request.method ?? 'GET', who, softphones.agents, takenOver);
    response.writeHead(status, { ...cors, 'content-type': 'application/json', 'cache-control': 'no-store' });
    response.end(JSON.stringify(body));
    softphones.look();
  }

  return {
    url: `${server.origin}/ccp-v2/`,
    controlUrl: server.origin,
    takenOver,
    signIn: (username) => softphones.signIn(username),
    serve: (agents) => softphones.serve(agents),
    async close() {
      clearInterval(looking);
      softphones.close();
      await server.close();
    },
  };
}
