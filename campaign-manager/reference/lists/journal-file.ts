/** A journal in two files of a folder. One process at a time: two would dial the same people. */
import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import type { JournalStore } from './journal-store';
import { diskTrouble, JournalTroubleError } from './journal-trouble';

/** Who is asked, and told, about a journal on the disk. */
export interface FileJournalParts {
  /**
   * Asked right after each write, before it counts: whether the folder is still this process's. @default it is
   */
  readonly held?: () => boolean;
  /** The journal cannot be kept any more. Whoever wrote is told by the error too. @default nobody else is told */
  readonly troubled?: (error: JournalTroubleError) => void;
}

/**
 * Keeps `<name>.snapshot.jsonl` and `<name>.journal.jsonl` in a folder, which is made if it is not there. Every write is
 * forced to the disk before it returns. What cannot be done throws a JournalTroubleError with a sentence.
 */
export class FileJournal implements JournalStore {
  readonly #paths: ReturnType<typeof journalPaths>;
  /** `null` until there is something to add to. */
  #journal: number | null = null;
  /** Why nothing is written any more. */
  #over: JournalTroubleError | null = null;
  /** Which snapshot is ours; `null`: none yet. */
  #snapshot: string | null = null;

  constructor(
    private readonly folder: string,
    private readonly name: string,
    private readonly parts: FileJournalParts = {},
  ) {
    this.#paths = journalPaths(folder, name);
  }

  read(): { readonly snapshot: string | null; readonly journal: string } {
    return this.#trying('read', () => {
      mkdirSync(this.folder, { recursive: true });
      const snapshot = textOf(this.#paths.snapshot);
      const journal = textOf(this.#paths.journal);
      if (snapshot !== null) this.#snapshot = identityOf(statSync(this.#paths.snapshot, { bigint: true }));
      // Who had it before, and may only have stood still, writes on into a file that is not there any more.
      if (journal !== null) this.#beginJournal(journal);
      return { snapshot, journal: journal ?? '' };
    });
  }

  append(text: string): void {
    this.#trying('written', () => {
      this.#journal ??= this.#openJournal();
      writeAll(this.#journal, text);
    });
  }

  replace(snapshot: string): void {
    this.#trying('written', () => {
      mkdirSync(this.folder, { recursive: true });
      const fresh = `${this.#paths.snapshot}.new`;
      const file = openSync(fresh, 'w');
      try {
        writeAll(file, snapshot);
        this.#snapshot = identityOf(fstatSync(file, { bigint: true }));
      } finally {
        closeSync(file);
      }
      renameSync(fresh, this.#paths.snapshot);
      this.#beginJournal('');
    });
  }

  whole(): boolean {
    return (
      this.#snapshot !== null &&
      this.#journal !== null &&
      identityAt(this.#paths.snapshot) === this.#snapshot &&
      identityAt(this.#paths.journal) === identityOf(fstatSync(this.#journal, { bigint: true }))
    );
  }

  /** Nothing may be written afterwards. */
  close(): void {
    if (this.#journal !== null) closeSync(this.#journal);
    this.#journal = null;
  }

  #openJournal(): number {
    return openSync(this.#paths.journal, constants.O_WRONLY | constants.O_APPEND);
  }

  /** A journal file of its own, in the place of the one that was there. */
  #beginJournal(text: string): void {
    const fresh = `${this.#paths.journal}.new`;
    const file = openSync(fresh, 'w');
    try {
      writeAll(file, text);
    } finally {
      closeSync(file);
    }
    renameSync(fresh, this.#paths.journal);
    this.close();
    this.#journal = this.#openJournal();
    this.#syncFolder();
  }

  #trying<T>(does: 'read' | 'written', step: () => T): T {
    if (this.#over) throw this.#over;
    try {
      const done = step();
      if (this.parts.held?.() ?? true) return done;
    } catch (error) {
      throw this.#trouble(diskTrouble(does, error), error);
    }
    throw this.#trouble('is not kept by this process any more: another has taken the folder');
  }

  #trouble(what: string, cause?: unknown): JournalTroubleError {
    const error = new JournalTroubleError(`${this.name} ${what}`, { cause });
    this.#over = error;
    this.parts.troubled?.(error);
    return error;
  }

  /** A new name in a folder outlives a crash of the machine only once the folder is on the disk. */
  #syncFolder(): void {
    const folder = openSync(this.folder, 'r');
    try {
      fsyncSync(folder);
    } finally {
      closeSync(folder);
    }
  }
}

/** Where the two files of a journal are. */
export const journalPaths = (folder: string, name: string) => ({
  snapshot: join(folder, `${name}.snapshot.jsonl`),
  journal: join(folder, `${name}.journal.jsonl`),
});

/** The disk may take less than all at once. */
export function writeAll(file: number, text: string): void {
  const bytes = Buffer.from(text, 'utf8');
  for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written);
  fsyncSync(file);
}

const textOf = (path: string): string | null => (existsSync(path) ? readFileSync(path, 'utf8') : null);

const identityOf = ({ dev, ino }: { readonly dev: bigint; readonly ino: bigint }): string => `${dev}/${ino}`;

const identityAt = (path: string): string | null => {
  const stat = statSync(path, { bigint: true, throwIfNoEntry: false });
  return stat ? identityOf(stat) : null;
};
