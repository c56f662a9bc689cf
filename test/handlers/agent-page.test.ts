import { takeCampaignEvent } from '../../core/usecases/take-campaign-event';
import { routes } from '../../lambdas/agent-page/contract';
import { makeHandler } from '../../lambdas/agent-page/handler';
import { anAgent, onTether } from '../contract/builders';
import { fixture, world } from './world';

const template = fixture('campaign-ingress-request');
const card = { name: 'C. Ustomer', number: '+49 *** *** 89', attempts: 0, lastOutcome: null, fields: {} };

interface Asking {
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly previewId?: string;
  readonly body?: unknown;
  readonly more?: Readonly<Record<string, unknown>>;
}

/** Ann and bob on their tethers; ann is shown the contact `p/1`. */
async function handling(userIdClaim = 'sub') {
  const here = world();
  const { ports } = here;
  for (const agentId of ['ann', 'bob']) {
    await ports.agents.save(anAgent(agentId, { idle: false, outbound: onTether(agentId) }), null, { dropClaim: false });
  }
  await takeCampaignEvent(ports, {
    type: 'PreviewOffered',
    ...{ eventId: 'e-1', at: ports.clock.now(), agentId: 'ann', tetherId: 'tether-ann', previewId: 'p/1' },
    ...{ campaign: 'renewals', contact: 'c-1', seconds: 20, reservationSeconds: 60, onTimeout: 'reject', card },
  });
  const handle = makeHandler(ports, userIdClaim);
  const ask = async (
    route: keyof typeof routes,
    { claims = { sub: 'ann' }, previewId, body, more = {} }: Asking = {},
  ) => {
    const answered = await handle({
      ...template,
      routeKey: `${routes[route].method} ${routes[route].path}`,
      ...(previewId === undefined ? {} : { pathParameters: { previewId } }),
      body: typeof body === 'string' ? body : JSON.stringify(body),
      requestContext: { authorizer: { jwt: { claims, scopes: null } } },
      ...more,
    });
    expect(answered.headers).toEqual({ 'content-type': 'application/json', 'cache-control': 'no-store' });
    return { status: answered.statusCode, body: JSON.parse(answered.body ?? '') };
  };
  return { ...here, handle, ask };
}

describe('agent-page', () => {
  it('answers with what the page shows', async () => {
    const { ask } = await handling();
    expect(await ask('snapshot')).toMatchObject({
      status: 200,
      body: { agent: { username: 'ann' }, side: 'outbound', indicator: 'green', preview: { previewId: 'p/1', card } },
    });
  });

  it('takes an answer, tells the one who comes second what was decided, and knows no other contact', async () => {
    const { ask } = await handling();
    const accept = { previewId: 'p/1', body: { answer: 'accept' } };
    expect(await ask('answer', accept)).toEqual({ status: 200, body: { outcome: 'accept', by: 'agent' } });
    expect(await ask('answer', { ...accept, body: { answer: 'close' } })).toEqual({
      status: 409,
      body: { outcome: 'accept', by: 'agent' },
    });
    expect(await ask('answer', { ...accept, previewId: 'p-2' })).toEqual({
      status: 404,
      body: { problem: 'the contact p-2 is not shown to you' },
    });
  });

  it('acts for the agent of the token, whomever path, body, query and headers name', async () => {
    const { ask, ports } = await handling();
    const forAnn = { agentId: 'ann', sub: 'ann', userId: 'ann' };
    const more = {
      ...{ queryStringParameters: forAnn, rawQueryString: 'agentId=ann', rawPath: '/agent/ann' },
      headers: { 'x-agent-id': 'ann', sub: 'ann' },
    };
    const asBob = { claims: { sub: 'bob', agent: 'ann', username: 'ann' }, more };
    expect((await ask('snapshot', asBob)).body).toMatchObject({ agent: { username: 'bob' }, preview: null });
    await ask('heartbeat', { ...asBob, body: forAnn });
    expect([await ports.pages.lastSeen('ann'), await ports.pages.lastSeen('bob')]).toEqual([null, ports.clock.now()]);
    const body = { ...forAnn, answer: 'accept', state: 'not-ready' };
    expect((await ask('answer', { ...asBob, previewId: 'p/1', body })).status).toBe(404);
    expect((await ask('state', { ...asBob, body })).body).toMatchObject({ agent: { username: 'bob' } });
    expect((await ports.agents.load('ann'))?.outbound.preview?.decided).toBeNull();
  });

  it('finds the agent in the claim it was told of', async () => {
    const { ask } = await handling('connect_user');
    const claims = { sub: 'bob', connect_user: 'ann' };
    expect((await ask('snapshot', { claims })).body).toMatchObject({ agent: { username: 'ann' } });
    for (const without of [{ sub: 'ann' }, { sub: 'ann', connect_user: '' }, { connect_user: 7 }]) {
      expect(await ask('snapshot', { claims: without })).toEqual({
        status: 403,
        body: { problem: 'the token has no claim connect_user that holds a Connect user id' },
      });
    }
  });

  it('believes nobody without an authorizer before it', async () => {
    const { handle } = await handling();
    const bare = { ...template, routeKey: 'GET /agent' };
    await expect(handle(bare)).rejects.toThrow(/authorizer/);
    const { jwt: _, ...authorizer } = { jwt: null, lambda: { sub: 'ann' } };
    await expect(handle({ ...bare, requestContext: { authorizer } })).rejects.toThrow(/jwt/);
  });

  it('notes a sign of life, and the wish for Not Ready', async () => {
    const { ask, ports, commanded } = await handling();
    expect(await ask('heartbeat')).toEqual({ status: 200, body: { serverTime: ports.clock.now() } });
    expect(await ports.pages.lastSeen('ann')).toBe(ports.clock.now());
    const body = { state: 'not-ready', reason: 'lunch' };
    expect((await ask('state', { body })).body).toMatchObject({ agent: { username: 'ann' }, preview: null });
    expect(commanded).toMatchObject([{ type: 'PreviewDecided', outcome: 'withdrawn', by: 'system' }]);
    const coded = Buffer.from(JSON.stringify({ state: 'available' })).toString('base64');
    expect((await ask('state', { body: coded, more: { isBase64Encoded: true } })).status).toBe(200);
  });

  it.each([
    ['answer', 'no JSON', 'the body must be a JSON object'],
    ['answer', { answer: 'withdrawn' }, 'answer must be "accept" or "reject" or "close"'],
    ['answer', {}, 'answer must be "accept" or "reject" or "close"'],
    ['state', { state: 'busy' }, 'state must be "available" or "not-ready"'],
    ['state', { state: 'not-ready', reason: 'x'.repeat(101) }, 'reason must have at most 100 characters'],
  ] as const)('refuses to %s with %j in a sentence', async (route, body, problem) => {
    const { ask, ports } = await handling();
    const answered = await ask(route, { previewId: 'p/1', body });
    expect(answered).toEqual({ status: 400, body: { problems: [problem] } });
    expect((await ports.agents.load('ann'))?.outbound.preview?.decided).toBeNull();
  });

  it('says to whoever was never logged in that they are not known', async () => {
    const { ask } = await handling();
    for (const asked of [
      ask('snapshot', { claims: { sub: 'eve' } }),
      ask('state', { claims: { sub: 'eve' }, body: { state: 'available' } }),
    ]) {
      expect(await asked).toEqual({ status: 404, body: { problem: expect.stringContaining('not known here yet') } });
    }
  });
});
