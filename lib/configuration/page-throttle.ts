import { type routes, secondsBetween } from '../../lambdas/agent-page/contract';

/** How many requests an API lets through. */
export interface Throttle {
  readonly requestsPerSecond: number;
  /** Let through at once before the rate counts. */
  readonly burst: number;
}

/** API Gateway's quotas of an account in a Region, all its APIs together: requests a second, and at once. */
export const apiGatewayQuotas = { requestsPerSecond: 10_000, burst: 5_000 } as const;

/** What one page asks for at its busiest, requests a second, and a tenth for those that are sent again. */
const perPage: Readonly<Record<keyof typeof routes, number>> = {
  snapshot: 1.1 / secondsBetween.snapshots,
  heartbeat: 1 / secondsBetween.heartbeatsWithContact,
  // A contact is shown for 5 s at least, a call rings for 20 s, and nobody changes status more often than that.
  answer: 0.05,
  verdict: 0.05,
  state: 0.05,
  // From the dial of one customer to that of the next it takes as long, on average.
  customer: 0.02,
  work: 0.02,
  answerInPath: 0,
};

/** A small environment is tried out by few people who do everything at once. */
const least = 20;

/**
 * What each route of the page's API lets through from all pages together. Routes have limits of their own, so that
 * answers, heartbeats and verdicts do not lose to snapshots; and those of snapshots end where the account's quota would
 * be used up at the others' cost.
 */
export function pageThrottles(
  agents: number,
  accountRequestsPerSecond: number,
): Readonly<Record<keyof typeof routes, Throttle>> {
  const wanted = (route: keyof typeof routes): number => Math.max(least, Math.ceil(agents * perPage[route]));
  const others = [...answering, ...pressing].reduce((sum, route) => sum + wanted(route), 0);
  const snapshots = Math.max(1, Math.min(wanted('snapshot'), accountRequestsPerSecond - others - least));
  // A whole shift may refuse, or be shown something, in the same moment, and asks four times in the first seconds.
  const room = Math.floor((apiGatewayQuotas.burst * 0.8) / answering.length);
  const limits = (route: keyof typeof routes): Throttle => ({
    requestsPerSecond: wanted(route),
    burst: Math.min(Math.max(wanted(route) * 2, agents * 4), room),
  });
  return {
    heartbeat: limits('heartbeat'),
    answer: limits('answer'),
    verdict: limits('verdict'),
    state: limits('state'),
    customer: { requestsPerSecond: wanted('customer'), burst: pressesAtOnce },
    work: { requestsPerSecond: wanted('work'), burst: pressesAtOnce },
    // Nobody sends there any more.
    answerInPath: { requestsPerSecond: least, burst: least },
    snapshot: {
      requestsPerSecond: snapshots,
      // At a shift's start every page is opened within a second or two.
      burst: Math.min(
        Math.max(snapshots * 2, least),
        apiGatewayQuotas.burst - room * answering.length - pressesAtOnce * pressing.length - least,
      ),
    },
  };
}

const answering = ['heartbeat', 'answer', 'verdict', 'state'] as const;

/** Each conversation ends by itself: nothing makes all agents press in the same moment. */
const pressing = ['customer', 'work'] as const;
const pressesAtOnce = 80;

/** Requests a second that the pages of so many agents may come to, all routes together. */
export const pageRequestsPerSecond = (agents: number): number =>
  Math.ceil(agents * Object.values(perPage).reduce((sum, each) => sum + each, 0));
