import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepareTraceFile, traceFileProblem } from '../../../commands/terminal/trace-file';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'trace-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('the folder of a trace is made, however deep', () => {
  const path = join(folder, 'a', 'b', 'trace.jsonl');
  expect(prepareTraceFile(path, 'a/b/trace.jsonl')).toBeNull();
  expect(existsSync(path)).toBe(true);
});

test('a place where nothing can be made is a problem in one line, and never a hang', () => {
  writeFileSync(join(folder, 'file'), '');
  for (const path of [folder, join(folder, 'file', 'trace.jsonl'), '/proc/none/deeper/trace.jsonl']) {
    expect(prepareTraceFile(path, 'OUT')?.sentence).toMatch(/^--trace OUT: cannot be written \(E[A-Z]+\); give a file/);
  }
});

test('looking makes nothing, and sees a place where nothing can be made', () => {
  const path = join(folder, 'a', 'b', 'trace.jsonl');
  expect(traceFileProblem(path, 'a/b/trace.jsonl')).toBeNull();
  expect(readdirSync(folder)).toEqual([]);
  writeFileSync(join(folder, 'file'), 'held');
  expect(traceFileProblem(join(folder, 'file'), 'file')).toBeNull();
  expect(readFileSync(join(folder, 'file'), 'utf8')).toBe('held');
  expect(traceFileProblem(folder, 'OUT')?.sentence).toBe(
    '--trace OUT: cannot be written (EISDIR); give a file in a folder that can be made',
  );
  expect(traceFileProblem(join(folder, 'file', 'deeper', 'trace.jsonl'), 'OUT')?.sentence).toBe(
    '--trace OUT: cannot be written (ENOTDIR); give a file in a folder that can be made',
  );
});
