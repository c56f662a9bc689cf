/** A request as it comes from outside. Header names are in lower case, repeated ones joined by commas. */
export interface ApiRequest {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  /** Behind the question mark, empty if there is none. */
  readonly query: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  readonly sourceIp: string;
}

/** Which API and route took a request, and when. */
export interface ProxyContext {
  readonly apiId: string;
  readonly region: string;
  readonly account: string;
  readonly routeKey: string;
  /** Values of the variables of the route. */
  readonly pathParameters: Readonly<Record<string, string>>;
  /** What a JWT authorizer let in; `null` where the route has none. */
  readonly claims: Readonly<Record<string, string>> | null;
  readonly requestId: string;
  /** Simulated milliseconds since the epoch. */
  readonly atMs: number;
}

/** Headers between two ends of a connection, which API Gateway does not pass on. */
const ofTheConnection = new Set(['connection', 'keep-alive', 'te', 'transfer-encoding', 'upgrade', 'cookie']);

/**
 * The event of a Lambda proxy integration in payload format 2.0 (API Gateway developer guide, "AWS Lambda proxy
 * integrations for HTTP APIs"). A field that would be empty is left out, as API Gateway does.
 */
export function proxyEvent(request: ApiRequest, context: ProxyContext): Readonly<Record<string, unknown>> {
  const { apiId, region, account, routeKey, pathParameters, claims, requestId, atMs } = context;
  const { method, path, query, sourceIp } = request;
  const cookies = request.headers['cookie']?.split(/; */) ?? [];
  const passed = Object.entries(request.headers).filter(([name]) => !ofTheConnection.has(name));
  const isBase64Encoded = !isText(request.headers['content-type']);
  return {
    version: '2.0',
    routeKey,
    rawPath: path,
    rawQueryString: query,
    ...(cookies.length > 0 && { cookies }),
    headers: {
      ...Object.fromEntries(passed),
      ...(request.body.length > 0 && { 'content-length': String(request.body.length) }),
      'x-forwarded-for': sourceIp,
      'x-forwarded-port': '443',
      'x-forwarded-proto': 'https',
    },
    ...(query !== '' && { queryStringParameters: queryParameters(query) }),
    ...(Object.keys(pathParameters).length > 0 && { pathParameters }),
    requestContext: {
      accountId: account,
      apiId,
      ...(claims && { authorizer: { jwt: { claims, scopes: null } } }),
      domainName: `${apiId}.execute-api.${region}.amazonaws.com`,
      domainPrefix: apiId,
      http: {
        method,
        path,
        protocol: 'HTTP/1.1',
        sourceIp,
        userAgent: request.headers['user-agent'] ?? '',
      },
      requestId,
      routeKey,
      stage: '$default',
      time: commonLogTime(atMs),
      timeEpoch: atMs,
    },
    ...(request.body.length > 0 && { body: request.body.toString(isBase64Encoded ? 'base64' : 'utf8') }),
    isBase64Encoded: request.body.length > 0 && isBase64Encoded,
  };
}

/**
 * The guide does not list which bodies are text; tried on AWS by others, these are, and a form or a body without a type
 * is not (ministackorg/ministack#766).
 */
function isText(contentType: string | undefined): boolean {
  const type = (contentType ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
  return /^text\/./.test(type) || ['application/json', 'application/javascript', 'application/xml'].includes(type);
}

/** Values of a repeated name are joined by commas. */
function queryParameters(query: string): Record<string, string> {
  const values = new URLSearchParams(query);
  return Object.fromEntries([...new Set(values.keys())].map((name) => [name, values.getAll(name).join(',')]));
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `05/Jan/2026:09:00:00 +0000` */
function commonLogTime(atMs: number): string {
  const [date = '', time = ''] = new Date(atMs).toISOString().split('T');
  const [year, month, day] = date.split('-');
  return `${day}/${months[Number(month) - 1]}/${year}:${time.slice(0, 8)} +0000`;
}
