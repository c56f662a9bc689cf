import type { IncomingMessage, ServerResponse } from 'node:http';
import { requestTarget } from '../../campaign-manager/reference/request-target';
import { messageOf, type ReportFailure } from '../aws/failure';
import { boundedBody } from '../front/bounded-body';
import type { Origin, Origins } from '../front/origins';
import type { ApiAnswer } from './proxy-answer';
import type { ApiRequest } from './proxy-event';

/** Bytes of body that API Gateway takes (developer guide, "quotas for HTTP APIs"). */
const bodyLimit = 10 * 1024 * 1024;

/** Answers a request; null for one whose body was too large to keep. */
export type AnswerRequest = (request: ApiRequest | null) => Promise<ApiAnswer>;

/** The address of one API: plain HTTP on loopback in place of TLS at `execute-api`. */
export function startApiOrigin(
  apiName: string,
  answer: AnswerRequest,
  { origins, report }: { readonly origins: Origins; readonly report: ReportFailure },
): Promise<Origin> {
  return origins.serve(
    apiName,
    async (request, response) => {
      const read = await readRequest(request);
      // A client that closed the connection meanwhile gets no answer.
      if (read !== 'gone') write(response, await answer(read));
    },
    ({ method, url }, error) =>
      report({ kind: 'unsupported-call', message: `HTTP API ${apiName}, ${method} ${url}: ${messageOf(error)}` }),
  );
}

async function readRequest(request: IncomingMessage): Promise<ApiRequest | null | 'gone'> {
  const read = await boundedBody(request, bodyLimit).catch(() => 'gone' as const);
  if (read === 'gone') return read;
  if (!read.whole) return null;
  const headers = Object.entries(request.headersDistinct).map(([name, values]) => [name, values?.join(',') ?? '']);
  return {
    method: request.method ?? 'GET',
    ...requestTarget(request.url),
    headers: Object.fromEntries(headers) as Record<string, string>,
    body: read.body,
    sourceIp: request.socket.remoteAddress ?? '127.0.0.1',
  };
}

function write(response: ServerResponse, { status, headers, cookies, body }: ApiAnswer): void {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  if (cookies.length > 0) response.setHeader('set-cookie', [...cookies]);
  response.setHeader('content-length', body.length);
  response.writeHead(status);
  response.end(body);
}
