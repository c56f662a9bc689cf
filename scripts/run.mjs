#!/usr/bin/env node
/**
 * Every npm script comes through here, so that each works straight after a clone: dependencies are installed when they
 * are missing or older than the lock file, and then the tool runs in the project root with the caller's arguments.
 * Plain JavaScript on purpose: it has to run before anything is installed.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundle } from './bundle.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const node = [process.execPath, '--require', join(root, 'scripts', 'tier-up-late.cjs')];
const bin = (name) => join(root, 'node_modules', '.bin', name);
const jest = [...node, join(root, 'node_modules', 'jest', 'bin', 'jest.js')];
const tsx = (file) => [...node, '--import', 'tsx', join(root, file)];
const bundled = (file) => async () => [...node, '--enable-source-maps', await bundle(root, file)];

/** The command lines of one npm script, in order, or what makes one; the caller's arguments go to the last one. */
const commands = {
  start: [tsx('commands/start.ts')],
  simulate: [bundled('commands/simulate.ts')],
  verify: [bundled('commands/verify.ts')],
  // Looks only: what no deploy could use, such as the values of a sample, is told and not refused.
  synth: [[bin('cdk'), 'synth', '-c', 'lookOnly=true']],
  init: [tsx('commands/init.ts')],
  'flows:render': [tsx('commands/flows-render.ts')],
  'flows:check': [tsx('commands/flows-check.ts')],
  contract: [tsx('commands/contract.ts')],
  errors: [tsx('commands/errors.ts')],
  'campaign-manager:conformance': [tsx('commands/campaign-manager-conformance.ts')],
  'campaign-manager:reference': [tsx('commands/campaign-manager-reference.ts')],
  'flows:probe': [tsx('commands/flows-probe.ts')],
  preflight: [tsx('commands/preflight.ts')],
  smoke: [tsx('commands/smoke.ts')],
  'observe:report': [tsx('commands/observe-report.ts')],
  transcripts: [tsx('commands/transcripts.ts')],
  screenshots: [tsx('commands/screenshots.ts')],
  bench: [tsx('commands/bench.ts')],
  'bench:scale': [tsx('commands/bench-scale.ts')],
  'test:random': [tsx('commands/test-random.ts')],
  'test:faults': [tsx('commands/test-faults.ts')],
  'test:mutants': [tsx('test/mutants/run.ts')],
  build: [tsx('commands/build.ts')],
  // Runs on the synthesized template, of whole hours and of thousands of agents take minutes: they have a script of their own. The option at the end keeps
  // the names of files that follow from being taken for patterns.
  test: [
    [
      ...jest,
      '--testPathIgnorePatterns=/node_modules/',
      '--testPathIgnorePatterns=/test/(on-template|long|web)/',
      '--maxWorkers=100%',
    ],
  ],
  // The pages in a real browser: Chromium has to be there.
  'test:web': [[...jest, 'test/web']],
  'test:long': [[...jest, 'test/on-template', 'test/long']],
  secrets: [[bin('secretlint'), '--secretlintignore', '.gitignore', '**/*']],
  lint: [[bin('biome'), 'check', '--error-on-warnings']],
  types: ['.', 'pages', 'local-cloud/ccp/page'].map((folder) => [
    bin('tsc'),
    '--noEmit',
    '-p',
    join(root, folder, 'tsconfig.json'),
  ]),
};

function installIfNeeded() {
  const installed = join(root, 'node_modules', '.package-lock.json');
  const lock = join(root, 'package-lock.json');
  const missing = !existsSync(installed);
  if (!missing && statSync(installed).mtimeMs >= statSync(lock).mtimeMs) return;
  process.stderr.write(
    missing
      ? 'Installing dependencies (first run; one to two minutes) ...\n'
      : 'package-lock.json is newer than the installed dependencies: installing again ...\n',
  );
  const result = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', process.stderr, process.stderr],
    shell: process.platform === 'win32',
  });
  if (result.status !== 0) {
    process.stderr.write('The dependencies could not be installed; npm says why above. Nothing was started.\n');
    process.exit(2);
  }
}

const [name, ...args] = process.argv.slice(2);
const steps = commands[name];
if (!steps) {
  process.stderr.write(
    `scripts/run.mjs: unknown script ${JSON.stringify(name)}; known: ${Object.keys(commands).join(', ')}\n`,
  );
  process.exit(2);
}
installIfNeeded();
if (name === 'test') {
  process.stderr.write(
    'Left out here: runs on the template, of whole hours, of 10,000 agents and of most scenarios under each platform switch (npm run test:long); the pages in a browser (npm run test:web).\n',
  );
}
// Ctrl-C reaches the child too (same process group); the child decides how to end, this process only reports its code.
process.on('SIGINT', () => {});
for (const [index, command] of steps.entries()) {
  const last = index === steps.length - 1;
  const [program, ...rest] = typeof command === 'function' ? await command() : command;
  const result = spawnSync(program, [...rest, ...(last ? args : [])], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, TYPED_IN: process.env.INIT_CWD ?? process.cwd() },
  });
  if (result.error) process.stderr.write(`${program}: ${result.error.message}\n`);
  const code = result.status ?? (result.signal ? 128 + constants.signals[result.signal] : 1);
  if (code !== 0 || last) process.exit(code);
}
