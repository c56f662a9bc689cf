import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { judge, type Reasons, type ReportedMutant, reasonsSchema } from './judge';
import { mutatedFiles } from './mutated-files';
import reasons from './survivors.json';

const source = 'const twice = (n: number) =>\n  n * 2;\nconst half = (n: number) => n / 2;\n';

/** `n * 2` as something else. */
const mutant = (status: string, replacement = 'n / 2'): ReportedMutant => ({
  status,
  replacement,
  location: { start: { line: 2, column: 3 }, end: { line: 2, column: 8 } },
});
const survivor = { line: 'n * 2;', code: 'n * 2', mutant: 'n / 2' };
const because = (reason: string, entry = survivor): Reasons => ({ 'a.ts': [{ ...entry, reason }] });
const report = (...mutants: readonly ReportedMutant[]) => ({ 'a.ts': { source, mutants } });
const killed = (count: number) => Array.from({ length: count }, () => mutant('Killed', 'n - 2'));

test('killed is what a test notices, and what never ends; survivors are also those no test reaches', () => {
  const statuses = ['Killed', 'Timeout', 'Survived', 'NoCoverage', 'Ignored', 'CompileError', 'RuntimeError'];
  const { scores, score } = judge(report(...statuses.map((status) => mutant(status))), {});
  expect(scores).toEqual([{ file: 'a.ts', mutants: 4, killed: 2, survived: 2 }]);
  expect(score).toBe(50);
});

test('a survivor without a reason is a problem, and is told as an entry for the list', () => {
  const { problems, unexplained } = judge(report(...killed(9), mutant('Survived')), {});
  expect(problems).toEqual(['a.ts: no test notices `n * 2` -> `n / 2`, and no reason is given (in: n * 2;)']);
  expect(unexplained).toEqual({ 'a.ts': [survivor] });
});

test('one with a reason is none, wherever its line stands by now', () => {
  const lower = { ...mutant('Survived'), location: { start: { line: 4, column: 3 }, end: { line: 4, column: 8 } } };
  const moved = { 'a.ts': { source: `// More.\n\n${source}`, mutants: [...killed(9), lower] } };
  expect(judge(moved, because('nobody calls it with 2')).problems).toEqual([]);
});

test('a reason without its survivor is a problem', () => {
  expect(judge(report(...killed(10)), because('nobody calls it with 2')).problems).toEqual([
    'a.ts: a reason is given for `n * 2` -> `n / 2`, which does not survive (in: n * 2;)',
  ]);
});

test('a reason for a file that was not run is none', () => {
  expect(judge({}, because('nobody calls it with 2')).problems).toEqual([]);
});

test('85 % have to be killed, whatever the reasons', () => {
  const alive = (count: number) => Array.from({ length: count }, () => mutant('Survived'));
  const explained = because('nobody calls it with 2');
  expect(judge(report(...killed(85), ...alive(15)), explained).problems).toEqual([]);
  expect(judge(report(...killed(84), ...alive(16)), explained).problems).toEqual(['the score is 84.0 %, below 85 %']);
});

const root = join(__dirname, '../..');

describe('the list of survivors', () => {
  const known = reasonsSchema.parse(reasons);

  test('gives reasons, for files that are mutated', () => {
    expect(Object.keys(known).filter((file) => !mutatedFiles.includes(file))).toEqual([]);
  });

  test.each(Object.entries(known))('names lines that %s has', (file, entries) => {
    const text = readFileSync(join(root, file), 'utf8');
    expect(entries.filter(({ line }) => !text.includes(line))).toEqual([]);
  });
});

describe('the list of what is mutated', () => {
  test.each(mutatedFiles)('%s is there', (file) => {
    expect(existsSync(join(root, file))).toBe(true);
  });
});
