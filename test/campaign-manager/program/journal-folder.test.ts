import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JournalTroubleError } from '../../../campaign-manager/reference/lists/journal-trouble';
import { openJournalFolder } from '../../../campaign-manager/reference/program/journal-folder';

let above: string;
let folder: string;
beforeEach(() => {
  above = mkdtempSync(join(tmpdir(), 'folder-'));
  folder = join(above, 'kept');
});
afterEach(() => rmSync(above, { recursive: true }));

const open = (wanted: readonly string[] = [], troubled: (error: JournalTroubleError) => void = () => {}) =>
  openJournalFolder(folder, { shown: 'kept', wanted, troubled });
/** A first start with these journals. */
async function begin(...names: string[]) {
  const first = await open(names);
  for (const name of names) first.journal(name).replace(`${name}\n`);
  first.opened();
  first.close();
  return first;
}

it('makes the folder, keeps journals in it, and leaves no lock behind', async () => {
  expect((await begin('renewals')).begunAnew).toBe(true);
  const second = await open(['renewals']);
  expect(second.begunAnew).toBe(false);
  expect(second.journal('renewals').read()).toEqual({ snapshot: 'renewals\n', journal: '' });
  second.close();
  expect(readdirSync(folder).sort()).toEqual(['manifest.json', 'renewals.journal.jsonl', 'renewals.snapshot.jsonl']);
});

it('is had by one at a time', async () => {
  const first = await open();
  await expect(open()).rejects.toThrow(`--journal: kept is in use by process ${process.pid}, and two would dial`);
  first.close();
  (await open()).close();
});

it('does not begin anew when something is gone: all that is, at once', async () => {
  await begin('all.do-not-call', 'renewals', 'winback');
  rmSync(join(folder, 'all.do-not-call.snapshot.jsonl'));
  rmSync(join(folder, 'renewals.journal.jsonl'));
  rmSync(join(folder, 'winback.snapshot.jsonl'));
  await expect(open(['all.do-not-call', 'renewals'])).rejects.toThrow(
    '--journal: kept has lost something: all.do-not-call.snapshot.jsonl, renewals.journal.jsonl are gone, and with them who was called and who must not be; put them back from a copy, or give another folder to begin anew',
  );
  expect(existsSync(join(folder, 'in-use.lock'))).toBe(false);
});

it('takes campaigns that are new, and forgets none that is not asked for', async () => {
  await begin('renewals');
  const second = await open(['winback']);
  second.journal('winback').replace('w\n');
  second.opened();
  second.close();
  rmSync(join(folder, 'renewals.snapshot.jsonl'));
  await expect(open(['renewals', 'winback'])).rejects.toThrow('renewals.snapshot.jsonl is gone');
});

it('a first start that was cut short is gone on with', async () => {
  const cut = await open(['renewals', 'winback']);
  cut.journal('renewals').replace('r\n');
  cut.close();
  const again = await open(['renewals', 'winback']);
  expect(again.journal('renewals').read().snapshot).toBe('r\n');
  expect(again.journal('winback').read().snapshot).toBeNull();
  again.close();
});

it.each([
  [
    'that is gone',
    () => rmSync(join(folder, 'manifest.json')),
    /has journals and no manifest\.json, .* write \{"format":1,"journals":\["renewals"\]\} to kept\/manifest\.json/,
  ],
  [
    'nobody can read',
    () => writeFileSync(join(folder, 'manifest.json'), '{"form'),
    /has a manifest\.json that cannot be read; put/,
  ],
])('does not guess in place of a manifest %s', async (_, harm, sentence) => {
  await begin('renewals');
  harm();
  await expect(open(['renewals'])).rejects.toThrow(sentence);
  expect(readFileSync(join(folder, 'renewals.snapshot.jsonl'), 'utf8')).toBe('renewals\n');
});

it('says so when it cannot be', async () => {
  writeFileSync(folder, 'a file');
  await expect(open()).rejects.toThrow(
    '--journal: kept cannot be written: it is a file (EEXIST); give a folder and start again',
  );
});

it('nothing counts that is written after another process has taken it', async () => {
  const troubled = jest.fn();
  const first = await open([], troubled);
  const journal = first.journal('renewals');
  journal.replace('a\n');
  rmSync(join(folder, 'in-use.lock'));
  expect(() => journal.append('b\n')).toThrow(
    'renewals is not kept by this process any more: another has taken the folder',
  );
  expect(troubled).toHaveBeenCalledTimes(1);
  first.close();
});
