import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openJournalFolder } from '../../../conformance/reference/journal-folder';

let above: string;
let folder: string;
beforeEach(() => {
  above = mkdtempSync(join(tmpdir(), 'folder-'));
  folder = join(above, 'kept');
});
afterEach(() => rmSync(above, { recursive: true }));
const open = () => openJournalFolder(folder, 'kept');
const lock = () => join(folder, 'in-use.lock');
/** The number of a process that is no more. */
const gone = () => String(spawnSync(process.execPath, ['-e', '']).pid);

it('makes the folder, keeps journals in it, and leaves no lock behind', () => {
  const first = open();
  first.journal('renewals').replace('a\n');
  expect(readFileSync(lock(), 'utf8')).toBe(String(process.pid));
  first.close();
  const second = open();
  expect(second.journal('renewals').read()).toEqual({ snapshot: 'a\n', journal: '' });
  second.close();
  expect(readdirSync(folder).sort()).toEqual(['renewals.journal.jsonl', 'renewals.snapshot.jsonl']);
});

it('is had by one at a time', () => {
  const first = open();
  expect(open).toThrow(`--journal: kept is in use by process ${process.pid}, and two would dial the same people;`);
  expect(readdirSync(folder)).toEqual(['in-use.lock']);
  first.close();
  open().close();
});

it('is taken over from a process that is gone', () => {
  open().close();
  writeFileSync(lock(), gone());
  const next = open();
  expect(readFileSync(lock(), 'utf8')).toBe(String(process.pid));
  expect(readdirSync(folder)).toEqual(['in-use.lock']);
  next.close();
});

it('is taken over from a process of an earlier life that had our number', () => {
  open().close();
  writeFileSync(lock(), String(process.pid));
  open().close();
});

it.each([
  ['a process that is there', () => String(process.ppid), /in use by process \d+/],
  ['a lock nobody can read', () => 'who knows', /in use by another process, .* remove kept\/in-use\.lock/],
])('is left to %s', (_, owner, sentence) => {
  open().close();
  writeFileSync(lock(), owner());
  expect(open).toThrow(sentence);
  expect(readFileSync(lock(), 'utf8')).toBe(owner());
});

it('says so when it cannot be', () => {
  writeFileSync(folder, 'a file');
  expect(open).toThrow('--journal: kept cannot be used (EEXIST); give a folder that can be written');
});
