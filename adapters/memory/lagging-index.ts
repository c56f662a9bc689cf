import type { Clock } from '../../core/clock';

/** An id, and the key that orders it in its partition. */
export interface IndexEntry {
  readonly id: string;
  readonly rank: string;
}

interface IndexPlace {
  readonly partition: string;
  readonly rank: string;
}

interface IndexChange {
  readonly at: number;
  readonly id: string;
  readonly before: IndexPlace | null;
  readonly after: IndexPlace | null;
}

/** No read is ever staler than this; older changes are forgotten. */
const longestLagMs = 60_000;

/**
 * A sparse sorted index whose reads lag as DynamoDB's do: a read sees the index as it was `stalenessMs()` ago, 0 to
 * 60,000 ms. Keys sort by code units.
 */
export class LaggingIndex {
  private readonly partitions = new Map<string, IndexEntry[]>();
  private readonly places = new Map<string, IndexPlace>();
  private changes: IndexChange[] = [];

  constructor(
    private readonly clock: Clock,
    private readonly stalenessMs: () => number,
  ) {}

  /** Puts the entry where it belongs now; `null` takes it out. */
  place(id: string, place: IndexPlace | null): void {
    const before = this.places.get(id) ?? null;
    if (before?.partition === place?.partition && before?.rank === place?.rank) return;
    const now = this.clock.now();
    this.changes.push({ at: now, id, before, after: place });
    const outdated = this.changes.findIndex((change) => change.at >= now - longestLagMs);
    if (outdated > 100) this.changes = this.changes.slice(outdated);
    if (before) take(this.entriesOf(before.partition), { id, rank: before.rank });
    if (place) {
      put(this.entriesOf(place.partition), { id, rank: place.rank });
      this.places.set(id, place);
    } else this.places.delete(id);
  }

  /** At most `limit` entries of a partition with a rank above `after`, and whether there are more. */
  read(
    partition: string,
    limit: number,
    after: string | null,
  ): { readonly entries: readonly IndexEntry[]; readonly more: boolean } {
    const entries = this.seen(partition, Math.min(longestLagMs, this.stalenessMs()));
    const start = after === null ? 0 : firstAbove(entries, after);
    return { entries: entries.slice(start, start + limit), more: entries.length > start + limit };
  }

  private seen(partition: string, lagMs: number): readonly IndexEntry[] {
    const now = this.entriesOf(partition);
    if (lagMs <= 0) return now;
    const since = this.clock.now() - lagMs;
    const then = [...now];
    for (let index = this.changes.length - 1; index >= 0; index--) {
      const change = this.changes[index];
      if (!change || change.at <= since) break;
      if (change.after?.partition === partition) take(then, { id: change.id, rank: change.after.rank });
      if (change.before?.partition === partition) put(then, { id: change.id, rank: change.before.rank });
    }
    return then;
  }

  private entriesOf(partition: string): IndexEntry[] {
    const entries = this.partitions.get(partition) ?? [];
    this.partitions.set(partition, entries);
    return entries;
  }
}

/** The first position whose rank is above the given one. */
function firstAbove(entries: readonly IndexEntry[], rank: string): number {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const entry = entries[middle];
    if (entry && entry.rank <= rank) low = middle + 1;
    else high = middle;
  }
  return low;
}

const put = (entries: IndexEntry[], entry: IndexEntry): void => {
  entries.splice(firstAbove(entries, entry.rank), 0, entry);
};

const take = (entries: IndexEntry[], entry: IndexEntry): void => {
  // From behind those of the same rank, of which there are few.
  for (let position = firstAbove(entries, entry.rank) - 1; position >= 0; position--) {
    const other = entries[position];
    if (other?.rank !== entry.rank) return;
    if (other.id === entry.id) return void entries.splice(position, 1);
  }
};
