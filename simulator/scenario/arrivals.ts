import { draw, exponential, type Source } from '../../campaign-manager/reference/campaigns/distributions';
import type { Chance } from '../../clock/scheduler';
import type { Scenario, ScenarioArrivals, ScenarioCall } from './scenario';

/** One caller, with every random figure drawn before the run, so that both runners see the same one. Seconds. */
export interface PlannedCall extends CallTimes {
  readonly id: string;
  readonly at: number;
  readonly queue: string;
  /** What the caller asks of agents, instead of what the group of the queue asks for; null: that. */
  readonly requires: string | null;
  /** The agent sends the caller on, if the talk has not ended before; what happens then is drawn anew. */
  readonly transfer: (CallTimes & { readonly afterSeconds: number; readonly queue: string }) | null;
}

/** What was drawn for one caller, in seconds. */
export interface CallTimes {
  readonly talkSeconds: number;
  /** From `call.queued`; null: waits for ever. */
  readonly patienceSeconds: number | null;
  /** How long the caller speaks after the beep; 0 says nothing. */
  readonly voicemailSeconds: number;
}

/**
 * All callers of a scenario in order of arrival, ties in file order with the named calls first. `arrivals` are Poisson
 * processes; their calls are `<queue>-1`, `<queue>-2`, ... in order of arrival, leaving out ids the file already uses.
 * Draws from the streams of the JSON paths: give it a fresh `chance`, once per run.
 */
export function expandCalls(scenario: Scenario, chance: Chance): readonly PlannedCall[] {
  const named = scenario.calls.map((call) => plan(call, call.id, call.at, chance));
  const generated = scenario.arrivals
    .flatMap((source) =>
      arrivalTimes(source, scenario.durationSeconds, chance).map((at) => plan(source, '', at, chance)),
    )
    .sort((a, b) => a.at - b.at);
  const taken = new Set(named.map((call) => call.id));
  const counts = new Map<string, number>();
  const numbered = generated.map((call) => {
    let count = counts.get(call.queue) ?? 0;
    do count++;
    while (taken.has(`${call.queue}-${count}`));
    counts.set(call.queue, count);
    return { ...call, id: `${call.queue}-${count}` };
  });
  return [...named, ...numbered].sort((a, b) => a.at - b.at);
}

function arrivalTimes(source: ScenarioArrivals, durationSeconds: number, chance: Chance): readonly number[] {
  if (source.perHour === 0) return [];
  const times: number[] = [];
  const end = Math.min(source.to, durationSeconds);
  let at = source.from;
  for (;;) {
    at += exponential(3600 / source.perHour, () => chance.next(source.path));
    if (at >= end) return times;
    times.push(Math.round(at * 1000) / 1000);
  }
}

function plan(source: ScenarioCall | ScenarioArrivals, id: string, at: number, chance: Chance): PlannedCall {
  return {
    id,
    at,
    queue: source.queue,
    ...drawTimes(source, chance, ''),
    requires: source.requires,
    // Streams of their own: a transfer changes nothing about the first leg.
    transfer: source.transfer && { ...source.transfer, ...drawTimes(source, chance, '/2') },
  };
}

function drawTimes(source: ScenarioCall | ScenarioArrivals, chance: Chance, leg: '' | '/2'): CallTimes {
  const of = (one: Source): number => draw(one, chance, `${one.path}${leg}`);
  return {
    talkSeconds: of(source.talk),
    patienceSeconds: source.patience === null ? null : of(source.patience),
    voicemailSeconds: of(source.voicemail),
  };
}
