import { createPublicKey, type KeyObject, verify } from 'node:crypto';
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

const jsonObject = z.record(z.string(), z.unknown());
const header = z.looseObject({ alg: z.string(), kid: z.string() });
const standardClaims = z.looseObject({
  iss: z.string(),
  aud: z.union([z.string().transform((one) => [one]), z.array(z.string())]).optional(),
  client_id: z.string().optional(),
  exp: z.number(),
  nbf: z.number().optional(),
  iat: z.number().optional(),
});
const discovery = z.looseObject({ issuer: z.string(), jwks_uri: z.string() });
const keySet = z.looseObject({ keys: z.array(z.looseObject({ kid: z.string(), kty: z.string() })) });

/** Why a token does not count. */
class TokenRefused extends Error {}

/**
 * A JWT authorizer of an HTTP API. It finds the issuer's keys by its discovery document, over HTTP and on this machine
 * only, and checks signature, issuer, audience and times, the latter by the simulated clock. Of the algorithms it knows
 * RS256.
 */
export class JwtAuthorizer {
  #keys: { readonly byId: ReadonlyMap<string, KeyObject>; readonly readAt: number } | null = null;

  /** Throws a sentence when the issuer is not on this machine. */
  constructor(
    readonly settings: JwtAuthorizerSettings,
    private readonly scheduler: Scheduler,
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
      return { kind: 'refused', why: messageOf(error) };
    }
  }

  async #claimsOf(token: string): Promise<Claims> {
    const [head = '', payload = '', signature = '', ...more] = token.split('.');
    if (signature === '' || more.length > 0) throw new TokenRefused('it is no signed token of three parts');
    const { alg, kid } = read(header, decoded(head), 'its header');
    if (alg !== 'RS256') throw new TokenRefused(`it is signed by ${alg}; the local cloud knows RS256 only`);
    const key = (await this.#issuerKeys()).get(kid);
    if (!key) throw new TokenRefused(`the issuer has no key ${kid}`);
    const signed = Buffer.from(`${head}.${payload}`);
    if (!verify('RSA-SHA256', signed, key, Buffer.from(signature, 'base64url'))) {
      throw new TokenRefused('its signature is wrong');
    }
    const claims = decoded(payload);
    this.#check(read(standardClaims, claims, 'its claims'));
    return Object.fromEntries(Object.entries(claims).map(([name, value]) => [name, asText(value)]));
  }

  #check({ iss, aud, client_id, exp, nbf, iat }: z.infer<typeof standardClaims>): void {
    const { issuer, audience } = this.settings;
    const now = this.scheduler.now() / 1000;
    if (iss !== issuer) throw new TokenRefused(`its issuer is ${iss}, not ${issuer}`);
    // A token without audience counts by its client.
    const madeFor = aud ?? (client_id === undefined ? [] : [client_id]);
    if (!madeFor.some((one) => audience.includes(one))) {
      throw new TokenRefused(`it is made out for ${madeFor.join(', ') || 'nobody'}, not for ${audience.join(' or ')}`);
    }
    if (now >= exp) throw new TokenRefused('it is over');
    if ((nbf !== undefined && now < nbf) || (iat !== undefined && now < iat)) {
      throw new TokenRefused('it does not count yet');
    }
  }

  /** As they were up to two hours ago: an issuer lets old and new keys count side by side for a while. */
  async #issuerKeys(): Promise<ReadonlyMap<string, KeyObject>> {
    const now = this.scheduler.now();
    if (this.#keys && now - this.#keys.readAt < keysKeptMs) return this.#keys.byId;
    const { issuer } = this.settings;
    const found = await fetched(discovery, `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`);
    if (found.issuer !== issuer) throw new Error(`${issuer} says it is ${found.issuer}`);
    const { keys } = await fetched(keySet, found.jwks_uri);
    const rsa = keys.filter(({ kty }) => kty === 'RSA');
    const byId = new Map(rsa.map((jwk) => [jwk.kid, createPublicKey({ key: jwk, format: 'jwk' })]));
    this.#keys = { byId, readAt: now };
    return byId;
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

function decoded(part: string): Record<string, unknown> {
  try {
    return jsonObject.parse(JSON.parse(Buffer.from(part, 'base64url').toString('utf8')));
  } catch {
    throw new TokenRefused('a part of it is no JSON object in base64url');
  }
}

/** Claims reach the function as text; a list stands in brackets, its entries apart by spaces. */
function asText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(asText).join(' ')}]`;
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
}
