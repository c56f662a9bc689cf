/** The application's ingress as the kit plays it: it believes what is signed, takes what it can read, and notes the rest. */
import { maxBodyBytes, signatureWindowMs, verifySignature } from '../../../adapters/campaign-manager/signature';
import { campaignEventSchema, eventsEnvelope } from '../../../core/campaign-contract/events';
import { contractVersion } from '../../../core/campaign-contract/identifiers';
import { problemsOf } from '../../../core/tolerant';
import type { Keys } from './command-line';
import type { EventRecord } from './event-record';
import type { Findings } from './findings';
import type { Time } from './time';

export const eventsPath = '/campaign-manager/events';

/** A request that came to the ingress, as any server may hand it over. */
export interface EventRequest {
  readonly method: string;
  readonly path: string;
  /** In lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** `null`: larger than is taken. */
  readonly body: Buffer | null;
}

/** What a request is answered with; `body` is written as JSON. */
export interface IngressAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** What every request is answered with while it lasts. */
export interface Refusing {
  readonly status: 503 | 429;
  readonly retryAfterSeconds?: number;
}

/** Judges every request and event that comes, and may turn requests away for a while. */
export class Ingress {
  readonly #nonces = new Map<string, number>();
  /** Bodies of events by id, to see that one that comes again is the same. */
  readonly #bodies = new Map<string, string>();
  /** Ids of events in requests that were not turned away, whatever is thought of them. */
  readonly #received = new Set<string>();
  #refusing: Refusing | null = null;
  /** Events that were in requests answered 503 or 429, by id. */
  readonly turnedAway = new Map<string, unknown>();
  /** Ids of all events, by when they were first seen, turned away or not: 0, 1 and on. */
  readonly #firstSeen = new Map<string, number>();
  /** Requests answered 503 or 429. */
  turnedAwayRequests = 0;
  requests = 0;

  constructor(
    private readonly parts: {
      readonly keys: Keys;
      readonly time: Time;
      readonly record: EventRecord;
      readonly findings: Findings;
    },
  ) {}

  refuse(refusing: Refusing | null): void {
    this.#refusing = refusing;
  }

  hasReceived(eventId: string): boolean {
    return this.#received.has(eventId);
  }

  /** The place of an event among all, by when it was first seen. */
  placeOf(eventId: string): number {
    return this.#firstSeen.get(eventId) ?? this.#firstSeen.size;
  }

  receive(request: EventRequest): IngressAnswer {
    this.requests += 1;
    const { findings } = this.parts;
    const distrust = (status: number, problem: string): IngressAnswer => {
      findings.fails('events-signed', `a request with events had to be refused: ${problem}`);
      return answer(status, { problem });
    };
    if (request.path !== eventsPath) return answer(404, { problem: `there is nothing at ${request.path}` });
    if (request.method !== 'POST') return answer(405, { problem: `events are sent with POST, not ${request.method}` });
    if (request.body === null) return distrust(413, `the body is larger than ${maxBodyBytes} bytes`);
    const { body } = request;
    const nowMs = this.parts.time.now();
    const verdict = verifySignature({ ...request, body }, { secrets: this.#secrets(), nowMs });
    if (!verdict.ok) return distrust(401, verdict.reason);
    if (!this.#firstUse(verdict.nonce, nowMs)) {
      return distrust(401, `the nonce ${verdict.nonce} was used before; each is good once`);
    }
    findings.holds('events-signed');
    return this.#take(body);
  }

  #take(body: Buffer): IngressAnswer {
    const { findings } = this.parts;
    const envelope = eventsEnvelope.safeParse(jsonOf(body));
    if (!envelope.success) {
      const problems = problemsOf(envelope.error);
      findings.fails('events-valid', `a request could not be read: ${problems.join('; ')}`);
      return answer(400, { problems });
    }
    const { version, events } = envelope.data;
    for (const id of events.map(idOf)) {
      if (id !== null && !this.#firstSeen.has(id)) this.#firstSeen.set(id, this.#firstSeen.size);
    }
    if (this.#refusing) return this.#turnAway(this.#refusing, events);
    if (version !== contractVersion) {
      const problem = `version ${JSON.stringify(version)} of the contract is not spoken here; ${contractVersion} is`;
      findings.fails('events-valid', problem);
      return answer(202, { accepted: 0, refused: [problem] });
    }
    for (const id of events.map(idOf)) if (id !== null) this.#received.add(id);
    const refused = events.flatMap((event, index) => this.#problem(event, index) ?? []);
    return answer(202, { accepted: events.length - refused.length, refused });
  }

  #turnAway({ status, retryAfterSeconds }: Refusing, events: readonly unknown[]): IngressAnswer {
    this.turnedAwayRequests += 1;
    for (const event of events) {
      const id = idOf(event);
      if (id !== null && !this.turnedAway.has(id)) this.turnedAway.set(id, event);
    }
    const headers = retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) };
    return answer(status, { problem: `the kit answers ${status} for a moment: send the same events again` }, headers);
  }

  #problem(event: unknown, index: number): string | null {
    const { findings, record } = this.parts;
    const read = campaignEventSchema.safeParse(event);
    if (!read.success) {
      const type = event !== null && typeof event === 'object' && 'type' in event ? String(event.type) : 'an event';
      const problem = `events[${index}]: ${type}: ${problemsOf(read.error).join('; ')}`;
      findings.fails('events-valid', problem);
      if (type === 'PreviewOffered') findings.fails('preview-offered', problem);
      return problem;
    }
    findings.holds('events-valid');
    const { eventId, type } = read.data;
    const text = JSON.stringify(event);
    const before = this.#bodies.get(eventId);
    this.#bodies.set(eventId, text);
    record.add(read.data);
    findings.check(
      'event-ids',
      before === undefined || before === text,
      () => `${type} came with the eventId ${eventId}, which another event has`,
    );
    return null;
  }

  #secrets(): readonly string[] {
    const { current, previous } = this.parts.keys;
    return previous === null ? [current] : [current, previous];
  }

  #firstUse(nonce: string, nowMs: number): boolean {
    for (const [old, at] of this.#nonces) {
      if (nowMs - at <= 2 * signatureWindowMs) break;
      this.#nonces.delete(old);
    }
    if (this.#nonces.has(nonce)) return false;
    this.#nonces.set(nonce, nowMs);
    return true;
  }
}

const answer = (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): IngressAnswer => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body,
});

const idOf = (event: unknown): string | null =>
  event !== null && typeof event === 'object' && 'eventId' in event && typeof event.eventId === 'string'
    ? event.eventId
    : null;

function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
