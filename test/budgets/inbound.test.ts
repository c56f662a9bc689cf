import type { Invocation } from '../../local/cloud/cloud';
import { cloudStage } from '../../local/live/cloud-stage';
import { readScenario } from '../../local/scenario/read-scenario';
import type { Scenario } from '../../local/scenario/scenario';
import { removeAssemblies, sharedAssembly } from '../live/shared-assembly';
import { playOn, scenarioNamed } from '../scenarios/scenario-files';

jest.setTimeout(60_000);
afterAll(removeAssemblies);

/** Plays a scenario on the template and answers every invocation with the requests it made. */
async function invocationsOf(scenario: Scenario): Promise<readonly Invocation[]> {
  const invocations: Invocation[] = [];
  const build = cloudStage({ assemble: sharedAssembly, onInvocation: (invocation) => invocations.push(invocation) });
  const played = await playOn(build, scenario);
  expect(played.failures).toEqual([]);
  return invocations.filter(({ atMs }) => atMs > scenario.startMs + warmSeconds * 1000);
}

/** The first event of an agent finds an environment that remembers nobody. */
const warmSeconds = 1;

const count = (invocation: Invocation, service: string) =>
  invocation.requests.filter((request) => request.startsWith(`${service}:`)).length;
const of = (invocations: readonly Invocation[], functionName: string) =>
  invocations.filter((invocation) => invocation.functionName === functionName);

function scenarioOf(written: object): Scenario {
  const read = readScenario('written here', JSON.stringify(written));
  if (!read.ok) throw new Error(read.problems.join('\n'));
  return read.scenario;
}

const sales = { groups: [{ name: 'sales', queues: ['sales-inbound'] }] };
const ana = { username: 'ana', group: 'sales', kind: 'inbound', availableAt: -10 };

/** One agent's whole repertoire, with nobody else waiting. */
const quiet = scenarioOf({
  name: 'quiet',
  durationSeconds: 400,
  ...sales,
  agents: [
    {
      ...ana,
      wrapUpSeconds: 5,
      timeline: [
        { at: 100, do: 'not-ready' },
        { at: 110, do: 'available' },
      ],
    },
  ],
  calls: [{ id: 'c1', at: 20, queue: 'sales-inbound', talkSeconds: 20 }],
});

/** Nobody clears what this page missed; it ends before the caller's voicemail is delivered. */
const closedPage = scenarioOf({
  name: 'closed-page',
  durationSeconds: 40,
  ...sales,
  agents: [{ ...ana, page: 'closed' }],
  calls: [{ id: 'c1', at: 5, queue: 'sales-inbound' }],
});

describe('requests', () => {
  let quietly: readonly Invocation[];
  beforeAll(async () => {
    quietly = await invocationsOf(quiet);
  });

  it('an agent event costs at most 2 DynamoDB requests to write, re-planning aside', () => {
    const events = of(quietly, 'agent-events');
    // Re-planning begins with the list of waiting calls, and that with the thresholds in force.
    const withoutPlanning = events.filter(({ requests }) => !requests.includes('dynamodb:Query'));
    const counts = withoutPlanning.map((invocation) => count(invocation, 'dynamodb'));
    // Ring, answer, goodbye, break and heartbeats; a ring and an answer also write the call.
    expect(counts.length).toBeGreaterThanOrEqual(6);
    expect(Math.max(...counts)).toBe(2);
    expect(Math.min(...counts)).toBe(1);
  });

  it('an agent who becomes free costs 2 more when nobody waits', () => {
    const freed = of(quietly, 'agent-events').filter(({ requests }) => requests.includes('dynamodb:Query'));
    expect(freed.length).toBeGreaterThanOrEqual(2);
    for (const invocation of freed) expect(count(invocation, 'dynamodb')).toBeLessThanOrEqual(3);
  });

  it('a plan asks no API of Connect, and at most 6 requests of DynamoDB', () => {
    const plans = of(quietly, 'plan-offer');
    expect(plans).toHaveLength(1);
    for (const invocation of plans) {
      expect(count(invocation, 'connect')).toBe(0);
      expect(count(invocation, 'dynamodb')).toBeLessThanOrEqual(6);
    }
  });

  it('a miss on a page that does nothing costs two calls on the 2-per-second APIs', async () => {
    const commands = of(await invocationsOf(closedPage), 'connect-commands');
    const asked = commands.flatMap(({ requests }) => requests).filter((request) => request.startsWith('connect:'));
    expect([...new Set(asked)].sort()).toEqual(['connect:DismissUserContact', 'connect:PutUserStatus']);
  });
});

/** THEORY.md 3.4: us-east-1 prices in USD, and what 1,000 agents do in a month. */
const prices = {
  lambdaRequest: 0.2e-6,
  lambdaGbSecondArm: 0.0000133334,
  write: 0.625e-6,
  read: 0.125e-6,
  sqs: 0.4e-6,
  kinesisPut: 0.014e-6,
  shardHour: 0.015,
  logGb: 0.5,
};
const month = { agentHours: 168_000, contactsPerHour: 12, heartbeatsPerHour: 10, hours: 730 };
const assumed = { handlerSeconds: 0.015, gigabytes: 0.5, logKb: 0.5, itemsPerBatch: 25, readsPerQuery: 0.5 };

it('1,000 agents cost at most 90 USD a month, by what the default scenario was counted to do a call', async () => {
  const scenario = scenarioNamed('default');
  const invocations = await invocationsOf(scenario);
  const calls = new Set(of(invocations, 'plan-offer').map(({ atMs }) => atMs)).size;
  const requests = invocations.flatMap((invocation) => invocation.requests);
  const times = (...names: string[]) =>
    requests.filter((request) => names.includes(request.split(':')[1] ?? '')).length / calls;
  const invoked = invocations.length / calls;
  const contact =
    invoked * (prices.lambdaRequest + assumed.handlerSeconds * assumed.gigabytes * prices.lambdaGbSecondArm) +
    times('PutItem', 'UpdateItem') * prices.write +
    (times('GetItem') + times('BatchGetItem') * assumed.itemsPerBatch + times('Query') * assumed.readsPerQuery) *
      prices.read +
    times('SendMessage') * 3 * prices.sqs +
    invoked * prices.kinesisPut +
    ((invoked * assumed.logKb) / 1e6) * prices.logGb;
  const heartbeat =
    prices.lambdaRequest +
    prices.write +
    assumed.handlerSeconds * assumed.gigabytes * prices.lambdaGbSecondArm +
    prices.kinesisPut;
  const total =
    month.agentHours * (month.contactsPerHour * contact + month.heartbeatsPerHour * heartbeat) +
    month.hours * prices.shardHour;
  expect(total).toBeGreaterThan(10);
  expect(total).toBeLessThanOrEqual(90);
});
