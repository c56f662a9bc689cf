import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { LoopbackServer } from '../front/loopback-server';

/** How long a token counts, as those of providers do. */
const tokenSeconds = 3_600;

export interface IssuerSettings {
  /** For whom tokens are made out. */
  readonly audience: string;
  /** Milliseconds since the epoch, by which tokens begin and end. */
  readonly now: () => number;
}

/**
 * An OpenID Connect issuer for local runs and tests, and only for them: it logs nobody in and makes out a token for
 * whomever it is asked to. Its key is new in every process, and it is reached on this machine only.
 */
export class LocalIssuer {
  readonly #key: KeyObject;
  readonly #keyId: string;

  private constructor(
    private readonly server: LoopbackServer,
    private readonly settings: IssuerSettings,
    { key, keyId }: { readonly key: KeyObject; readonly keyId: string },
  ) {
    this.#key = key;
    this.#keyId = keyId;
  }

  static async start(settings: IssuerSettings): Promise<LocalIssuer> {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const jwk = publicKey.export({ format: 'jwk' });
    const keyId = createHash('sha256').update(JSON.stringify(jwk)).digest('hex').slice(0, 16);
    const keys = { keys: [{ ...jwk, kid: keyId, use: 'sig', alg: 'RS256' }] };
    const server = await LoopbackServer.start(
      async (request, response) => {
        const body = documentAt(request.url ?? '/', server.origin, keys);
        response.writeHead(body === null ? 404 : 200, { 'content-type': 'application/json' });
        response.end(JSON.stringify(body ?? { message: 'Not Found' }));
      },
      // Nothing there can fail but the line to whoever asks.
      () => {},
    );
    return new LocalIssuer(server, settings, { key: privateKey, keyId });
  }

  /** What tokens name as their `iss`: `http://127.0.0.1:PORT`. */
  get url(): string {
    return this.server.origin;
  }

  /** A token of this user, good from now for an hour; `claims` are added to its own, or stand for them. */
  tokenFor(userId: string, claims: Readonly<Record<string, unknown>> = {}): string {
    const now = Math.floor(this.settings.now() / 1000);
    const payload = {
      ...{ iss: this.url, aud: this.settings.audience, sub: userId, iat: now, nbf: now, exp: now + tokenSeconds },
      ...claims,
    };
    const signed = `${coded({ alg: 'RS256', typ: 'JWT', kid: this.#keyId })}.${coded(payload)}`;
    return `${signed}.${sign('RSA-SHA256', Buffer.from(signed), this.#key).toString('base64url')}`;
  }

  close(): Promise<void> {
    return this.server.close();
  }
}

const keysPath = '/keys';

function documentAt(path: string, issuer: string, keys: object): object | null {
  if (path === keysPath) return keys;
  if (path !== '/.well-known/openid-configuration') return null;
  return {
    issuer,
    jwks_uri: `${issuer}${keysPath}`,
    id_token_signing_alg_values_supported: ['RS256'],
    response_types_supported: ['id_token'],
    subject_types_supported: ['public'],
  };
}

const coded = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');
