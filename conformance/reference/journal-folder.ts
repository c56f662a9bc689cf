/** Where the journals of the stand-alone reference are kept: a folder that one process has at a time. */
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FileJournal } from '../../local/campaign-manager/lists/journal-file';
import type { JournalStore } from '../../local/campaign-manager/lists/journal-store';
import { codeOf } from '../failure';

export interface JournalFolder {
  journal(name: string): JournalStore;
  /** Another process may have the folder now. */
  close(): void;
}

const lockName = 'in-use.lock';

/** Locks this very process holds: after a restart of the machine, somebody else's old number may be ours. */
const ours = new Set<string>();

/**
 * Takes a folder, which is made if it is not there. The lock of a process that is gone counts for nothing. Throws an Error
 * with a sentence when another process has the folder, or it cannot be written. `shown`: as the user typed it.
 */
export function openJournalFolder(folder: string, shown: string): JournalFolder {
  const lock = join(folder, lockName);
  try {
    mkdirSync(folder, { recursive: true });
    const owner = takeLock(lock);
    if (owner !== null) throw new FolderInUseError(shown, owner);
  } catch (error) {
    if (error instanceof FolderInUseError) throw error;
    throw new Error(`--journal: ${shown} cannot be used (${codeOf(error)}); give a folder that can be written`);
  }
  const journals: FileJournal[] = [];
  return {
    journal(name) {
      const journal = new FileJournal(folder, name);
      journals.push(journal);
      return journal;
    },
    close() {
      for (const journal of journals) journal.close();
      ours.delete(lock);
      rmSync(lock, { force: true });
    },
  };
}

export class FolderInUseError extends Error {
  override readonly name = 'FolderInUseError';
  constructor(shown: string, owner: string) {
    const who = /^\d+$/.test(owner) ? `process ${owner}` : 'another process';
    super(
      `--journal: ${shown} is in use by ${who}, and two would dial the same people; end that one, or give another folder (if it is none of these programs, remove ${join(shown, lockName)})`,
    );
  }
}

/** Takes the lock; otherwise answers whose it is. */
function takeLock(lock: string): string | null {
  const own = `${lock}.${process.pid}`;
  writeFileSync(own, String(process.pid));
  try {
    if (linked(own, lock)) return null;
    const owner = readFileSync(lock, 'utf8').trim();
    if (isAlive(owner, lock)) return owner;
    // Whoever renames the old lock takes it away; if it was a new one by then, it goes back.
    const old = `${own}.old`;
    renameSync(lock, old);
    const taken = readFileSync(old, 'utf8').trim();
    if (taken !== owner) linkSync(old, lock);
    unlinkSync(old);
    if (taken !== owner) return taken;
    return linked(own, lock) ? null : readFileSync(lock, 'utf8').trim();
  } finally {
    unlinkSync(own);
  }
}

/** The lock appears with its content, or not at all: another process has it. */
function linked(own: string, lock: string): boolean {
  try {
    linkSync(own, lock);
    ours.add(lock);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

function isAlive(owner: string, lock: string): boolean {
  const pid = Number(owner);
  if (!Number.isSafeInteger(pid) || pid < 1) return true;
  if (pid === process.pid) return ours.has(lock);
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it is there, and somebody else's.
    return codeOf(error) !== 'ESRCH';
  }
}
