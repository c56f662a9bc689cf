import { join } from 'node:path';
import fc from 'fast-check';
import { RefusedError } from '../../documents/told';
import { scenarioFiles } from '../random/scenario';
import { loadScenario, scenariosFolder } from '../scenario/load-scenario';
import { readScenario } from '../scenario/read-scenario';
import type { Scenario } from '../scenario/scenario';

/**
 * Scenarios in which much happens at once, without faults of their own: callers, previews, progressive and predictive campaigns,
 * and moves between the two; each with how long it is played, seconds.
 */
const files = [
  ['previews-nobody-answers', 800],
  ['preview-races', 500],
  ['callers-fetch-agents', 500],
  ['idle-agents-go-out', 700],
  ['lambda-dies', 720],
  ['rung-again-under-every-switch', 900],
  ['tether-troubles', 560],
  ['fresh-tether-and-logout', 900],
  ['came-to-the-side-before-login', 900],
  ['predictive-lines', 600],
] as const;
/** Every so many scenarios one is random. */
const randomEvery = 3;
const randomSeconds = { least: 700, most: 1200 } as const;

/** What is played with a seed, the same every time: one of the files with that seed, or a random scenario. Seeds from 1. */
export function busyScenario(seed: number): Scenario {
  if (seed % randomEvery === 0) return busyRandom(seed);
  const nth = Math.floor(seed / randomEvery) * (randomEvery - 1) + (seed % randomEvery) - 1;
  const [name] = files[nth % files.length] ?? files[0];
  return busyFile(name, seed);
}

/**
 * A scenario of the repository with another seed and no faults of its own, as long as the table plays it. Throws where it
 * cannot be read.
 */
export function busyFile(name: (typeof files)[number][0], seed: number): Scenario {
  const read = loadScenario({ path: join(scenariosFolder, `${name}.json`), shown: name });
  if (!read.ok) throw new RefusedError(read.problems);
  const durationSeconds = new Map<string, number>(files).get(name) ?? read.scenario.durationSeconds;
  return { ...read.scenario, faults: [], durationSeconds, seed };
}

/** The calm random scenario of a seed, without faults, shortened or lengthened to what the table plays. */
export function busyRandom(seed: number): Scenario {
  const [file] = fc.sample(scenarioFiles('calm'), { seed, numRuns: 1 });
  const { least, most } = randomSeconds;
  const durationSeconds = Math.max(least, Math.min(most, Number(file?.['durationSeconds'])));
  const read = readScenario(`random ${seed}`, JSON.stringify({ ...file, faults: [], durationSeconds }));
  if (!read.ok) throw new RefusedError(read.problems);
  return read.scenario;
}
