import { tokenOwner } from '../../../local-cloud/ccp/token-owner';
import { LocalIssuer } from '../../../local-cloud/oidc/issuer';

it('a token counts for whom it is made out, from its issuer and in its time', async () => {
  let now = Date.UTC(2026, 0, 5, 9);
  const issuer = await LocalIssuer.start({ audience: 'agent-page', now: () => now });
  try {
    const whoIs = tokenOwner(issuer, () => now);
    const token = `Bearer ${await issuer.tokenFor('u-1')}`;
    expect(await whoIs(token)).toBe('u-1');
    expect(await whoIs(undefined)).toBeNull();
    expect(await whoIs(`Bearer ${await issuer.tokenFor('u-1', { aud: 'another' })}`)).toBeNull();
    now += 2 * 3_600_000;
    expect(await whoIs(token)).toBeNull();
  } finally {
    await issuer.close();
  }
});
