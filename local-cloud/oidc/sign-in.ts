import type { IncomingMessage, ServerResponse } from 'node:http';
import { boundedBody } from '../front/bounded-body';
import { corsHeaders, paths } from './discovery';
import { pageHeaders, problemPage, signInPage } from './sign-in-page';
import { type Asked, GrantRefused, Grants, type Identity, type IdentityOf } from './tokens';

export interface SignInSettings {
  /** Origins of the pages that people are led back to. */
  readonly origins: readonly string[];
  readonly identities: IdentityOf;
  /** When tokens begin, seconds since the epoch: a run that starts over goes back in time, and they still count. */
  readonly validFrom: () => number;
  /** How many seconds of the run's time a token counts. */
  readonly seconds: number;
  /** What the page is told of it: seconds of its own time. */
  readonly realSeconds: number;
  /** A `set-cookie` header that another server of this machine knows somebody by, once they have signed in. */
  readonly cookieFor?: (name: string) => string | null;
}

type Sign = (
  claims: Readonly<Record<string, unknown>>,
  times: { readonly from: number; readonly until: number },
) => Promise<string>;

/** Signing in on the issuer's own page, without a password: authorization code with PKCE (RFC 7636), refresh tokens, signing out. */
export class SignIn {
  readonly #grants = new Grants();
  constructor(
    private readonly settings: SignInSettings,
    private readonly clientId: string,
    private readonly sign: Sign,
  ) {}

  /** False where the request is none of its own. */
  async answer(request: IncomingMessage, response: ServerResponse): Promise<boolean> {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const { method } = request;
    if (url.pathname === paths.authorize && method === 'GET') this.#show(url.searchParams, response);
    else if (url.pathname === paths.authorize && method === 'POST') this.#choose(await form(request), response);
    else if (url.pathname === paths.token && method === 'POST') await this.#grant(await form(request), response);
    else if (url.pathname === paths.endSession && method === 'GET') this.#leave(url.searchParams, response);
    else return false;
    return true;
  }

  #show(query: URLSearchParams, response: ServerResponse): void {
    const asked = this.#read(query, response);
    if (asked === null) return;
    html(response, 200, signInPage(this.settings.identities(), [...query]), this.settings.origins);
  }

  #choose(fields: URLSearchParams, response: ServerResponse): void {
    const asked = this.#read(fields, response);
    if (asked === null) return;
    const name = fields.get('who') ?? '';
    if (this.#identity(name) === undefined) {
      html(response, 400, problemPage(`there is nobody called ${JSON.stringify(name)} in this run`), []);
      return;
    }
    const cookie = this.settings.cookieFor?.(name) ?? null;
    if (cookie !== null) response.setHeader('set-cookie', cookie);
    lead(response, asked.redirectUri, { code: this.#grants.codeFor(name, asked), state: asked.state });
  }

  /**
   * What was asked for. `null`: it has been answered already, with an error that the page is told where it may be led back to,
   * and that the person is told otherwise (RFC 6749, section 4.1.2.1).
   */
  #read(query: URLSearchParams, response: ServerResponse): Asked | null {
    const redirectUri = query.get('redirect_uri') ?? '';
    const state = query.get('state');
    if (query.get('client_id') !== this.clientId) {
      const message = `client_id is ${JSON.stringify(query.get('client_id'))}; it must be ${this.clientId}`;
      html(response, 400, problemPage(message), []);
      return null;
    }
    if (!this.#isOfPages(redirectUri)) {
      const message = `redirect_uri is ${JSON.stringify(redirectUri)}; it must be below ${this.settings.origins.join(' or ')}`;
      html(response, 400, problemPage(message), []);
      return null;
    }
    const challenge = query.get('code_challenge') ?? '';
    const scope = query.get('scope') ?? '';
    const problems = [
      ...(query.get('response_type') === 'code' ? [] : ['response_type must be code']),
      ...(query.get('code_challenge_method') === 'S256' ? [] : ['code_challenge_method must be S256']),
      ...(/^[\w-]{43}$/.test(challenge) ? [] : ['code_challenge must be a SHA-256 in base64url']),
      ...(scope.split(' ').includes('openid') ? [] : ['scope must contain openid']),
    ];
    if (problems.length === 0) return { redirectUri, challenge, state, scope, nonce: query.get('nonce') };
    lead(response, redirectUri, { error: 'invalid_request', error_description: problems.join('; '), state });
    return null;
  }

  async #grant(fields: URLSearchParams, response: ServerResponse): Promise<void> {
    const field = (name: string): string => {
      const value = fields.get(name);
      if (value !== null && value !== '') return value;
      throw new GrantRefused('invalid_request', `${name} is missing`);
    };
    try {
      if (field('client_id') !== this.clientId) {
        throw new GrantRefused('invalid_grant', `client_id must be ${this.clientId}`);
      }
      const type = field('grant_type');
      if (type !== 'authorization_code' && type !== 'refresh_token') {
        throw new GrantRefused('unsupported_grant_type', `grant_type must be authorization_code or refresh_token`);
      }
      const granted =
        type === 'authorization_code'
          ? this.#grants.byCode(field('code'), field('redirect_uri'), field('code_verifier'))
          : this.#grants.byRefreshToken(field('refresh_token'));
      const { name, asked } = granted;
      const identity = this.#identity(name);
      if (identity === undefined) throw new GrantRefused('invalid_grant', `there is nobody called ${name} any more`);
      const from = Math.floor(this.settings.validFrom());
      const times = { from, until: from + this.settings.seconds };
      const claims = { aud: this.clientId, ...identity.claims };
      json(response, 200, {
        token_type: 'Bearer',
        expires_in: this.settings.realSeconds,
        scope: asked.scope,
        access_token: await this.sign(claims, times),
        id_token: await this.sign({ ...claims, ...(asked.nonce !== null && { nonce: asked.nonce }) }, times),
        refresh_token: this.#grants.refreshTokenFor(granted),
      });
    } catch (error) {
      if (!(error instanceof GrantRefused)) throw error;
      json(response, 400, { error: error.code, error_description: error.message });
    }
  }

  #leave(query: URLSearchParams, response: ServerResponse): void {
    const back = query.get('post_logout_redirect_uri') ?? '';
    if (this.#isOfPages(back)) lead(response, back, { state: query.get('state') });
    else html(response, 200, problemPage('you are signed out'), []);
  }

  #identity(name: string): Identity | undefined {
    return this.settings.identities().find((identity) => identity.name === name);
  }

  #isOfPages(address: string): boolean {
    return URL.canParse(address) && this.settings.origins.includes(new URL(address).origin);
  }
}

/** Bytes of a form; one of ours has a few hundred. */
const formBytes = 64 * 1024;

const form = async (request: IncomingMessage): Promise<URLSearchParams> =>
  new URLSearchParams((await boundedBody(request, formBytes)).body.toString('utf8'));

function lead(response: ServerResponse, to: string, fields: Readonly<Record<string, string | null>>): void {
  const url = new URL(to);
  for (const [name, value] of Object.entries(fields)) if (value !== null) url.searchParams.set(name, value);
  response.writeHead(303, { location: url.href, 'cache-control': 'no-store' });
  response.end();
}

function html(response: ServerResponse, status: number, body: string, leadsTo: readonly string[]): void {
  response.writeHead(status, pageHeaders(leadsTo));
  response.end(body);
}

function json(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store', ...corsHeaders });
  response.end(JSON.stringify(body));
}
