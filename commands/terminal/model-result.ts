import type { Estimate } from '../../what-if/measures/estimate';
import type { ModelRun } from '../../what-if/run-model';

/** The result document of docs/what-if.md#result. */
export interface ModelResult {
  readonly model: string;
  readonly measures: Readonly<Record<string, Estimate>>;
  readonly segments?: ModelRun['segments'];
  readonly events: number;
  readonly seconds: number;
  readonly eventsPerSecond: number;
}

/** `seconds` of real time. */
export const modelResult = (model: string, { measures, events, segments }: ModelRun, seconds: number): ModelResult => ({
  model,
  measures,
  ...(segments && { segments }),
  events,
  seconds: Number(seconds.toFixed(3)),
  eventsPerSecond: Math.round(events / Math.max(seconds, 1e-6)),
});

/** For people: a measure a line, with its standard error, and the pace. */
export function tableOfMeasures({ measures, events, seconds, eventsPerSecond }: ModelResult): readonly string[] {
  const rows = Object.entries(measures).map(([name, { mean, standardError }]) =>
    [name.padEnd(24), mean.toFixed(6).padStart(14), '+-', (standardError ?? Number.NaN).toFixed(6)].join(' '),
  );
  return [...rows, '', `${events} events in ${seconds} s, ${eventsPerSecond} a second`];
}
