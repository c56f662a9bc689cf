import { RefusedError } from '../../documents/told';
import type { Invocation } from '../../local-cloud/cloud';
import { applicationOnTemplate } from '../../local-cloud/on-template/application-on-template';
import { buildInProcess } from '../../simulator/in-process/application';
import { readScenario } from '../../simulator/scenario/read-scenario';
import type { Scenario } from '../../simulator/scenario/scenario';
import { playOn, scenarioNamed } from '../scenarios/scenario-files';
import { removeAssemblies, sharedAssembly } from './shared-assembly';

jest.setTimeout(300_000);
afterAll(removeAssemblies);

/** Plays a scenario on the template and answers every invocation with the requests it made. */
async function invocationsOf(scenario: Scenario): Promise<readonly Invocation[]> {
  const invocations: Invocation[] = [];
  const build = applicationOnTemplate({
    assemble: sharedAssembly,
    onInvocation: (invocation) => invocations.push(invocation),
  });
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
  if (!read.ok) throw new RefusedError(read.problems);
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

  it('a miss on a page that does nothing costs three calls on the 2-per-second APIs: a look for a wish first', async () => {
    const commands = of(await invocationsOf(closedPage), 'connect-commands');
    const asked = commands.flatMap(({ requests }) => requests).filter((request) => request.startsWith('connect:'));
    expect(asked.sort()).toEqual(['connect:DismissUserContact', 'connect:GetCurrentUserData', 'connect:PutUserStatus']);
  });
});

/** Prices of us-east-1 in USD, and what 1,000 agents do in a month (docs/theory.md#load-and-cost). */
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
const agents = 1_000;
const month = { agentHours: 168_000, contactsPerHour: 12, heartbeatsPerHour: 10, hours: 730 };
const assumed = { handlerSeconds: 0.015, gigabytes: 0.5, logKb: 0.5, itemsPerBatch: 25, readsPerQuery: 0.5 };

/** What these invocations cost each. */
function costEach(invocations: readonly Invocation[], count: number): number {
  const requests = invocations.flatMap((invocation) => invocation.requests);
  const times = (...names: string[]) =>
    requests.filter((request) => names.includes(request.split(':')[1] ?? '')).length / count;
  const invoked = invocations.length / count;
  return (
    invoked * (prices.lambdaRequest + assumed.handlerSeconds * assumed.gigabytes * prices.lambdaGbSecondArm) +
    times('PutItem', 'UpdateItem') * prices.write +
    (times('GetItem') + times('BatchGetItem') * assumed.itemsPerBatch + times('Query') * assumed.readsPerQuery) *
      prices.read +
    times('SendMessage') * 3 * prices.sqs +
    invoked * prices.kinesisPut +
    ((invoked * assumed.logKb) / 1e6) * prices.logGb
  );
}

/** Each agent who is logged in, and again when those on the outbound side are counted. */
const readsPerAgentAndRound = 2;

/**
 * Customers, callers or dialled, cost by the number of them. Blend decisions cost by the second and group, however many
 * agents there are: one a second at most, and none while nobody works. Rounds of reconcile cost by the minute, and by the
 * agents who are logged in.
 */
it('1,000 agents cost at most 90 USD a month, by what the default scenario was counted to do for a customer', async () => {
  const scenario = scenarioNamed('default');
  const invocations = await invocationsOf(scenario);
  const callers = new Set(of(invocations, 'plan-offer').map(({ atMs }) => atMs)).size;
  const dialled = (await playOn(buildInProcess, scenario)).summary.outbound.connected;
  const decisions = of(invocations, 'rebalance');
  const rounds = of(invocations, 'reconcile');
  const customer = costEach(
    invocations.filter((invocation) => ![...decisions, ...rounds].includes(invocation)),
    callers + dialled,
  );
  const heartbeat =
    prices.lambdaRequest +
    prices.write +
    assumed.handlerSeconds * assumed.gigabytes * prices.lambdaGbSecondArm +
    prices.kinesisPut;
  const decisionsAMonth = (month.agentHours / agents) * 3_600;
  const total =
    month.agentHours * (month.contactsPerHour * customer + month.heartbeatsPerHour * heartbeat) +
    decisionsAMonth * costEach(decisions, decisions.length) +
    month.hours * 60 * costEach(rounds, rounds.length) +
    month.agentHours * 60 * readsPerAgentAndRound * prices.read +
    month.hours * prices.shardHour;
  expect(total).toBeGreaterThan(10);
  expect(total).toBeLessThanOrEqual(90);
});
