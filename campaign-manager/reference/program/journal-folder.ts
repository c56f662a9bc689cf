/** Where the journals of the stand-alone reference are kept: a folder that one process has at a time, and what has to be in it. */
import { closeSync, existsSync, mkdirSync, openSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { FileJournal, journalPaths, writeAll } from '../lists/journal-file';
import type { JournalStore } from '../lists/journal-store';
import { diskTrouble, JournalTroubleError } from '../lists/journal-trouble';
import { FolderInUseError, type LeaseTimes, takeFolder } from './folder-lease';

/** The journals of all campaigns in one folder on the disk. */
export interface JournalFolder {
  /** Nothing is known of earlier calls: there was no folder, or nothing in it. */
  readonly begunAnew: boolean;
  journal(name: string): JournalStore;
  /** Every journal that was asked for is there: from now on one that is missing is told. */
  opened(): void;
  /** Another process may have the folder now. */
  close(): void;
}

/** What a folder of journals is opened with. */
export interface JournalFolderParts {
  /** The folder as the user typed it. */
  readonly shown: string;
  /** Journals that will be asked for: those that were there once must be there. */
  readonly wanted: readonly string[];
  /** The journals cannot be kept any more: this process has to end. */
  readonly troubled: (error: JournalTroubleError) => void;
  /** What is being waited for, as a sentence. @default nobody is told */
  readonly looking?: (sentence: string) => void;
  /** @default real time */
  readonly times?: LeaseTimes;
}

const manifestName = 'manifest.json';
const manifestSchema = z.strictObject({ format: z.literal(1), journals: z.array(z.string()) });

/**
 * Takes a folder, which is made if it is not there. Throws an Error with a sentence when another process has the folder, when it
 * cannot be written, or when something that was in it is gone.
 */
export async function openJournalFolder(folder: string, parts: JournalFolderParts): Promise<JournalFolder> {
  const { shown, wanted, troubled, looking, times } = parts;
  const lost = () => troubled(new JournalTroubleError(taken));
  const lease = await usable(shown, async () => {
    makeFolder(folder);
    return takeFolder(folder, { shown, lost, ...(looking && { looking }), ...(times && { times }) });
  });
  const opened: FileJournal[] = [];
  const close = () => {
    for (const journal of opened) journal.close();
    lease.release();
  };
  try {
    const manifest = await usable(shown, async () => {
      const known = readManifest(folder, shown);
      mustBeThere(
        folder,
        wanted.filter((name) => known?.includes(name)),
      );
      return known;
    });
    const begunAnew = manifest === null;
    const journals = new Set(manifest ?? []);
    const keep = () => {
      writeManifest(folder, [...journals]);
      if (!lease.held()) throw new JournalTroubleError(taken);
    };
    if (begunAnew) await usable(shown, async () => keep());
    return {
      begunAnew,
      journal(name) {
        const journal = new FileJournal(folder, name, { held: lease.held, troubled });
        opened.push(journal);
        journals.add(name);
        return journal;
      },
      opened: keep,
      close,
    };
  } catch (error) {
    close();
    throw error;
  }
}

const taken =
  'another process has taken the folder while this one stood still; two would dial the same people, so this one ends';

async function usable<T>(shown: string, step: () => Promise<T>): Promise<T> {
  try {
    return await step();
  } catch (error) {
    if (error instanceof FolderInUseError) throw error;
    const what = error instanceof JournalTroubleError ? error.message : diskTrouble('written', error);
    throw new Error(`--journal: ${shown} ${what}`, { cause: error });
  }
}

/** On a read-only disk Node says of a folder made with those above it that it is gone; of the one alone it says why. */
function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch {
    mkdirSync(folder);
  }
}

/** What has to be in the folder; `null` for one in which nothing is. */
function readManifest(folder: string, shown: string): readonly string[] | null {
  const path = join(folder, manifestName);
  if (existsSync(path)) {
    const read = manifestSchema.safeParse(jsonOf(readFileSync(path, 'utf8')));
    if (read.success) return read.data.journals;
    throw new JournalTroubleError(`has a ${manifestName} that cannot be read; put it back from a copy`);
  }
  const names = readdirSync(folder).filter((name) => name.endsWith('.jsonl'));
  if (names.length === 0) return null;
  const journals = [...new Set(names.map((name) => name.replace(/\.(snapshot|journal)\.jsonl$/, '')))].sort();
  const right = JSON.stringify({ format: 1, journals });
  throw new JournalTroubleError(
    `has journals and no ${manifestName}, which says what has to be there; put it back from a copy, or, if nothing else is missing, write ${right} to ${join(shown, manifestName)}`,
  );
}

function mustBeThere(folder: string, names: readonly string[]): void {
  const gone = names
    .flatMap((name) => Object.values(journalPaths('', name)))
    .filter((file) => !existsSync(join(folder, file)));
  if (gone.length === 0) return;
  const [is, it] = gone.length === 1 ? ['is', 'it'] : ['are', 'them'];
  throw new JournalTroubleError(
    `has lost something: ${gone.join(', ')} ${is} gone, and with ${it} who was called and who must not be; put ${it} back from a copy, or give another folder to begin anew`,
  );
}

function writeManifest(folder: string, journals: readonly string[]): void {
  const path = join(folder, manifestName);
  const fresh = `${path}.new`;
  const file = openSync(fresh, 'w');
  try {
    writeAll(file, `${JSON.stringify({ format: 1, journals })}\n`);
  } finally {
    closeSync(file);
  }
  renameSync(fresh, path);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
