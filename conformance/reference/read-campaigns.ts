/** The campaigns file with its lists: all of it right, or every problem at once. Pure, but for the files it is handed. */

import {
  type CallingWindows,
  type DayWindow,
  weekdays,
  windowProblems,
} from '../../local/campaign-manager/lists/calling-windows';
import type { Person } from '../../local/campaign-manager/lists/contact';
import { type DoNotCall, readDoNotCall } from '../../local/campaign-manager/lists/do-not-call';
import { problemSentence, readPeople } from '../../local/campaign-manager/lists/read-people';
import { checkPacing } from '../../local/scenario/pacing-rules';
import { type Problem, quote } from '../../local/scenario/problems';
import { isRecord, list, record } from '../../local/scenario/raw-document';
import { readDocument } from '../../local/scenario/read-document';
import { unique } from '../../local/scenario/references';
import { type CampaignFile, campaignsSchema } from './campaigns-schema';

/** A file named by the campaigns file; `shown`: as people know it. */
export type NamedFile =
  | { readonly shown: string; readonly text: string }
  | { readonly shown: string; readonly code: string };
export type ReadNamed = (path: string) => NamedFile;

export interface ReadCampaign {
  readonly given: CampaignFile;
  readonly people: readonly Person[];
  /** Of its file. */
  readonly doNotCall: DoNotCall | null;
}

export type ReadCampaigns =
  | {
      readonly ok: true;
      readonly campaigns: readonly ReadCampaign[];
      /** Rows that were left out, a sentence each. */
      readonly notices: readonly string[];
    }
  | { readonly ok: false; readonly problems: readonly string[] };

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
  if (!read.ok) return read;
  const problems: string[] = [];
  const notices: string[] = [];
  const campaigns = read.value.campaigns.map((given): ReadCampaign => {
    const { name, timeZone } = given;
    const contacts = textOf(named(given.list));
    const { people, problems: rows } = readPeople(contacts.text, { campaign: name, timeZone, loadedAt: nowMs });
    const said = people.length === 0 ? problems : notices;
    said.push(...rows.map((row) => `${contacts.shown}: ${problemSentence(row)}`));
    if (given.doNotCall === undefined) return { given, people, doNotCall: null };
    const barred = textOf(named(given.doNotCall));
    const { list: doNotCall, problems: numbers } = readDoNotCall(barred.text);
    problems.push(...numbers.map((number) => `${barred.shown}: ${number}`));
    return { given, people, doNotCall };
  });
  // A file that several campaigns name is said once.
  if (problems.length > 0) return { ok: false, problems: [...new Set([...problems, ...notices])] };
  return { ok: true, campaigns, notices: [...new Set(notices)] };
}

function furtherProblems(document: unknown, named: ReadNamed): readonly Problem[] {
  const problems: Problem[] = [];
  const report = (path: Problem['path'], message: string) => void problems.push({ path, message });
  const campaigns = list(record(document)['campaigns']).map(record);
  unique(campaigns, 'campaigns', 'name', 'campaign', report);
  for (const [index, campaign] of campaigns.entries()) {
    checkPacing(campaign, ['campaigns', index], report);
    for (const message of windowProblems(readableWindows(campaign['windows']))) {
      report(['campaigns', index, 'windows'], message);
    }
    for (const field of ['list', 'doNotCall']) {
      const path = campaign[field];
      if (typeof path !== 'string' || path === '') continue;
      const read = named(path);
      if ('text' in read) continue;
      const right = 'give the path of a CSV file, relative to this file';
      report(['campaigns', index, field], `is ${quote(path)}, which cannot be read (${read.code}); ${right}`);
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

function textOf(file: NamedFile): { readonly shown: string; readonly text: string } {
  if ('text' in file) return file;
  throw new Error(`${file.shown} could be read a moment ago (${file.code})`);
}
