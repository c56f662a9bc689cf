import { randomBytes } from 'node:crypto';
import { sign, signatureHeaders, signatureWindowMs } from '../../../adapters/campaign-manager/signature';
import type { CampaignEvent } from '../../../core/campaign-contract/events';
import { contractVersion } from '../../../core/campaign-contract/identifiers';
import { eventsRoute } from '../../../lambdas/campaign-ingress/contract';
import type { ApiRequest } from '../deployed';
import { failed, notPossible, type Outcome, right, unanswered } from '../outcome';
import type { SmokeContext } from '../smoke-context';
import { until } from '../until';

/** How long a heartbeat may take from the ingress through the bus into the table. */
const notedWithinSeconds = 20;

/**
 * One signed heartbeat, which must be taken and noted, and three requests that must be refused. The heartbeat says nothing of
 * what a Campaign Manager can do: its time is an hour ago, and what a real one said since then counts on.
 */
export async function ingressOutcomes(context: SmokeContext): Promise<readonly Outcome[]> {
  const subject = 'heartbeat';
  const url = await context.output('campaign-link', 'IngressUrl');
  if ('missing' in url) return [notPossible(subject, url.missing)];
  const secretArn = await context.output('state', 'CampaignSecretArn');
  if ('missing' in secretArn) return [notPossible(subject, secretArn.missing)];
  const secret = await context.deployed.secret(secretArn.value);
  if (!secret.known) return [unanswered(subject, secret)];
  const current = currentIn(secret.value);
  if (current === null) {
    return [failed(subject, 'the secret is no JSON like {"current": "..."}; write it so, at least 16 characters')];
  }
  const { clock } = context.deployed;
  const signed = (by: { readonly secret: string; readonly nowMs: number }, body = heartbeatBody(clock.now())) =>
    signedRequest(url.value, body, by);
  const taken = signed({ secret: current, nowMs: clock.now() });
  return [
    await heartbeat(context, taken),
    await refusal(context, 'the same request again', taken, 'a nonce counts once'),
    await refusal(
      context,
      'wrong signature',
      spoilt(signed({ secret: current, nowMs: clock.now() })),
      'it is not ours',
    ),
    await refusal(
      context,
      'old timestamp',
      signed({ secret: current, nowMs: clock.now() - 2 * signatureWindowMs }),
      `it was signed ${(2 * signatureWindowMs) / 1000} s ago`,
    ),
  ];
}

async function heartbeat(context: SmokeContext, request: ApiRequest): Promise<Outcome> {
  const subject = 'heartbeat';
  const sentAt = context.deployed.clock.now();
  const answer = await context.deployed.request(request);
  if (!answer.known) return unanswered(subject, answer);
  const { status, body } = answer.value;
  if (status !== 202)
    return failed(subject, `answered ${status} ${shown(body)}; it must be 202: see the log of campaign-ingress`);
  const table = await context.output('state', 'TableName');
  if ('missing' in table)
    return notPossible(subject, `taken, and whether it is noted nobody can see: ${table.missing}`);
  const noted = await until(
    { clock: context.deployed.clock, stopped: context.stopped },
    { everySeconds: 2, forSeconds: notedWithinSeconds },
    () => context.deployed.campaignLink(table.value),
    (link) => link !== null && link.lastHeartbeatAt >= sentAt - clockDifferenceMs,
  );
  if (!noted.known) return unanswered(subject, noted);
  if (noted.value === null || noted.value.lastHeartbeatAt < sentAt - clockDifferenceMs) {
    const sentence = `taken, and not noted within ${notedWithinSeconds} s: see the log of campaign-events and its dead-letter queue`;
    return failed(subject, sentence);
  }
  return right(subject, 'signed, taken with 202, and noted by campaign-events');
}

/** How far the clock of this machine may be from that of the functions. */
const clockDifferenceMs = 5_000;

async function refusal(context: SmokeContext, what: string, request: ApiRequest, why: string): Promise<Outcome> {
  const subject = `refusal: ${what}`;
  const answer = await context.deployed.request(request);
  if (!answer.known) return unanswered(subject, answer);
  const { status } = answer.value;
  if (status === 401) return right(subject, `answered 401: ${why}`);
  return failed(subject, `answered ${status}; it must be 401, because ${why}`);
}

function heartbeatBody(nowMs: number): string {
  const event: CampaignEvent = {
    ...{ type: 'Heartbeat', eventId: `smoke-${randomBytes(8).toString('hex')}` },
    ...{ at: nowMs - 3_600_000, seq: 1 },
  };
  return JSON.stringify({ version: contractVersion, events: [event] });
}

function signedRequest(
  ingressUrl: string,
  body: string,
  by: { readonly secret: string; readonly nowMs: number },
): ApiRequest {
  const url = new URL(`${ingressUrl.replace(/\/$/, '')}${eventsRoute.path}`);
  const { method } = eventsRoute;
  const headers = sign({ method, path: url.pathname, body }, { ...by, nonce: randomBytes(16).toString('hex') });
  return { method, url: url.href, headers: { 'content-type': 'application/json', ...headers }, body };
}

/** The same request with another first digit of its signature. */
function spoilt(request: ApiRequest): ApiRequest {
  const name = signatureHeaders.signature;
  const signature = request.headers[name] ?? '';
  const other = signature.startsWith('0') ? '1' : '0';
  return { ...request, headers: { ...request.headers, [name]: `${other}${signature.slice(1)}` } };
}

/** The secret that signs; null where the text is of another shape. */
function currentIn(text: string): string | null {
  try {
    const { current } = JSON.parse(text) as { readonly current?: unknown };
    return typeof current === 'string' && current.length >= 16 ? current : null;
  } catch {
    return null;
  }
}

const shown = (body: string): string => JSON.stringify(body.length > 200 ? `${body.slice(0, 200)}...` : body);
