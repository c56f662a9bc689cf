import { appendFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { systemCode } from '../scenario/problems';
import type { TraceLine } from './lines';

/** JSON Lines, one line per event, `t` first and `type` second. */
export const asJsonLines = (lines: readonly TraceLine[]): string =>
  lines.map((line) => `${JSON.stringify(line)}\n`).join('');

/**
 * Makes the folder of OUT and opens OUT before the run, so that an unusable path is known while nothing has started. What
 * OUT held stays until the run replaces it. Answers the problem as one line (`shown` is the path as typed), or null.
 */
export function prepareTraceFile(path: string, shown: string): string | null {
  try {
    makeFolder(dirname(path));
    appendFileSync(path, '');
    return null;
  } catch (error) {
    return `--trace ${shown}: cannot be written (${systemCode(error)}); give a file in a folder that can be made`;
  }
}

/** Folder by folder: Node's own recursive way never comes back where the system refuses new folders with ENOENT (/proc). */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  mkdirSync(folder);
}

export const writeTraceFile = (path: string, lines: readonly TraceLine[]): void =>
  writeFileSync(path, asJsonLines(lines));
