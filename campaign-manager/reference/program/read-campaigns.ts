/** The campaigns file with its lists: all of it right, or every problem at once. Pure, but for the files it is handed. */

import { type Problem, quote } from '../../../documents/problems';
import { isRecord, list, record } from '../../../documents/raw-document';
import { readDocument } from '../../../documents/read-document';
import { type Report, unique } from '../../../documents/report';
import { eachOnce, type Told } from '../../../documents/told';
import { checkPacing } from '../campaigns/pacing-rules';
import { type CallingWindows, type DayWindow, weekdays, windowProblems } from '../lists/calling-windows';
import type { Person } from '../lists/contact';
import type { DoNotCall } from '../lists/do-not-call';
import { type CampaignFile, campaignsSchema } from './campaigns-schema';
import { type LoadedList, onSeveralLists } from './on-several-lists';
import { type NamedFile, type ReadNamed, readBarred, readList, tooFewAttempts } from './read-lists';

/** A campaign as it was written, with the people of its list. */
export interface ReadCampaign {
  readonly given: CampaignFile;
  readonly people: readonly Person[];
  /** Of its file. */
  readonly doNotCall: DoNotCall | null;
}

/** All campaigns of a file, or every problem of it and of its lists, a sentence each. */
export type ReadCampaigns =
  | {
      readonly ok: true;
      readonly campaigns: readonly ReadCampaign[];
      /** Rows that were left out, a sentence each. */
      readonly notices: readonly string[];
    }
  | { readonly ok: false; readonly problems: readonly Told[]; readonly notices: readonly string[] };

/**
 * `file`: its name as the user typed it. A bad row of a list is a notice, and the others load; a list of which nobody can
 * be loaded is a problem. So is any bad row of a do-not-call file: without it somebody would be called who must not be.
 */
export function readCampaigns(file: string, text: string, readNamed: ReadNamed, nowMs: number): ReadCampaigns {
  const known = new Map<string, NamedFile>();
  const named = (path: string): NamedFile => {
    const read = known.get(path) ?? readNamed(path);
    known.set(path, read);
    return read;
  };
  const read = readDocument(file, text, campaignsSchema, (document) => furtherProblems(document, named));
  if (!read.ok) return { ...read, notices: [] };
  const problems: Told[] = [];
  const notices: string[] = [];
  const ownNumbers = new Set(read.value.ownNumbers);
  const loaded: LoadedList[] = [];
  const campaigns = read.value.campaigns.map((given): ReadCampaign => {
    const { people, lines, shown, ...said } = readList(given, named, ownNumbers, nowMs);
    problems.push(...said.problems);
    notices.push(...said.notices, ...tooFewAttempts(given, people));
    loaded.push({ campaign: given.name, path: given.list, shown, people, lines });
    const barred = given.doNotCall === undefined ? null : readBarred(given, given.doNotCall, named);
    problems.push(...(barred?.problems ?? []));
    notices.push(...(barred?.notices ?? []));
    return { given, people, doNotCall: barred?.list ?? null };
  });
  notices.push(...onSeveralLists(loaded));
  // A file that several campaigns name is said once.
  if (problems.length > 0) return { ok: false, problems: eachOnce(problems), notices: [...new Set(notices)] };
  return { ok: true, campaigns, notices: [...new Set(notices)] };
}

function furtherProblems(document: unknown, named: ReadNamed): readonly Problem[] {
  const problems: Problem[] = [];
  const report: Report = (code, path, message) => void problems.push({ code, path, message });
  const campaigns = list(record(document)['campaigns']).map(record);
  unique(campaigns, 'campaigns', 'name', 'campaign', report);
  for (const [index, campaign] of campaigns.entries()) {
    checkPacing(campaign, ['campaigns', index], report);
    for (const message of windowProblems(readableWindows(campaign['windows']))) {
      report('field.wrong', ['campaigns', index, 'windows'], message);
    }
    for (const field of ['list', 'doNotCall']) {
      const path = campaign[field];
      if (typeof path !== 'string' || path === '') continue;
      const read = named(path);
      if ('bytes' in read) continue;
      const right = 'give the path of a CSV file, relative to this file';
      report(
        'file.unreadable',
        ['campaigns', index, field],
        `is ${quote(path)}, which cannot be read (${read.code}); ${right}`,
      );
    }
  }
  return problems;
}

const anyTime: DayWindow = { from: '00:00', to: '24:00' };

/** Windows as far as they have the right shape, with any time in place of what has not. */
function readableWindows(raw: unknown): CallingWindows {
  if (!isRecord(raw)) return { MONDAY: [anyTime] };
  const readable = (window: unknown): DayWindow => {
    const { from, to } = record(window);
    return typeof from === 'string' && from !== '' && typeof to === 'string' && to !== '' ? { from, to } : anyTime;
  };
  const days = weekdays.flatMap((day) => {
    const given = raw[day];
    return given === undefined ? [] : [[day, Array.isArray(given) ? given.map(readable) : [anyTime]] as const];
  });
  return Object.fromEntries(days);
}
