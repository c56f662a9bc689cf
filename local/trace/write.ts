import { accessSync, appendFileSync, constants, existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { systemCode } from '../scenario/problems';
import type { TraceLine } from './lines';

/** JSON Lines, one line per event, `t` first and `type` second. */
export const asJsonLines = (lines: readonly TraceLine[]): string =>
  lines.map((line) => `${JSON.stringify(line)}\n`).join('');

/**
 * Whether OUT could be written, as far as can be seen without making anything. Answers the problem as one line (`shown` is
 * the path as typed), or null.
 */
export function traceFileProblem(path: string, shown: string): string | null {
  return problemOf(shown, () => {
    if (existsSync(path)) {
      if (statSync(path).isDirectory()) throw new WrongKind('EISDIR');
      accessSync(path, constants.W_OK);
      return;
    }
    const folder = nearestFolder(dirname(path));
    if (!statSync(folder).isDirectory()) throw new WrongKind('ENOTDIR');
    accessSync(folder, constants.W_OK | constants.X_OK);
  });
}

/**
 * Makes the folder of OUT and opens OUT right before the run, so that an unusable path is known while nothing has started.
 * What OUT held stays until the run replaces it. Answers the problem as one line, or null.
 */
export function prepareTraceFile(path: string, shown: string): string | null {
  return problemOf(shown, () => {
    makeFolder(dirname(path));
    appendFileSync(path, '');
  });
}

function problemOf(shown: string, attempt: () => void): string | null {
  try {
    attempt();
    return null;
  } catch (error) {
    return `--trace ${shown}: cannot be written (${systemCode(error)}); give a file in a folder that can be made`;
  }
}

class WrongKind extends Error {
  override readonly name = 'WrongKind';
  constructor(readonly code: string) {
    super(code);
  }
}

const nearestFolder = (folder: string): string => (existsSync(folder) ? folder : nearestFolder(dirname(folder)));

/** Folder by folder: Node's own recursive way never comes back where the system refuses new folders with ENOENT (/proc). */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  mkdirSync(folder);
}

export const writeTraceFile = (path: string, lines: readonly TraceLine[]): void =>
  writeFileSync(path, asJsonLines(lines));
