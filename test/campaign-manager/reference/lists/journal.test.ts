import type { Contact } from '../../../../campaign-manager/reference/contact-list';
import { replay } from '../../../../campaign-manager/reference/lists/journal';
import { type JournalStore, MemoryJournal } from '../../../../campaign-manager/reference/lists/journal-store';
import { aPerson, minutes, openList, rules, startMs } from './people';

const people = ['a', 'b', 'c'].map((id) => aPerson(id));
const open = (store: JournalStore, nowMs = startMs, linesPerSnapshot?: number) =>
  openList({ people, store, ...(linesPerSnapshot && { linesPerSnapshot }) }, rules, nowMs);
const contactsIn = (store: JournalStore): readonly Contact[] | undefined =>
  replay('renewals', store.read())?.listed.map(({ contact }) => contact);

it('replays to the contacts as they were, with or without a snapshot on the way', () => {
  for (const linesPerSnapshot of [1, 2, 1000]) {
    const store = new MemoryJournal();
    const { list } = open(store, startMs, linesPerSnapshot);
    for (const outcome of ['no-answer', 'completed', 'failed'] as const) {
      const name = list.take(startMs)?.name ?? '';
      list.placed(name);
      list.ended(name, outcome, startMs);
      expect(contactsIn(store)).toEqual(list.contacts());
    }
    list.take(startMs);
    list.rejected('c');
    list.promise('a', { agentId: 'id-ana', atMs: minutes(3) });
    expect(contactsIn(store)).toEqual(list.contacts());
  }
});

it('goes on in the same order after a restart', () => {
  const store = new MemoryJournal();
  const { list } = open(store);
  list.take(startMs);
  list.take(startMs);
  list.rejected('a');
  list.withdrawn('b');
  const again = open(new MemoryJournal(store.read())).list;
  expect(again.contacts()).toEqual(list.contacts());
  expect([1, 2, 3].map(() => again.take(startMs)?.name)).toEqual(['b', 'c', 'a']);
});

it('who was being dialled at a crash has used an attempt and is not dialled at once; who was only chosen has not', () => {
  const store = new MemoryJournal();
  const { list } = open(store);
  list.take(startMs);
  list.placed('a');
  list.take(startMs);
  const { list: again, changes } = open(new MemoryJournal(store.read()), minutes(1));
  expect(changes.map(({ contact, reason }) => [contact.name, contact.state, contact.attempts, reason])).toEqual([
    ['a', 'rescheduled', 1, 'dialled when the Campaign Manager stopped, outcome unknown, at attempt 1 of 3'],
    ['b', 'open', 0, 'chosen when the Campaign Manager stopped'],
  ]);
  expect(again.contact('a')).toMatchObject({ retryAt: minutes(11), lastOutcome: 'unknown' });
});

it('waits a minute with somebody whose last call nobody knows the end of, though retries may be at once', () => {
  const store = new MemoryJournal();
  const atOnce = { attempts: 2, retrySeconds: 0 };
  const { list } = openList({ people, store }, atOnce);
  list.take(startMs);
  list.placed('a');
  const { list: again } = openList({ people, store: new MemoryJournal(store.read()) }, atOnce);
  expect(again.contact('a').retryAt).toBe(minutes(1));
});

it('drops a torn last line, says so, and writes on behind what is whole', () => {
  const store = new MemoryJournal();
  open(store).list.take(startMs);
  const { snapshot, journal } = store.read();
  for (const torn of ['{"seq":2,"at":17676', '{"seq":2,"at', '\u0000\u0000\u0000\n']) {
    const broken = new MemoryJournal({ snapshot, journal: journal + torn });
    const { list, problems } = open(broken);
    expect(problems).toEqual([expect.stringMatching(/^line 2 of the journal was not written to its end .* dropped$/)]);
    list.take(startMs);
    expect(contactsIn(broken)).toEqual(list.contacts());
    expect(open(new MemoryJournal(broken.read())).problems).toEqual([]);
  }
});

it('a crash between a new snapshot and the emptying of the journal does no harm', () => {
  const memory = new MemoryJournal();
  let left = memory.read();
  const store: JournalStore = {
    read: () => memory.read(),
    whole: () => memory.whole(),
    append: (text) => memory.append(text),
    replace(snapshot) {
      left = { snapshot, journal: memory.read().journal };
      memory.replace(snapshot);
    },
  };
  const { list } = open(store, startMs, 2);
  list.take(startMs);
  list.placed('a');
  const contacts = list.contacts();
  list.take(startMs);
  expect(left.journal.split('\n')).toHaveLength(3);
  expect(contactsIn(new MemoryJournal(left))).toEqual(contacts);
});

it('changes nothing when a line cannot be written, and mends the journal with the next one that can', () => {
  const memory = new MemoryJournal();
  let full = false;
  const store: JournalStore = {
    read: () => memory.read(),
    whole: () => memory.whole(),
    replace: (snapshot) => memory.replace(snapshot),
    append(text) {
      memory.append(full ? text.slice(0, 20) : text);
      if (full) throw new Error('no space left on the disk');
    },
  };
  const { list } = open(store);
  list.take(startMs);
  full = true;
  expect(() => list.placed('a')).toThrow('no space left');
  expect(list.contact('a')).toMatchObject({ attempts: 0, placed: false });
  full = false;
  list.placed('a');
  expect(contactsIn(store)).toEqual(list.contacts());
});

it('does what time has brought once it can be written, though it could not at first', () => {
  const store = new MemoryJournal();
  const { list } = open(store);
  list.take(startMs);
  list.rescheduled('a', minutes(1));
  jest.spyOn(store, 'append').mockImplementationOnce(() => {
    throw new Error('no space left on the disk');
  });
  expect(() => list.advance(minutes(1))).toThrow('no space left');
  expect(list.advance(minutes(1))).toMatchObject([{ contact: { name: 'a', state: 'open' } }]);
});

it.each<[string, (stored: { snapshot: string; journal: string }) => { snapshot: string | null; journal: string }]>([
  ['line 1 of the journal is not JSON', ({ snapshot, journal }) => ({ snapshot, journal: journal.replace('{', '') })],
  [
    'line 1 of the journal is change 2, not 1',
    ({ snapshot, journal }) => ({ snapshot, journal: journal.slice(journal.indexOf('\n') + 1) }),
  ],
  [
    'line 1 of the journal is about z, who is not listed',
    ({ snapshot, journal }) => ({ snapshot, journal: journal.replace('"name":"a"', '"name":"z"') }),
  ],
  [
    'line 1 of the journal cannot be read (contact.attempts: ',
    ({ snapshot, journal }) => ({ snapshot, journal: journal.replace('"attempts":0', '"attempts":-1') }),
  ],
  ['line 1 of the journal has no snapshot it could follow', ({ journal }) => ({ snapshot: null, journal })],
  [
    'line 1 of the snapshot announces 3 contacts, and 2 follow',
    ({ snapshot, journal }) => ({ snapshot: snapshot.split('\n').slice(0, 3).join('\n'), journal }),
  ],
  [
    'line 1 of the snapshot is about campaign surveys, not renewals',
    ({ snapshot, journal }) => ({ snapshot: snapshot.replace('renewals', 'surveys'), journal }),
  ],
])('refuses to guess: %s', (problem, spoil) => {
  const store = new MemoryJournal();
  const { list } = open(store);
  list.take(startMs);
  list.placed('a');
  const { snapshot, journal } = store.read();
  const spoilt = new MemoryJournal(spoil({ snapshot: snapshot ?? '', journal }));
  expect(() => open(spoilt)).toThrow(problem);
});

it('adds people who are not on the list yet, once, and says who could not be added', () => {
  const store = new MemoryJournal();
  const { list } = open(store);
  list.take(startMs);
  list.closed('a', 'not interested');
  const newcomers = [
    ...people.slice(0, 2),
    aPerson('c', { number: '+49309999999' }),
    aPerson('d'),
    aPerson('e', { number: aPerson('a').number }),
  ];
  const { list: again, problems } = openList({ people: newcomers, store }, rules, minutes(1));
  expect(again.contacts().map(({ name, state }) => [name, state])).toEqual([
    ['a', 'closed'],
    ['b', 'open'],
    ['c', 'open'],
    ['d', 'open'],
  ]);
  expect(problems).toEqual([
    'c is on the list with another number, which is kept',
    'e is not added: the number is on the list as a',
  ]);
  expect(open(new MemoryJournal(store.read())).list.contacts()).toEqual(again.contacts());
});

it('closes contacts that have used more attempts than the campaign allows by now', () => {
  const store = new MemoryJournal();
  const { list } = open(store);
  list.take(startMs);
  list.placed('a');
  list.ended('a', 'no-answer', startMs);
  const { changes } = openList({ people, store }, { attempts: 1, retrySeconds: 60 }, minutes(1));
  expect(changes).toMatchObject([{ contact: { name: 'a', state: 'closed' }, reason: 'all 1 attempts are used' }]);
});
