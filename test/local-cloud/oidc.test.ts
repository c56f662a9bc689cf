import { createHash } from 'node:crypto';
import { decodeJwt } from 'jose';
import { EventClock } from '../../clock/event-clock';
import { JwtAuthorizer } from '../../local-cloud/http-api/jwt-authorizer';
import { LocalIssuer } from '../../local-cloud/oidc/issuer';

const start = Date.UTC(2026, 0, 5, 9);
const back = 'http://127.0.0.1:4100/';
const verifier = 'v'.repeat(43);
const challenge = createHash('sha256').update(verifier).digest('base64url');

const ana = { name: 'ana', claims: { sub: 'user-of-ana', preferred_username: 'ana' } };
const supervisor = { name: 'supervisor-sales', claims: { sub: 'supervisor-sales', supervisor: ['sales'] } };

let issuer: LocalIssuer;
let clock: EventClock;
let identities = [ana, supervisor];
beforeEach(async () => {
  clock = new EventClock(start);
  identities = [ana, supervisor];
  issuer = await LocalIssuer.start({
    audience: 'pages',
    now: () => clock.now(),
    signIn: {
      origins: ['http://127.0.0.1:4100'],
      identities: () => identities,
      validFrom: () => start / 1000,
      seconds: 7_200,
      realSeconds: 3_600,
    },
  });
});
afterEach(() => issuer.close());

const authorize = (changes: Record<string, string> = {}): URL => {
  const url = new URL(`${issuer.url}/authorize`);
  const asked = {
    ...{ response_type: 'code', client_id: 'pages', redirect_uri: back, scope: 'openid offline_access', state: 's1' },
    ...{ nonce: 'n1', code_challenge: challenge, code_challenge_method: 'S256', ...changes },
  };
  for (const [name, value] of Object.entries(asked)) url.searchParams.set(name, value);
  return url;
};
const post = (url: string, fields: Record<string, string>): Promise<Response> =>
  fetch(url, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' });
const choose = async (who: string): Promise<Response> =>
  post(`${issuer.url}/authorize`, { ...Object.fromEntries(authorize().searchParams), who });
const codeOf = async (who: string): Promise<string> =>
  new URL((await choose(who)).headers.get('location') ?? '').searchParams.get('code') ?? '';
const token = async (fields: Record<string, string>): Promise<{ status: number; body: Record<string, unknown> }> => {
  const answer = await post(`${issuer.url}/token`, { client_id: 'pages', ...fields });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
};
const byCode = (code: string, changes: Record<string, string> = {}) =>
  token({ grant_type: 'authorization_code', code, redirect_uri: back, code_verifier: verifier, ...changes });

describe('the local issuer', () => {
  it('tells where everything is, and lets pages of any origin read it', async () => {
    const answer = await fetch(`${issuer.url}/.well-known/openid-configuration`);
    expect(await answer.json()).toMatchObject({
      issuer: issuer.url,
      authorization_endpoint: `${issuer.url}/authorize`,
      token_endpoint: `${issuer.url}/token`,
      jwks_uri: `${issuer.url}/keys`,
      response_types_supported: ['code'],
      code_challenge_methods_supported: ['S256'],
    });
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
  });

  it('shows a button for everybody there is, and what a name holds is never markup', async () => {
    identities = [ana, supervisor, { name: '<b>"x', claims: { sub: 'x' } } as unknown as typeof ana];
    const answer = await fetch(authorize());
    const page = await answer.text();
    expect([...page.matchAll(/<button[^>]*>(.*?)<\/button>/g)].map(([, name]) => name)).toEqual([
      ...['ana', 'supervisor-sales', '&lt;b&gt;&quot;x'],
    ]);
    expect(page).toContain('<input type="hidden" name="state" value="s1">');
    expect(answer.headers.get('content-security-policy')).toMatch(
      /^default-src 'none';.* frame-ancestors 'none';.*form-action 'self' http:\/\/127\.0\.0\.1:4100$/,
    );
  });

  it('leads back with a code that becomes tokens an API of this issuer takes', async () => {
    const led = await choose('ana');
    const to = new URL(led.headers.get('location') ?? '');
    expect([led.status, to.origin + to.pathname, to.searchParams.get('state')]).toEqual([303, back, 's1']);
    const { status, body } = await byCode(to.searchParams.get('code') ?? '');
    expect([status, body['token_type'], body['expires_in']]).toEqual([200, 'Bearer', 3_600]);
    expect(decodeJwt(String(body['id_token']))).toMatchObject({ aud: 'pages', sub: 'user-of-ana', nonce: 'n1' });
    const authorizer = new JwtAuthorizer({ name: 'a', issuer: issuer.url, audience: ['pages'] }, clock);
    expect(await authorizer.judge(`Bearer ${String(body['access_token'])}`)).toMatchObject({
      kind: 'allowed',
      claims: { sub: 'user-of-ana', preferred_username: 'ana', exp: String(start / 1000 + 7_200) },
    });
  });

  it('says of a supervisor which groups are theirs', async () => {
    const { body } = await byCode(await codeOf('supervisor-sales'));
    expect(decodeJwt(String(body['access_token']))['supervisor']).toEqual(['sales']);
  });

  it('takes a code once, from the page that asked, for the address it asked for', async () => {
    const refused = async (changes: Record<string, string>) => (await byCode(await codeOf('ana'), changes)).body;
    expect(await refused({ code_verifier: 'w'.repeat(43) })).toEqual({
      error: 'invalid_grant',
      error_description: 'the code_verifier is not the one of the code_challenge',
    });
    expect(await refused({ redirect_uri: `${back}other` })).toMatchObject({ error: 'invalid_grant' });
    expect(await refused({ code_verifier: '' })).toEqual({
      error: 'invalid_request',
      error_description: 'code_verifier is missing',
    });
    expect(await refused({ client_id: 'others' })).toMatchObject({ error: 'invalid_grant' });
    expect(await refused({ grant_type: 'password' })).toMatchObject({ error: 'unsupported_grant_type' });
    const code = await codeOf('ana');
    expect((await byCode(code)).status).toBe(200);
    expect(await byCode(code)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
  });

  it('renews tokens by a refresh token, each good once, as long as the person is there', async () => {
    const first = await byCode(await codeOf('ana'));
    const renew = (refreshToken: unknown) =>
      token({ grant_type: 'refresh_token', refresh_token: String(refreshToken) });
    const second = await renew(first.body['refresh_token']);
    expect(second.status).toBe(200);
    expect(decodeJwt(String(second.body['access_token']))['sub']).toBe('user-of-ana');
    expect(await renew(first.body['refresh_token'])).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
    identities = [supervisor];
    expect((await renew(second.body['refresh_token'])).body['error_description']).toBe(
      'there is nobody called ana any more',
    );
  });

  it('leads nobody to an address that is none of the pages', async () => {
    for (const changes of [
      { redirect_uri: 'http://127.0.0.1:4999/' },
      { client_id: 'others' },
      { redirect_uri: 'x' },
    ]) {
      const answer = await fetch(authorize(changes), { redirect: 'manual' });
      expect([answer.status, answer.headers.get('location')]).toEqual([400, null]);
    }
    const out = (to: string) =>
      fetch(`${issuer.url}/end-session?post_logout_redirect_uri=${encodeURIComponent(to)}`, { redirect: 'manual' });
    expect((await out(back)).headers.get('location')).toBe(back);
    expect((await out('http://127.0.0.1:4999/')).headers.get('location')).toBeNull();
  });

  it('tells the page, all at once, what is wrong with what it asks', async () => {
    const answer = await fetch(
      authorize({ response_type: 'token', code_challenge_method: 'plain', code_challenge: 'short', scope: 'email' }),
      { redirect: 'manual' },
    );
    const { searchParams } = new URL(answer.headers.get('location') ?? '');
    expect(searchParams.get('error')).toBe('invalid_request');
    expect(searchParams.get('error_description')).toBe(
      'response_type must be code; code_challenge_method must be S256; code_challenge must be a SHA-256 in base64url; scope must contain openid',
    );
    const nobody = await choose('bob');
    expect([nobody.status, await nobody.text()]).toEqual([
      400,
      expect.stringContaining('nobody called &quot;bob&quot;'),
    ]);
  });
});
