/** The file that says which process has a folder: made, read, replaced and taken away. */
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import * as z from 'zod';
import { systemCode } from '../../../documents/problems';

const ownerSchema = z.object({
  owner: z.string(),
  pid: z.int().min(1),
  began: z.string().nullable(),
  space: z.string(),
  host: z.string(),
});

/** What a lock says of the process that made it. */
export type Owner = z.output<typeof ownerSchema>;

/** `null`: there is one. */
export function create(lock: string, content: string): number | null {
  let file: number;
  try {
    file = openSync(lock, 'wx');
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return null;
    throw error;
  }
  try {
    writeFileSync(file, content);
    fsyncSync(file);
    return file;
  } catch (error) {
    closeSync(file);
    clearAway(lock);
    throw error;
  }
}

/** What stays is stale soon. */
export function clearAway(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // The disk may be read-only by now.
  }
}

/** Somebody who owns the folder may have cleared away what was to take its place. */
export function renamed(from: string, to: string): boolean {
  try {
    renameSync(from, to);
    return true;
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return false;
    throw error;
  }
}

/** A lock as it was found, and when it was touched last. */
export interface Found {
  readonly identity: string;
  readonly touched: bigint;
  /** `unfinished`: its process died, or is, between making the file and writing it. `foreign`: not a file of ours. */
  readonly state: Owner | 'unfinished' | 'foreign';
}

/** `null`: there is none. */
export function look(lock: string): Found | null {
  try {
    const stat = statSync(lock, { bigint: true });
    return { identity: identityOf(stat), touched: stat.mtimeNs, state: ownerOf(readFileSync(lock, 'utf8')) };
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return null;
    throw error;
  }
}

function ownerOf(text: string): Found['state'] {
  if (text === '') return 'unfinished';
  try {
    return ownerSchema.parse(JSON.parse(text));
  } catch {
    return 'foreign';
  }
}

/** Names a file so that another one under the same path is told from it. */
export const identityOf = ({ dev, ino }: { readonly dev: bigint; readonly ino: bigint }): string => `${dev}/${ino}`;

/** `null`: there is none that could be seen. */
export function identityAt(lock: string): string | null {
  try {
    return identityOf(statSync(lock, { bigint: true }));
  } catch {
    return null;
  }
}

/** Whether nobody has touched, or replaced, the lock since it was looked at. */
export const same = (a: Found | null, b: Found): boolean => a?.identity === b.identity && a.touched === b.touched;
