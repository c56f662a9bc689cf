/**
 * A folder that one process has at a time, also among containers that share it. Whoever has it touches a lock file every two
 * seconds. A process of the same container is known to be there or gone at once; of any other it is looked at whether it
 * touches the file, for as long as the lease runs by our own clock, so clocks need not agree. Who stood still for longer has lost
 * the folder: the file is another then, and it is asked for right after each write, before the write counts. A write that counted came
 * before the file was replaced, and who replaced it reads afterwards: nothing that counted is missed.
 */
import { randomUUID } from 'node:crypto';
import { closeSync, fstatSync, fsyncSync, futimesSync, openSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { clearAway, create, type Found, identityAt, identityOf, look, type Owner, renamed, same } from './lock-file';
import { isThere, thisProcess } from './this-process';

export const lockName = 'in-use.lock';

/** Real time, unless a test says otherwise. */
export interface LeaseTimes {
  /** Milliseconds that only go forward. */
  now(): number;
  wait(ms: number): Promise<void>;
  /** Does it again and again until it is told to stop. */
  every(ms: number, task: () => void): () => void;
}

const beatMs = 2_000;
/** Nobody touches the file for so long who is well: six beats. */
export const leaseMs = 12_000;
const lookMs = 250;
/** Two who found the same lock stale replace it within this time of each other. */
const settleMs = 100;

/** A folder that this process alone writes to (docs/decisions/24-a-lease-on-the-journal-folder.md). */
export interface FolderLease {
  /** Whether the folder is still ours. */
  held(): boolean;
  release(): void;
}

/** Which folder it is, and who hears what becomes of it. */
export interface LeaseParts {
  /** The folder as the user typed it. */
  readonly shown: string;
  /** It takes a while to know whether somebody else's process is there: who is looked for, as a sentence. */
  readonly looking?: (sentence: string) => void;
  /** The folder is another's now. Called once at the most. */
  readonly lost: () => void;
  readonly times?: LeaseTimes;
}

/** Throws FolderInUseError when somebody has the folder, or a system error. The folder is there. */
export async function takeFolder(
  folder: string,
  { shown, lost, looking = () => {}, times = realTimes }: LeaseParts,
): Promise<FolderLease> {
  const lock = join(folder, lockName);
  const owner = randomUUID();
  const content = JSON.stringify({ owner, ...thisProcess() });
  const file = await takeLock(lock, { owner, content, shown, looking, times });
  for (const name of readdirSync(folder)) {
    if (name.startsWith(`${lockName}.`)) clearAway(join(folder, name));
  }
  const own = identityOf(fstatSync(file, { bigint: true }));
  let open = true;
  const held = () => open && identityAt(lock) === own;
  const end = () => {
    if (!open) return;
    open = false;
    stop();
    closeSync(file);
  };
  const stop = times.every(beatMs, () => {
    if (held()) return touch(file);
    end();
    lost();
  });
  return {
    held,
    release() {
      const ours = held();
      end();
      if (ours) clearAway(lock);
    },
  };
}

/** Another process has the folder; the message says which, and what to do. */
export class FolderInUseError extends Error {
  override readonly name = 'FolderInUseError';
  constructor(shown: string, lock: Owner | null) {
    const elsewhere =
      lock && lock.space !== thisProcess().space ? ` of another container or machine (${lock.host})` : '';
    const who = lock ? `process ${lock.pid}${elsewhere}` : 'another process';
    super(
      `--journal: ${shown} is in use by ${who}, and two would dial the same people; end that one, or give another folder (if it is none of these programs, remove ${join(shown, lockName)})`,
    );
  }
}

const lookingFor = (shown: string, owner: Owner | null): string =>
  `--journal: ${shown} is in use by ${owner ? `a process of another container or machine (${owner.host})` : 'a process'}, or was when it died: which of the two takes up to ${leaseMs / 1000} s to see`;

interface Taking {
  readonly owner: string;
  readonly content: string;
  readonly shown: string;
  readonly looking: (sentence: string) => void;
  readonly times: LeaseTimes;
}

/** Answers the lock file, open, once it is ours. */
async function takeLock(lock: string, { owner, content, shown, looking, times }: Taking): Promise<number> {
  for (;;) {
    const made = create(lock, content);
    if (made !== null) return made;
    const found = look(lock);
    if (!found) continue;
    const { state } = found;
    if (state === 'foreign') throw new FolderInUseError(shown, null);
    const there = state === 'unfinished' ? null : isThere(state);
    if (there === null) looking(lookingFor(shown, state === 'unfinished' ? null : state));
    if (there === true || (there === null && !(await isStale(lock, found, times)))) {
      throw new FolderInUseError(shown, state === 'unfinished' ? null : state);
    }
    const fresh = `${lock}.${owner}`;
    const file = openSync(fresh, 'w');
    writeFileSync(file, content);
    fsyncSync(file);
    if (!same(look(lock), found) || !renamed(fresh, lock)) {
      closeSync(file);
      clearAway(fresh);
      continue;
    }
    await times.wait(settleMs);
    if (identityAt(lock) === identityOf(fstatSync(file, { bigint: true }))) return file;
    closeSync(file);
  }
}

/** Whether nobody touches the lock for as long as a lease runs. */
async function isStale(lock: string, found: Found, times: LeaseTimes): Promise<boolean> {
  const until = times.now() + leaseMs;
  while (times.now() < until) {
    await times.wait(lookMs);
    const now = look(lock);
    if (now === null) return true;
    if (!same(now, found)) return false;
  }
  return true;
}

function touch(file: number): void {
  const now = Date.now() / 1000;
  try {
    futimesSync(file, now, now);
  } catch {
    // A disk that cannot take this takes no journal either, and that is said.
  }
}

const realTimes: LeaseTimes = {
  now: () => performance.now(),
  wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  every(ms, task) {
    const timer = setInterval(task, ms);
    timer.unref();
    return () => clearInterval(timer);
  },
};
