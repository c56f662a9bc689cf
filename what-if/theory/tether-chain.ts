import { longRun, type State, type Way } from './markov-chain';

/** The model of docs/what-if.md#tether with exponential times, means in seconds. */
export interface TetherChain {
  readonly agents: number;
  readonly arrivalsPerHour: number;
  readonly inboundSeconds: number;
  readonly outboundSeconds: number;
  readonly tetherIdleSeconds: number;
  readonly patienceSeconds: number;
  readonly releaseAfterSeconds: number;
  readonly acquireAfterSeconds: number;
}

export interface TetherValues {
  readonly waited: number;
  readonly abandoned: number;
  readonly meanWaitSeconds: number;
  readonly outboundPerHour: number;
  readonly releasesPerHour: number;
  readonly acquiresPerHour: number;
  readonly meanInboundAgents: number;
  readonly utilisation: number;
}

/** More callers than this hardly ever wait at a time. */
const mostWaiting = 80;

/** A state: agents of the inbound pool, callers in the system, agents who talk to customers. */
export function tetherChain(chain: TetherChain): TetherValues {
  const { agents } = chain;
  const perSecond = chain.arrivalsPerHour / 3600;
  const ways = ([pool = 0, callers = 0, talking = 0]: State): readonly Way[] => {
    const waiting = Math.max(0, callers - pool);
    const idle = Math.max(0, pool - callers);
    const onTether = agents - pool - talking;
    return [
      { to: [pool, callers + 1, talking], rate: callers < agents + mostWaiting ? perSecond : 0 },
      {
        to: [pool, callers - 1, talking],
        rate: Math.min(callers, pool) / chain.inboundSeconds + waiting / chain.patienceSeconds,
      },
      { to: [pool, callers, talking + 1], rate: onTether / chain.tetherIdleSeconds },
      { to: [pool, callers, talking - 1], rate: talking / chain.outboundSeconds },
      { to: [pool + 1, callers, talking], rate: onTether > 0 ? waiting / chain.releaseAfterSeconds : 0 },
      { to: [pool - 1, callers, talking], rate: idle / chain.acquireAfterSeconds },
    ].filter(({ rate }) => rate > 0);
  };
  const shares = longRun([agents, 0, 0], ways);
  const mean = (of: (pool: number, callers: number, talking: number) => number): number =>
    shares.reduce(
      (sum, { state: [pool = 0, callers = 0, talking = 0], probability }) =>
        sum + probability * of(pool, callers, talking),
      0,
    );
  const inQueue = mean((pool, callers) => Math.max(0, callers - pool));
  return {
    waited: mean((pool, callers) => (callers >= pool ? 1 : 0)),
    abandoned: inQueue / chain.patienceSeconds / perSecond,
    meanWaitSeconds: inQueue / perSecond,
    outboundPerHour: (3600 * mean((_pool, _callers, talking) => talking)) / chain.outboundSeconds,
    releasesPerHour:
      (3600 * mean((pool, callers, talking) => (agents > pool + talking ? Math.max(0, callers - pool) : 0))) /
      chain.releaseAfterSeconds,
    acquiresPerHour: (3600 * mean((pool, callers) => Math.max(0, pool - callers))) / chain.acquireAfterSeconds,
    meanInboundAgents: mean((pool) => pool),
    utilisation: mean((pool, callers, talking) => Math.min(pool, callers) + talking) / agents,
  };
}
