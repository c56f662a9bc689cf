import { sign } from '../../adapters/campaign-manager/signature';
import { seededChance } from '../../clock/chance';
import { EventClock } from '../../clock/event-clock';
import { startCloud } from '../../local-cloud/cloud';
import { LocalIssuer } from '../../local-cloud/oidc/issuer';
import { environmentName, environmentOf, pageAudience } from '../../local-cloud/on-template/environment-of';
import type { SimulatedConnect } from '../../simulator/connect/world';
import { calm } from '../../simulator/platform/conditions';
import { scenarioNamed } from '../scenarios/scenario-files';
import { removeAssemblies, sharedAssembly } from './shared-assembly';

jest.setTimeout(120_000);

/** The deployed application, of which only the doors are looked at: nothing happens in Connect. */
async function deployed() {
  const time = { now: () => 0 };
  const issuer = await LocalIssuer.start({ audience: pageAudience, now: () => time.now() });
  const addresses = { campaignManager: 'http://127.0.0.1:1', issuer: issuer.url };
  const { folder } = await sharedAssembly(environmentOf(scenarioNamed('previews-answered'), addresses));
  const clock = new EventClock(Date.UTC(2026, 0, 5, 9));
  const failures: string[] = [];
  const logged: string[] = [];
  const cloud = await startCloud({
    assemblyDir: folder,
    scheduler: clock,
    chance: seededChance(1),
    conditions: calm,
    functionNamePrefix: `ccb-${environmentName}-`,
    createConnect: () => ({ api: async () => ({}) }) as unknown as SimulatedConnect,
    onLog: ({ record }) => void logged.push(JSON.stringify(record)),
    onFailure: ({ message }) => void failures.push(message),
  });
  time.now = () => clock.now();
  return { cloud, clock, failures, logged, issuer };
}

let world: Awaited<ReturnType<typeof deployed>>;
beforeAll(async () => {
  world = await deployed();
});
afterAll(async () => {
  await world.cloud.close();
  await world.issuer.close();
  await removeAssemblies();
});
afterEach(() => {
  expect(world.failures).toEqual([]);
});

describe('the ingress', () => {
  const path = '/campaign-manager/events';
  let sent = 0;
  const post = async (body: string) => {
    const { cloud, clock } = world;
    const { current } = JSON.parse(
      cloud.secretValue(cloud.functionVariable('campaign-ingress', 'CAMPAIGN_SECRET_ARN')),
    ) as { current: string };
    const by = { secret: current, nowMs: clock.now(), nonce: `nonce-${String(++sent).padStart(12, '0')}` };
    const headers = { 'content-type': 'application/json', ...sign({ method: 'POST', path, body }, by) };
    const answer = await fetch(`${cloud.apiEndpoint('campaign-ingress')}${path}`, { method: 'POST', headers, body });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  };
  const event = (seq: number) => JSON.stringify({ type: 'Heartbeat', eventId: `e-${seq}`, at: world.clock.now(), seq });

  it('publishes the neighbours of an event that is nested without end', async () => {
    const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;
    expect(await post(`{"version":"1","events":[{"type":${deep}},${event(1)}]}`)).toMatchObject({
      status: 202,
      body: { accepted: 1, refused: [expect.stringMatching(/^events\[0\]: type is a list; /)] },
    });
    expect(await post(deep)).toMatchObject({ status: 400 });
  });

  it('logs what it refuses without the number in it', async () => {
    const before = world.logged.length;
    const { body } = await post('{"version":"1","events":[{"type":"+49 151 98765432"}]}');
    expect(body).toMatchObject({ accepted: 0 });
    const lines = world.logged.slice(before).join('\n');
    expect(lines).toContain('type is \\"***32\\"');
    expect(lines).not.toContain('98765432');
  });

  it('serves everybody who comes at the same moment', async () => {
    const all = await Promise.all(
      Array.from({ length: 10 }, (_, index) => post(`{"version":"1","events":[${event(index + 2)}]}`)),
    );
    expect(all.filter(({ status }) => status !== 202)).toEqual([]);
  });
});

describe('the agent’s page', () => {
  const post = async (path: string, body: object) => {
    const answer = await fetch(`${world.cloud.apiEndpoint('agent-page')}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${await world.issuer.tokenFor('u-1')}` },
      body: JSON.stringify(body),
    });
    return [answer.status, await answer.json()];
  };

  it.each(['renewals-18/2', '..', 'a b?c#d', '%2F'])('takes the preview id %s in the body', async (previewId) => {
    expect(await post('/agent/previews', { previewId, answer: 'accept' })).toEqual([
      404,
      { problem: `the contact ${previewId} is not shown to you` },
    ]);
  });

  it.each(['renewals-18-2', 'renewals-18%2F2', '%2E%2E%2Fx'])(
    'says of the old address .../%s where to go',
    async (id) => {
      const problem = 'answers go to POST /agent/previews now, with the previewId in the body';
      expect(await post(`/agent/previews/${id}`, { answer: 'accept' })).toEqual([410, { problem }]);
    },
  );
});
