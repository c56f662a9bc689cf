import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PlatformSwitches } from '../../local/connect/world';
import { type Played, play } from '../../local/runner/play';
import type { BuildStage } from '../../local/runner/stage';
import { scenariosFolder } from '../../local/scenario/load-scenario';
import { readScenario } from '../../local/scenario/read-scenario';
import type { Scenario } from '../../local/scenario/scenario';

/** Every scenario of local/scenarios, by file name. */
export const scenarioNames: readonly string[] = readdirSync(scenariosFolder)
  .filter((file) => file.endsWith('.json'))
  .map((file) => file.replace(/\.json$/, ''))
  .sort();

export function scenarioNamed(name: string, platform: Partial<PlatformSwitches> = {}): Scenario {
  const read = readScenario(name, readFileSync(join(scenariosFolder, `${name}.json`), 'utf8'));
  if (!read.ok) throw new Error(read.problems.join('\n'));
  return { ...read.scenario, platform: { ...read.scenario.platform, ...platform } };
}

/** Plays a scenario at full speed, to its end unless told. */
export const playOn = (build: BuildStage, scenario: Scenario, endSeconds = scenario.durationSeconds): Promise<Played> =>
  play({ scenario, build, endSeconds, toleranceSeconds: 2 });
