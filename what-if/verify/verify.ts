import type { Estimate } from '../measures/estimate';
import type { Model } from '../models/schema';
import { runModel } from '../run-model';
import type { KnownValue, VerifyCase } from './verify-case';

/** One value beside the known one. */
export interface Verdict {
  readonly measure: string;
  readonly known: number;
  readonly knownStandardError: number;
  readonly mean: number;
  readonly standardError: number;
  /** How far it may be from the known value. */
  readonly tolerance: number;
  readonly holds: boolean;
}

export interface CaseVerdict {
  readonly id: string;
  readonly title: string;
  readonly verdicts: readonly Verdict[];
  readonly events: number;
  /** Of the run that is shown: 2 where a value was outside at first. */
  readonly attempt: 1 | 2;
}

export interface VerifyOptions {
  /** A standard error is at most so much of its value, such as 0.005. */
  readonly precision: number;
  /** The finished share of the case, 0 to 1. */
  readonly progress?: (share: number) => void;
}

/** A value below it may have a standard error of a fixed size, a hundredth of it at the usual precision of 0.005. */
const small = 0.01;
const absolutePrecision = (precision: number): number => 0.02 * precision;
const pilotSeed = 7_919;
const attempts = [1, 2] as const;
/** Of the pilot's guess, so that a run is seldom too short. */
const margin = 2;

/**
 * Plays a case for as long as its standard errors need, as a short pilot run foresees, and holds each value to three standard
 * errors of both together. Of hundreds of values some are outside by chance alone, one in 370: a case with such a one
 * is played again, with another seed and four times as long, and that is what counts.
 */
export function verify(given: VerifyCase, { precision, progress = () => {} }: VerifyOptions): CaseVerdict {
  const length = neededLength(given, precision);
  let events = 0;
  for (const attempt of attempts) {
    const played = withLength({ ...given.model, seed: attempt }, length * (attempt === 1 ? 1 : 4));
    const run = runModel(played, progress);
    events += run.events;
    const verdicts = given.known.map((known) =>
      judge(known, run.measures[known.measure], lengthOf(played), given.playedBefore, precision),
    );
    if (attempt === 2 || verdicts.every(({ holds }) => holds)) {
      return { id: given.id, title: given.title, verdicts, events, attempt };
    }
  }
  throw new Error('unreachable: the second attempt is always told');
}

function judge(
  known: KnownValue,
  found: Estimate | undefined,
  played: number,
  playedBefore: number | null,
  precision: number,
): Verdict {
  const { mean = Number.NaN, standardError } = found ?? {};
  const error = standardError ?? Number.POSITIVE_INFINITY;
  const theirs = known.standardError ?? (playedBefore === null ? 0 : error * Math.sqrt(played / playedBefore));
  const tolerance = 3 * Math.hypot(error, theirs) + (known.rounding ?? 0);
  const isPrecise = error <= allowedError(known.value, precision) || playedBefore !== null;
  return {
    measure: known.measure,
    known: known.value,
    knownStandardError: theirs,
    mean,
    standardError: error,
    tolerance,
    holds: Math.abs(mean - known.value) <= tolerance && isPrecise,
  };
}

const allowedError = (value: number, precision: number): number =>
  value < small ? absolutePrecision(precision) : precision * value;

/** Of what was itself simulated, a run twice as long as theirs says all that there is to say. */
function neededLength({ model, known, playedBefore }: VerifyCase, precision: number): number {
  if (playedBefore !== null) return playedBefore * 2 * Math.min(1, 0.005 / precision);
  const pilot = withLength({ ...model, seed: pilotSeed }, pilotLength(model));
  const { measures } = runModel(pilot);
  const factors = known.map(({ measure, value }) => {
    const error = measures[measure]?.standardError;
    return error === undefined || error === null ? 1 : (error / allowedError(value, precision)) ** 2;
  });
  return lengthOf(pilot) * margin * Math.max(0.2, ...factors);
}

/** Simulated hours of all replications in which some 10,000 callers come. */
const pilotLength = (model: Model): number => (model.model === 'blend-day' ? 20 : 10_000 / callsPerHour(model));

/** On average over the segments of a group. */
const callsPerHour = ({ arrivalsPerHour }: Exclude<Model, { model: 'blend-day' }>): number =>
  typeof arrivalsPerHour === 'number'
    ? arrivalsPerHour
    : arrivalsPerHour.reduce((sum, rate) => sum + rate, 0) / arrivalsPerHour.length;

/** Hours of all replications together, or days. */
const lengthOf = (model: Model): number =>
  model.model === 'blend-day' ? model.days : model.hours * model.replications;

function withLength(model: Model, length: number): Model {
  return model.model === 'blend-day'
    ? { ...model, days: Math.ceil(length) }
    : { ...model, hours: length / model.replications };
}
