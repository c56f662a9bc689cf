import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FileJournal } from '../../../../campaign-manager/reference/lists/journal-file';
import { aPerson, openList, startMs } from './people';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'journal-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const people = [aPerson('a'), aPerson('b', { name: 'Zoë' })];
const open = (store: FileJournal, linesPerSnapshot = 1000) => openList({ people, store, linesPerSnapshot });

it('keeps a list over the end of a process, in a folder it makes', () => {
  const first = new FileJournal(join(folder, 'lists'), 'renewals');
  expect(first.read()).toEqual({ snapshot: null, journal: '' });
  const { list } = open(first, 2);
  list.take(startMs);
  list.placed('a');
  list.ended('a', 'no-answer', startMs);
  first.close();
  const second = new FileJournal(join(folder, 'lists'), 'renewals');
  const { list: again, problems, changes } = open(second);
  expect([again.contacts(), problems, changes]).toEqual([list.contacts(), [], []]);
  expect(again.person('b')?.name).toBe('Zoë');
  second.close();
  expect(readdirSync(join(folder, 'lists')).sort()).toEqual(['renewals.journal.jsonl', 'renewals.snapshot.jsonl']);
});

it('gets over a torn line in the file, and writes on behind what is whole', () => {
  const first = new FileJournal(folder, 'renewals');
  open(first).list.take(startMs);
  first.close();
  const path = join(folder, 'renewals.journal.jsonl');
  appendFileSync(path, '{"seq":2,"at":1767');
  const second = new FileJournal(folder, 'renewals');
  const { list, problems } = open(second);
  expect(problems).toHaveLength(1);
  second.close();
  expect(readFileSync(path, 'utf8')).toMatch(/^\{"seq":2,.*"state":"open".*\}\n$/);
  const third = new FileJournal(folder, 'renewals');
  expect(open(third).list.contacts()).toEqual(list.contacts());
  third.close();
});

it('brings back a file that was taken away while it is kept', () => {
  const store = new FileJournal(folder, 'renewals');
  const { list } = open(store);
  for (const file of ['renewals.journal.jsonl', 'renewals.snapshot.jsonl']) {
    rmSync(join(folder, file));
    list.withdrawn(list.take(startMs)?.name ?? '');
    expect(existsSync(join(folder, file))).toBe(true);
  }
  store.close();
  const again = new FileJournal(folder, 'renewals');
  expect(open(again).list.contacts()).toEqual(list.contacts());
  again.close();
});

it('whoever had it before and only stood still writes into files that are not there any more', () => {
  const before = new FileJournal(folder, 'renewals');
  const { list: stale } = open(before);
  const now = new FileJournal(folder, 'renewals');
  const { list } = open(now);
  list.take(startMs);
  const first = stale.take(startMs);
  expect(first?.name).toBe('a');
  // As late as can be: a whole snapshot in place of the new one.
  before.replace('{"format":1,"campaign":"renewals","seq":0,"contacts":0}\n');
  list.placed('a');
  const third = new FileJournal(folder, 'renewals');
  expect(open(third).list.contact('a')).toMatchObject({ attempts: 1, state: 'rescheduled', lastOutcome: 'unknown' });
  for (const journal of [before, now, third]) journal.close();
});

it('nothing counts of what is written once the folder is another process\u2019s', () => {
  let held = true;
  const troubled = jest.fn();
  const store = new FileJournal(folder, 'renewals', { held: () => held, troubled });
  const { list } = open(store);
  held = false;
  expect(() => list.take(startMs)).toThrow(
    'renewals is not kept by this process any more: another has taken the folder',
  );
  expect(list.contact('a').state).toBe('open');
  expect(troubled).toHaveBeenCalledWith(expect.objectContaining({ name: 'JournalTroubleError' }));
});

it('says in words what the disk does not do', () => {
  mkdirSync(join(folder, 'renewals.snapshot.jsonl'));
  expect(() => new FileJournal(folder, 'renewals').read()).toThrow(
    'renewals cannot be read: it is a folder (EISDIR); take it away and start again',
  );
});
