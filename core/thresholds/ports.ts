import type { GroupId } from '../ids';
import type { SwitchWord } from './kill-switches';
import type { Thresholds } from './thresholds';

/** A group's thresholds under one version. */
export interface ThresholdSnapshot {
  readonly group: GroupId;
  /** 1 for the first set applied; 0 is the defaults, before any. */
  readonly version: number;
  readonly thresholds: Thresholds;
  /** What was wrong with the last set that was refused, so that it is said once; `null` after a good one. */
  readonly rejected: string | null;
  /** What operators said of its kill switches, the newest first; left out: nothing yet. */
  readonly switches?: readonly SwitchWord[] | undefined;
}

/** What rules go by at this moment. */
export interface ThresholdReader {
  /** The set in force, kill switches applied, at most 2 s old; version 0 with the defaults when none was published. */
  current(group: GroupId): Promise<ThresholdSnapshot>;
}

/** The sets in force, one for each group, replaced whole. */
export interface ThresholdSnapshots extends ThresholdReader {
  /** The set in force, read anew. */
  fresh(group: GroupId): Promise<ThresholdSnapshot>;
  /** The set as it is published, read anew: kill switches are beside it, and not applied. */
  configured(group: GroupId): Promise<ThresholdSnapshot>;
  /** Replaces the snapshot (as of `configured`) if the stored version is still `expected` (0: none stored). */
  publish(snapshot: ThresholdSnapshot, expected: number): Promise<'published' | 'conflict'>;
}

/** What admins have typed, unread: a text for each threshold name. */
export interface ParameterSource {
  /** Every parameter of a group, by threshold name. */
  list(group: GroupId): Promise<Readonly<Record<string, string>>>;
  /** Never overwrites what an admin set. */
  createIfAbsent(group: GroupId, name: string, value: string): Promise<'created' | 'present'>;
}
