import fc from 'fast-check';
import type { Wrong } from './judge';
import type { LevelName } from './levels';
import { scenarioFiles } from './scenario';
import type { Json } from './values';

/** What is played, and who judges it. */
export interface HuntOptions {
  readonly level: LevelName;
  /** The n-th scenario is made from `seed + n`, whatever came before it. */
  readonly seed: number;
  readonly count: number;
  /** How long one failing scenario is made smaller, seconds of real time. */
  readonly shrinkSeconds: number;
  judge(file: Json): Promise<readonly Wrong[]>;
  /** With a failing scenario as soon as it has failed, and again each time it got smaller. */
  found?(found: Found): void;
  /** After each scenario, with what was found in it. */
  played?(done: number, found: Found | null): void;
}

/** A scenario with something wrong in it, as small as it got. */
export interface Found {
  readonly seed: number;
  readonly file: Json;
  readonly wrong: readonly Wrong[];
}

/** Plays random scenarios one after another; one that fails is made smaller as long as it fails in the same way. */
export async function hunt(options: HuntOptions): Promise<readonly Found[]> {
  const found: Found[] = [];
  for (let number = 0; number < options.count; number++) {
    const here = await one(options, options.seed + number);
    if (here !== null) found.push(here);
    options.played?.(number + 1, here);
  }
  return found;
}

async function one({ level, shrinkSeconds, judge, found }: HuntOptions, seed: number): Promise<Found | null> {
  let first: string | undefined;
  let smallest: Found | null = null;
  let smallerUntil = Number.POSITIVE_INFINITY;
  const holds = fc.asyncProperty(scenarioFiles(level), async (file) => {
    // What is not tried any more counts as right, so that nothing smaller is looked for.
    if (performance.now() >= smallerUntil) return true;
    const wrong = await judge(file);
    if (smallest === null) smallerUntil = performance.now() + shrinkSeconds * 1000;
    first ??= wrong[0]?.what;
    if (first === undefined || !wrong.some(({ what }) => what === first)) return true;
    smallest = { seed, file, wrong };
    found?.(smallest);
    return false;
  });
  const { errorInstance } = await fc.check(holds, { seed, numRuns: 1, unbiased: true });
  // What was thrown, rather than answered, is no finding.
  if (errorInstance instanceof Error && smallest === null) throw errorInstance;
  return smallest;
}
