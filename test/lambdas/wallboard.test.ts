import { gunzipSync } from 'node:zlib';
import { decisionBounds } from '../../core/blending/decide-blend';
import { rebalance } from '../../core/blending/rebalance';
import { reloadThresholds } from '../../core/thresholds/reload-thresholds';
import { pseudonymOf, type WallboardPrivacy } from '../../core/wallboard/as-shown';
import type { WallboardSnapshot } from '../../core/wallboard/snapshot';
import { makeHandler as makeContactEvents } from '../../lambdas/contact-events/handler';
import { routes } from '../../lambdas/wallboard/contract';
import { makeHandler } from '../../lambdas/wallboard/handler';
import { aCall, anAgent, onTether, start } from '../adapters/contract/builders';
import { fixture, world } from './world';

const template = fixture('campaign-ingress-request');
const bounds = { ...decisionBounds, outboundShards: 1 };
const sam = { sub: 'sam@example.com', supervisor: '[sales service]' };

interface Asking {
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly group?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Ana idle on the inbound side, bob and cy on tethers, cy talking; one caller waits, in the queue for 30 s. */
async function handling(privacy: WallboardPrivacy = { agents: 'names', agentFigures: true }) {
  const here = world();
  const { ports } = here;
  const serves = { queueIds: ['q-sales'] };
  const work = onTether('cy').work;
  const agents = [
    anAgent('ana', { ...serves, queueIds: [] }),
    anAgent('bob', { ...serves, idle: false, outbound: onTether('bob') }),
    anAgent('cy', {
      ...serves,
      idle: false,
      outbound: onTether('cy', { work: work && { ...work, state: 'talking', campaign: 'renewals' } }),
    }),
  ];
  for (const agent of agents) await ports.agents.save(agent, null, { dropClaim: false });
  await ports.calls.save(aCall('c-1', { queueId: 'q-sales' }), null);
  const digest = (text: string) => String(text.length);
  const names = { supervisorClaim: 'supervisor', personClaim: 'sub', operatorClaim: 'operator' };
  const serviceTarget = { percent: 80, seconds: 20 };
  const handle = makeHandler({ ...ports, snapshots: ports.thresholds, digest }, { ...names, privacy, serviceTarget });
  const ask = async (
    route: keyof typeof routes,
    { claims = sam, group = 'sales', body, headers = {} }: Asking = {},
  ) => {
    const answered = await handle({
      ...template,
      routeKey: `${routes[route].method} ${routes[route].path}`,
      ...(route === 'groups' ? {} : { pathParameters: { group } }),
      body: body === undefined ? undefined : JSON.stringify(body),
      headers,
      requestContext: { authorizer: { jwt: { claims, scopes: null } } },
    });
    const bytes = Buffer.from(answered.body ?? '', answered.isBase64Encoded ? 'base64' : 'utf8');
    const text = answered.isBase64Encoded ? gunzipSync(bytes).toString('utf8') : bytes.toString('utf8');
    return {
      status: answered.statusCode,
      headers: answered.headers ?? {},
      body: text === '' ? null : JSON.parse(text),
    };
  };
  const snapshot = async (): Promise<WallboardSnapshot> => (await ask('snapshot')).body;
  const move = (over: object = {}) =>
    ask('move', { body: { requestId: 'r-1', agentId: 'bob', to: 'inbound', why: 'team meeting', ...over } });
  const decide = async () => {
    const [request] = here.looks.splice(0, 1);
    if (request) await rebalance({ ...ports, centre: here.ports.centre }, request);
  };
  return { ...here, clock: ports.clock, ask, snapshot, move, decide };
}

describe('who may see a group', () => {
  it('is who has it in the claim, as a list or as a text', async () => {
    const { ask } = await handling();
    expect((await ask('groups')).body).toEqual({ groups: ['sales'], operator: false });
    expect((await ask('groups', { claims: { ...sam, supervisor: 'sales, other', operator: 'true' } })).body).toEqual({
      ...{ groups: ['sales'], operator: true },
    });
    expect((await ask('snapshot')).status).toBe(200);
  });

  it.each([
    ['another group', { ...sam, supervisor: '[service]' }, 'sales'],
    ['a group that is not there', { ...sam, supervisor: '[service]' }, 'nowhere'],
    ['no claim', { sub: 'sam' }, 'sales'],
    ['nobody named', { supervisor: '[sales]' }, 'sales'],
  ])('is not who has %s: no access, and no word of what is there', async (_, claims, group) => {
    const { ask, looks } = await handling();
    const body = { requestId: 'r-1', agentId: 'bob', to: 'inbound', why: 'because' };
    for (const route of ['snapshot', 'move', 'switch'] as const) {
      expect(await ask(route, { claims, group, body })).toMatchObject({ status: 403, body: { code: 'no-access' } });
    }
    expect(looks).toEqual([]);
  });

  it('is told of a group of theirs that is no more', async () => {
    const { ask } = await handling();
    expect(await ask('snapshot', { group: 'service' })).toMatchObject({ status: 404 });
  });
});

describe('a snapshot', () => {
  it('shows queues with whom they would fetch, agents, campaigns, and what is not known', async () => {
    const { snapshot, clock } = await handling();
    const shown = await snapshot();
    expect(shown).toMatchObject({
      ...{ group: 'sales', computedAt: clock.now(), mode: 'live', moves: [], requests: [] },
      queues: [
        {
          ...{ queue: 'Sales', waiting: 1, ringing: 0, oldestSince: start, onTheWay: [] },
          next: {
            ...{ callId: 'c-1', waitingSince: start, dueAt: start + 10_000, unless: null },
            fetches: {
              ...{ agentId: 'bob', agent: 'bob', comes: 'now' },
              because: { code: 'caller-waiting', figures: { queue: 'Sales', waitedSeconds: 30, agent: 'bob' } },
            },
          },
        },
      ],
      counts: { inbound: { available: 1 }, outbound: { 'tether-idle': 1, 'tether-talking': 1 } },
      campaigns: [{ campaign: 'renewals', toldAt: null, work: null, agentsThere: 2, agentsAtWork: 1 }],
      campaignManager: { heardAt: null, alive: false },
      thresholds: { version: 0, refused: null },
    });
    expect(shown.agents.map(({ agent, side, doing }) => `${agent} ${side} ${doing}`)).toEqual([
      'ana inbound available',
      'bob outbound tether-idle',
      'cy outbound tether-talking',
    ]);
    expect(shown.agents[1]?.figures).toMatchObject({
      ...{ doingSince: start, heardAt: start, lastMove: null },
      next: { movableFrom: start + 30_000, until: null, fetchedAfterSeconds: 10 },
    });
    expect(shown.notKnown).toContain('abandon-rate');
  });

  it('shows the service level of the last half hour, each call once however late and often it is told of', async () => {
    const { snapshot, ports, clock } = await handling();
    const events = makeContactEvents(ports);
    const left = { ...fixture('contact-event-disconnected') };
    const answered = fixture('contact-event-pascal-case');
    await ports.endedWaits.note('sales', {
      ...{ queueId: 'q-sales', callId: 'c-0', endedAt: start - 31 * 60_000, waitedMs: 1, answered: false },
    });
    for (const event of [left, answered, answered, left]) {
      const about = event === left ? { contactId: 'c-9' } : {};
      await events({ ...event, detail: { ...(event['detail'] as object), ...about } });
    }
    clock.advance(2_000);
    const told = {
      ...{ ended: 2, inTime: 1, late: 0, left: 1, percent: 50, windowMinutes: 30 },
      target: { percent: 80, seconds: 20 },
    };
    expect(await snapshot()).toMatchObject({ serviceLevel: told, queues: [{ serviceLevel: told }] });
  });

  it('is the same for everybody for two seconds, and unchanged where only time has passed', async () => {
    const { ask, clock, ports } = await handling();
    const first = await ask('snapshot');
    await ports.calls.save(aCall('c-2', { queueId: 'q-sales', queuedAt: start + 29_000 }), null);
    clock.advance(1_999);
    expect((await ask('snapshot')).body).toEqual(first.body);
    clock.advance(1);
    const second = await ask('snapshot');
    expect(second.body.queues[0].waiting).toBe(2);
    clock.advance(2_000);
    const headers = { 'if-none-match': String(second.headers['etag']) };
    const third = await ask('snapshot', { headers });
    expect(third).toMatchObject({ status: 304, body: null });
    expect(third.headers['ccb-computed-at']).toBe(String(clock.now()));
    expect((await ask('snapshot', { headers: { 'accept-encoding': 'br, gzip' } })).headers).toMatchObject({
      'content-encoding': 'gzip',
    });
  });

  it('holds no names, and no figures of single agents, where the environment has neither', async () => {
    const { snapshot, move, decide, clock } = await handling({ agents: 'pseudonyms', agentFigures: false });
    await move();
    await decide();
    clock.advance(5_000);
    const shown = await snapshot();
    const { by: _, ...request } = shown.requests[0] ?? { by: '' };
    const written = JSON.stringify({ ...shown, requests: [request] }).replace(
      /"(agentId|onTheWay)":("[^"]*"|\[[^\]]*\])/g,
      '',
    );
    expect(written).not.toMatch(/"(ana|bob|cy)"/);
    expect(shown.agents.map(({ agent }) => agent)).toContain(pseudonymOf('ana'));
    expect(shown.agents.map(({ figures }) => figures)).toEqual([null, null, null]);
    expect(shown.moves).toEqual([]);
  });
});

describe('a move that a supervisor asks for', () => {
  it('is written down with the person, decided by the rule, and shown with its end', async () => {
    const { move, decide, snapshot, looks, clock, ports } = await handling();
    expect(await move({ holdSeconds: 600 })).toMatchObject({ status: 202, body: { outcome: 'asked' } });
    expect(ports.decisions.decisions).toContainEqual(
      expect.objectContaining({
        ...{ type: 'supervisor.asked', agentId: 'bob', to: 'inbound', at: clock.now() },
        inputs: { by: 'sam@example.com', why: 'team meeting', holdSeconds: 600 },
      }),
    );
    await move({ holdSeconds: 600 });
    // Sent again it is one request, which the queue knows by its id.
    expect(looks).toHaveLength(1);
    expect(ports.decisions.decisions.filter(({ type }) => type === 'supervisor.asked')).toHaveLength(1);
    await decide();
    clock.advance(2_000);
    const shown = await snapshot();
    expect(shown.requests).toMatchObject([
      { requestId: 'r-1', by: 'sam@example.com', outcome: 'moved', because: null },
    ]);
    expect(shown.moves.filter(({ agent }) => agent === 'bob')).toMatchObject([
      {
        agent: 'bob',
        rule: 'supervisor',
        because: { code: 'supervisor', figures: { by: 'sam@example.com' } },
        ended: null,
      },
    ]);
    const bob = await ports.agents.load('bob');
    expect(bob?.outbound.held).toEqual({ until: clock.now() - 2_000 + 600_000 });
  });

  it('is refused at once, in code and sentence, where work in hand or the rule forbids it', async () => {
    const { move, snapshot, looks } = await handling();
    expect(await move({ agentId: 'ana', to: 'outbound' })).toMatchObject({
      status: 409,
      body: { code: 'refused', because: { code: 'link-lost' }, problem: expect.stringContaining('not heard from') },
    });
    expect(await move({ requestId: 'r-2', to: 'outbound' })).toMatchObject({
      status: 409,
      body: { because: { code: 'there-already', figures: { agent: 'bob', to: 'outbound' } } },
    });
    expect(await move({ requestId: 'r-3', agentId: 'nobody' })).toMatchObject({ status: 404 });
    expect(looks).toEqual([]);
    expect((await snapshot()).requests.map(({ outcome }) => outcome)).toEqual(['refused', 'refused']);
  });

  it('holds who is there already, and then a waiting caller fetches somebody else', async () => {
    const { move, snapshot } = await handling();
    expect(await move({ to: 'outbound', holdSeconds: 60 })).toMatchObject({ status: 202, body: { outcome: 'held' } });
    const shown = await snapshot();
    expect(shown.queues[0]?.next?.fetches).toMatchObject({ agent: 'cy', comes: 'after-work' });
    expect(shown.agents[1]?.figures?.next.until).toBe('held');
  });

  it('says everything that is wrong with a request', async () => {
    const { ask } = await handling();
    expect(await ask('move', { body: { to: 'away', holdSeconds: 0, why: '' } })).toMatchObject({
      status: 400,
      body: {
        problems: [
          'requestId must be a text of 1 to 64 characters',
          'agentId must be a text of 1 to 256 characters',
          'to must be "inbound" or "outbound"',
          'holdSeconds must be a whole number of seconds from 1 to 28800, or be left out',
          'why must be a text of 3 to 200 characters',
        ],
      },
    });
    expect(await ask('move')).toMatchObject({ status: 400, body: { problems: ['the body must be a JSON object'] } });
  });
});

describe('a kill switch', () => {
  const olga = { sub: 'olga@example.com', supervisor: '[sales]', operator: 'true' };
  const hour = 3_600_000;
  const ready = async () => {
    const here = await handling();
    const throwIt = (over: object = {}, claims: Readonly<Record<string, unknown>> = olga) =>
      here.ask('switch', {
        claims,
        body: {
          requestId: 's-1',
          switch: 'blend/enabled',
          until: here.clock.now() + hour,
          why: 'too many moves',
          ...over,
        },
      });
    const blending = async () => (await here.ports.thresholds.fresh('sales')).thresholds['blend/enabled'];
    return { ...here, throwIt, blending };
  };

  it('is off until its time and on again by itself, written down with the person', async () => {
    const { throwIt, blending, clock, looks, snapshot, ports } = await ready();
    const until = clock.now() + hour;
    expect(await throwIt()).toMatchObject({ status: 200, body: { switch: 'blend/enabled', until } });
    expect(looks).toEqual([{ group: 'sales', manual: null }]);
    expect(ports.decisions.decisions).toContainEqual(
      expect.objectContaining({
        ...{ type: 'operator.switched', group: 'sales', switch: 'blend/enabled', at: clock.now() },
        inputs: { by: 'olga@example.com', why: 'too many moves', until },
      }),
    );
    const last = { by: 'olga@example.com', why: 'too many moves', at: clock.now(), off: true };
    expect(await snapshot()).toMatchObject({
      thresholds: { values: { 'blend/enabled': false } },
      queues: [{ next: { fetches: null, unless: 'blending-off' } }],
      switches: [
        { switch: 'offer/enabled', on: true, offUntil: null, last: null },
        { switch: 'blend/enabled', on: false, offUntil: until, last },
        { switch: 'rollout/mode', on: true },
      ],
    });
    clock.advance(hour - 1);
    expect([await blending(), (await ports.blend.read('sales', [], bounds, [])).thresholds.thresholds]).toMatchObject([
      false,
      { 'blend/enabled': false },
    ]);
    clock.advance(1);
    expect([await blending(), (await ports.blend.read('sales', [], bounds, [])).thresholds.thresholds]).toMatchObject([
      true,
      { 'blend/enabled': true },
    ]);
    expect((await snapshot()).switches[1]).toEqual({ switch: 'blend/enabled', on: true, offUntil: null, last });
  });

  it('of the mode leaves the group observed; both go on where thresholds are reloaded meanwhile', async () => {
    const { throwIt, snapshot, ports } = await ready();
    await throwIt({ switch: 'rollout/mode' });
    ports.parameters.set('sales', 'offer/seconds', '40');
    await reloadThresholds({ ...ports, snapshots: ports.thresholds }, 'sales');
    expect(await snapshot()).toMatchObject({
      mode: 'observe',
      thresholds: { values: { 'rollout/mode': 'observe', 'offer/seconds': 40 } },
    });
    expect(await ports.thresholds.configured('sales')).toMatchObject({ thresholds: { 'rollout/mode': 'deployed' } });
  });

  it('is on again before its time where an operator says so, and an old request does not turn it off again', async () => {
    const { throwIt, blending, snapshot, clock } = await ready();
    const until = clock.now() + hour;
    await throwIt({ until });
    clock.advance(60_000);
    expect(await throwIt({ requestId: 's-2', until: null })).toMatchObject({ status: 200, body: { until: null } });
    expect(await blending()).toBe(true);
    expect(await throwIt({ until })).toMatchObject({ status: 200, body: { until } });
    expect(await blending()).toBe(true);
    expect((await snapshot()).switches[1]?.last).toMatchObject({ off: false });
  });

  it.each([
    [{ operator: undefined }, /^you may not use the kill switches: your token has no claim operator/],
    [{ operator: 'false' }, /says "false" in the claim operator, which must be true, or list the role operator$/],
  ])('is refused to who has %j', async (claims, problem) => {
    const { throwIt, blending, looks } = await ready();
    expect(await throwIt({}, { ...olga, ...claims })).toMatchObject({
      status: 403,
      body: { code: 'no-operator', problem: expect.stringMatching(problem) },
    });
    expect([await blending(), looks]).toEqual([true, []]);
  });

  it('is refused, in a sentence, where there is nothing to switch', async () => {
    const { throwIt, clock, ports } = await ready();
    const sentence = async (over: object) => (await throwIt(over)).body.problem;
    expect(await sentence({ until: null })).toBe('blend/enabled is on already');
    expect(await sentence({ until: clock.now() })).toBe('the time of return is over; it must be in the future');
    expect(await sentence({ until: clock.now() + 25 * hour })).toBe(
      'the time of return must be at most 24 hours ahead',
    );
    ports.parameters.set('sales', 'blend/enabled', 'false');
    await reloadThresholds({ ...ports, snapshots: ports.thresholds }, 'sales');
    expect(await sentence({})).toBe('blend/enabled is false in Parameter Store already, until an admin changes it');
    expect(await sentence({ until: null })).toBe(
      'blend/enabled is false in Parameter Store; only an admin can change it there',
    );
  });

  it('says everything that is wrong with a request', async () => {
    const { throwIt } = await ready();
    const wrong = { requestId: '', switch: 'lights', until: 'noon', why: 'x' };
    expect((await throwIt(wrong)).body.problems).toEqual([
      'requestId must be a text of 1 to 64 characters',
      'switch must be "offer/enabled" or "blend/enabled" or "rollout/mode"',
      'until must be the time of return, whole milliseconds since 1970 UTC, or null for on again',
      'why must be a text of 3 to 200 characters',
    ]);
  });
});
