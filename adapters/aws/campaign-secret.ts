import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as z from 'zod';
import type { Clock } from '../../core/clock';
import { problemsOf } from '../../core/tolerant';

/** How long a rotated secret may go unnoticed; the one before it stays good as `previous`. */
const cacheMs = 60_000;

const storedSecret = z.object({ current: z.string().min(16), previous: z.string().min(16).nullish() });

/**
 * The secret that is shared with the Campaign Manager is not there, or holds no key that can sign. The message says what to put
 * there, and quotes nothing of it.
 */
export class CampaignSecretUnusableError extends Error {
  override readonly name = 'CampaignSecretUnusableError';
  constructor(
    readonly secretArn: string,
    readonly problems: readonly string[],
  ) {
    super(
      `the secret ${secretArn} cannot be used: ${problems.join('; ')}; it must be JSON {"current": "...", "previous": "..."}, each at least 16 characters, previous only during a rotation`,
    );
  }
}

/** The keys shared with the Campaign Manager, from Secrets Manager. */
export class CampaignKeys {
  private kept: { readonly readAt: number; readonly keys: readonly string[] } | null = null;
  private reading: Promise<readonly string[]> | null = null;

  constructor(
    private readonly client: SecretsManagerClient,
    private readonly secretArn: string,
    private readonly clock: Clock,
  ) {}

  /**
   * The current key, and the previous one while there is one; at most 60 s old. When Secrets Manager does not answer,
   * what was read last serves on. Throws CampaignSecretUnusableError, which never quotes the secret.
   */
  read(): Promise<readonly string[]> {
    if (this.kept && this.clock.now() - this.kept.readAt < cacheMs) return Promise.resolve(this.kept.keys);
    this.reading ??= this.readAnew().finally(() => {
      this.reading = null;
    });
    return this.reading;
  }

  private async readAnew(): Promise<readonly string[]> {
    const readAt = this.clock.now();
    const { kept } = this;
    const keys = await this.client.send(new GetSecretValueCommand({ SecretId: this.secretArn })).then(
      (answer) => keysFrom(this.secretArn, answer.SecretString),
      (error: unknown) => {
        if (kept) return kept.keys;
        throw error;
      },
    );
    this.kept = { readAt, keys };
    return keys;
  }
}

function keysFrom(secretArn: string, text: string | undefined): readonly string[] {
  if (text === undefined) throw new CampaignSecretUnusableError(secretArn, ['it holds bytes, not text']);
  const parsed = storedSecret.safeParse(jsonOf(text));
  if (!parsed.success) {
    const problems = problemsOf(parsed.error).map((problem) => problem.replace(/^the event:/, 'the secret:'));
    throw new CampaignSecretUnusableError(secretArn, problems);
  }
  const { current, previous } = parsed.data;
  return previous ? [current, previous] : [current];
}

/** `null`, which is no secret, for a text that is not JSON. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
