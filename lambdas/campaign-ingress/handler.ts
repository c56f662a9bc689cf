import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import * as z from 'zod';
import { maxBodyBytes, signatureWindowMs, verifySignature } from '../../adapters/campaign-manager/signature';
import { ingressApi } from '../../adapters/connect/token-bucket';
import { eventsEnvelope } from '../../core/campaign-contract/events';
import type { FactBus, IngressGuard } from '../../core/campaign-contract/ports';
import { ingestEvents } from '../../core/campaign-link/ingest-events';
import type { Clock } from '../../core/clock';
import type { RateLimiter } from '../../core/connect/ports';
import type { DecisionLog } from '../../core/decisions/decision-log';
import { problemsOf } from '../../core/tolerant';

export interface CampaignIngressPorts {
  readonly clock: Clock;
  readonly guard: IngressGuard;
  readonly limiter: RateLimiter;
  readonly bus: FactBus;
  readonly decisions: Pick<DecisionLog, 'record'>;
}

/** A request as an HTTP API hands it over (payload format 2.0). */
const httpRequest = z.object({
  rawPath: z.string(),
  headers: z.record(z.string(), z.string()),
  body: z
    .string()
    .nullish()
    .transform((body) => body ?? ''),
  isBase64Encoded: z.boolean(),
  requestContext: z.object({ http: z.object({ method: z.string() }) }),
});

/**
 * Takes events of the Campaign Manager: 202 says how many went onto our bus, and why the others did not; 413, 401, 429
 * and 400 say what was wrong with the request, of which nothing was taken then. Each check costs more than the one before.
 */
export const makeHandler =
  (ports: CampaignIngressPorts) =>
  async (event: unknown): Promise<APIGatewayProxyStructuredResultV2> => {
    const request = httpRequest.parse(event);
    const body = Buffer.from(request.body, request.isBase64Encoded ? 'base64' : 'utf8');
    if (body.byteLength > maxBodyBytes) {
      return refused(ports, 413, `the body has ${body.byteLength} bytes; at most ${maxBodyBytes} are taken`);
    }
    const believed = await believe(ports, request, body);
    if ('statusCode' in believed) return believed;
    const read = jsonOf(body);
    if ('problem' in read) return unreadable(ports, [read.problem]);
    const envelope = eventsEnvelope.safeParse(read.json);
    if (!envelope.success) return unreadable(ports, problemsOf(envelope.error, 'the body'));
    const { accepted, refused: notTaken } = await ingestEvents(ports, envelope.data);
    if (notTaken.length > 0) tell(ports, notTaken);
    return reply(202, { accepted, refused: notTaken });
  };

/** Whether the Campaign Manager sent this, lately, for the first time, and not too much of it. */
async function believe(
  ports: CampaignIngressPorts,
  { rawPath: path, headers, requestContext }: z.infer<typeof httpRequest>,
  body: Buffer,
): Promise<APIGatewayProxyStructuredResultV2 | { readonly keyId: string }> {
  const { method } = requestContext.http;
  const secrets = await ports.guard.secrets();
  const verdict = verifySignature({ method, path, body, headers }, { secrets, nowMs: ports.clock.now() });
  if (!verdict.ok) return refused(ports, 401, verdict.reason);
  const { keyId, nonce, timestampMs } = verdict;
  const token = await ports.limiter.take(ingressApi(keyId), 0);
  if (!token.taken) {
    const answer = refused(ports, 429, `key ${keyId} sends too many requests; send several events in one`);
    return { ...answer, headers: { ...answer.headers, 'retry-after': String(Math.ceil(token.retryAfterMs / 1000)) } };
  }
  if (!(await ports.guard.firstUse(nonce, timestampMs + signatureWindowMs + 1))) {
    return refused(ports, 401, `the nonce ${nonce} was used before; each is good once`);
  }
  return { keyId };
}

const reply = (statusCode: number, body: object) => ({
  statusCode,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

function refused(ports: CampaignIngressPorts, statusCode: number, problem: string) {
  tell(ports, [problem]);
  return reply(statusCode, { problem });
}

function unreadable(ports: CampaignIngressPorts, problems: readonly string[]) {
  tell(ports, problems);
  return reply(400, { problems });
}

/** A hundred events may each have something wrong with them; the log needs the first few. */
const told = 5;

function tell(ports: CampaignIngressPorts, all: readonly string[]): void {
  const problems = all.slice(0, told);
  const more = all.length > told ? `; and ${all.length - told} more` : '';
  ports.decisions.record({
    type: 'input.ignored',
    why: 'malformed',
    reason: `what was posted as the Campaign Manager's is not taken: ${problems.join('; ')}${more}`,
    inputs: { problems, count: all.length },
  });
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Bytes that are no UTF-8 would become other letters, and ids that nobody gave. */
function jsonOf(body: Buffer): { readonly json: unknown } | { readonly problem: string } {
  let text: string;
  try {
    text = utf8.decode(body);
  } catch {
    return { problem: 'the body is not UTF-8; write JSON in UTF-8' };
  }
  try {
    return { json: JSON.parse(text) };
  } catch {
    const right = '{"version":"1","events":[...]}';
    return { problem: `the body is ${text.trim() === '' ? 'empty' : 'not JSON'}; it must be ${right}` };
  }
}
