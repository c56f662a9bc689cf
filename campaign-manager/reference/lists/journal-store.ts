/** Where a journal is kept: its last snapshot and what was added since. */

/** Where the text of one journal is kept, so that it outlives the process. */
export interface JournalStore {
  /** What is stored; `snapshot` is `null` before the first one. */
  read(): { readonly snapshot: string | null; readonly journal: string };
  /** Adds to the journal. When it returns, the text outlives a crash of the process and of the machine. */
  append(text: string): void;
  /**
   * Puts a new snapshot in the place of the old one, all or nothing, and then empties the journal. A crash between the
   * two leaves the new snapshot with a journal that it contains.
   */
  replace(snapshot: string): void;
  /** Whether what was written is where it was written; otherwise only a new snapshot brings it back. */
  whole(): boolean;
}

/** Keeps a journal for as long as the object lives. */
export class MemoryJournal implements JournalStore {
  #snapshot: string | null;
  #journal: string;

  constructor(
    stored: { readonly snapshot: string | null; readonly journal: string } = { snapshot: null, journal: '' },
  ) {
    this.#snapshot = stored.snapshot;
    this.#journal = stored.journal;
  }

  read(): { readonly snapshot: string | null; readonly journal: string } {
    return { snapshot: this.#snapshot, journal: this.#journal };
  }

  append(text: string): void {
    this.#journal += text;
  }

  replace(snapshot: string): void {
    this.#snapshot = snapshot;
    this.#journal = '';
  }

  whole(): boolean {
    return true;
  }
}
