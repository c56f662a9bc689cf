import type { GroupId } from '../../core/ids';

/** The application's versions of each group's thresholds, counted so that what applies at t = 0 is version 1. */
export class ThresholdVersions {
  /** As the application counts, and what to take from it. */
  readonly #applied = new Map<string, number>();
  readonly #offsets = new Map<string, number>();

  begin(group: GroupId): void {
    this.#offsets.set(group, (this.#applied.get(group) ?? 1) - 1);
  }

  /** A snapshot may be read, and logged, more than once: answers whether it is news. */
  isNews(group: GroupId, version: number): boolean {
    const known = this.#applied.get(group) ?? 0;
    this.#applied.set(group, Math.max(known, version));
    return version > known;
  }

  of(group: GroupId): number {
    return (this.#applied.get(group) ?? 1) - (this.#offsets.get(group) ?? 0);
  }
}
