import { routes } from '../../../lambdas/agent-page/contract';
import { failed, notPossible, type Outcome, right, unanswered } from '../outcome';
import type { SmokeContext } from '../smoke-context';

/** The page's API refuses whoever has no token; with one, it knows who is asking. */
export async function pageOutcomes(context: SmokeContext): Promise<readonly Outcome[]> {
  const without = "agent's page, no token";
  const url = await context.output('agent-page', 'AgentPageUrl');
  if ('missing' in url) return [notPossible(without, url.missing)];
  const request = (headers: Readonly<Record<string, string>>) => {
    const { method, path } = routes.snapshot;
    return context.deployed.request({ method, url: `${url.value.replace(/\/$/, '')}${path}`, headers });
  };
  const refused = await request({});
  const first = refused.known
    ? refused.value.status === 401
      ? right(without, 'answered 401')
      : failed(without, `answered ${refused.value.status}; it must be 401: is the route's authorizer still there?`)
    : unanswered(without, refused);
  return [first, await withToken(context, request)];
}

async function withToken(
  { token, environment }: SmokeContext,
  request: (headers: Readonly<Record<string, string>>) => ReturnType<SmokeContext['deployed']['request']>,
): Promise<Outcome> {
  const subject = "agent's page, token";
  if (token === null) {
    return notPossible(subject, 'no token was given; --token-file FILE names a file that holds one of an agent');
  }
  const answer = await request({ authorization: `Bearer ${token}` });
  if (!answer.known) return unanswered(subject, answer);
  const { status } = answer.value;
  if (status === 200) return right(subject, 'answered 200 with the snapshot of the agent the token names');
  if (status === 404)
    return right(subject, 'answered 404: the token is taken; its agent has not logged in to Connect yet');
  const { issuer = '', audience = '', agentClaim = '', agentClaimHolds = '' } = environment.agentPage ?? {};
  if (status === 401) {
    return failed(
      subject,
      `answered 401: the token must be in force, of the issuer ${issuer} and for the audience ${audience}`,
    );
  }
  if (status === 403)
    return failed(
      subject,
      `answered 403: the token must name an agent by the ${agentClaimHolds} in its claim ${agentClaim}`,
    );
  return failed(subject, `answered ${status}; it must be 200 or 404: see the log of agent-page`);
}
