import { accessSync, constants, existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { systemCode } from '../../documents/problems';

/** Whether a file could be written, as far as can be seen without making anything: the system's code for why not, or null. */
export const whyNotFile = (path: string): string | null =>
  codeOf(() => {
    if (!existsSync(path)) return checkFolder(dirname(path));
    if (statSync(path).isDirectory()) throw new WrongKind('EISDIR');
    accessSync(path, constants.W_OK);
  });

/** As `whyNotFile`, of a folder that is to hold files and need not be there yet. */
export const whyNotFolder = (path: string): string | null => codeOf(() => checkFolder(path));

/** Runs what may fail for reasons of the system; answers its code, or null when it was done. */
export function codeOf(attempt: () => void): string | null {
  try {
    attempt();
    return null;
  } catch (error) {
    return systemCode(error);
  }
}

/** Folder by folder: Node's own recursive way never comes back where the system refuses new folders with ENOENT (/proc). */
export function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  mkdirSync(folder);
}

function checkFolder(path: string): void {
  const folder = nearestFolder(path);
  if (!statSync(folder).isDirectory()) throw new WrongKind('ENOTDIR');
  accessSync(folder, constants.W_OK | constants.X_OK);
}

const nearestFolder = (folder: string): string => (existsSync(folder) ? folder : nearestFolder(dirname(folder)));

class WrongKind extends Error {
  override readonly name = 'WrongKind';
  constructor(readonly code: string) {
    super(code);
  }
}
