import type { Distribution } from '../../campaign-manager/reference/campaigns/distributions';
import type { BlendDayModel, QueueModel, TetherModel } from '../models/schema';
import type { BlendedQueue } from '../theory/blended-queue';
import {
  queueReferences,
  tetherReferences,
  thresholdReferences,
  triggerReferences,
  unequalReferences,
} from '../theory/reference-values';
import type { TetherChain } from '../theory/tether-chain';
import type { KnownValue, VerifyCase } from './verify-case';

/** Everything the engine is compared with, in the order of docs/what-if.md#what-is-compared. */

const run = { hours: 1, warmUpHours: 20, replications: 20, seed: 1 };
const exponential = (mean: number): Distribution => ({ kind: 'exponential', mean });
const fixed = (seconds: number): Distribution => ({ kind: 'fixed', seconds });

/** What cannot happen in a model is no measure of it. */
const knownOf = (values: Readonly<Record<string, number>>): readonly KnownValue[] =>
  Object.entries(values).flatMap(([measure, value]) => (value === 0 ? [] : [{ measure, value }]));

function queueModel(queue: BlendedQueue, outboundSeconds = queue.serviceSeconds): QueueModel {
  const { agents, load, serviceSeconds, patienceSeconds, threshold, waitSeconds } = queue;
  return {
    model: 'queue',
    agents,
    arrivalsPerHour: (3600 * load) / serviceSeconds,
    serviceSeconds: exponential(serviceSeconds),
    ...(patienceSeconds !== null && { patienceSeconds: exponential(patienceSeconds) }),
    waitSeconds,
    ...(threshold > 0 && { outbound: { serviceSeconds: exponential(outboundSeconds), threshold } }),
    ...run,
  };
}

const exact = (id: string, title: string, model: VerifyCase['model'], values: Readonly<Record<string, number>>) => ({
  id,
  title,
  model,
  known: knownOf(values),
  playedBefore: null,
});

const queues = queueReferences.map(({ id, queue, values }) =>
  exact(id, `${queue.agents} agents, load ${queue.load}, threshold ${queue.threshold}`, queueModel(queue), values),
);

const thresholds = thresholdReferences.map(({ target, queue, threshold, values }) =>
  exact(
    `${queue.agents}/${'serviceLevel' in target ? `${target.serviceLevel * 100}/${queue.waitSeconds}` : `${target.meanWaitSeconds} s`}`,
    `${queue.agents} agents, load ${queue.load}, threshold ${threshold}`,
    queueModel({ ...queue, threshold }),
    { ...target, ...values },
  ),
);

const unequal = unequalReferences.map(({ id, queue, values }) => {
  const { agents, arrivalsPerHour, serviceSeconds, outboundSeconds, threshold } = queue;
  const load = (arrivalsPerHour * serviceSeconds) / 3600;
  const model = queueModel(
    { agents, load, serviceSeconds, threshold, patienceSeconds: null, waitSeconds: 20 },
    outboundSeconds,
  );
  return exact(id, `outbound work of ${outboundSeconds} s`, model, values);
});

const triggers = triggerReferences.map(({ id, agents, load, values }) =>
  exact(
    id,
    `${agents} agents, load ${load}, times reached`,
    {
      ...queueModel({ agents, load, serviceSeconds: 300, patienceSeconds: null, threshold: 0, waitSeconds: 20 }),
      trigger: { releaseAfterSeconds: 20, acquireAfterSeconds: 60 },
    },
    values,
  ),
);

const tetherModel = (chain: TetherChain, clock: (seconds: number) => Distribution): TetherModel => ({
  model: 'tether',
  agents: chain.agents,
  arrivalsPerHour: chain.arrivalsPerHour,
  inboundSeconds: exponential(chain.inboundSeconds),
  outboundSeconds: exponential(chain.outboundSeconds),
  tetherIdleSeconds: exponential(chain.tetherIdleSeconds),
  patienceSeconds: exponential(chain.patienceSeconds),
  releaseAfterSeconds: clock(chain.releaseAfterSeconds),
  acquireAfterSeconds: clock(chain.acquireAfterSeconds),
  waitSeconds: 20,
  ...run,
});

const tethers = tetherReferences.map(({ id, chain, values }) =>
  exact(id, `${chain.agents} tethered agents, random clocks`, tetherModel(chain, exponential), values),
);

/** Of an interval that holds the true value in 95 of 100 runs. */
const halfWidth = (measure: string, value: number, width: number): KnownValue => ({
  measure,
  value,
  standardError: width / 1.96,
});

/** R25 with fixed clocks, 40 replications of 100 h. */
const fixedClocks: readonly VerifyCase[] = tetherReferences.slice(0, 1).map(({ chain }) => ({
  id: 'R25 fixed',
  title: `${chain.agents} tethered agents, fixed clocks`,
  model: tetherModel(chain, fixed),
  known: [
    halfWidth('waited', 0.6706, 0.0022),
    halfWidth('abandoned', 0.1609, 0.0018),
    halfWidth('meanWaitSeconds', 19.4, 0.16),
    halfWidth('serviceLevel', 0.607, 0.0027),
    halfWidth('outboundPerHour', 71.31, 0.4),
    halfWidth('releasesPerHour', 17.4, 0.09),
    halfWidth('utilisation', 0.896, 0.0004),
  ],
  playedBefore: 40 * 100,
}));

/** 50 agents under a rule with fixed times to come in and to go out, 20 replications of 40 h, given to few digits. */
const fixedRule: readonly VerifyCase[] = (
  [
    [5, 30, 0.928, 0.031, 3.67, 224.8, 63.8, 0.945],
    [10, 30, 0.905, 0.042, 5.05, 232.2, 56.3, 0.948],
    [20, 60, 0.89, 0.044, 5.34, 218.2, 25.8, 0.929],
    [10, 60, 0.937, 0.027, 3.26, 205.5, 32.1, 0.923],
    [20, 120, 0.94, 0.024, 2.81, 175.2, 10.9, 0.883],
  ] as const
).map(([inAfter, outAfter, serviceLevel, abandoned, meanWaitSeconds, outboundPerHour, moves, utilisation]) => ({
  id: `${inAfter}/${outAfter}`,
  title: `50 agents, in after ${inAfter} s, out after ${outAfter} s`,
  model: tetherModel(
    {
      agents: 50,
      arrivalsPerHour: 400,
      inboundSeconds: 300,
      outboundSeconds: 240,
      tetherIdleSeconds: 20,
      patienceSeconds: 120,
      releaseAfterSeconds: inAfter,
      acquireAfterSeconds: outAfter,
    },
    fixed,
  ),
  known: [
    { measure: 'serviceLevel', value: serviceLevel, rounding: 0.0005 },
    { measure: 'abandoned', value: abandoned, rounding: 0.0005 },
    { measure: 'meanWaitSeconds', value: meanWaitSeconds, rounding: 0.005 },
    { measure: 'outboundPerHour', value: outboundPerHour, rounding: 0.05 },
    { measure: 'releasesPerHour', value: moves, rounding: 0.05 },
    { measure: 'utilisation', value: utilisation, rounding: 0.0005 },
  ],
  playedBefore: 20 * 40,
}));

const blendShort: BlendDayModel = {
  model: 'blend-day',
  periodSeconds: 7200,
  from: 8 * 3600,
  arrivalsPerHalfHour: [68.45, 72.93, 71.92],
  busyness: { kind: 'gamma', shape: 29.7, scale: 1 / 29.7 },
  inboundSeconds: { kind: 'gamma', shape: 0.755, scale: 753.8 },
  outboundSeconds: exponential(440.2),
  patienceSeconds: exponential(500),
  balking: 0.005,
  inboundAgents: [23, 23, 21],
  blendAgents: [16, 18, 16],
  reach: [0.28, 0.29, 0.29],
  dialler: { from: 11 * 3600, to: 13 * 3600 + 55 * 60, minFree: 4, minFreeBlend: 1, perFreeBlend: 2 },
  mismatchPatienceSeconds: fixed(5),
  capacity: 80,
  waitSeconds: 20,
  days: 1000,
  seed: 1,
};

const days: readonly VerifyCase[] = [
  {
    id: 'Blend',
    title: 'a day of the Bell Canada centre',
    model: blendShort,
    known: [
      { measure: 'dials', value: 1109.04 },
      halfWidth('arrived', 848.59, 9.7),
      { measure: 'served', value: 843.48 },
      halfWidth('abandonedCalls', 5.12, 0.62),
      halfWidth('reached', 321.9, 4.6),
      halfWidth('outboundServed', 298.88, 4.3),
      halfWidth('mismatched', 23.02, 0.47),
      { measure: 'serviceLevel', value: 0.9535, rounding: 0.00005 },
      { measure: 'occupancyInbound', value: 0.816, rounding: 0.00005 },
      { measure: 'occupancyBlend', value: 0.5567, rounding: 0.00005 },
      { measure: 'occupancy', value: 0.7051, rounding: 0.00005 },
      { measure: 'meanWaitSeconds', value: 60 * 0.049, rounding: 60 * 0.0005 },
      halfWidth('waitedCalls', 70.2, 5.4),
    ],
    playedBefore: 1000,
  },
];

export const verifyCases: readonly VerifyCase[] = [
  ...queues,
  ...thresholds,
  ...unequal,
  ...tethers,
  ...fixedClocks,
  ...triggers,
  ...days,
  ...fixedRule,
];
