import { join } from 'node:path';
import type { Stryker } from '@stryker-mutator/core';

type Options = ConstructorParameters<typeof Stryker>[0];

/** Everything a run leaves behind, relative to the project. */
export const mutantsFolder = '.cache/mutants';
export const reportFile = `${mutantsFolder}/report.json`;
export const pageFile = `${mutantsFolder}/report.html`;

/**
 * The tests of the rules by themselves. Those of the use cases and scenarios reach the rules too and take a hundred times as long: what
 * only they notice deserves a test of its own. Those of documents and of environments are about no rule.
 */
const tests = {
  spec: ['test/unit/**/*.test.ts'],
  ignore: ['**/contract-*.test.ts', '**/*-contract.test.ts', 'test/unit/configuration/**'],
};

export interface Wanted {
  readonly files: readonly string[];
  readonly concurrency: number;
  /** Runs every mutant, also those whose result is known from before. */
  readonly force: boolean;
}

export const optionsFor = ({ files, concurrency, force }: Wanted): Options => ({
  mutate: [...files],
  testRunner: 'mocha',
  plugins: ['@stryker-mutator/mocha-runner'],
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
  ignorePatterns: ['/dist', '/cdk.out*', '/.cache', '/flows-rendered', '/random-found', '/test/live'],
  // Nothing to be rewritten in ours, and the compiler it would be read with has another interface.
  tsconfigFile: 'none.json',
  reporters: ['clear-text', 'json', 'html', 'progress-append-only'],
  clearTextReporter: { allowEmojis: false, reportTests: false, reportMutants: false, reportScoreTable: false },
  jsonReporter: { fileName: reportFile },
  htmlReporter: { fileName: pageFile },
  thresholds: { high: 95, low: 85, break: null },
  allowConsoleColors: false,
});
