import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FileJournal } from '../../../../local/campaign-manager/lists/journal-file';
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
