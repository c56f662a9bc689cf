/**
 * How requests between us and the Campaign Manager are signed, the same in both directions: HMAC-SHA256 with a shared
 * secret over time, nonce, method, path and the SHA-256 of the body. Pure: the time, the nonce and the secrets are given,
 * and remembering nonces is the receiver's.
 */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

export const signatureHeaders = {
  /** Milliseconds since the epoch, by the sender's clock. */
  timestamp: 'x-ccb-timestamp',
  /** 16 to 64 characters out of letters, digits, `_` and `-`; good once. */
  nonce: 'x-ccb-nonce',
  /** Which secret signed: see `keyIdOf`. */
  key: 'x-ccb-key',
  /** 64 lower-case hexadecimal digits. */
  signature: 'x-ccb-signature',
} as const;
export type SignatureHeaders = Record<(typeof signatureHeaders)[keyof typeof signatureHeaders], string>;

/** A signature holds this long before and after its timestamp; so long a receiver has to remember nonces, twice over. */
export const signatureWindowMs = 60_000;

/** The most bytes a signed body may have. */
export const maxBodyBytes = 64 * 1024;

/** What a signature is made of besides time and nonce. `path`: without a query; `body`: byte for byte as it was sent. */
export interface SignedRequest {
  /** In any case; it is signed in upper case. */
  readonly method: string;
  /** As the receiver sees it, from the first slash, without a query. */
  readonly path: string;
  /** Exactly as sent. */
  readonly body: string | Uint8Array;
}

/** The first eight hexadecimal digits of the secret's SHA-256: names a secret without giving it away. */
export function keyIdOf(secret: string): string {
  const known = keyIds.get(secret);
  if (known !== undefined) return known;
  const id = createHash('sha256').update(secret).digest('hex').slice(0, 8);
  if (keyIds.size >= mostKeyIds) keyIds.clear();
  keyIds.set(secret, id);
  return id;
}

/** Asked for with every request, of the same one or two secrets. */
const keyIds = new Map<string, string>();
const mostKeyIds = 16;

/** The headers that go with a request; the time is rounded to the millisecond. Throws RangeError for a nonce a receiver would refuse. */
export function sign(
  request: SignedRequest,
  by: { readonly secret: string; readonly nowMs: number; readonly nonce: string },
): SignatureHeaders {
  if (!nonceForm.test(by.nonce)) throw new RangeError(`the nonce is ${nonceProblem(by.nonce)}`);
  const timestamp = String(Math.round(by.nowMs));
  return {
    [signatureHeaders.timestamp]: timestamp,
    [signatureHeaders.nonce]: by.nonce,
    [signatureHeaders.key]: keyIdOf(by.secret),
    [signatureHeaders.signature]: digest(request, by.secret, timestamp, by.nonce).toString('hex'),
  };
}

/** Whether a signature holds. `reason`: for the log, and never for the sender. */
export type SignatureVerdict =
  | { readonly ok: true; readonly keyId: string; readonly nonce: string; readonly timestampMs: number }
  /** A sentence for the sender; it tells nothing of the secret. */
  | { readonly ok: false; readonly reason: string };

/**
 * Whether a request was signed by one of the live secrets, within the window. `headers` in any case. That the nonce was
 * not seen before is for the caller to find out, once the answer is `ok`.
 */
export function verifySignature(
  request: SignedRequest & { readonly headers: Readonly<Record<string, string | undefined>> },
  against: { readonly secrets: readonly string[]; readonly nowMs: number },
): SignatureVerdict {
  const headers: Record<string, string | undefined> = {};
  for (const [name, value] of Object.entries(request.headers)) {
    const known = name.toLowerCase();
    if (ours.has(known)) headers[known] = value;
  }
  const missing = [...ours].filter((name) => !headers[name]);
  if (missing.length > 0) {
    return refused(`the request is not signed: ${missing.join(', ')} ${missing.length > 1 ? 'are' : 'is'} missing`);
  }
  const {
    timestamp = '',
    nonce = '',
    key = '',
    signature = '',
  } = {
    timestamp: headers[signatureHeaders.timestamp],
    nonce: headers[signatureHeaders.nonce],
    key: headers[signatureHeaders.key],
    signature: headers[signatureHeaders.signature],
  };
  if (!/^\d{1,15}$/.test(timestamp)) {
    return refused(`${signatureHeaders.timestamp} is ${shown(timestamp)}; it must be milliseconds since 1970`);
  }
  if (!nonceForm.test(nonce)) return refused(`${signatureHeaders.nonce} is ${nonceProblem(nonce)}`);
  const timestampMs = Number(timestamp);
  const offMs = against.nowMs - timestampMs;
  if (Math.abs(offMs) > signatureWindowMs) {
    const seconds = Math.ceil(Math.abs(offMs) / 1000);
    return refused(
      `the request was signed ${seconds} s ${offMs > 0 ? 'ago' : 'ahead of our clock'}; at most ${signatureWindowMs / 1000} s are allowed`,
    );
  }
  const secret = against.secrets.find((live) => keyIdOf(live) === key);
  if (secret === undefined) return refused(`${signatureHeaders.key} is ${shown(key)}, which names no live secret`);
  const given = /^[0-9a-f]{64}$/i.test(signature) ? Buffer.from(signature, 'hex') : Buffer.alloc(32);
  if (!timingSafeEqual(given, digest(request, secret, timestamp, nonce))) {
    return refused('the signature is wrong for this method, path and body');
  }
  return { ok: true, keyId: key, nonce, timestampMs };
}

const ours: ReadonlySet<string> = new Set(Object.values(signatureHeaders));

const nonceForm = /^[A-Za-z0-9_-]{16,64}$/;
const nonceProblem = (nonce: string) => `${shown(nonce)}; it must be 16 to 64 letters, digits, "_" or "-"`;
const shown = (value: string) => JSON.stringify(value.length > 80 ? `${value.slice(0, 80)}...` : value);
const refused = (reason: string): SignatureVerdict => ({ ok: false, reason });

const digest = ({ method, path, body }: SignedRequest, secret: string, timestamp: string, nonce: string): Buffer => {
  const bodyHash = createHash('sha256').update(body).digest('hex');
  const text = `${timestamp}\n${nonce}\n${method.toUpperCase()} ${path}\n${bodyHash}`;
  return createHmac('sha256', secret).update(text).digest();
};
