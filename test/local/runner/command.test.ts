import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '../../../local/runner/command';
import { buildInProcess } from '../../../local/simulate/application';

let folder: string;
let said: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'command-'));
  said = '';
  jest.spyOn(process.stderr, 'write').mockImplementation((text) => {
    said += String(text);
    return true;
  });
  jest.spyOn(process.stdout, 'write').mockReturnValue(true);
});
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

const run = (...more: string[]) =>
  runCommand({ program: 'simulate', build: buildInProcess }, [
    ...['--scenario', join(folder, 's.json'), '--headless', ...more],
  ]);
const write = (scenario: object) => writeFileSync(join(folder, 's.json'), JSON.stringify(scenario));
const right = { name: 'small', durationSeconds: 1, groups: [{ name: 'sales', queues: ['sales-inbound'] }] };

test('a scenario that cannot be used leaves no trace and no folder behind', async () => {
  write({ ...right, groups: [] });
  expect(await run('--trace', join(folder, 'a', 'b', 'trace.jsonl'))).toBe(2);
  expect(said).toContain('$.groups: is []; a scenario needs at least one group');
  expect(readdirSync(folder)).toEqual(['s.json']);
});

test('what is wrong with the scenario and with the trace is said at once', async () => {
  write({ ...right, groups: [] });
  expect(await run('--trace', join(folder, 's.json', 'trace.jsonl'))).toBe(2);
  expect(said.trim().split('\n')).toEqual([
    expect.stringContaining('$.groups: is []'),
    expect.stringMatching(/^--trace .*: cannot be written \(ENOTDIR\); give a file in a folder that can be made$/),
  ]);
});

test('a run writes its trace, and makes the folder', async () => {
  write(right);
  expect(await run('--trace', join(folder, 'a', 'trace.jsonl'))).toBe(0);
  expect(existsSync(join(folder, 'a', 'trace.jsonl'))).toBe(true);
});
