import { answerWithinMs } from './intervals';
import type { PreviewAnswer, Reply, Server } from './ports';

export interface HttpServerOptions {
  /** Of the API of the agent's page, without a slash at the end. */
  readonly apiUrl: string;
  /** The agent's token; `null`: nobody is signed in. */
  readonly token: () => Promise<string | null>;
  /** A fresh token after the server took the last one for expired, without asking the agent; `null`: they must sign in. */
  readonly renew: () => Promise<string | null>;
  readonly fetch: typeof globalThis.fetch;
}

/** The API of the agent's page over HTTP. 429 and 5xx count as unreachable: everything may be sent again. */
export function httpServer(options: HttpServerOptions): Server {
  const { apiUrl, token, renew } = options;

  const send = (method: 'GET' | 'POST', path: string, body: unknown, bearer: string): Promise<Response> =>
    options.fetch(`${apiUrl}${path}`, {
      method,
      headers: { authorization: `Bearer ${bearer}`, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(answerWithinMs),
    });

  /** `also`: a status beside 200 whose body is an answer as well. */
  const request = async <T>(method: 'GET' | 'POST', path: string, body?: unknown, also?: number): Promise<Reply<T>> => {
    try {
      const first = await token();
      if (first === null) return { kind: 'signed-out' };
      let response = await send(method, path, body, first);
      if (response.status === 401) {
        const second = await renew();
        if (second === null) return { kind: 'signed-out' };
        response = await send(method, path, body, second);
        if (response.status === 401) return { kind: 'signed-out' };
      }
      const { status } = response;
      if (status === 429 || status >= 500) return { kind: 'unreachable' };
      const answer: unknown = await response.json();
      return status === 200 || status === also
        ? { kind: 'ok', value: answer as T }
        : { kind: 'refused', status, problem: problemOf(answer) };
    } catch {
      return { kind: 'unreachable' };
    }
  };

  return {
    snapshot: () => request('GET', '/agent'),
    heartbeat: () => request('POST', '/agent/heartbeat', {}),
    answer: (previewId: string, answer: PreviewAnswer) =>
      request('POST', '/agent/previews', { previewId, answer }, 409),
    customer: (ask) =>
      ask.what === 'end'
        ? request('POST', '/agent/customer', { do: 'end', customerId: ask.customerId })
        : request('POST', '/agent/work', { do: 'finish', customerId: ask.customerId, ...ask.result }),
    state: (state, reason) => request('POST', '/agent/state', { state, reason }),
    verdict: (contactId, shown) => request('POST', '/agent/verdict', { contactId, shown }),
  };
}

/** The sentence of a refusal. */
function problemOf(answer: unknown): string {
  if (typeof answer !== 'object' || answer === null) return '';
  const { problem, problems, message } = answer as Record<string, unknown>;
  if (typeof problem === 'string') return problem;
  if (Array.isArray(problems)) return problems.join('; ');
  return typeof message === 'string' ? message : '';
}
