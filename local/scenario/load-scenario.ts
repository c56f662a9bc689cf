import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemCode } from './problems';
import { type ReadScenario, readScenario } from './read-scenario';

export const scenariosFolder = join(__dirname, '..', 'scenarios');

/** What runs when no scenario is named. */
export const defaultScenario = { path: join(scenariosFolder, 'default.json'), shown: 'local/scenarios/default.json' };

/** Reads a scenario from the disk; a file that cannot be read is a problem like any other. */
export function loadScenario(file: { readonly path: string; readonly shown: string }): ReadScenario {
  let text: string;
  try {
    text = readFileSync(file.path, 'utf8');
  } catch (error) {
    return {
      ok: false,
      problems: [`${file.shown}: $: cannot be read (${systemCode(error)}); give the path of a scenario file`],
    };
  }
  return readScenario(file.shown, text);
}
