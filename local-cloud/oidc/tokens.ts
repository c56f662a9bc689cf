import { createHash, randomBytes } from 'node:crypto';

/** Somebody whom the sign-in page shows. */
export interface Identity {
  /** On the button. */
  readonly name: string;
  /** `sub` among them. */
  readonly claims: Readonly<Record<string, unknown>> & { readonly sub: string };
}

/** Those who can sign in now, in the order of their buttons. */
export type IdentityOf = () => readonly Identity[];

/** What the page asked for when it led somebody here (RFC 6749, RFC 7636, OpenID Connect Core 1.0). */
export interface Asked {
  readonly redirectUri: string;
  readonly challenge: string;
  readonly state: string | null;
  readonly nonce: string | null;
  readonly scope: string;
}

interface Granted {
  readonly name: string;
  readonly asked: Asked;
}

/** A grant that is not given: the error's name of RFC 6749, section 5.2, and a sentence. */
export class GrantRefused extends Error {
  override readonly name = 'GrantRefused';
  constructor(
    readonly code: 'invalid_grant' | 'invalid_request' | 'unsupported_grant_type',
    message: string,
  ) {
    super(message);
  }
}

const word = (): string => randomBytes(24).toString('base64url');

/** Codes and refresh tokens that were given out; each is good once. */
export class Grants {
  readonly #codes = new Map<string, Granted>();
  readonly #refreshTokens = new Map<string, Granted>();

  codeFor(name: string, asked: Asked): string {
    const code = word();
    this.#codes.set(code, { name, asked });
    return code;
  }

  /** Throws GrantRefused: unknown or used, for another address, or not the page that asked. */
  byCode(code: string, redirectUri: string, verifier: string): Granted {
    const granted = this.#codes.get(code);
    this.#codes.delete(code);
    if (granted === undefined) throw new GrantRefused('invalid_grant', 'the code is not known, or was used before');
    if (granted.asked.redirectUri !== redirectUri) {
      throw new GrantRefused('invalid_grant', `the code was made out for ${granted.asked.redirectUri}`);
    }
    if (createHash('sha256').update(verifier).digest('base64url') !== granted.asked.challenge) {
      throw new GrantRefused('invalid_grant', 'the code_verifier is not the one of the code_challenge');
    }
    return granted;
  }

  refreshTokenFor(granted: Granted): string {
    const token = word();
    this.#refreshTokens.set(token, granted);
    return token;
  }

  /** Throws GrantRefused when it is unknown or was used. */
  byRefreshToken(token: string): Granted {
    const granted = this.#refreshTokens.get(token);
    this.#refreshTokens.delete(token);
    if (granted === undefined) {
      throw new GrantRefused('invalid_grant', 'the refresh token is not known, or was used before');
    }
    return granted;
  }
}
