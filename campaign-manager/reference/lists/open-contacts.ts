/** People of a list made ready for a campaign: those loaded, and what has become of them if they were kept before. */

import { type CallingWindows, windowProblems } from './calling-windows';
import { newContact, numbersOf, type Person } from './contact';
import type { ListContents } from './contact-register';
import { type DoNotCall, DoNotCallList } from './do-not-call';
import { Journal, type Listed, replay } from './journal';
import { type JournalStore, MemoryJournal } from './journal-store';
import { readAnew } from './kept-people';
import { isTimeZone } from './time-zones';

/** What a list of people is opened with. */
export interface LoadedContacts {
  /** As `readPeople` gives them. On a list that exists already those are added who are not on it. */
  readonly people: readonly Person[];
  /** By the person's own clocks. @default at any time */
  readonly windows?: CallingWindows;
  /** From being loaded until being closed, if nobody has talked to them; above 0. @default for ever */
  readonly lifetimeSeconds?: number;
  /** Grows by whoever is barred while the campaign runs. @default an empty one */
  readonly doNotCall?: DoNotCall;
  /** Where the list is kept. @default in memory: it ends with the process */
  readonly store?: JournalStore;
  /** Journal lines between two snapshots, 1 or more. @default 10000 */
  readonly linesPerSnapshot?: number;
}

/** A list that is written down from now on. */
export interface OpenedContacts {
  /** For CampaignScript.contacts, or for a ContactList; for one of them, once. */
  readonly contents: ListContents;
  /** What people must know, as sentences: a torn journal, people who could not be added. */
  readonly problems: readonly string[];
}

/**
 * Opens the list of a campaign. Throws when the terms cannot be kept (all problems, each a sentence) or when the store is
 * corrupt (JournalCorruptError).
 */
export function openContacts(campaign: string, loaded: LoadedContacts): OpenedContacts {
  const wrong = problemsOf(loaded);
  if (wrong.length > 0) throw new Error(wrong.join('; '));
  const { windows = null, lifetimeSeconds = null, store = new MemoryJournal() } = loaded;
  const { doNotCall = new DoNotCallList() } = loaded;
  const before = replay(campaign, store.read());
  const known = readAnew(before?.listed ?? [], loaded.people);
  const { listed, problems } = withNewcomers(known, loaded.people);
  const journal = new Journal(campaign, store, listed, before?.seq ?? 0, loaded.linesPerSnapshot);
  // The snapshot also takes a torn line out of the way: the next line would be written behind it.
  const changed = known !== before?.listed || listed.length > known.length;
  if (!before || before.torn !== null || changed) journal.snapshot();
  const contents: ListContents = {
    contacts: listed.map(({ contact }) => contact),
    people: new Map(listed.map(({ person }) => [person.id, person])),
    terms: { windows, lifetimeSeconds, doNotCall },
    write: (contact, atMs) => journal.write(contact, atMs),
  };
  return { contents, problems: [...(before?.torn ? [before.torn] : []), ...problems] };
}

function problemsOf({ people, windows, lifetimeSeconds, linesPerSnapshot }: LoadedContacts): readonly string[] {
  const zones = new Set(people.map(({ timeZone }) => timeZone).filter((zone) => !isTimeZone(zone)));
  return [
    ...(windows ? windowProblems(windows) : []),
    ...[...zones].map((zone) => `${JSON.stringify(zone)} is not a time zone; give an IANA name, such as Europe/Berlin`),
    ...(lifetimeSeconds !== undefined && !(lifetimeSeconds > 0)
      ? [`lifetimeSeconds is ${lifetimeSeconds}; it must be above 0, or be left out for ever`]
      : []),
    ...(linesPerSnapshot !== undefined && !(linesPerSnapshot >= 1)
      ? [`linesPerSnapshot is ${linesPerSnapshot}; it must be 1 or more`]
      : []),
  ];
}

/** Nobody comes on a list twice, neither under their name nor under another with the same number. */
function withNewcomers(before: readonly Listed[], people: readonly Person[]) {
  const names = new Map(before.map(({ person }) => [person.id, numbersOf(person)]));
  const numbers = new Map(before.flatMap(({ person }) => numbersOf(person).map((number) => [number, person.id])));
  const problems: string[] = [];
  const listed = [...before];
  let turn = before.reduce((last, { contact }) => Math.max(last, contact.turn), 0);
  for (const person of people) {
    const own = numbersOf(person);
    const known = names.get(person.id);
    if (known !== undefined) {
      if (known.join() !== own.join()) {
        const which = known.length > 1 || own.length > 1 ? 'other numbers, which are' : 'another number, which is';
        problems.push(`${person.id} is on the list with ${which} kept`);
      }
      continue;
    }
    const other = own.map((number) => numbers.get(number)).find((id) => id !== undefined);
    if (other !== undefined) {
      problems.push(`${person.id} is not added: the number is on the list as ${other}`);
      continue;
    }
    turn += 1;
    names.set(person.id, own);
    for (const number of own) numbers.set(number, person.id);
    listed.push({ contact: newContact(person.id, turn), person });
  }
  return { listed, problems };
}
