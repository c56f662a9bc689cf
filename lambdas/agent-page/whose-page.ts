import type { FoundAgent, Identification } from '../../core/agent-page/find-agent';
import type { AgentId } from '../../core/ids';
import { type PageAnswer, reply } from '../shared/http-page';
import { type TokenClaims, textIn } from '../shared/person-claims';

/** The claim that names an agent, and what it holds. */
export interface AgentClaim {
  readonly claim: string;
  readonly by: Identification;
}

export type WhosePage = (
  claims: TokenClaims,
) => Promise<{ readonly agentId: AgentId } | { readonly refused: PageAnswer }>;

const holds: Readonly<Record<Identification, string>> = {
  userId: 'a Connect user id',
  username: 'the username of a Connect user',
  email: 'the e-mail address of a Connect user',
};

const called: Readonly<Record<Identification, string>> = {
  userId: 'id',
  username: 'username',
  email: 'e-mail address',
};

/** What would be right, for somebody whom nobody in Connect is called like. */
const right: Readonly<Record<Identification, string>> = {
  userId: 'the id of your user in Amazon Connect',
  username: 'the username you log in to Amazon Connect with',
  email:
    'the username you log in to Amazon Connect with, or the address your user has there with its part before the @ as the username',
};

/**
 * Whose page it is, by what the token says and nothing else. A Connect user id is believed as it stands: whoever it is of nobody, has
 * not been seen in Connect. `find` looks up what is no user id.
 */
export const whosePage =
  ({ claim, by }: AgentClaim, find?: (value: string) => Promise<FoundAgent>): WhosePage =>
  async (claims) => {
    const value = textIn(claims, claim);
    if (value === null) return refused(403, `the token has no claim ${claim} that holds ${holds[by]}`);
    if (by === 'userId') return { agentId: value };
    if (find === undefined) throw new Error(`nothing looks up agents by ${by}`);
    if (by === 'email' && textIn(claims, 'email_verified') === 'false') {
      return refused(403, `the token says that the address ${value} was never verified; the provider must verify it`);
    }
    const found = await find(value);
    switch (found.kind) {
      case 'agent':
        return { agentId: found.agentId };
      case 'later':
        return refused(503, 'Amazon Connect is being asked who you are; ask again in a second', { 'retry-after': '1' });
      case 'nobody':
        return refused(403, whyNobody({ claim, by }, value, found.users));
    }
  };

const whyNobody = ({ claim, by }: AgentClaim, value: string, users: number): string => {
  const said = `the claim ${claim} of your token is ${JSON.stringify(value)}, and`;
  return users === 0
    ? `${said} no user of the Connect instance has that ${called[by]}; it must be ${right[by]}`
    : `${said} ${users} users of the Connect instance have that ${called[by]}; it must be that of one user, or agents must be identified otherwise`;
};

const refused = (status: number, problem: string, headers: Readonly<Record<string, string>> = {}) => ({
  refused: reply(status, { ...(status === 403 && { code: 'no-access' }), problem }, headers),
});
