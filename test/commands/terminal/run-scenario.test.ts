import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '../../../commands/terminal/run-scenario';
import { buildInProcess } from '../../../simulator/in-process/application';
import type { BuildApplication } from '../../../simulator/run/running-application';
import { ctrlC } from './ctrl-c';

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
  runCommand({ program: 'simulate', build: () => buildInProcess }, [
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
    expect.stringMatching(
      /^--trace .*: cannot be written \(ENOTDIR\); give a file in a folder that can be made \[file\.unwritable\]$/,
    ),
  ]);
});

test('a run writes its trace, and makes the folder', async () => {
  write(right);
  expect(await run('--trace', join(folder, 'a', 'trace.jsonl'))).toBe(0);
  expect(existsSync(join(folder, 'a', 'trace.jsonl'))).toBe(true);
});

test('a trace that the disk does not take is a sentence, and the summary is told', async () => {
  if (process.platform !== 'linux') return;
  write(right);
  expect(await run('--trace', '/dev/full')).toBe(2);
  expect(said).toBe(
    '--trace /dev/full: cannot be written (ENOSPC); the run is over and its trace is lost; give a file where there is room [file.unwritable]\n',
  );
  expect(process.stdout.write).toHaveBeenCalledWith(expect.stringContaining('small: 1 s of simulated time'));
});

test('Ctrl-C ends the run with its summary, its trace and its exit code', async () => {
  write({ ...right, durationSeconds: 1000 });
  const interrupted: BuildApplication = async (context) => {
    context.scheduler.at(context.scenario.startMs + 3000, ctrlC);
    return buildInProcess(context);
  };
  const trace = join(folder, 'trace.jsonl');
  const argv = ['--scenario', join(folder, 's.json'), '--trace', trace];
  expect(await runCommand({ program: 'simulate', build: () => interrupted }, argv)).toBe(0);
  expect(said).toContain('Ctrl-C: the run ends here, with its summary; once more ends it at once');
  expect(JSON.parse(readFileSync(trace, 'utf8').trim().split('\n').at(-1) ?? '')).toMatchObject({
    type: 'summary',
    t: 3,
  });
});
