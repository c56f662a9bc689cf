/** The lists a campaign names, with the sentences about them. Pure, but for the files it is handed. */
import type { Told } from '../../../documents/told';
import { numbersOf, type Person } from '../lists/contact';
import { decodeText } from '../lists/decode-text';
import { type DoNotCallList, readDoNotCall } from '../lists/do-not-call';
import { problemSentence, readPeople } from '../lists/read-people';
import type { CampaignFile } from './campaigns-schema';

/** A file named by the campaigns file; `shown`: as people know it. */
export type NamedFile =
  | { readonly shown: string; readonly bytes: Uint8Array }
  | { readonly shown: string; readonly code: string };

/** Reads a file that the campaigns file names; `code` is the system's where it cannot be read. */
export type ReadNamed = (path: string) => NamedFile;

interface Said {
  /** What keeps the reference from starting, and what people must know as sentences, each with the file. */
  readonly problems: readonly Told[];
  readonly notices: readonly string[];
}

/** The list of one campaign, and what was found wrong with it. */
export interface ReadList extends Said {
  readonly shown: string;
  readonly people: readonly Person[];
  /** By the id of each person. */
  readonly lines: ReadonlyMap<string, number>;
}

/** A bad row is a notice, and the others load; a list of which nobody can be loaded is a problem, unless it names nobody. */
export function readList(
  { name, timeZone, list, country, columns, encoding }: CampaignFile,
  named: ReadNamed,
  ownNumbers: ReadonlySet<string>,
  nowMs: number,
): ReadList {
  const file = bytesOf(named(list));
  const { shown } = file;
  const decoded = decodeText(file.bytes, encoding);
  if ('problem' in decoded) {
    return { shown, people: [], lines: new Map(), problems: [notText(shown, decoded)], notices: [] };
  }
  const { people, lines, problems, onlyHeader } = readPeople(decoded.text, {
    campaign: name,
    timeZone,
    ownNumbers,
    loadedAt: nowMs,
    ...(country && { country }),
    ...(columns && { columns: withoutGaps(columns) }),
  });
  const rows = problems.map((row) => `${shown}: ${problemSentence(row)}`);
  if (people.length > 0) return { shown, people, lines, problems: [], notices: rows };
  const nobody = onlyHeader ? [`${shown}: has a header and no rows: campaign ${name} has nobody new to call`] : [];
  return { shown, people, lines, problems: rows.map(ofRow), notices: nobody };
}

/** Any bad row of a do-not-call file is a problem: whom it means could be called. */
export function readBarred(
  { name, country, encoding, columns }: CampaignFile,
  path: string,
  named: ReadNamed,
): Said & { readonly list: DoNotCallList | null } {
  const { shown, bytes } = bytesOf(named(path));
  const decoded = decodeText(bytes, encoding);
  if ('problem' in decoded) return { list: null, problems: [notText(shown, decoded)], notices: [] };
  const { list, problems } = readDoNotCall(decoded.text, country, [columns?.number ?? []].flat());
  const nobody = list.size === 0 && problems.length === 0 ? [`${shown}: bars nobody from campaign ${name}`] : [];
  return { list, problems: problems.map((problem) => ofRow(`${shown}: ${problem}`)), notices: nobody };
}

const notText = (shown: string, { problem }: { readonly problem: string }): Told => ({
  code: 'list.not-text',
  sentence: `${shown}: ${problem}`,
});

const ofRow = (sentence: string): Told => ({ code: 'list.row', sentence });

/** Somebody's last number would never be tried. */
export function tooFewAttempts({ name, attempts }: CampaignFile, people: readonly Person[]): readonly string[] {
  const most = people.reduce((so, person) => Math.max(so, numbersOf(person).length), 0);
  if (most <= attempts) return [];
  const right = `give it attempts of ${most} or more for all of them to be tried`;
  return [
    `campaign ${name}: people have up to ${most} numbers and are dialled ${attempts === 1 ? 'once' : `${attempts} times`}; ${right}`,
  ];
}

/** A field that was left out, left out. */
const withoutGaps = <T extends object>(given: T) =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };

function bytesOf(file: NamedFile): { readonly shown: string; readonly bytes: Uint8Array } {
  if ('bytes' in file) return file;
  throw new Error(`${file.shown} could be read a moment ago (${file.code})`);
}
