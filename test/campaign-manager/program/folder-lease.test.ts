import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type FolderLease,
  type LeaseTimes,
  leaseMs,
  takeFolder,
} from '../../../campaign-manager/reference/program/folder-lease';
import { thisProcess } from '../../../campaign-manager/reference/program/this-process';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lease-'));
});
afterEach(() => rmSync(folder, { recursive: true }));
const lock = () => join(folder, 'in-use.lock');
const written = () => JSON.parse(readFileSync(lock(), 'utf8')) as { readonly pid: number; readonly owner: string };

/** Waiting takes no time; what the rest of the world does meanwhile is told, and when the lease is touched. */
class Times implements LeaseTimes {
  waited = 0;
  beat = () => {};
  constructor(private readonly meanwhile: (waited: number) => void = () => {}) {}
  now = () => this.waited;
  every = (_: number, task: () => void) => {
    this.beat = task;
    return () => {
      this.beat = () => {};
    };
  };
  async wait(ms: number) {
    this.waited += ms;
    this.meanwhile(this.waited);
  }
}

const take = (times: LeaseTimes = new Times(), lost = () => {}) => takeFolder(folder, { shown: 'kept', lost, times });
const aProcess = { owner: 'somebody', ...thisProcess() };
/** As another container left it. */
const elsewhere = { ...aProcess, pid: 1, space: 'another', host: 'box-7' };
const leave = (content: object | string) =>
  writeFileSync(lock(), typeof content === 'string' ? content : JSON.stringify(content));
const touched = (atSeconds: number) => utimesSync(lock(), atSeconds, atSeconds);

it('is had by one at a time, and leaves nothing behind', async () => {
  const first = await take();
  expect(written()).toMatchObject({ pid: process.pid });
  await expect(take()).rejects.toThrow(
    `--journal: kept is in use by process ${process.pid}, and two would dial the same people; end that one, or give another`,
  );
  expect(first.held()).toBe(true);
  first.release();
  expect([first.held(), readdirSync(folder)]).toEqual([false, []]);
  (await take()).release();
});

it('is taken at once from a process of this container that is gone, or whose number is another\u2019s now', async () => {
  const { pid } = spawnSync(process.execPath, ['-e', '']);
  for (const gone of [
    { ...aProcess, pid },
    { ...aProcess, pid: process.ppid, began: 'long ago' },
    { ...aProcess, began: 'in an earlier life' },
  ]) {
    leave(gone);
    const times = new Times();
    const lease = await take(times);
    expect(times.waited).toBeLessThan(leaseMs / 10);
    expect(readdirSync(folder)).toEqual(['in-use.lock']);
    lease.release();
  }
});

it('is left to a process of this container that is there, however long it stands still', async () => {
  leave({ ...aProcess, pid: process.ppid, began: null });
  const times = new Times();
  await expect(take(times)).rejects.toThrow(`in use by process ${process.ppid}, and two`);
  expect(times.waited).toBe(0);
});

it('is left to another container that touches it, wherever its clock stands', async () => {
  leave(elsewhere);
  touched(4_000_000_000);
  const times = new Times((waited) => touched(waited < 2_000 ? 4_000_000_000 : 4_000_000_002));
  await expect(take(times)).rejects.toThrow('in use by process 1 of another container or machine (box-7), and two');
  expect(times.waited).toBeLessThan(3_000);
  expect(written().owner).toBe('somebody');
});

it.each([
  ['another container that does not', elsewhere],
  ['whoever died before the lock was written', ''],
])('is taken from %s, after the lease has run by our clock', async (_, content) => {
  leave(content);
  touched(4_000_000_000);
  const times = new Times();
  const looking = jest.fn();
  const lease = await takeFolder(folder, { shown: 'kept', lost: () => {}, looking, times });
  expect(looking).toHaveBeenCalledWith(
    expect.stringMatching(
      /^--journal: kept is in use by a process.*, or was when it died: which of the two takes up to 12 s to see$/,
    ),
  );
  expect(times.waited).toBeGreaterThanOrEqual(leaseMs);
  expect(written().pid).toBe(process.pid);
  lease.release();
  expect(existsSync(lock())).toBe(false);
});

it('is left to what is none of these programs', async () => {
  leave('who knows');
  await expect(take()).rejects.toThrow(/in use by another process, .* remove kept\/in-use\.lock/);
  expect(readFileSync(lock(), 'utf8')).toBe('who knows');
});

it('who stood still learns that another has it: before what they wrote counts, and by themselves', async () => {
  const lost = jest.fn();
  const slow = new Times();
  const first = await take(slow, lost);
  leave({ ...written(), space: 'another' });
  const second = await take();
  expect([first.held(), second.held()]).toEqual([false, true]);
  slow.beat();
  slow.beat();
  expect(lost).toHaveBeenCalledTimes(1);
  first.release();
  expect(second.held()).toBe(true);
  second.release();
});

it('of two who find it stale, one gets it', async () => {
  for (let round = 0; round < 20; round++) {
    leave(elsewhere);
    const outcomes = await Promise.allSettled([take(), take(), take()]);
    const got = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
    expect(got.filter((lease: FolderLease) => lease.held())).toHaveLength(1);
    expect(got).toHaveLength(1);
    for (const lease of got) lease.release();
    expect(readdirSync(folder)).toEqual([]);
  }
});
