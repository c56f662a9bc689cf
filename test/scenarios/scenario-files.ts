import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RefusedError } from '../../documents/told';
import type { PlatformSwitches } from '../../simulator/connect/platform-switches';
import { type Played, play } from '../../simulator/run/play';
import type { BuildApplication } from '../../simulator/run/running-application';
import { scenariosFolder } from '../../simulator/scenario/load-scenario';
import { readScenario } from '../../simulator/scenario/read-scenario';
import type { Scenario } from '../../simulator/scenario/scenario';

/** Every scenario of scenarios, by file name. */
export const scenarioNames: readonly string[] = readdirSync(scenariosFolder)
  .filter((file) => file.endsWith('.json'))
  .map((file) => file.replace(/\.json$/, ''))
  .sort();

export function scenarioNamed(name: string, platform: Partial<PlatformSwitches> = {}): Scenario {
  const read = readScenario(name, readFileSync(join(scenariosFolder, `${name}.json`), 'utf8'));
  if (!read.ok) throw new RefusedError(read.problems);
  return { ...read.scenario, platform: { ...read.scenario.platform, ...platform } };
}

/** Plays a scenario at full speed, to its end unless told. */
export const playOn = (
  build: BuildApplication,
  scenario: Scenario,
  endSeconds = scenario.durationSeconds,
): Promise<Played> => play({ scenario, build, endSeconds, toleranceSeconds: 2 });
