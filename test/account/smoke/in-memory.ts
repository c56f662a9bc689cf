import { type Answer, known } from '../../../account/questions';
import type { ApiAnswer, ApiRequest, Deployed, StoredParameter } from '../../../account/smoke/deployed';
import type { Outcome } from '../../../account/smoke/outcome';
import { smoke } from '../../../account/smoke/smoke';
import { verifySignature } from '../../../adapters/campaign-manager/signature';
import type { CampaignLink } from '../../../core/campaign-contract/campaign';
import { defaultThresholds, parseThresholds, type Thresholds } from '../../../core/thresholds/thresholds';
import type { VoicemailRecord } from '../../../core/voicemail/voicemail';
import { environment } from '../preflight/environment';
import { InstanceInMemory } from './instance-in-memory';

export const parameterName = '/connect-call-blending/pilot/sales/side/max-moves-per-agent-hour';
export const secret = 'a secret of sixteen characters and more';

const denied = (action: string) => ({ known: false, action, why: 'not authorized', denied: true }) as const;

/** A deployed environment in this process, with switches for what may be wrong about it. */
export class InMemory implements Deployed {
  nowMs = Date.UTC(2026, 0, 5, 15);
  /** Questions that are refused, by their names here. */
  readonly refused = new Set<keyof Deployed>();
  stacks: Record<string, Record<string, string>> = {
    'ccb-pilot-state': { TableName: 'table', CampaignSecretArn: 'arn:secret' },
    'ccb-pilot-campaign-link': { IngressUrl: 'https://ingress.test' },
    'ccb-pilot-agent-page': { AgentPageUrl: 'https://page.test' },
  };
  secretText = JSON.stringify({ current: secret });
  stored: StoredParameter | null = { value: '12', version: 3 };
  /** What the functions go by; behind the parameter by this long. */
  takesSeconds = 4;
  inForce: Thresholds = defaultThresholds;
  rejected: string | null = null;
  link: CampaignLink | null = null;
  heartbeatsNoted = true;
  acceptsAnything = false;
  readonly puts: string[] = [];
  /** Called before each write of the parameter. */
  beforePut: () => void = () => {};
  #due: { at: number; value: string } | null = null;
  readonly #nonces = new Set<string>();

  readonly clock = {
    now: () => this.nowMs,
    pause: async (seconds: number) => {
      this.nowMs += seconds * 1000;
      if (this.#due && this.nowMs >= this.#due.at) this.#publish(this.#due.value);
    },
  };

  async outputs(stack: string) {
    return this.#answer('outputs', 'cloudformation:DescribeStacks', () => this.stacks[stack] ?? null);
  }
  async secret() {
    return this.#answer('secret', 'secretsmanager:GetSecretValue', () => this.secretText);
  }
  async parameter() {
    return this.#answer('parameter', 'ssm:GetParameter', () => this.stored);
  }
  async putParameter(_: string, value: string) {
    this.beforePut();
    return this.#answer('putParameter', 'ssm:PutParameter', () => this.write(value));
  }
  async thresholdsInForce(_: string, group: string) {
    return this.#answer('thresholdsInForce', 'dynamodb:GetItem', () => ({
      ...{ group, version: 1, thresholds: this.inForce, rejected: this.rejected },
    }));
  }
  async campaignLink() {
    return this.#answer('campaignLink', 'dynamodb:GetItem', () => this.link);
  }
  async request(request: ApiRequest) {
    return this.#answer('request', 'GET', () => this.#answered(request));
  }

  /** Also what somebody else does who writes the parameter. */
  write(value: string): number {
    this.puts.push(value);
    const version = (this.stored?.version ?? 0) + 1;
    this.stored = { value, version };
    this.#due = { at: this.nowMs + this.takesSeconds * 1000, value };
    return version;
  }

  #publish(value: string): void {
    const parsed = parseThresholds({ 'side/max-moves-per-agent-hour': value });
    if ('thresholds' in parsed) this.inForce = parsed.thresholds as Thresholds;
    this.#due = null;
  }

  #answer<T>(name: keyof Deployed, action: string, value: () => T): Answer<T> {
    return this.refused.has(name) ? denied(action) : known(value());
  }

  #answered({ method, url, headers, body = '' }: ApiRequest): ApiAnswer {
    const { host, pathname: path } = new URL(url);
    if (host === 'page.test') return { status: headers['authorization'] ? this.pageStatus : 401, body: '{}' };
    const verdict = verifySignature({ method, path, body, headers }, { secrets: [secret], nowMs: this.nowMs });
    const repeated = verdict.ok && this.#nonces.has(verdict.nonce);
    if (!this.acceptsAnything && (!verdict.ok || repeated)) return { status: 401, body: '{}' };
    if (verdict.ok) this.#nonces.add(verdict.nonce);
    const { at, seq } = JSON.parse(body).events[0] as { at: number; seq: number };
    if (this.heartbeatsNoted)
      this.link = { lastHeartbeatAt: this.nowMs, seq, capabilities: [], toldAt: at, version: 1 };
    return { status: 202, body: '{"accepted":1,"refused":[]}' };
  }
  pageStatus = 200;
  readonly instance = new InstanceInMemory(this.clock, denied);
  record: VoicemailRecord['state']['kind'] | null = 'delivered';

  async voicemail(_: string, contactId: string) {
    return this.#answer('voicemail', 'dynamodb:GetItem', () =>
      this.record === null ? null : ({ initialContactId: contactId, state: { kind: this.record } } as VoicemailRecord),
    );
  }
}

/** Runs the whole of it against a deployed environment in memory. */
export function tried(
  deployed: InMemory,
  { token = 'a token', stopped = () => false }: { token?: string | null; stopped?: () => boolean } = {},
): Promise<readonly Outcome[]> {
  return smoke({ environment, deployed, token, stopped, mayRing: false, say: () => undefined });
}

export const verdicts = (outcomes: readonly Outcome[]): readonly string[] =>
  outcomes.map(({ verdict, subject }) => `${verdict}: ${subject}`);
