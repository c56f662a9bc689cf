import { JwtAuthorizer } from '../http-api/jwt-authorizer';
import type { CcpOptions } from './start-ccp';

/** Whom tokens of an issuer on this machine are made out for, by their claim `sub`; `now`: the time by which they count. */
export function tokenOwner(
  issuer: { readonly url: string; readonly audience: string },
  now: () => number,
): CcpOptions['whoIs'] {
  const authorizer = new JwtAuthorizer({ name: 'control', issuer: issuer.url, audience: [issuer.audience] }, { now });
  return async (authorization) => {
    const verdict = await authorizer.judge(authorization);
    return verdict.kind === 'allowed' ? (verdict.claims['sub'] ?? null) : null;
  };
}
