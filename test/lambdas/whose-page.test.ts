import type { FoundAgent } from '../../core/agent-page/find-agent';
import { type AgentClaim, whosePage } from '../../lambdas/agent-page/whose-page';

const asked = async (agentClaim: AgentClaim, claims: object, found: FoundAgent = { kind: 'later' }) => {
  const page = await whosePage(agentClaim, async () => found)({ ...claims });
  if (!('refused' in page)) return page;
  return { status: page.refused.statusCode, ...JSON.parse(page.refused.body ?? '{}') };
};
const byName = { claim: 'preferred_username', by: 'username' } as const;
const byMail = { claim: 'email', by: 'email' } as const;

describe('whose page it is', () => {
  it('says a user id as it stands, and what Connect knows of everything else', async () => {
    expect(await asked({ claim: 'sub', by: 'userId' }, { sub: 'u-1' })).toEqual({ agentId: 'u-1' });
    const found = { kind: 'agent', agentId: 'u-1' } as const;
    expect(await asked(byName, { preferred_username: 'ana' }, found)).toEqual({ agentId: 'u-1' });
    expect(await asked(byMail, { email: 'ana@example.com', email_verified: 'true' }, found)).toEqual({
      agentId: 'u-1',
    });
  });

  it.each([
    [{ claim: 'sub', by: 'userId' }, 'the token has no claim sub that holds a Connect user id'],
    [byName, 'the token has no claim preferred_username that holds the username of a Connect user'],
    [byMail, 'the token has no claim email that holds the e-mail address of a Connect user'],
  ] as const)('is nobody’s without the claim %j', async (agentClaim, problem) => {
    const refused = { status: 403, code: 'no-access', problem };
    expect(await asked(agentClaim, { other: 'ana' })).toEqual(refused);
    expect(await asked(agentClaim, { [agentClaim.claim]: ' ' })).toEqual(refused);
  });

  it('says which claim holds what, and what would be right', async () => {
    const nobody = { kind: 'nobody', users: 0 } as const;
    expect(await asked(byName, { preferred_username: 'ana' }, nobody)).toEqual({
      ...{ status: 403, code: 'no-access' },
      problem:
        'the claim preferred_username of your token is "ana", and no user of the Connect instance has that username; it must be the username you log in to Amazon Connect with',
    });
    expect((await asked(byMail, { email: 'ana@example.com' }, nobody)).problem).toContain(
      'the address your user has there',
    );
    expect((await asked(byMail, { email: 'ana@example.com' }, { kind: 'nobody', users: 2 })).problem).toBe(
      'the claim email of your token is "ana@example.com", and 2 users of the Connect instance have that e-mail address; it must be that of one user, or agents must be identified otherwise',
    );
  });

  it('believes no address that the provider did not verify', async () => {
    const claims = { email: 'ana@example.com', email_verified: 'false' };
    expect((await asked(byMail, claims, { kind: 'agent', agentId: 'u-1' })).problem).toBe(
      'the token says that the address ana@example.com was never verified; the provider must verify it',
    );
  });

  it('is asked for again where Connect could not be asked', async () => {
    expect(await asked(byName, { preferred_username: 'ana' })).toEqual({
      status: 503,
      problem: 'Amazon Connect is being asked who you are; ask again in a second',
    });
  });
});
