import type { BlendedQueue } from './blended-queue';
import type { TetherChain } from './tether-chain';
import type { UnequalRates } from './unequal-rates';

/**
 * Published and computed figures that the formulas and the engine are compared with, to the digits in which they are known:
 * docs/what-if.md#what-is-compared says where each comes from.
 */

export interface QueueReference {
  readonly id: string;
  readonly queue: BlendedQueue;
  readonly values: Readonly<Record<string, number>>;
}

const queue = (
  agents: number,
  load: number,
  serviceSeconds: number,
  waitSeconds: number,
  more: Partial<BlendedQueue> = {},
): BlendedQueue => ({ agents, load, serviceSeconds, waitSeconds, patienceSeconds: null, threshold: 0, ...more });

const withPatience = (id: string, given: BlendedQueue, figures: readonly number[]): QueueReference => {
  const [waited = 0, abandoned = 0, meanWaitSeconds = 0, meanWaitServedSeconds = 0, virtualWaitOver = 0, level = 0] =
    figures;
  return {
    id,
    queue: given,
    values: { waited, abandoned, meanWaitSeconds, meanWaitServedSeconds, virtualWaitOver, serviceLevel: level },
  };
};

const withOutbound = (id: string, given: BlendedQueue, figures: readonly number[]): QueueReference => {
  const [waited = 0, meanWaitSeconds = 0, waitOver = 0, outboundPerHour = 0, utilisation = 0] = figures;
  return { id, queue: given, values: { waited, meanWaitSeconds, waitOver, outboundPerHour, utilisation } };
};

/** Erlang C, Erlang A, and thresholds with both services 300 s. */
export const queueReferences: readonly QueueReference[] = [
  {
    id: 'R1',
    queue: queue(12, 8.4, 120, 20),
    values: { waited: 0.183889, meanWaitSeconds: 60 * 0.10216, waitOver: 0.10092 },
  },
  {
    id: 'R2',
    queue: queue(10, 8, 60, 6),
    values: { waited: 0.40918, meanWaitSeconds: 60 * 0.20459, waitOver: 0.335008 },
  },
  {
    id: 'R3',
    queue: queue(50, 45, 300, 20),
    values: { waited: 0.363864, meanWaitSeconds: 21.831868, waitOver: 0.26072 },
  },
  {
    id: 'R4',
    queue: queue(100, 90, 240, 20),
    values: { waited: 0.21694, meanWaitSeconds: 5.206572, waitOver: 0.094282 },
  },
  withPatience('R6', queue(12, 8.4, 120, 20, { patienceSeconds: 60 }), [
    0.127372,
    0.029679,
    60 * 0.029679,
    60 * 0.02406,
    0.043792,
    0.94527,
  ]),
  withPatience('R7', queue(10, 10, 60, 6, { patienceSeconds: 60 }), [
    0.54207,
    0.12511,
    60 * 0.12511,
    60 * 0.114943,
    0.418965,
    0.575127,
  ]),
  withPatience(
    'R8',
    queue(50, 55, 300, 20, { patienceSeconds: 150 }),
    [0.657927, 0.119476, 17.921452, 17.439242, 0.418942, 0.565567],
  ),
  withPatience(
    'R9',
    queue(100, 100, 240, 20, { patienceSeconds: 120 }),
    [0.429999, 0.046683, 5.601996, 5.356486, 0.112647, 0.86486],
  ),
  withOutbound('R11', queue(10, 5, 300, 20), [0.036105, 2.166322, 0.025871, 0, 0.5]),
  withOutbound('R12', queue(10, 5, 300, 20, { threshold: 8 }), [0.263158, 15.789474, 0.188561, 45.473684, 0.878947]),
  withOutbound('R13', queue(10, 5, 300, 20, { threshold: 9 }), [0.5, 30, 0.358266, 54, 0.95]),
  withOutbound('R14', queue(20, 12, 300, 20, { threshold: 16 }), [0.152704, 5.726405, 0.089583, 65.764581, 0.874019]),
  withOutbound('R16', queue(50, 35, 300, 20, { threshold: 45 }), [0.184888, 3.697769, 0.068017, 144.993174, 0.941655]),
  withOutbound('R17', queue(50, 35, 300, 20, { threshold: 48 }), [0.492958, 9.859155, 0.181349, 170.366197, 0.983944]),
  withOutbound('R19', queue(100, 70, 300, 20, { threshold: 98 }), [0.491474, 4.914744, 0.066514, 350.322969, 0.991936]),
  {
    id: 'R20',
    queue: queue(10, 5, 300, 20, { threshold: 8, patienceSeconds: 120 }),
    values: {
      waited: 0.220445,
      meanWaitSeconds: 6.956124,
      abandoned: 0.057968,
      serviceLevel: 0.852021,
      outboundPerHour: 48.109689,
      utilisation: 0.87193,
    },
  },
];

/** The highest threshold that meets a target, and what it comes to; both services 300 s. */
export interface ThresholdReference {
  readonly target: { readonly serviceLevel: number } | { readonly meanWaitSeconds: number };
  readonly queue: Omit<BlendedQueue, 'threshold'>;
  readonly threshold: number;
  readonly values: Readonly<Record<string, number>>;
}

const best = (
  agents: number,
  load: number,
  waitSeconds: number,
  target: ThresholdReference['target'],
  threshold: number,
  values: ThresholdReference['values'],
): ThresholdReference => ({ target, queue: queue(agents, load, 300, waitSeconds), threshold, values });

export const thresholdReferences: readonly ThresholdReference[] = [
  best(10, 5, 20, { serviceLevel: 0.8 }, 8.120746, { outboundPerHour: 46.048409, utilisation: 0.883737 }),
  best(20, 12, 20, { serviceLevel: 0.8 }, 17.866731, { outboundPerHour: 82.046223, utilisation: 0.941859 }),
  best(50, 35, 20, { serviceLevel: 0.8 }, 48.31529, { outboundPerHour: 171.8437, utilisation: 0.986406 }),
  best(100, 70, 20, { serviceLevel: 0.8 }, 100, { outboundPerHour: 360, serviceLevel: 0.864665 }),
  best(20, 12, 20, { meanWaitSeconds: 10 }, 17.350877, { outboundPerHour: 77.244444 }),
  best(50, 35, 20, { meanWaitSeconds: 10 }, 48.047619, { outboundPerHour: 170.571429 }),
  best(50, 35, 10, { serviceLevel: 0.95 }, 42.130528, { outboundPerHour: 117.2112, utilisation: 0.895352 }),
];

/** Outbound work that takes another time than calls of 300 s. */
export const unequalReferences: readonly {
  readonly id: string;
  readonly queue: UnequalRates;
  readonly values: Readonly<Record<string, number>>;
}[] = [
  {
    id: 'R23',
    queue: { agents: 10, arrivalsPerHour: 60, serviceSeconds: 300, outboundSeconds: 150, threshold: 8 },
    values: { waited: 0.159752, meanWaitSeconds: 6.994282, outboundPerHour: 85.473788, utilisation: 0.856141 },
  },
  {
    id: 'R24',
    queue: { agents: 10, arrivalsPerHour: 60, serviceSeconds: 300, outboundSeconds: 600, threshold: 8 },
    values: { waited: 0.400993, meanWaitSeconds: 36.745823, outboundPerHour: 24.317345, utilisation: 0.905289 },
  },
];

const r25: TetherChain = {
  agents: 10,
  arrivalsPerHour: 60,
  inboundSeconds: 300,
  outboundSeconds: 240,
  tetherIdleSeconds: 30,
  patienceSeconds: 120,
  releaseAfterSeconds: 20,
  acquireAfterSeconds: 60,
};

const tethered = (id: string, chain: TetherChain, figures: readonly number[]) => {
  const [waited = 0, abandoned = 0, meanWaitSeconds = 0, outboundPerHour = 0, moves = 0, pool = 0, utilisation = 0] =
    figures;
  return {
    id,
    chain,
    values: {
      waited,
      abandoned,
      meanWaitSeconds,
      outboundPerHour,
      releasesPerHour: moves,
      acquiresPerHour: moves,
      meanInboundAgents: pool,
      utilisation,
    },
  };
};

export const tetherReferences = [
  tethered('R25', r25, [0.751838, 0.194528, 23.343343, 75.488915, 18.65824, 4.338331, 0.905996]),
  tethered(
    'R26',
    { ...r25, releaseAfterSeconds: 5 },
    [0.703796, 0.132162, 15.859432, 70.435183, 22.690259, 4.717361, 0.903487],
  ),
  tethered(
    'R29',
    {
      agents: 6,
      arrivalsPerHour: 30,
      inboundSeconds: 300,
      outboundSeconds: 300,
      tetherIdleSeconds: 20,
      patienceSeconds: 180,
      releaseAfterSeconds: 15,
      acquireAfterSeconds: 45,
    },
    [0.877861, 0.279663, 50.339341, 45.740004, 10.670347, 1.934222, 0.935418],
  ),
];

/** Pure inbound, service 300 s, release after 20 s, acquire after 60 s. */
export const triggerReferences = [
  { id: 'R30', agents: 10, load: 7, figures: [0.801834, 52.419545, 0.624042, 165.201832, 0.127077, 15.249206] },
  { id: 'R31', agents: 20, load: 15, figures: [0.743718, 112.392708, 0.624404, 119.108504, 0.086215, 20.691482] },
  { id: 'R32', agents: 50, load: 40, figures: [0.639581, 280.304345, 0.583967, 82.1425, 0.035714, 21.428605] },
].map(({ id, agents, load, figures }) => {
  const [spellOver = 0, acquiresPerHour = 0, longestOver = 0, meanIdleSeconds = 0, headOver = 0, releasesPerHour = 0] =
    figures;
  const values: Readonly<Record<string, number>> = {
    spellOver,
    acquiresPerHour,
    longestOver,
    meanIdleSeconds,
    headOver,
    releasesPerHour,
  };
  return { id, agents, load, values };
});

/** Share of callers who wait with 100 agents, by the load and by how many agents are kept back from outbound work. */
export const reserveReferences = {
  kept: [0, 1, 2, 3, 5, 8, 12],
  waited: new Map([
    [50, [1, 0.5, 0.251256, 0.127214, 0.033507, 0.004878, 0.000432]],
    [70, [1, 0.7, 0.491474, 0.346829, 0.176312, 0.068009, 0.021744]],
    [85, [1, 0.85, 0.723585, 0.617674, 0.455617, 0.300598, 0.189047]],
  ]),
};
