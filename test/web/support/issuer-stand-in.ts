import { allowOrigins, bodyOf, type Served, serve } from './serve';

export interface IssuerStandIn extends Served {
  /** How long tokens last, s. */
  lifetime: number;
  /** Refresh tokens are taken. */
  renews: boolean;
  readonly renewals: () => number;
}

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** An OpenID Connect provider that signs everybody in at once, without asking. Nobody verifies its signatures here. */
export async function issuerStandIn(subject: string): Promise<IssuerStandIn> {
  let renewals = 0;
  const served = await serve(async (request, response) => {
    if (allowOrigins(request, response)) return;
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    if (pathname === '/.well-known/openid-configuration') {
      response.setHeader('content-type', 'application/json').end(
        JSON.stringify({
          issuer: served.url,
          authorization_endpoint: `${served.url}/authorize`,
          token_endpoint: `${served.url}/token`,
          jwks_uri: `${served.url}/jwks`,
        }),
      );
    } else if (pathname === '/authorize') {
      const back = new URL(searchParams.get('redirect_uri') ?? '');
      back.searchParams.set('code', 'code');
      back.searchParams.set('state', searchParams.get('state') ?? '');
      response.writeHead(302, { location: back.href }).end();
    } else if (pathname === '/token') {
      const renewal = new URLSearchParams(await bodyOf(request)).get('grant_type') === 'refresh_token';
      if (renewal && !issuer.renews) {
        response.writeHead(400, { 'content-type': 'application/json' }).end('{"error":"invalid_grant"}');
        return;
      }
      if (renewal) renewals += 1;
      const now = Math.floor(Date.now() / 1000);
      const claims = { iss: served.url, aud: 'agent-page', sub: subject, iat: now, exp: now + issuer.lifetime };
      const token = `${part({ alg: 'RS256' })}.${part(claims)}.${Buffer.from('unsigned').toString('base64url')}`;
      response.setHeader('content-type', 'application/json').end(
        JSON.stringify({
          access_token: token,
          id_token: token,
          refresh_token: 'refresh',
          token_type: 'Bearer',
          expires_in: issuer.lifetime,
        }),
      );
    } else response.writeHead(404).end();
  });
  const issuer: IssuerStandIn = { ...served, lifetime: 3600, renews: true, renewals: () => renewals };
  return issuer;
}
