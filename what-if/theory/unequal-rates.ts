import { longRun, type State, type Way } from './markov-chain';

/** The queue of docs/what-if.md#queue with exponential times, whole threshold and no abandonment; means in seconds. */
export interface UnequalRates {
  readonly agents: number;
  readonly arrivalsPerHour: number;
  readonly serviceSeconds: number;
  readonly outboundSeconds: number;
  readonly threshold: number;
}

export interface UnequalValues {
  readonly waited: number;
  readonly meanWaitSeconds: number;
  readonly outboundPerHour: number;
  readonly utilisation: number;
}

/** A state: callers in the system, outbound work in service. */
export function unequalRates({
  agents,
  arrivalsPerHour,
  serviceSeconds,
  outboundSeconds,
  threshold,
}: UnequalRates): UnequalValues {
  const perSecond = arrivalsPerHour / 3600;
  const mostWaiting = Math.ceil(45 / Math.log(agents / (perSecond * serviceSeconds)));
  const served = (callers: number, outbound: number): number => Math.min(callers, agents - outbound);
  const ways = ([callers = 0, outbound = 0]: State): readonly Way[] =>
    [
      { to: [callers + 1, outbound], rate: callers < agents + mostWaiting ? perSecond : 0 },
      {
        to: [callers - 1, Math.max(outbound, threshold - callers + 1)],
        rate: served(callers, outbound) / serviceSeconds,
      },
      { to: [callers, Math.max(outbound - 1, threshold - callers)], rate: outbound / outboundSeconds },
    ].filter(({ rate }) => rate > 0);
  const shares = longRun([0, threshold], ways);
  const mean = (of: (callers: number, outbound: number) => number): number =>
    shares.reduce(
      (sum, { state: [callers = 0, outbound = 0], probability }) => sum + probability * of(callers, outbound),
      0,
    );
  return {
    waited: mean((callers, outbound) => (callers + outbound >= agents ? 1 : 0)),
    meanWaitSeconds: mean((callers, outbound) => callers - served(callers, outbound)) / perSecond,
    outboundPerHour: (3600 * mean((_callers, outbound) => outbound)) / outboundSeconds,
    utilisation: mean((callers, outbound) => served(callers, outbound) + outbound) / agents,
  };
}
