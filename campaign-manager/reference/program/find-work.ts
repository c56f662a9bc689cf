import { seededChance } from '../../../clock/chance';
import type { Chance, Scheduler } from '../../../clock/scheduler';
import { RefusedError, refused } from '../../../documents/told';
import type { CampaignScript } from '../campaign-script';
import { MemoryJournal } from '../lists/journal-store';
import type { JournalTroubleError } from '../lists/journal-trouble';
import { openJournalFolder } from './journal-folder';
import { loadCampaigns } from './load-campaigns';
import { journalsOf, openCampaigns } from './open-campaigns';

/** A file or folder named on the command line: where it is, and how it was typed. */
interface Named {
  readonly path: string;
  readonly shown: string;
}

/** What a reference is to dial, and where it keeps what becomes of it. */
export interface Work {
  readonly given: { readonly campaigns?: readonly CampaignScript[]; readonly chance?: Chance };
  /** Rows that were left out and the like, a sentence each. */
  readonly notices: readonly string[];
  /** Where what happens is kept, as a sentence part. */
  readonly kept: string;
  /** Resolves when what happens cannot be kept any more, with why. */
  readonly troubled: Promise<JournalTroubleError>;
  close(): void;
}

/**
 * The campaigns of a file, and what a journal folder remembers of them; null: those of the demonstration, and nothing. `looking`
 * is told what takes a while. Throws RefusedError with all that is wrong.
 */
export async function findWork(
  named: { readonly campaigns: Named | null; readonly journal: Named | null },
  clock: Scheduler,
  looking: (sentence: string) => void,
): Promise<Work> {
  if (named.campaigns === null) {
    if (named.journal !== null) {
      throw refused(
        'command.contradiction',
        '--journal: give --campaigns too; the two lists of the demonstration are made up anew each time',
      );
    }
    return { given: {}, notices: [], kept: forgotten, troubled: never, close: () => {} };
  }
  const read = loadCampaigns(named.campaigns, clock.now());
  if (!read.ok) throw new RefusedError(read.problems, read.notices);
  const chance = seededChance(clock.now());
  const folder = named.journal;
  let troubled = (_: JournalTroubleError) => {};
  const trouble = new Promise<JournalTroubleError>((resolve) => {
    troubled = resolve;
  });
  const kept =
    folder === null
      ? null
      : await openJournalFolder(folder.path, {
          shown: folder.shown,
          wanted: journalsOf(read.campaigns),
          troubled,
          looking,
        });
  try {
    const journal = (name: string) => kept?.journal(name) ?? new MemoryJournal();
    const { scripts: campaigns, notices } = openCampaigns(read.campaigns, { clock, chance, journal });
    kept?.opened();
    const anew = kept?.begunAnew ? ', begun now: nothing is known of earlier calls' : '';
    return {
      given: { campaigns, chance },
      notices: [...read.notices, ...notices],
      troubled: trouble,
      kept: folder === null ? forgotten : `what becomes of them is kept in ${folder.shown}${anew}`,
      close: () => kept?.close(),
    };
  } catch (error) {
    kept?.close();
    if (folder === null) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw refused('journal.unusable', `--journal: ${folder.shown}: ${why}`);
  }
}

const never = new Promise<never>(() => {});

const forgotten = 'what becomes of them ends with this process (--campaigns with --journal keeps it)';
