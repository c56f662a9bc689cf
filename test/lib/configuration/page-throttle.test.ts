import { secondsBetween } from '../../../lambdas/agent-page/contract';
import { apiGatewayQuotas, pageRequestsPerSecond, pageThrottles } from '../../../lib/configuration/page-throttle';

const account = apiGatewayQuotas.requestsPerSecond;
const sum = (throttles: ReturnType<typeof pageThrottles>, what: 'requestsPerSecond' | 'burst') =>
  Object.values(throttles).reduce((total, throttle) => total + throttle[what], 0);

describe.each([1, 100, 882, 1_000, 10_000])('the limits of the page for %i agents', (agents) => {
  const throttles = pageThrottles(agents, account);

  it('let every page ask as often as it may', () => {
    expect(throttles.snapshot.requestsPerSecond).toBeGreaterThanOrEqual(agents / secondsBetween.snapshots);
    expect(throttles.heartbeat.requestsPerSecond).toBeGreaterThanOrEqual(agents / secondsBetween.heartbeatsWithContact);
    expect(throttles.answer.requestsPerSecond).toBeGreaterThanOrEqual(agents / 20);
    expect(throttles.verdict.requestsPerSecond).toBeGreaterThanOrEqual(agents / 20);
  });

  it('stay together within what the account lets through, a second and at once', () => {
    expect(sum(throttles, 'requestsPerSecond')).toBeLessThanOrEqual(account);
    expect(sum(throttles, 'burst')).toBeLessThanOrEqual(apiGatewayQuotas.burst);
  });
});

it.each([
  [20_000, account],
  [100, 120],
])('of %i agents where the account has %i a second take from snapshots alone', (agents, has) => {
  const { snapshot, ...others } = pageThrottles(agents, has);
  const { snapshot: _, ...unlimited } = pageThrottles(agents, 1_000_000);
  expect(others).toEqual(unlimited);
  expect(snapshot.requestsPerSecond).toBeLessThan(agents / secondsBetween.snapshots);
  expect(snapshot.requestsPerSecond).toBeGreaterThanOrEqual(1);
});

it('come to less than a request a second for each page', () => {
  expect(pageRequestsPerSecond(1_000)).toBeGreaterThan(750);
  expect(pageRequestsPerSecond(1_000)).toBeLessThan(1_000);
});
