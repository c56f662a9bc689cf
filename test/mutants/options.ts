import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { Stryker } from '@stryker-mutator/core';

type Options = ConstructorParameters<typeof Stryker>[0];

/** Everything a run leaves behind, relative to the project. */
export const mutantsFolder = '.cache/mutants';
export const reportFile = `${mutantsFolder}/report.json`;
export const pageFile = `${mutantsFolder}/report.html`;

/**
 * The tests of the rules by themselves. Those of the use cases and scenarios reach the rules too and take a hundred times as long: what
 * only they notice deserves a test of its own. So does what only hours of decisions show, which a change may make endless. Those of
 * documents and of environments are about no rule.
 */
const tests = testsOfRules(join(__dirname, '../core'));

function testsOfRules(folder: string): { readonly spec: string[]; readonly ignore: string[] } {
  const reachesUseCases = (file: string): boolean => {
    const text = readFileSync(file, 'utf8');
    if (/\/call-centre\/|adapters\/memory|lambdas\/world/.test(text)) return true;
    const beside = [...text.matchAll(/from '(\.\/[\w-]+)'/g)].map(([, name]) => join(dirname(file), `${name}.ts`));
    return beside.some(reachesUseCases);
  };
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.ts') && !/-contract\.|no-flapping\./.test(name))
    .map((name) => join(folder, name))
    .filter((file) => !reachesUseCases(file))
    .map((file) => relative(join(folder, '../..'), file));
  // What tries many examples comes last: the first test that fails ends the trial of a change.
  const isProperty = (name: string): boolean => name.endsWith('.properties.test.ts');
  return { spec: [...files.filter((name) => !isProperty(name)), ...files.filter(isProperty)], ignore: [] };
}

export interface Wanted {
  readonly files: readonly string[];
  readonly concurrency: number;
  /** Runs every mutant, also those whose result is known from before. */
  readonly force: boolean;
}

export const optionsFor = ({ files, concurrency, force }: Wanted): Options => ({
  mutate: [...files],
  testRunner: 'mocha-fresh-modules',
  plugins: ['@stryker-mutator/mocha-runner', join(__dirname, 'fresh-modules-runner.mjs')],
  mochaOptions: {
    // The words not of the copy that is mutated: they hand out packages, which both share.
    require: ['tsx/cjs', join(__dirname, 'jest-words.cjs')],
    ...tests,
  },
  coverageAnalysis: 'perTest',
  // A constant is made once, when its module is loaded: a mutant of it would need everything loaded anew.
  ignoreStatic: true,
  concurrency,
  incremental: true,
  force,
  incrementalFile: `${mutantsFolder}/incremental.json`,
  tempDirName: `${mutantsFolder}/copies`,
  ignorePatterns: ['/dist', '/cdk.out*', '/.cache', '/flows-rendered', '/random-found', '/test/on-template'],
  // Nothing to be rewritten in ours, and the compiler it would be read with has another interface.
  tsconfigFile: 'none.json',
  reporters: ['clear-text', 'json', 'html', 'progress-append-only'],
  clearTextReporter: { allowEmojis: false, reportTests: false, reportMutants: false, reportScoreTable: false },
  jsonReporter: { fileName: reportFile },
  htmlReporter: { fileName: pageFile },
  thresholds: { high: 95, low: 85, break: null },
  allowConsoleColors: false,
});
