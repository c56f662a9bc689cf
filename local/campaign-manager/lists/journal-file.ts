/** A journal in two files of a folder. One process at a time: two would dial the same people. */
import {
  closeSync,
  existsSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import type { JournalStore } from './journal-store';

/**
 * Keeps `<name>.snapshot.jsonl` and `<name>.journal.jsonl` in a folder, which is made if it is not there. Every write is
 * forced to the disk before it returns.
 */
export class FileJournal implements JournalStore {
  readonly #snapshotPath: string;
  readonly #journalPath: string;
  readonly #journal: number;

  constructor(
    private readonly folder: string,
    name: string,
  ) {
    mkdirSync(folder, { recursive: true });
    this.#snapshotPath = join(folder, `${name}.snapshot.jsonl`);
    this.#journalPath = join(folder, `${name}.journal.jsonl`);
    this.#journal = openSync(this.#journalPath, 'a');
    this.#syncFolder();
  }

  read(): { readonly snapshot: string | null; readonly journal: string } {
    return { snapshot: textOf(this.#snapshotPath), journal: textOf(this.#journalPath) ?? '' };
  }

  append(text: string): void {
    writeAll(this.#journal, text);
  }

  replace(snapshot: string): void {
    const fresh = `${this.#snapshotPath}.new`;
    const file = openSync(fresh, 'w');
    try {
      writeAll(file, snapshot);
    } finally {
      closeSync(file);
    }
    renameSync(fresh, this.#snapshotPath);
    this.#syncFolder();
    ftruncateSync(this.#journal, 0);
    fsyncSync(this.#journal);
  }

  /** Nothing may be written afterwards. */
  close(): void {
    closeSync(this.#journal);
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

/** The disk may take less than all at once. */
function writeAll(file: number, text: string): void {
  const bytes = Buffer.from(text, 'utf8');
  for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written);
  fsyncSync(file);
}

const textOf = (path: string): string | null => (existsSync(path) ? readFileSync(path, 'utf8') : null);
