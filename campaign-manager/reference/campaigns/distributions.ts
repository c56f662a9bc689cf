import * as z from 'zod';
import type { Chance } from '../../../clock/scheduler';
import { fields, keyed, leaf, mostSeconds, numberIn, seconds } from '../../../documents/fields';
import { codeOf, withCode } from '../../../documents/issue-code';

/** A random time in seconds, or a fixed one. */
export type Distribution =
  | { readonly kind: 'fixed'; readonly seconds: number }
  | { readonly kind: 'exponential'; readonly mean: number }
  | { readonly kind: 'gamma'; readonly shape: number; readonly scale: number }
  | { readonly kind: 'uniform'; readonly from: number; readonly to: number };

/** A distribution with the JSON path it was read from: its random stream is keyed by that path. */
export interface Source {
  readonly path: string;
  readonly distribution: Distribution;
}

const positive = numberIn(Number.MIN_VALUE, mostSeconds, `a number above 0 and at most ${mostSeconds}`);
const interval = leaf<readonly [number, number]>(
  (value) =>
    Array.isArray(value) &&
    value.length === 2 &&
    value.every((bound) => typeof bound === 'number' && bound >= 0 && bound <= mostSeconds) &&
    value[0] <= value[1],
  `two numbers of seconds, the lower first, at most ${mostSeconds}`,
);
const random = keyed(
  { exponential: positive, gamma: fields({ shape: positive, scale: positive }), uniform: interval },
  [],
  'a number of seconds, { "exponential": mean }, { "gamma": { "shape": k, "scale": s } } or { "uniform": [a, b] }',
);

/** A number of seconds or one of the random forms of docs/scenarios.md#times. */
export const distribution = z.unknown().transform((value, context): Distribution => {
  if (typeof value === 'number') {
    const read = seconds.safeParse(value);
    if (read.success) return { kind: 'fixed', seconds: read.data };
    for (const { message } of read.error.issues) context.addIssue({ code: 'custom', message });
    return z.NEVER;
  }
  const read = random.safeParse(value);
  if (!read.success) {
    for (const issue of read.error.issues) {
      const params = withCode(codeOf(issue, value));
      context.addIssue({ code: 'custom', path: [...issue.path], message: issue.message, params });
    }
    return z.NEVER;
  }
  const form = read.data;
  switch (form.kind) {
    case 'exponential':
      return { kind: 'exponential', mean: form.value };
    case 'gamma':
      return { kind: 'gamma', shape: form.value.shape, scale: form.value.scale };
    case 'uniform':
      return { kind: 'uniform', from: form.value[0], to: form.value[1] };
  }
});

/** The next value of `source` in seconds, whole milliseconds, from the stream of its path (or of `stream`). */
export function draw(source: Source, chance: Chance, stream = source.path): number {
  return Math.round(sample(source.distribution, () => chance.next(stream)) * 1000) / 1000;
}

/** Values of one source, one after another. */
export const generator =
  (source: Source, chance: Chance, stream = source.path): (() => number) =>
  () =>
    draw(source, chance, stream);

/** A value in seconds, not rounded; `next` answers numbers in [0, 1). */
export function sample(form: Distribution, next: () => number): number {
  switch (form.kind) {
    case 'fixed':
      return form.seconds;
    case 'exponential':
      return exponential(form.mean, next);
    case 'uniform':
      return form.from + (form.to - form.from) * next();
    case 'gamma':
      return gamma(form.shape, next) * form.scale;
  }
}

/** Inverse transform; 1 - u is never 0. */
export const exponential = (mean: number, next: () => number): number => -mean * Math.log(1 - next());

/** A standard normal value (Box and Muller 1958). */
export const normal = (next: () => number): number =>
  Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());

/** Gamma of scale 1 by rejection (Marsaglia and Tsang 2000); a shape below 1 is raised by one and scaled back. */
function gamma(shape: number, next: () => number): number {
  if (shape < 1) return gamma(shape + 1, next) * (1 - next()) ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = normal(next);
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(1 - next()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
  }
}
