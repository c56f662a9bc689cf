import { type Authorization, authorizedRequest } from './authorized-request';
import type { PreviewAnswer, Reply, Server } from './ports';

export interface HttpServerOptions extends Authorization {
  /** Of the API of the agent's page, without a slash at the end. */
  readonly apiUrl: string;
  readonly fetch: typeof globalThis.fetch;
}

/** The API of the agent's page over HTTP. */
export function httpServer(options: HttpServerOptions): Server {
  /** `also`: a status beside 200 whose body is an answer as well. */
  const request = async <T>(method: 'GET' | 'POST', path: string, body?: unknown, also?: number): Promise<Reply<T>> => {
    const response = await authorizedRequest(options, `${options.apiUrl}${path}`, {
      method,
      ...(body !== undefined && {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    });
    if (response === 'signed-out' || response === 'unreachable') return { kind: response };
    try {
      const { status } = response;
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
    heartbeat: (beat) => request('POST', '/agent/heartbeat', beat),
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
