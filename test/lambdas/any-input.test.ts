import fc from 'fast-check';
import { makeHandler as makeAgentEvents } from '../../lambdas/agent-events/handler';
import { routes } from '../../lambdas/agent-page/contract';
import { makeHandler as makeAgentPage } from '../../lambdas/agent-page/handler';
import { whosePage } from '../../lambdas/agent-page/whose-page';
import { makeHandler as makeCampaignEvents } from '../../lambdas/campaign-events/handler';
import { makeHandler as makeContactEvents } from '../../lambdas/contact-events/handler';
import { makeHandler as makeMapTether } from '../../lambdas/map-tether/handler';
import { makeHandler as makePlanOffer } from '../../lambdas/plan-offer/handler';
import { FlowRequestUnreadableError } from '../../lambdas/shared/flow-request';
import { makeHandler as makeVoicemail } from '../../lambdas/voicemail/handler';
import { aCall, anAgent, onTether, start } from '../adapters/contract/builders';
import { fixture, world } from './world';

const seeds = [51, 52];
const numRuns = 60;

/** Stands for a list in a list in a list, 20,000 times, which no JSON.stringify could write. */
const deep = 'DEEP';
const deepText = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;

/** Whatever JSON can say: also nested without end, endless words, and numbers no table holds. */
const anything = fc.oneof(
  { weight: 6, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
  fc.constantFrom<unknown>(deep, '', 'x'.repeat(60_000), '+4915112345678', 1e308, -1, 2 ** 53, null, [], {}),
  fc.constantFrom(
    '2026-01-05T10:00:30Z',
    '1970-01-01T00:00:00.001Z',
    '9999-12-31T23:59:59Z',
    '-000001-01-01T00:00:00Z',
  ),
  fc.constantFrom('VOICE', 'Voice', 'CONNECTED', 'MISSED', 'arn:aws:connect:x:1:instance/i/queue/q-sales', 'arn/'),
);

/** Every place in a value: its keys from the outside. */
function placesIn(value: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, inner]) => placesIn(inner, [...path, key]))];
}

/** `undefined` leaves the place out, as JSON does; one that is not there any more stays away. */
function changed(value: unknown, [key, ...rest]: readonly string[], by: unknown): unknown {
  if (key === undefined) return by;
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([name, held]) => [name, name === key ? changed(held, rest, by) : held]);
  return Array.isArray(value) ? entries.map(([, held]) => held) : Object.fromEntries(entries);
}

const written = (value: unknown): string => (JSON.stringify(value) ?? 'null').replaceAll(`"${deep}"`, deepText);

/** A real event with some of its parts replaced or gone, or no such event at all; as text. */
function mutated(sample: object): fc.Arbitrary<string> {
  const change = fc.tuple(fc.constantFrom(...placesIn(sample)), fc.option(anything, { nil: undefined }));
  const changes = fc.array(change, { minLength: 1, maxLength: 4 });
  const alike = changes.map((all) => all.reduce<unknown>((value, [path, by]) => changed(value, path, by), sample));
  return fc.oneof({ weight: 9, arbitrary: alike }, anything).map(written);
}

const check = <T>(input: fc.Arbitrary<T>, seed: number, judge: (given: T) => Promise<void>): Promise<void> =>
  fc.assert(fc.asyncProperty(input, judge), { seed, numRuns });

/** What is said of bad input is short, and no event costs more than it may. */
function soundly(here: ReturnType<typeof world>): void {
  for (const decision of here.ports.decisions.decisions) expect(JSON.stringify(decision).length).toBeLessThan(30_000);
  expect(here.failed).toEqual([]);
}

describe.each(seeds)('any JSON at all (seed %i)', (seed) => {
  it.each(['agent-event-missed', 'agent-event-old-shape'])(
    'costs the stream of agent events nothing: %s',
    async (name) => {
      const record = (payload: string, sequenceNumber: string) => ({
        eventSourceARN: 'arn:aws:kinesis:eu-central-1:111122223333:stream/agent-events',
        kinesis: {
          partitionKey: 'a',
          sequenceNumber,
          approximateArrivalTimestamp: (start + 30_000) / 1000,
          data: Buffer.from(payload).toString('base64'),
        },
      });
      await check(mutated(fixture(name)), seed, async (given) => {
        const here = world();
        const kept: unknown[] = [];
        const ports = {
          ...here.ports,
          malformed: { keep: async (input: unknown) => void kept.push(input) },
          again: { send: () => Promise.reject(new Error('nothing fails for long')) },
          messages: { putBack: () => Promise.reject(new Error('nothing came from the queue')) },
        };
        const batch = { Records: [record(given, '1'), record(JSON.stringify(fixture('agent-event-old-shape')), '2')] };
        expect(await makeAgentEvents(ports)(batch)).toEqual({ batchItemFailures: [] });
        for (const agent of await loaded(here, ['u-ann', 'u-bob'])) {
          expect(JSON.stringify(agent).length).toBeLessThan(350_000);
          expect(JSON.stringify(agent)).not.toMatch(/:null,"since"|NaN/);
        }
        expect(kept).toHaveLength(here.ignored().filter((why) => why === 'malformed').length);
        soundly(here);
      });
    },
  );

  it.each(['contact-event-disconnected', 'contact-event-pascal-case'])(
    'is no failure of a contact event: %s',
    async (name) => {
      await check(mutated(fixture(name)), seed, async (given) => {
        const here = world();
        await here.ports.calls.save(aCall('c-1', { queueId: 'q-sales' }), null);
        await makeContactEvents(here.ports)(JSON.parse(given));
        soundly(here);
      });
    },
  );

  it.each([
    ['campaign-event-heartbeat', {}],
    ['work', { type: 'AgentWork', tetherId: 'tether-u-ann', seq: 1, state: 'idle', campaign: null, contact: null }],
    ['tether', { type: 'TetherProgress', tetherId: 'tether-u-ann', state: 'ended', why: 'hung-up' }],
    ['release', { type: 'ReleaseResult', tetherId: 'tether-u-ann', commandId: 'c', moveId: 'm', result: 'released' }],
    [
      'preview',
      {
        ...{ type: 'PreviewOffered', tetherId: 'tether-u-ann', previewId: 'p-1', campaign: 'renewals', contact: 'c' },
        ...{ seconds: 20, reservationSeconds: 60, onTimeout: 'reject' },
        card: { name: 'n', number: '1', attempts: 0, lastOutcome: null, fields: { a: 'b' } },
      },
    ],
  ])('is no failure of a fact of the Campaign Manager: %s', async (_, detail) => {
    const heartbeat = fixture('campaign-event-heartbeat');
    const sample = { ...(heartbeat['detail'] as object), agentId: 'u-ann', at: start, ...detail };
    await check(mutated(sample), seed, async (given) => {
      const here = world();
      await here.ports.agents.save(anAgent('u-ann', { outbound: onTether('u-ann') }), null, { dropClaim: false });
      const told = JSON.parse(given) as { type?: unknown } | null;
      await makeCampaignEvents(here.ports)({ ...heartbeat, 'detail-type': told?.type ?? 'Heartbeat', detail: told });
      soundly(here);
    });
  });

  it('is answered to the page of an agent in a sentence', async () => {
    const route = fc.constantFrom(...Object.values(routes));
    const sample = { previewId: 'p/1', answer: 'accept', state: 'not-ready', reason: 'lunch' };
    const body = fc.oneof(mutated(sample), fc.string({ unit: 'binary' }));
    await check(fc.record({ route, body }), seed, async ({ route: asked, body: text }) => {
      const here = world();
      await here.ports.agents.save(anAgent('ann', { outbound: onTether('ann') }), null, { dropClaim: false });
      const answer = await makeAgentPage(
        here.ports,
        whosePage({ claim: 'sub', by: 'userId' }),
      )({
        ...fixture('campaign-ingress-request'),
        routeKey: `${asked.method} ${asked.path}`,
        body: text,
        requestContext: { authorizer: { jwt: { claims: { sub: 'ann' } } } },
      });
      expect([200, 400, 404, 410]).toContain(answer.statusCode);
      expect((answer.body ?? '').length).toBeLessThan(2_000);
      soundly(here);
    });
  });

  it('is at worst an unreadable request of a flow', async () => {
    const asked = fc.oneof(mutated(fixture('flow-tick')), mutated(fixture('flow-tether')));
    await check(asked, seed, async (given) => {
      const here = world();
      for (const handle of [makePlanOffer(here.ports), makeMapTether(here.ports)]) {
        await Promise.resolve(handle(JSON.parse(given))).catch((error: unknown) => {
          expect(error).toBeInstanceOf(FlowRequestUnreadableError);
        });
      }
      soundly(here);
    });
  });

  it('is no failure of a recording or a transcript', async () => {
    const asked = fc.oneof(mutated(fixture('recording-stored')), mutated(fixture('transcription-completed')));
    await check(asked, seed, async (given) => {
      const here = world();
      await makeVoicemail({ ...here.ports, jobPrefix: 'ccb-dev-' })(JSON.parse(given));
      soundly(here);
    });
  });
});

const loaded = async (here: ReturnType<typeof world>, ids: readonly string[]) =>
  (await Promise.all(ids.map((id) => here.ports.agents.load(id)))).filter((agent) => agent !== null);
