import { readDocument } from '../../documents/read-document';
import type { Told } from '../../documents/told';
import { referenceProblems } from './references';
import { resolveScenario } from './resolve-scenario';
import type { Scenario } from './scenario';
import { scenarioSchema } from './schema';

/** A scenario ready to run, or all problems of its file, each as a sentence with its line. */
export type ReadScenario =
  | { readonly ok: true; readonly scenario: Scenario }
  | { readonly ok: false; readonly problems: readonly Told[] };

/** Reads the text of a scenario file (docs/scenarios.md#what-can-be-written). `file` is its name as the user typed it. */
export function readScenario(file: string, text: string): ReadScenario {
  const read = readDocument(file, text, scenarioSchema, referenceProblems);
  return read.ok ? { ok: true, scenario: resolveScenario(read.value) } : read;
}
