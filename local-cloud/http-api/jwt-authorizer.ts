import { createLocalJWKSet, errors, type JSONWebKeySet, jwtVerify } from 'jose';
import * as z from 'zod';
import type { Scheduler } from '../../clock/scheduler';
import { messageOf } from '../aws/failure';

export interface JwtAuthorizerSettings {
  readonly name: string;
  readonly issuer: string;
  readonly audience: readonly string[];
}

export type Claims = Readonly<Record<string, string>>;
export type Verdict =
  | { readonly kind: 'allowed'; readonly claims: Claims }
  /** `why` is a sentence part for people; the client only learns that it is not let in. */
  | { readonly kind: 'refused'; readonly why: string };

/** How long API Gateway keeps the keys of an issuer (developer guide, "control access with JWT authorizers"). */
const keysKeptMs = 2 * 3_600_000;

const standardClaims = z.looseObject({
  aud: z.union([z.string().transform((one) => [one]), z.array(z.string())]).optional(),
  client_id: z.string().optional(),
  exp: z.number(),
  iat: z.number().optional(),
});
const discovery = z.looseObject({ issuer: z.string(), jwks_uri: z.string() });
const keySet = z.looseObject({ keys: z.array(z.looseObject({ kty: z.string() })) });

type KeyOf = ReturnType<typeof createLocalJWKSet>;

/** Why a token does not count. */
class TokenRefused extends Error {}

/**
 * A JWT authorizer of an HTTP API. It finds the issuer's keys by its discovery document, over HTTP and on this machine
 * only, and checks signature, issuer, audience and times, the latter by the simulated clock. Of the algorithms it knows
 * RS256.
 */
export class JwtAuthorizer {
  #keys: { readonly find: KeyOf; readonly readAt: number } | null = null;

  /** Throws a sentence when the issuer is not on this machine. */
  constructor(
    readonly settings: JwtAuthorizerSettings,
    private readonly scheduler: Pick<Scheduler, 'now'>,
  ) {
    ofThisMachine(settings.issuer);
  }

  /** `authorization` is the header: the token, alone or after `Bearer`. Never rejects. */
  async judge(authorization: string | undefined): Promise<Verdict> {
    try {
      const token = authorization?.replace(/^Bearer +/i, '').trim();
      if (!token) throw new TokenRefused('there is no token');
      return { kind: 'allowed', claims: await this.#claimsOf(token) };
    } catch (error) {
      return { kind: 'refused', why: refusalOf(error, this.settings.issuer) };
    }
  }

  async #claimsOf(token: string): Promise<Claims> {
    const { issuer } = this.settings;
    const { payload } = await jwtVerify(token, await this.#issuerKeys(), {
      issuer,
      algorithms: ['RS256'],
      requiredClaims: ['exp'],
      currentDate: new Date(this.scheduler.now()),
    });
    this.#check(read(standardClaims, payload, 'its claims'));
    return Object.fromEntries(Object.entries(payload).map(([name, value]) => [name, asText(value)]));
  }

  /** What API Gateway checks and the library does not, or otherwise. */
  #check({ aud, client_id, iat }: z.infer<typeof standardClaims>): void {
    const { audience } = this.settings;
    // A token without audience counts by its client.
    const madeFor = aud ?? (client_id === undefined ? [] : [client_id]);
    if (!madeFor.some((one) => audience.includes(one))) {
      throw new TokenRefused(`it is made out for ${madeFor.join(', ') || 'nobody'}, not for ${audience.join(' or ')}`);
    }
    if (iat !== undefined && this.scheduler.now() / 1000 < iat) throw new TokenRefused('it does not count yet');
  }

  /** As they were up to two hours ago: an issuer lets old and new keys count side by side for a while. */
  async #issuerKeys(): Promise<KeyOf> {
    const now = this.scheduler.now();
    if (this.#keys && now - this.#keys.readAt < keysKeptMs) return this.#keys.find;
    const { issuer } = this.settings;
    const found = await fetched(discovery, `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`);
    if (found.issuer !== issuer) throw new Error(`${issuer} says it is ${found.issuer}`);
    const keys = await fetched(keySet, found.jwks_uri);
    const find = createLocalJWKSet(keys as JSONWebKeySet);
    this.#keys = { find, readAt: now };
    return find;
  }
}

function ofThisMachine(address: string): void {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url?.protocol === 'http:' && ['127.0.0.1', 'localhost'].includes(url.hostname)) return;
  throw new Error(`the local cloud asks issuers on this machine only, by http; got ${address}`);
}

async function fetched<T>(schema: z.ZodType<T>, address: string): Promise<T> {
  ofThisMachine(address);
  const answer = await fetch(address, { redirect: 'error' });
  if (!answer.ok) throw new Error(`${address} answered ${answer.status}`);
  return read(schema, await answer.json(), address);
}

function read<T>(schema: z.ZodType<T>, value: unknown, what: string): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new TokenRefused(`${what} cannot be read: ${problems.join('; ')}`);
}

/** Why a token is refused, in the words of this file; what no token is to blame for stays what it was. */
function refusalOf(error: unknown, issuer: string): string {
  if (error instanceof errors.JWTExpired) return 'it is over';
  if (error instanceof errors.JWTClaimValidationFailed) {
    if (error.claim === 'iss') return `its issuer is ${String(error.payload['iss'])}, not ${issuer}`;
    if (error.claim === 'nbf' && typeof error.payload['nbf'] === 'number') return 'it does not count yet';
    return `its claims cannot be read: ${error.claim}: ${error.message}`;
  }
  if (error instanceof errors.JOSEAlgNotAllowed)
    return 'it is not signed by RS256, the one algorithm the local cloud knows';
  if (error instanceof errors.JWKSNoMatchingKey) return 'the issuer has no key of that id';
  if (error instanceof errors.JWSSignatureVerificationFailed) return 'its signature is wrong';
  if (error instanceof errors.JOSEError) return `it is no signed token: ${error.message}`;
  return messageOf(error);
}

/** Claims reach the function as text; a list stands in brackets, its entries apart by spaces. */
function asText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(asText).join(' ')}]`;
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
}
