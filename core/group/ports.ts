import type { GroupId } from '../ids';
import type { Directory } from './directory';
import type { GroupLedger, Staffing } from './group-ledger';
import type { WaitingTask } from './waiting-task';

/** The directory as it was last set up; at most five minutes old in a function that stays warm. */
export interface DirectorySource {
  /** Cached for minutes: it changes by deployment only. Throws when nothing was deployed yet. */
  read(): Promise<Directory>;
}

/** What is kept of a group beside its agents and calls: the ledger of moves, how many are staffed, tasks that wait. */
export interface GroupStore {
  /** Read anew, consistently; `null`: none stored. */
  ledger(group: GroupId): Promise<GroupLedger | null>;
  /**
   * Writes the ledger if the stored version is still `expected` (0: none stored). Its `turn` counts for the next read, which
   * may still find the one before.
   */
  saveLedger(ledger: GroupLedger, expected: number): Promise<'saved' | 'conflict'>;
  /** A task waits in a queue of the group (item `tasks#<group>`); more than `mostTasks` are not noted. Safe to repeat. */
  taskWaits(group: GroupId, task: WaitingTask): Promise<void>;
  /** It waits no more. Safe to repeat. */
  tasksOver(group: GroupId, tasks: readonly WaitingTask[]): Promise<void>;
  /** Those noted, whether they still count or not. */
  tasks(group: GroupId): Promise<readonly WaitingTask[]>;
  /** Adds to the counts of staffed agents, which stand in an item of their own (`staffing#<group>`). */
  countStaffed(group: GroupId, change: Staffing): Promise<void>;
  /** Takes teams out that are counted with nobody; one that somebody has joined meanwhile leaves all of them as they are. */
  dropTeams(group: GroupId, teams: readonly string[]): Promise<void>;
  /** Teams with nobody included. */
  staffed(group: GroupId): Promise<Staffing>;
}
