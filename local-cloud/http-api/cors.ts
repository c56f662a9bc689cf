import type { ApiAnswer } from './proxy-answer';
import type { ApiRequest } from './proxy-event';

/** The CorsConfiguration of an HTTP API. */
export interface CorsSettings {
  readonly origins: readonly string[];
  readonly methods: readonly string[];
  readonly headers: readonly string[];
  readonly exposedHeaders: readonly string[];
  readonly credentials: boolean;
  readonly maxAgeSeconds: number | null;
}

/** A request of a browser that asks whether it may send another. */
export const isPreflight = ({ method, headers }: ApiRequest): boolean =>
  method === 'OPTIONS' && headers['origin'] !== undefined && headers['access-control-request-method'] !== undefined;

/** API Gateway's own answer to it; it reaches no authorizer and no function. */
export function preflightAnswer(cors: CorsSettings, request: ApiRequest): ApiAnswer {
  const origin = allowedOrigin(cors, request);
  const headers = {
    ...(origin === null ? {} : originHeaders(cors, origin)),
    ...(origin === null || cors.methods.length === 0 ? {} : { 'access-control-allow-methods': cors.methods.join(',') }),
    ...(origin === null || cors.headers.length === 0 ? {} : { 'access-control-allow-headers': cors.headers.join(',') }),
    ...(origin === null || cors.maxAgeSeconds === null ? {} : { 'access-control-max-age': String(cors.maxAgeSeconds) }),
  };
  return { status: 204, headers, cookies: [], body: Buffer.alloc(0) };
}

/** The answer as a browser gets it: what the function said about CORS is dropped (developer guide, "configure CORS for HTTP APIs"). */
export function withCors(cors: CorsSettings, request: ApiRequest, answer: ApiAnswer): ApiAnswer {
  const own = Object.entries(answer.headers).filter(([name]) => !name.toLowerCase().startsWith('access-control-'));
  const origin = allowedOrigin(cors, request);
  const exposed =
    origin === null || cors.exposedHeaders.length === 0
      ? {}
      : { 'access-control-expose-headers': cors.exposedHeaders.join(',') };
  return {
    ...answer,
    headers: { ...Object.fromEntries(own), ...(origin === null ? {} : originHeaders(cors, origin)), ...exposed },
  };
}

function allowedOrigin({ origins }: CorsSettings, { headers }: ApiRequest): string | null {
  const { origin } = headers;
  if (origin === undefined) return null;
  if (origins.includes('*')) return '*';
  return origins.includes(origin) ? origin : null;
}

const originHeaders = ({ credentials }: CorsSettings, origin: string): Readonly<Record<string, string>> => ({
  'access-control-allow-origin': origin,
  ...(credentials ? { 'access-control-allow-credentials': 'true' } : {}),
  ...(origin === '*' ? {} : { vary: 'Origin' }),
});
