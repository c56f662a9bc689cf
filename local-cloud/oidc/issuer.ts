import type { IncomingMessage, ServerResponse } from 'node:http';
import { type CryptoKey, exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { LoopbackServer } from '../front/loopback-server';
import { corsHeaders, discoveryDocument, paths } from './discovery';
import { SignIn, type SignInSettings } from './sign-in';

/** How long a token of `tokenFor` counts, as those of providers do. */
const tokenSeconds = 3_600;

export interface IssuerSettings {
  /** For whom tokens are made out: the client id of the pages. */
  readonly audience: string;
  /** Milliseconds since the epoch, by which tokens begin and end. */
  readonly now: () => number;
  /** Whom its sign-in page shows, and to which addresses it leads back; without it nobody signs in. */
  readonly signIn?: SignInSettings;
}

/**
 * An OpenID Connect issuer for local runs and tests, and only for them: it asks for no password. A program is made out a token
 * for whomever it names; a person chooses on the sign-in page who to be (authorization code with PKCE, and refresh tokens). Its
 * key is new in every process, and it is reached on this machine only.
 */
export class LocalIssuer {
  readonly #signIn: SignIn | null;

  private constructor(
    private readonly server: LoopbackServer,
    private readonly settings: IssuerSettings,
    private readonly key: { readonly signing: CryptoKey; readonly id: string },
  ) {
    const { audience, signIn } = settings;
    this.#signIn =
      signIn === undefined ? null : new SignIn(signIn, audience, (claims, times) => this.#signed(claims, times));
  }

  static async start(settings: IssuerSettings): Promise<LocalIssuer> {
    const { privateKey, publicKey } = await generateKeyPair('RS256');
    const jwk = await exportJWK(publicKey);
    const id = (jwk.n ?? '').slice(0, 16);
    const keys = { keys: [{ ...jwk, kid: id, use: 'sig', alg: 'RS256' }] };
    // The server answers from its first moment on, and the issuer needs its address.
    const ready: { issuer?: LocalIssuer } = {};
    const server = await LoopbackServer.start(
      (request, response) => answer(request, response, ready.issuer, keys),
      // Nothing there can fail but the line to whoever asks.
      () => {},
    );
    ready.issuer = new LocalIssuer(server, settings, { signing: privateKey, id });
    return ready.issuer;
  }

  /** What tokens name as their `iss`: `http://127.0.0.1:PORT`. */
  get url(): string {
    return this.server.origin;
  }

  get audience(): string {
    return this.settings.audience;
  }

  /** The sign-in page and what follows it; `null`: nobody signs in here. */
  get signIn(): SignIn | null {
    return this.#signIn;
  }

  /** A token of this user, good from now for an hour; `claims` are added to its own, or stand for them. */
  tokenFor(userId: string, claims: Readonly<Record<string, unknown>> = {}): Promise<string> {
    const now = Math.floor(this.settings.now() / 1000);
    const payload = { aud: this.settings.audience, sub: userId, ...claims };
    return this.#signed(payload, { from: now, until: now + tokenSeconds });
  }

  /** Claims that are `undefined` are left out, standard ones too. */
  #signed(
    claims: Readonly<Record<string, unknown>>,
    { from, until }: { from: number; until: number },
  ): Promise<string> {
    const payload = { iss: this.url, iat: from, nbf: from, exp: until, ...claims };
    return new SignJWT(payload as JWTPayload)
      .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: this.key.id })
      .sign(this.key.signing);
  }

  close(): Promise<void> {
    return this.server.close();
  }
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  issuer: LocalIssuer | undefined,
  keys: object,
): Promise<void> {
  const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1');
  const json = (status: number, body: object): void => {
    response.writeHead(status, { 'content-type': 'application/json', ...corsHeaders });
    response.end(JSON.stringify(body));
  };
  if (request.method === 'OPTIONS') {
    response.writeHead(204, { ...corsHeaders, 'access-control-allow-headers': 'authorization, content-type' });
    response.end();
  } else if (issuer !== undefined && pathname === paths.keys) json(200, keys);
  else if (issuer !== undefined && pathname === paths.discovery) {
    json(200, discoveryDocument(issuer.url, issuer.signIn !== null));
  } else if (!(await issuer?.signIn?.answer(request, response))) json(404, { message: 'Not Found' });
}
