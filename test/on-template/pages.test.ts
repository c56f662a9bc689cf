import { createHash } from 'node:crypto';
import { applicationOnTemplate } from '../../local-cloud/on-template/application-on-template';
import { environmentName, pageAudience } from '../../local-cloud/on-template/environment-of';
import { LocalPages } from '../../local-cloud/pages/local-pages';
import { readPageConfig } from '../../pages/contract/config';
import { play } from '../../simulator/run/play';
import { scenarioNamed } from '../scenarios/scenario-files';

jest.setTimeout(180_000);

const scenario = scenarioNamed('miss-then-next');
const verifier = 'v'.repeat(43);
const challenge = createHash('sha256').update(verifier).digest('base64url');

/** Signs somebody in as the sign-in page does, and answers the token of the API. */
async function tokenOf(who: string, authority: string, clientId: string, back: string): Promise<string> {
  const asked = {
    ...{ response_type: 'code', client_id: clientId, redirect_uri: back, scope: 'openid', state: 's' },
    ...{ code_challenge: challenge, code_challenge_method: 'S256', who },
  };
  const post = (path: string, fields: Record<string, string>) =>
    fetch(`${authority}${path}`, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' });
  const code = new URL((await post('/authorize', asked)).headers.get('location') ?? '').searchParams.get('code') ?? '';
  const grant = {
    grant_type: 'authorization_code',
    code,
    redirect_uri: back,
    code_verifier: verifier,
    client_id: clientId,
  };
  return ((await (await post('/token', grant)).json()) as { access_token: string }).access_token;
}

it('the pages of the template are served, told where everything is, and let an agent in, after the run as well', async () => {
  const pages = await LocalPages.start({
    people: { agents: scenario.agents.map(({ username }) => username), groups: ['sales'] },
    ...{ speed: 'max', startMs: scenario.startMs, ports: { softphone: 0, wallboard: 0 } },
    ...{ audience: pageAudience, environmentName, failed: (message) => void problems.push(message) },
  });
  const problems: string[] = [];
  const ends: (() => Promise<void>)[] = [];
  try {
    const build = applicationOnTemplate({ pages });
    const played = await play({
      scenario,
      endSeconds: 40,
      toleranceSeconds: 2,
      attend: (agents) => pages.attend(agents),
      async build(context) {
        const application = await build(context);
        return { ...application, close: async () => void ends.push(() => application.close()) };
      },
    });
    expect([played.failures, played.summary.violations]).toEqual([[], []]);
    const { softphone, ccpUrl, controlUrl } = pages.addresses;
    const index = await fetch(`${softphone}/`);
    expect(index.headers.get('cache-control')).toBe('no-cache');
    const script = /src="(assets\/[^"]+\.js)"/.exec(await index.text())?.[1];
    const asset = await fetch(`${softphone}/${script}`);
    expect(asset.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(asset.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    const config = readPageConfig(await (await fetch(`${softphone}/config.json`)).json());
    expect(config).toMatchObject({ page: 'softphone', ccpUrl, local: { controlUrl } });
    const { authority, clientId } = config.oidc;
    const policy = index.headers.get('content-security-policy') ?? '';
    expect(policy).toContain(`connect-src 'self' ${config.apiUrl} ${authority} ${new URL(ccpUrl).origin};`);
    expect(policy).not.toMatch(/unsafe|\*/);

    const token = await tokenOf('ben', authority, clientId, `${softphone}/`);
    const headers = { authorization: `Bearer ${token}`, origin: softphone };
    const answer = await fetch(`${config.apiUrl}/agent`, { headers });
    expect(answer.headers.get('access-control-allow-origin')).toBe(softphone);
    expect(await answer.json()).toMatchObject({ agent: { username: 'ben' }, side: 'inbound' });
    const stranger = await fetch(`${config.apiUrl}/agent`, {
      headers: { ...headers, authorization: `Bearer ${token}x` },
    });
    expect(stranger.status).toBe(401);
    const control = await fetch(`${controlUrl}/control/agents/ben`, { headers });
    expect(await control.json()).toEqual({ username: 'ben', takenOver: false });
    expect(problems).toEqual([]);
  } finally {
    for (const end of ends) await end();
    await pages.close();
  }
});
