import { putEventsPerSecond, quotas } from './aws-limits';
import {
  agentEventsPerSecond,
  aSecond,
  campaignEventsPerSecond,
  commandsPerSecond,
  contactsOf,
  type Planned,
} from './busy-second';
import { assumedRunMs, counted } from './counted';
import type { Limit } from './limit';
import { pageRequestsPerSecond } from './page-throttle';
import type { Load } from './plan';
import { viewerRequestsPerSecond } from './wallboard';

/** Requests a second of all who have a page open: agents, and supervisors at the wallboard. */
const pagesPerSecond = ({ agentPage, wallboard }: Planned, { agents }: Load): number =>
  (agentPage === undefined ? 0 : pageRequestsPerSecond(agents)) +
  (wallboard === undefined ? 0 : viewerRequestsPerSecond(agents));

/** How many functions are at work at once, each for as long as it is assumed to run. */
function runsAtOnce(environment: Planned, load: Load): number {
  const runs: readonly (readonly [number, keyof typeof assumedRunMs])[] = [
    [agentEventsPerSecond(load), 'agentEvent'],
    [aSecond(contactsOf(load) * counted.contactEventsPerContact), 'contactEvent'],
    // At the arrival, and at a tick or two while the caller waits.
    [aSecond(load.inboundCallsPerHour * 2), 'planOffer'],
    [campaignEventsPerSecond(load), 'campaignEvent'],
    [commandsPerSecond(environment, load), 'campaignCommand'],
    [environment.groups.length * counted.decisionsPerGroupSecond, 'decision'],
    [pagesPerSecond(environment, load), 'pageRequest'],
  ];
  return Math.ceil(runs.reduce((sum, [perSecond, what]) => sum + (perSecond * assumedRunMs[what]) / 1000, 0));
}

/** Limits of the account in its Region, which others may use up as well. */
export function accountLimits(environment: Planned, load: Load): readonly Limit[] {
  const { lambdaConcurrency, apiGatewayRequestsPerSecond } = environment.quotas;
  const putEvents = environment.quotas.putEventsPerSecond ?? putEventsPerSecond(environment.region);
  return [
    {
      ...{ id: 'functions', what: 'functions at work at once', unit: 'runs', alarm: 'functions-crowded' },
      ...{ needs: runsAtOnce(environment, load), has: lambdaConcurrency },
      remedy: { quota: quotas.lambda, field: 'quotas.lambdaConcurrency' },
    },
    {
      ...{
        id: 'page-requests',
        what: 'requests of the pages',
        unit: 'a second',
        alarm: 'agent-page-throttled',
      },
      needs: pagesPerSecond(environment, load),
      has: apiGatewayRequestsPerSecond,
      remedy: { quota: quotas.apiGateway, field: 'quotas.apiGatewayRequestsPerSecond' },
    },
    {
      ...{ id: 'put-events', what: 'events put on our bus', unit: 'a second', alarm: 'campaign-ingress-throttled' },
      ...{ needs: campaignEventsPerSecond(load), has: putEvents },
      remedy: { quota: quotas.eventBus, field: 'quotas.putEventsPerSecond' },
    },
  ];
}
