/**
 * Stryker's Mocha runner, with one difference: a change that is reached while test files are loaded needs them loaded anew, and what Stryker
 * does then is to begin a process, which loads all of them and takes seconds. Here the project's own modules are forgotten and only
 * the files of the tests that reach the change are loaded, in the process that goes on: packages stay loaded.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { sep } from 'node:path';
import { createMochaTestRunner, strykerPlugins as plugins } from '@stryker-mutator/mocha-runner';

const { cache } = createRequire(import.meta.url);
/** In the copy that is mutated: a process that follows one that hung reads it. */
const fileOfTestsByName = 'files-of-tests.json';

function createRunner(injector) {
  const runner = createMochaTestRunner(injector);
  const own = { init: runner.init, dryRun: runner.dryRun, mutantRun: runner.mutantRun };
  let filesOfTests;
  /** All test files, as they are without a change: for every change that is not reached while they are loaded. */
  let pristine;

  const load = async (files, { activeMutant, hitLimit } = {}) => {
    for (const path of Object.keys(cache)) {
      if (path.startsWith(process.cwd() + sep)) delete cache[path];
    }
    await own.init.call(runner);
    if (files) runner.mocha.files = runner.mocha.files.filter((file) => files.has(file));
    Object.assign(runner.instrumenterContext, { activeMutant: activeMutant?.id, hitLimit, hitCount: hitLimit && 0 });
    runner.mocha.loadFiles();
    runner.loadedEnv = true;
  };

  runner.capabilities = async () => ({ reloadEnvironment: true });

  runner.dryRun = async (options) => {
    const result = await own.dryRun.call(runner, options);
    const byName = {};
    for (const { id, fileName } of result.tests ?? []) byName[id] = [...(byName[id] ?? []), fileName];
    writeFileSync(fileOfTestsByName, JSON.stringify(byName));
    pristine = runner.mocha;
    return result;
  };

  runner.mutantRun = async (options) => {
    const { mutantActivation, testFilter } = options;
    if (mutantActivation === 'static' && testFilter) {
      filesOfTests ??= JSON.parse(readFileSync(fileOfTestsByName, 'utf8'));
      try {
        await load(new Set(testFilter.flatMap((name) => filesOfTests[name] ?? [])), options);
      } catch (error) {
        // So every test of the file fails.
        return { status: 'killed', killedBy: testFilter, failureMessage: String(error), nrOfTests: 1 };
      }
    } else if (pristine) {
      runner.mocha = pristine;
    } else {
      await load();
      pristine = runner.mocha;
    }
    return own.mutantRun.call(runner, options);
  };
  return runner;
}
createRunner.inject = createMochaTestRunner.inject;

export const strykerPlugins = plugins.map((plugin) => ({
  ...plugin,
  name: 'mocha-fresh-modules',
  factory: createRunner,
}));
