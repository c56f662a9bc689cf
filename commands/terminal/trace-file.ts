import { appendFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Decision } from '../../core/decisions/decision';
import type { Told } from '../../documents/told';
import type { TraceLine } from '../../simulator/trace/lines';
import { codeOf, makeFolder, whyNotFile } from './writable';

/** JSON Lines, one line per event, `t` first and `type` second. */
export const asJsonLines = (lines: readonly TraceLine[]): string =>
  lines.map((line) => `${JSON.stringify(line)}\n`).join('');

/**
 * Whether OUT could be written, as far as can be seen without making anything. Answers the problem (`shown` is the
 * path as typed), or null.
 */
export const traceFileProblem = (path: string, shown: string): Told | null =>
  unwritable(shown, whyNotFile(path), 'give a file in a folder that can be made');

/**
 * Makes the folder of OUT and opens OUT right before the run, so that an unusable path is known while nothing has started.
 * What OUT held stays until the run replaces it. Answers the problem, or null.
 */
export function prepareTraceFile(path: string, shown: string): Told | null {
  const code = codeOf(() => {
    makeFolder(dirname(path));
    appendFileSync(path, '');
  });
  return unwritable(shown, code, 'give a file in a folder that can be made');
}

/** Writes the trace. Answers why it could not be written, or null: the disk may be full by now. */
export function writeTraceFile(path: string, shown: string, lines: readonly TraceLine[]): Told | null {
  const code = codeOf(() => writeFileSync(path, asJsonLines(lines)));
  return unwritable(shown, code, 'the run is over and its trace is lost; give a file where there is room');
}

const unwritable = (shown: string, code: string | null, right: string): Told | null =>
  code === null
    ? null
    : { code: 'file.unwritable', sentence: `--trace ${shown}: cannot be written (${code}); ${right}` };

/** A decision as the functions log it. */
export const asLogLine = (decision: Decision, atMs: number): string =>
  JSON.stringify({ level: 'INFO', message: 'decision', timestamp: new Date(atMs).toISOString(), decision });

/** Writes what was decided, a line each. Answers why it could not be written, or null. */
export function writeDecisions(
  { path, shown }: { readonly path: string; readonly shown: string },
  lines: readonly string[],
): Told | null {
  const code = codeOf(() => {
    makeFolder(dirname(path));
    writeFileSync(path, lines.map((line) => `${line}\n`).join(''));
  });
  return code === null
    ? null
    : {
        code: 'file.unwritable',
        sentence: `--decisions ${shown}: cannot be written (${code}); give a file in a folder that can be made`,
      };
}
