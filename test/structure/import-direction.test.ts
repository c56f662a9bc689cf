import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { importsOf, root, sources } from './imports';

/** What the adapters of one port have in common, whatever is behind them. */
const sharedByAdapters = [
  'adapters/connect/',
  'adapters/cached-thresholds',
  'adapters/directory-errors',
  'adapters/held-places',
  'adapters/shard-turns',
  'adapters/task-members',
  'adapters/rebalance-once',
];

/** Folder -> what its files may import besides themselves. A package is allowed by its name or `scope/`. */
const allowed: Record<string, readonly string[]> = {
  core: ['zod'],
  'adapters/memory': ['core/', ...sharedByAdapters, 'adapters/campaign-manager/', 'zod'],
  'adapters/aws': [
    'core/',
    ...sharedByAdapters,
    'adapters/campaign-manager/',
    'zod',
    '@aws-sdk/',
    '@smithy/',
    '@aws-lambda-powertools/',
    'node:',
  ],
  'adapters/campaign-manager': ['core/', 'node:', 'zod'],
  'contact-flows/language': [],
};

describe.each(Object.entries(allowed))('%s', (folder, targets) => {
  it.each(sources(folder))('%s imports inwards only', (file) => {
    const foreign = importsOf(file).filter(
      (to) => !to.startsWith(`${folder}/`) && !targets.some((target) => to === target || to.startsWith(target)),
    );
    expect(foreign).toEqual([]);
  });
});

describe('core', () => {
  it.each(sources('core'))('%s reaches no clock, chance, environment or SDK', (file) => {
    const text = readFileSync(join(root, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');
    expect(text).not.toMatch(/@aws-sdk|aws-cdk-lib|Date\.now|new Date\(|Math\.random|process\.|setTimeout|setInterval/);
  });

  it.each(sources('core'))(
    '%s imports zod as a namespace: the named import adds 450 kB of locales to a bundle',
    (file) => {
      expect(readFileSync(join(root, file), 'utf8')).not.toMatch(/import\s*\{[^}]*\}\s*from\s*'zod'/);
    },
  );
});

describe('the outer rings', () => {
  it.each(sources('lib'))('%s takes nothing of the Lambdas but their contracts', (file) => {
    const inner = importsOf(file).filter((to) => to.startsWith('lambdas/') && !/^lambdas\/[^/]+\/contract$/.test(to));
    expect(inner).toEqual([]);
  });

  it.each(sources('local'))('%s does not reach into the CDK application', (file) => {
    expect(
      importsOf(file).filter((to) => to.startsWith('lib/') || to.startsWith('bin/') || to === 'aws-cdk-lib'),
    ).toEqual([]);
  });

  it.each(sources('contact-flows'))('%s knows nothing of the CDK application', (file) => {
    expect(importsOf(file).filter((to) => /^(lib|bin)\//.test(to) || to === 'aws-cdk-lib')).toEqual([]);
  });

  const all = [
    'core',
    'adapters',
    'lambdas',
    'lib',
    'bin',
    'local',
    'contact-flows',
    'contract',
    'conformance',
    'bench',
  ];
  it.each([...all, 'account'].flatMap(sources))(
    '%s takes nothing of the commands, nor of what reads a command line',
    (file) => {
      expect(importsOf(file).filter((to) => to.startsWith('commands/') || to === 'commander')).toEqual([]);
    },
  );

  it.each(all.flatMap(sources))('%s knows nothing of the commands that look at an account', (file) => {
    expect(importsOf(file).filter((to) => to.startsWith('account/'))).toEqual([]);
  });

  it.each(sources('lambdas').filter((file) => /\/(handler|deployed)\.ts$/.test(file)))(
    '%s talks to AWS through adapters only',
    (file) => {
      expect(importsOf(file).filter((to) => to.startsWith('@aws-sdk/'))).toEqual([]);
    },
  );
});
