/** Where what is, below the issuer's address. */
export const paths = {
  discovery: '/.well-known/openid-configuration',
  keys: '/keys',
  authorize: '/authorize',
  token: '/token',
  endSession: '/end-session',
} as const;

/** Nothing of it is for one site only: who may be led back where is checked by address. */
export const corsHeaders = { 'access-control-allow-origin': '*' } as const;

/** The provider's metadata (OpenID Connect Discovery 1.0, section 3). `signsIn`: people sign in here, by code and PKCE. */
export const discoveryDocument = (issuer: string, signsIn: boolean): Readonly<Record<string, unknown>> => ({
  issuer,
  jwks_uri: `${issuer}${paths.keys}`,
  id_token_signing_alg_values_supported: ['RS256'],
  subject_types_supported: ['public'],
  response_types_supported: signsIn ? ['code'] : ['id_token'],
  ...(signsIn && {
    authorization_endpoint: `${issuer}${paths.authorize}`,
    token_endpoint: `${issuer}${paths.token}`,
    end_session_endpoint: `${issuer}${paths.endSession}`,
    response_modes_supported: ['query'],
    grant_types_supported: ['authorization_code', 'refresh_token'],
    code_challenge_methods_supported: ['S256'],
    token_endpoint_auth_methods_supported: ['none'],
    scopes_supported: ['openid', 'offline_access'],
  }),
});
