import type { JournalStore } from '../../../../campaign-manager/reference/lists/journal-store';

export class Crash extends Error {}

export const writtenParts = ['all', 'part', 'nothing'] as const;
export type WrittenPart = (typeof writtenParts)[number];

/**
 * A process that dies while it writes its so-and-so-many-th line, to whatever store: all of the line, a part of it or
 * nothing gets to the disk, and nothing is written afterwards.
 */
export class Doom {
  constructor(
    private linesLeft: number,
    private readonly written: WrittenPart,
  ) {}

  get happened(): boolean {
    return this.linesLeft <= 0;
  }

  /** A store of this process. */
  over(disk: JournalStore): JournalStore {
    return {
      read: () => disk.read(),
      whole: () => disk.whole(),
      replace: (snapshot) => {
        if (this.happened) throw new Crash();
        disk.replace(snapshot);
      },
      append: (text) => {
        if (this.happened) throw new Crash();
        this.linesLeft -= 1;
        if (!this.happened || this.written === 'all') disk.append(text);
        else if (this.written === 'part') disk.append(text.slice(0, text.length / 2));
        if (this.happened) throw new Crash();
      },
    };
  }
}
