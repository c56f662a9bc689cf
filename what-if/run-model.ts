import { type Estimate, estimates, type Totals } from './measures/estimate';
import { BlendDay } from './models/blend-day';
import { GroupSimulation, segmentLevel } from './models/group';
import { QueueSimulation } from './models/queue';
import type { BlendDayModel, GroupModel, Model, QueueModel, TetherModel } from './models/schema';
import type { Simulation } from './models/simulation';
import { TetherSimulation } from './models/tether';
import { Streams } from './random/sampler';

/** What a model comes to (docs/what-if.md#result); the same model gives the same, byte for byte. */
export interface ModelRun {
  readonly measures: Readonly<Record<string, Estimate>>;
  readonly events: number;
  /** Of a group: one for each entry of `arrivalsPerHour`, of callers who came then; without where nobody did. */
  readonly segments?: readonly { readonly serviceLevel?: Estimate }[];
}

/** A run of one replication is cut into so many batches, for its standard errors. */
const batches = 20;

/** Plays every replication. `progress` is told the finished share, 0 to 1, after each stretch of simulated time. */
export function runModel(model: Model, progress: (share: number) => void = () => {}): ModelRun {
  if (model.model === 'blend-day') return runDays(model, progress);
  const single = model.replications === 1;
  const stretches = single ? batches : 1;
  const secondsOfStretch = (model.hours * 3600) / stretches;
  const all: Totals[] = [];
  let events = 0;
  for (let replication = 0; replication < model.replications; replication++) {
    const simulation = simulationOf(model, new Streams(model.seed, replication));
    const warmUp = model.warmUpHours * 3600;
    simulation.advance(warmUp);
    for (let stretch = 1; stretch <= stretches; stretch++) {
      simulation.startMeasuring();
      simulation.advance(warmUp + stretch * secondsOfStretch);
      all.push(simulation.totals());
      progress((replication * stretches + stretch) / (model.replications * stretches));
    }
    events += simulation.events;
  }
  const measures = estimates(all);
  return model.model === 'group' ? { ...withSegments(measures, model), events } : { measures, events };
}

/** Measures of one segment stand apart from those of the whole. */
function withSegments(all: ModelRun['measures'], { arrivalsPerHour }: GroupModel): Omit<ModelRun, 'events'> {
  const names = arrivalsPerHour.map((_, segment) => segmentLevel(segment));
  return {
    measures: Object.fromEntries(Object.entries(all).filter(([name]) => !names.includes(name))),
    segments: names.map((name) => (all[name] ? { serviceLevel: all[name] } : {})),
  };
}

/** Each day is played from its opening until nobody is served or waits. */
function runDays(model: BlendDayModel, progress: (share: number) => void): ModelRun {
  const all: Totals[] = [];
  let events = 0;
  for (let day = 0; day < model.days; day++) {
    const simulation = new BlendDay(model, new Streams(model.seed, day));
    simulation.advance(Number.POSITIVE_INFINITY);
    all.push(simulation.totals());
    events += simulation.events;
    progress((day + 1) / model.days);
  }
  return { measures: estimates(all), events };
}

function simulationOf(model: QueueModel | TetherModel | GroupModel, streams: Streams): Simulation {
  switch (model.model) {
    case 'queue':
      return new QueueSimulation(model, streams);
    case 'tether':
      return new TetherSimulation(model, streams);
    case 'group':
      return new GroupSimulation(model, streams);
  }
}
