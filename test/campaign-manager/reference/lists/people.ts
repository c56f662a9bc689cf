/** Lists of people for tests, showing only what matters. */
import { ContactList, type RetryRules } from '../../../../campaign-manager/reference/contact-list';
import type { Person } from '../../../../campaign-manager/reference/lists/contact';
import { type LoadedContacts, openContacts } from '../../../../campaign-manager/reference/lists/open-contacts';

/** A Monday, 10:00 in Berlin. */
export const startMs = Date.UTC(2026, 0, 5, 9, 0, 0);
export const minutes = (count: number) => startMs + count * 60_000;

export const aPerson = (id: string, more: Partial<Person> = {}): Person => ({
  id,
  name: `Person ${id}`,
  number: `+4930${String([...id].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 7) % 10_000_000).padStart(7, '0')}`,
  otherNumbers: [],
  timeZone: 'Europe/Berlin',
  priority: 100,
  fields: {},
  loadedAt: startMs,
  ...more,
});

export const rules: RetryRules = { attempts: 3, retrySeconds: 600 };

/** As a campaign does it: opens the list and gets it over a restart. */
export function openList(loaded: LoadedContacts, terms: RetryRules = rules, nowMs = startMs) {
  const { contents, problems } = openContacts('renewals', loaded);
  const list = new ContactList('renewals', contents, terms, nowMs);
  return { list, problems, changes: [...list.recover(nowMs), ...list.advance(nowMs)] };
}

export const aListOf = (people: readonly Person[], more: Partial<LoadedContacts> & { rules?: RetryRules } = {}) =>
  openList({ people, ...more }, more.rules).list;

export const stateOf = (list: ContactList, name: string) => list.contact(name).state;
