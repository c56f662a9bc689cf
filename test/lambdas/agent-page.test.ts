import type { CampaignEvent } from '../../core/campaign-contract/events';
import { takeCampaignEvent } from '../../core/campaign-link/take-campaign-event';
import { routes } from '../../lambdas/agent-page/contract';
import { makeHandler } from '../../lambdas/agent-page/handler';
import { whosePage } from '../../lambdas/agent-page/whose-page';
import { anAgent, onTether } from '../adapters/contract/builders';
import { fixture, world } from './world';

const template = fixture('campaign-ingress-request');
const noId = 'previewId must be the previewId of the snapshot, a text of 1 to 128 characters';
const noCustomer = 'customerId must be the customerId of the snapshot, a text of 1 to 200 characters';
const noContact = 'contactId must be the contactId of the softphone, a text of 1 to 256 characters';
const card = { name: 'C. Ustomer', number: '+49 *** *** 89', attempts: 0, lastOutcome: null, fields: {} };

interface Asking {
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
  readonly more?: Readonly<Record<string, unknown>>;
}

/** Ann and bob on their tethers; ann is shown the contact `p/1`. */
async function handling(agentClaim = 'sub') {
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
  const handle = makeHandler(ports, whosePage({ claim: agentClaim, by: 'userId' }));
  const ask = async (route: keyof typeof routes, { claims = { sub: 'ann' }, body, more = {} }: Asking = {}) => {
    const answered = await handle({
      ...template,
      routeKey: `${routes[route].method} ${routes[route].path}`,
      body: typeof body === 'string' ? body : JSON.stringify(body),
      requestContext: { authorizer: { jwt: { claims, scopes: null } } },
      ...more,
    });
    expect(answered.headers).toEqual({ 'content-type': 'application/json', 'cache-control': 'no-store' });
    return { status: answered.statusCode, body: JSON.parse(answered.body ?? '') };
  };
  return { ...here, clock: ports.clock, handle, ask };
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
    const answer = (body: object) => ask('answer', { body });
    const accepted = { outcome: 'accept', by: 'agent', final: false };
    expect(await answer({ previewId: 'p/1', answer: 'accept' })).toEqual({ status: 200, body: accepted });
    expect(await answer({ previewId: 'p/1', answer: 'close' })).toEqual({ status: 409, body: accepted });
    expect(await answer({ previewId: '..', answer: 'accept' })).toEqual({
      status: 404,
      body: { problem: 'the contact .. is not shown to you' },
    });
  });

  it('says where answers go now to whoever sends the id in the path', async () => {
    const { ask, ports } = await handling();
    const inPath = { body: { answer: 'accept' }, more: { pathParameters: { previewId: 'p/1' } } };
    expect(await ask('answerInPath', inPath)).toEqual({
      status: 410,
      body: { problem: 'answers go to POST /agent/previews now, with the previewId in the body' },
    });
    expect((await ports.agents.load('ann'))?.outbound.preview?.decided).toBeNull();
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
    const body = { ...forAnn, previewId: 'p/1', answer: 'accept', state: 'not-ready' };
    expect((await ask('answer', { ...asBob, body })).status).toBe(404);
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
        body: {
          ...{ code: 'no-access', problem: 'the token has no claim connect_user that holds a Connect user id' },
        },
      });
    }
  });

  it('tells each browser which one acts for the agent, and hands that over when asked to', async () => {
    const { ask, ports, clock } = await handling();
    const beat = async (body: object) => (await ask('heartbeat', { claims: { sub: 'ann' }, body })).body.lead;
    const shown = async () => (await ask('snapshot')).body.lead;
    expect(await shown()).toBeNull();
    expect(await beat({ browser: 'desk' })).toEqual({ browser: 'desk', term: 1 });
    expect(await beat({ browser: 'home' })).toEqual({ browser: 'desk', term: 1 });
    expect(await shown()).toEqual({ browser: 'desk', term: 1 });
    expect(await beat({ browser: 'home', over: 1 })).toEqual({ browser: 'home', term: 2 });
    expect(await beat({ browser: 'desk' })).toEqual({ browser: 'home', term: 2 });
    clock.advance(35_000);
    expect(await shown()).toBeNull();
    expect(await beat({ browser: 'desk', watched: false })).toEqual({ browser: 'desk', term: 3 });
    expect(await ports.pages.lastSeen('ann')).toBe(clock.now() - 35_000);
    // A page of one's own that knows of no lead.
    expect(await beat({})).toBeNull();
    expect(await ports.pages.lastSeen('ann')).toBe(clock.now());
  });

  it('says everything that is wrong with a heartbeat', async () => {
    const { ask } = await handling();
    const body = { browser: '', watched: 'yes', over: 1.5 };
    expect(await ask('heartbeat', { body })).toEqual({
      status: 400,
      body: {
        problems: [
          'browser must be an id the browser made up, a text of 1 to 64 characters',
          'watched must be true or false',
          'over must be the term of the lead in the snapshot, a whole number',
        ],
      },
    });
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
    expect(await ask('heartbeat')).toEqual({ status: 200, body: { serverTime: ports.clock.now(), lead: null } });
    expect(await ports.pages.lastSeen('ann')).toBe(ports.clock.now());
    const body = { state: 'not-ready', reason: 'lunch' };
    expect((await ask('state', { body })).body).toMatchObject({ agent: { username: 'ann' }, preview: null });
    expect(commanded).toMatchObject([{ type: 'PreviewDecided', outcome: 'withdrawn', by: 'system' }]);
    const coded = Buffer.from(JSON.stringify({ state: 'available' })).toString('base64');
    expect((await ask('state', { body: coded, more: { isBase64Encoded: true } })).status).toBe(200);
  });

  it('says what became of a call that came to nothing', async () => {
    const { ask, ports } = await handling();
    expect(await ask('verdict', { body: { contactId: 'c-1', shown: 'missed' } })).toEqual({
      status: 200,
      body: { verdict: 'caller-left', criteriaWrittenAt: null, after: 'not-ready', serverTime: ports.clock.now() },
    });
  });

  it('takes the customer off the tether, ends the wrap-up, and refuses in a sentence with its figures', async () => {
    const { ask, ports, commanded } = await handling();
    const tell = (event: object) =>
      takeCampaignEvent(ports, { eventId: 'e', at: ports.clock.now(), ...event } as CampaignEvent);
    const about = { type: 'AgentWork', agentId: 'ann', tetherId: 'tether-ann', campaign: 'renewals', contact: 'c-1' };
    await tell({ type: 'Heartbeat', seq: 1, capabilities: ['end-customer', 'finish-work'] });
    await tell({ ...about, seq: 2, state: 'talking' });
    commanded.length = 0;
    const customerId = 'tether-ann/2';
    const early = await ask('work', { body: { do: 'finish', customerId } });
    expect(early).toEqual({
      status: 409,
      body: {
        ...{ why: 'still-talking', figures: { talkingSeconds: 0 } },
        problem: 'the customer is still on your tether: end the call first',
      },
    });
    const ended = await ask('customer', { body: { do: 'end', customerId } });
    expect(ended).toMatchObject({ status: 200, body: { customer: { customerId, request: { state: 'under-way' } } } });
    await tell({ ...about, seq: 3, state: 'wrap-up' });
    const said = { do: 'finish', customerId, outcome: null, doNotCall: true };
    expect(await ask('work', { body: said })).toMatchObject({ status: 200, body: { agent: { username: 'ann' } } });
    expect(commanded).toMatchObject([
      { type: 'EndCustomer', workSeq: 2 },
      { type: 'FinishWork', workSeq: 3, doNotCall: true },
    ]);
    expect(await ask('work', { body: { do: 'finish', customerId } })).toEqual({
      status: 409,
      body: {
        ...{ why: 'said-otherwise', figures: {} },
        problem: 'you have said something else of this customer before, which counts',
      },
    });
    expect(await ask('customer', { body: { do: 'end', customerId: 'x/1' } })).toEqual({
      status: 409,
      body: {
        ...{ why: 'no-customer', figures: {} },
        problem: 'that customer is not on your tether, or has been gone for too long',
      },
    });
    for (const route of ['customer', 'work'] as const) {
      const body = { do: route === 'work' ? 'finish' : 'end', customerId };
      expect(await ask(route, { claims: { sub: 'bob' }, body })).toMatchObject({ status: 409 });
      expect(await ask(route, { claims: { sub: 'eve' }, body })).toMatchObject({ status: 404 });
    }
    expect(commanded).toHaveLength(2);
  });

  it('refuses an outcome that the campaign does not have', async () => {
    const { ask, ports, commanded } = await handling();
    const tell = (event: object) =>
      takeCampaignEvent(ports, { eventId: 'e', at: ports.clock.now(), ...event } as CampaignEvent);
    await tell({ type: 'Heartbeat', seq: 1, capabilities: ['finish-work'] });
    await tell({ type: 'AgentWork', agentId: 'ann', tetherId: 'tether-ann', seq: 2, state: 'wrap-up' });
    commanded.length = 0;
    expect(await ask('work', { body: { do: 'finish', customerId: 'tether-ann/2', outcome: 'sold' } })).toEqual({
      status: 400,
      body: { problems: ['outcome must be left out: the campaign has no list of outcomes'] },
    });
    expect(commanded).toEqual([]);
  });

  it.each([
    ['customer', { do: 'hang up', customerId: 'c' }, 'do must be "end"'],
    ['customer', { do: 'end' }, noCustomer],
    ['customer', { do: 'end', customerId: 'c'.repeat(201) }, noCustomer],
    ['work', { do: 'end', customerId: '' }, 'do must be "finish"', noCustomer],
    [
      'work',
      { do: 'finish', customerId: 'c', outcome: '', doNotCall: 'yes', callBackAt: 'tomorrow' },
      'outcome must be an outcome of the snapshot, a text of 1 to 64 characters',
      'doNotCall must be true or false',
      'callBackAt must be a time, whole milliseconds since 1970 UTC',
    ],
    ['answer', 'no JSON', 'the body must be a JSON object'],
    ['answer', { previewId: 'p/1', answer: 'withdrawn' }, 'answer must be "accept" or "reject" or "close"'],
    ['answer', {}, noId, 'answer must be "accept" or "reject" or "close"'],
    ['answer', { previewId: '', answer: 'accept' }, noId],
    ['answer', { previewId: 'p'.repeat(129), answer: 'accept' }, noId],
    ['answer', { previewId: ['p/1'], answer: 'accept' }, noId],
    ['verdict', {}, noContact, 'shown must be "missed" or "declined"'],
    ['verdict', { contactId: 'c'.repeat(257), shown: 'missed' }, noContact],
    ['state', { state: 'busy' }, 'state must be "available" or "not-ready"'],
    ['state', { state: 'not-ready', reason: 'x'.repeat(101) }, 'reason must have at most 100 characters'],
  ] as const)('refuses to %s with %j in a sentence', async (route, body, ...problems) => {
    const { ask, ports } = await handling();
    const answered = await ask(route, { body });
    expect(answered).toEqual({ status: 400, body: { problems } });
    expect((await ports.agents.load('ann'))?.outbound.preview?.decided).toBeNull();
  });

  it('says to whoever was never logged in that they are not known', async () => {
    const { ask } = await handling();
    for (const asked of [
      ask('snapshot', { claims: { sub: 'eve' } }),
      ask('state', { claims: { sub: 'eve' }, body: { state: 'available' } }),
      ask('verdict', { claims: { sub: 'eve' }, body: { contactId: 'c-1', shown: 'missed' } }),
    ]) {
      expect(await asked).toEqual({ status: 404, body: { problem: expect.stringContaining('not known here yet') } });
    }
  });
});
