import type { GroupId } from '../../core/ids';
import { parseThresholds, type Thresholds } from '../../core/thresholds/thresholds';
import type { Scenario } from '../scenario/scenario';

/**
 * The thresholds of each group as the trace says they apply: the scenario's own until `threshold.applied` follows a
 * change, and unchanged by a change to nonsense. Reads what was set, not what the application made of it.
 */
export class ThresholdsInForce {
  /** Every set that ever applied, by group, in order of time. */
  readonly #sets = new Map<string, { readonly from: number; readonly thresholds: Thresholds }[]>();
  readonly #texts = new Map<string, Record<string, string>>();
  readonly #offersOnSince = new Map<string, number | null>();
  readonly #largestOfferSeconds = new Map<string, number>();
  #changesSeen = 0;

  constructor(private readonly scenario: Pick<Scenario, 'groups' | 'thresholdChanges'>) {
    for (const group of scenario.groups) {
      this.#texts.set(group.name, { ...group.thresholds });
      this.#take(group.name, 0);
      this.#noteOffers(group.name, 0);
    }
  }

  /** The set that applies now. Throws for a group that the scenario does not have. */
  of(group: GroupId): Thresholds {
    const current = this.#sets.get(group)?.at(-1);
    if (current === undefined) throw new Error(`group ${group} has no thresholds in force`);
    return current.thresholds;
  }

  /** Since when `offer/enabled` has been true, seconds since t = 0; null while it is off. */
  offersOnSince(group: GroupId): number | null {
    return this.#offersOnSince.get(group) ?? null;
  }

  /** The largest `offer/seconds` there ever was. */
  largestOfferSeconds(group: GroupId): number {
    return this.#largestOfferSeconds.get(group) ?? 0;
  }

  /** All sets that applied at `from` or since; at least one. */
  since(group: GroupId, from: number): readonly Thresholds[] {
    const sets = this.#sets.get(group) ?? [];
    const first = sets.findLastIndex((set) => set.from <= from);
    return sets.slice(Math.max(0, first)).map((set) => set.thresholds);
  }

  /**
   * The application says at `t` that the group's parameters apply. With the first version, at t = 0, they are those of the
   * scenario's start: a change at 0 comes after it.
   */
  applied(group: GroupId, t: number, version: number): void {
    if (version === 1) return;
    const changes = this.scenario.thresholdChanges;
    for (; (changes[this.#changesSeen]?.at ?? Number.POSITIVE_INFINITY) <= t; this.#changesSeen++) {
      const change = changes[this.#changesSeen];
      if (!change) continue;
      this.#texts.set(change.group, { ...this.#texts.get(change.group), ...change.set });
      // Of two at one moment the first may have applied by itself.
      if (change.group === group) this.#take(group, t);
    }
    this.#take(group, t);
    this.#noteOffers(group, t);
  }

  #noteOffers(group: GroupId, t: number): void {
    const now = this.of(group);
    const since = this.#offersOnSince.get(group);
    this.#offersOnSince.set(group, now['offer/enabled'] ? (since ?? t) : null);
    this.#largestOfferSeconds.set(group, Math.max(now['offer/seconds'], this.largestOfferSeconds(group)));
  }

  #take(group: GroupId, from: number): void {
    const parsed = parseThresholds(this.#texts.get(group) ?? {});
    if (!parsed.ok) return;
    const thresholds = asCarriedOut(parsed.thresholds);
    this.#sets.set(group, [...(this.#sets.get(group) ?? []), { from, thresholds }]);
  }
}

/** In a group that is only observed, only what holds with both switches off is judged. */
const asCarriedOut = (thresholds: Thresholds): Thresholds =>
  thresholds['rollout/mode'] === 'observe'
    ? { ...thresholds, 'offer/enabled': false, 'blend/enabled': false }
    : thresholds;
