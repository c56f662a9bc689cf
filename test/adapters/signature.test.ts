import {
  keyIdOf,
  type SignedRequest,
  sign,
  signatureHeaders,
  signatureWindowMs,
  verifySignature,
} from '../../adapters/campaign-manager/signature';

const nowMs = 1_767_603_600_000;
const secret = 'the secret of this month';
const older = 'the secret of last month';
const nonce = 'n0nce-0123456789';
const aRequest = (more: Partial<SignedRequest> = {}): SignedRequest => ({
  method: 'POST',
  path: '/commands',
  body: '{"version":"1"}',
  ...more,
});
const signed = (more: Partial<SignedRequest> = {}, by: Partial<Parameters<typeof sign>[1]> = {}) => ({
  ...aRequest(more),
  headers: sign(aRequest(more), { secret, nowMs, nonce, ...by }) as Record<string, string | undefined>,
});
const against = (more: Partial<Parameters<typeof verifySignature>[1]> = {}) => ({
  secrets: [secret, older],
  nowMs,
  ...more,
});

it('signs time, nonce, method, path and the hash of the body', () => {
  // Made with openssl: printf '%s' '{"version":"1"}' | openssl dgst -sha256, then the four lines | openssl dgst -hmac.
  expect(signed().headers).toEqual({
    'x-ccb-timestamp': '1767603600000',
    'x-ccb-nonce': nonce,
    'x-ccb-key': keyIdOf(secret),
    'x-ccb-signature': 'e6bad9b0f92ea0e4cf251bb5bc2e82ef2c6b242814da43ceccf4b2724d1334b6',
  });
  expect(keyIdOf(secret)).toBe('628c6d83');
});

it.each([
  ['the current secret', secret],
  ['the one before it', older],
])('accepts what was signed with %s', (_name, by) => {
  const verdict = verifySignature(signed({}, { secret: by }), against());
  expect(verdict).toEqual({ ok: true, keyId: keyIdOf(by), nonce, timestampMs: nowMs });
});

it('accepts bytes, headers in any case and a method in any case', () => {
  const request = signed();
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name.toUpperCase(), value]),
  );
  const body = Buffer.from(aRequest().body);
  expect(verifySignature({ ...request, method: 'post', headers, body }, against())).toMatchObject({ ok: true });
});

it.each([
  ['another body', { body: '{"version":"2"}' }],
  ['another path', { path: '/campaign-manager/events' }],
  ['another method', { method: 'PUT' }],
])('refuses a signature of %s', (_name, more) => {
  const verdict = verifySignature({ ...signed(), ...more }, against());
  expect(verdict).toEqual({ ok: false, reason: 'the signature is wrong for this method, path and body' });
});

it.each([
  ['signature', 'f'.repeat(64), /signature is wrong/],
  ['signature', 'short', /signature is wrong/],
  ['nonce', 'another-nonce-0123', /signature is wrong/],
  ['timestamp', String(nowMs + 1), /signature is wrong/],
  ['timestamp', 'yesterday', /x-ccb-timestamp is "yesterday"; it must be milliseconds since 1970/],
  ['nonce', 'too short', /x-ccb-nonce is "too short"; it must be 16 to 64/],
  ['key', 'deadbeef', /x-ccb-key is "deadbeef", which names no live secret/],
  ['signature', undefined, /not signed: x-ccb-signature is missing/],
] as const)('refuses a request whose %s is %s', (name, value, reason) => {
  const request = signed();
  request.headers[signatureHeaders[name]] = value;
  expect(verifySignature(request, against())).toEqual({ ok: false, reason: expect.stringMatching(reason) });
});

it('refuses a secret that is not live any more', () => {
  expect(verifySignature(signed({}, { secret: older }), against({ secrets: [secret] })).ok).toBe(false);
});

it.each([
  [signatureWindowMs, true],
  [signatureWindowMs + 1, false],
  [-signatureWindowMs, true],
  [-signatureWindowMs - 1, false],
])('%i ms after the signature, holding is %s', (laterMs, ok) => {
  expect(verifySignature(signed(), against({ nowMs: nowMs + laterMs })).ok).toBe(ok);
});

it('never names a secret in what it says', () => {
  const request = signed();
  request.headers[signatureHeaders.signature] = '0'.repeat(64);
  expect(JSON.stringify(verifySignature(request, against()))).not.toMatch(/month/);
});

it('does not sign with a nonce the other side would refuse', () => {
  expect(() => signed({}, { nonce: 'short' })).toThrow('the nonce is "short"; it must be 16 to 64');
});
