import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sentences } from '../../../documents/told';
import { loadScenario } from '../../../simulator/scenario/load-scenario';
import { readScenario } from '../../../simulator/scenario/read-scenario';

const small = { name: 'small', durationSeconds: 60, groups: [{ name: 'sales', queues: ['sales-inbound'] }] };
const text = JSON.stringify(small, null, 2);

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'scenario-text-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const load = (bytes: Uint8Array | string) => {
  writeFileSync(join(folder, 's.json'), bytes);
  return loadScenario({ path: join(folder, 's.json'), shown: 's.json' });
};
const at = (path: string) => {
  const read = loadScenario({ path, shown: 's.json' });
  return read.ok ? [] : sentences(read.problems);
};

test.each([
  ['CRLF', text.replaceAll('\n', '\r\n')],
  ['a byte order mark', `\ufeff${text}`],
  ['UTF-16', Buffer.from(`\ufeff${text}`, 'utf16le')],
  ['blanks around it', ` \t\r\n${text}\n\n`],
])('a file with %s is read', (_, bytes) => {
  expect(load(bytes)).toMatchObject({ ok: true, scenario: { name: 'small' } });
});

test.each<[string, Uint8Array | string, string]>([
  ['empty', '', '$: not JSON at line 1, column 1: found the end of the file; here must stand a value'],
  [
    'a comment',
    `// small\n${text}`,
    'line 1, column 1: found "// small"; here must stand a value (JSON has no comments)',
  ],
  [
    'a comment inside',
    `{ # x\n}`,
    'line 1, column 3: found "# x"; here must stand a field name in double quotes (JSON',
  ],
  ['NaN', '{\r\n"durationSeconds": NaN }', 'line 2, column 20: found "NaN }"; here must stand a value'],
  ['another encoding', Buffer.from([0x7b, 0xfc, 0xe4, 0x7d]), '$: is not UTF-8; save it as UTF-8'],
  ['deep', '['.repeat(100_000), 'at most 200 levels of nesting'],
  ['two documents', `${text}${text}`, 'here must stand nothing after the end of the document'],
  ['a list', '[]', '$: is []; it must be an object with fields from name, seed'],
  ['null', 'null', '$: is null; it must be an object with fields from name, seed'],
])('a file that is %s is refused with one sentence', (_, bytes, sentence) => {
  const read = load(bytes);
  expect(read.ok ? [] : sentences(read.problems)).toEqual([expect.stringContaining(sentence)]);
});

test('what is no file is refused by what the system says', () => {
  mkdirSync(join(folder, 'a'));
  const refused = (code: string) => [`s.json: $: cannot be read (${code}); give the path of a scenario file`];
  expect(at(join(folder, 'a'))).toEqual(refused('EISDIR'));
  expect(at(join(folder, 'b'))).toEqual(refused('ENOENT'));
  writeFileSync(join(folder, 'c'), text);
  expect(at(join(folder, 'c', 'd'))).toEqual(refused('ENOTDIR'));
});

test('a device without an end is refused', () => {
  if (process.platform === 'win32') return;
  expect(at('/dev/zero')).toEqual(['s.json: $: has more than 67108864 bytes; give a scenario file']);
});

test('a pipe is read like a file', () => {
  if (process.platform === 'win32') return;
  const pipe = join(folder, 'pipe');
  execFileSync('mkfifo', [pipe]);
  writeFileSync(join(folder, 's.json'), text);
  // It waits for somebody to read.
  spawn('sh', ['-c', 'cat "$0" > "$1"', join(folder, 's.json'), pipe], { stdio: 'ignore' });
  expect(at(pipe)).toEqual([]);
});

test('a number that no program can hold is shown as such', () => {
  const read = readScenario('s.json', text.replace('60', '1e999'));
  expect(read.ok ? [] : sentences(read.problems)).toEqual([
    's.json: $.durationSeconds: is "a number beyond 1.8e308"; it must be a number of seconds above 0 and at most a year',
  ]);
});

test('two names of any length are not compared letter by letter', () => {
  const agents = [{ username: 'ana', group: 'y'.repeat(200_000), kind: 'blended' }];
  const groups = [{ name: 'x'.repeat(200_000), queues: ['q'] }];
  const read = readScenario('s.json', JSON.stringify({ ...small, groups, agents }));
  const problems = read.ok ? [] : sentences(read.problems);
  expect(problems).toHaveLength(3);
  for (const problem of problems) expect(problem.length).toBeLessThan(300);
});
