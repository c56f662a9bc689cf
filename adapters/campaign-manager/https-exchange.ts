import { randomUUID } from 'node:crypto';
import http, { type ClientRequest, type IncomingMessage } from 'node:http';
import https from 'node:https';
import type { Clock } from '../../core/clock';
import { maxBodyBytes } from './signature';
import {
  type CommandAnswer,
  type CommandExchange,
  type CommandRequest,
  NoAnswerError,
  SignedCampaignManager,
} from './signed-campaign-manager';

/** How long an answer may take, from the first byte sent to the last one read. */
export const commandAnswerWithinMs = 3_000;

/** 127.0.0.0/8, and the name for it; URL writes IPv6 in brackets. */
const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '[::1]' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(host);

/**
 * The address commands are posted to, `<url>/commands`. Throws a RangeError with a sentence: signatures prove who sent
 * something, they hide nothing, so it must be https unless it stays on this machine.
 */
export function commandsAddress(url: string): URL {
  const complaint = (what: string) =>
    new RangeError(
      `the Campaign Manager's address ${JSON.stringify(url)} ${what}; it must be like https://campaign-manager.example.com`,
    );
  if (!URL.canParse(url)) throw complaint('is no URL');
  const address = new URL(url);
  const { protocol, hostname, username, password, search, hash } = address;
  if (username || password) throw complaint('holds a name or password');
  if (search || hash) throw complaint('has a query or a fragment');
  if (protocol !== 'https:' && !(protocol === 'http:' && isLoopback(hostname))) {
    throw complaint('is not encrypted (http is for loopback only)');
  }
  address.pathname = `${address.pathname.replace(/\/+$/, '')}/commands`;
  return address;
}

/** The Campaign Manager over HTTPS, one kept-alive agent each. `url` as for `commandsAddress`, whose errors it throws. */
export function httpsCampaignManager(
  url: string,
  ports: { readonly secrets: () => Promise<readonly string[]>; readonly clock: Clock },
  withinMs: number = commandAnswerWithinMs,
): SignedCampaignManager {
  const address = commandsAddress(url);
  return new SignedCampaignManager(httpsExchange(address, withinMs), {
    ...ports,
    path: address.pathname,
    nonce: randomUUID,
  });
}

/**
 * Requests to one host. A kept-alive connection that the other side has closed meanwhile (a frozen function sees that
 * only when it writes) is tried once more on another one, within the same time.
 */
export function httpsExchange({ protocol, hostname, port }: URL, withinMs: number): CommandExchange {
  const web = protocol === 'https:' ? https : http;
  const agent = new web.Agent({ keepAlive: true });
  const host = hostname.replace(/^\[|\]$/g, '');
  const open = ({ method, path, headers, body }: CommandRequest): ClientRequest => {
    const length = String(Buffer.byteLength(body));
    return web.request({ agent, host, port, method, path, headers: { ...headers, 'content-length': length } });
  };
  return async (request) => {
    let sent = open(request);
    let over = false;
    let timer: NodeJS.Timeout | undefined;
    const tooLate = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new NoAnswerError(`did not answer within ${withinMs / 1000} s`)), withinMs);
    });
    const answered = answerTo(sent, request.body).catch((error: unknown) => {
      if (over || !sent.reusedSocket || codeOf(error) !== 'ECONNRESET') throw error;
      sent = open(request);
      return answerTo(sent, request.body);
    });
    try {
      return await Promise.race([answered, tooLate]);
    } catch (error) {
      over = true;
      sent.destroy();
      throw error instanceof NoAnswerError ? error : new NoAnswerError(`could not be reached (${codeOf(error)})`);
    } finally {
      clearTimeout(timer);
    }
  };
}

/** Sends the body and reads the whole answer, 64 kB at most. */
const answerTo = (sent: ClientRequest, body: string): Promise<CommandAnswer> =>
  new Promise((resolve, reject) => {
    sent.on('error', reject);
    sent.on('response', (response: IncomingMessage) => {
      const parts: Buffer[] = [];
      let bytes = 0;
      response.on('data', (part: Buffer) => {
        bytes += part.length;
        if (bytes > maxBodyBytes) reject(new NoAnswerError(`answered with more than ${maxBodyBytes / 1024} kB`));
        else parts.push(part);
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: Buffer.concat(parts).toString() }));
      response.on('error', reject);
    });
    sent.end(body);
  });

/** Only the code of an error is told: its message may hold what was sent. */
const codeOf = (error: unknown): string =>
  error !== null && typeof error === 'object' && 'code' in error ? String(error.code) : 'for a reason unknown';
