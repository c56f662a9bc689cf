import { readdirSync, readFileSync } from 'node:fs';
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
    'to-regex-range',
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

/** Room -> the rooms its files may import from. Nobody imports the commands; whatever is deployed knows nothing of what is not. */
const rooms: Record<string, readonly string[]> = {
  core: [],
  clock: [],
  documents: [],
  adapters: ['core'],
  lambdas: ['core', 'adapters', 'pages'],
  'contact-flows': [],
  pages: ['core'],
  lib: ['contact-flows', 'documents', 'lambdas', 'pages'],
  bin: ['contact-flows', 'documents', 'lib'],
  'campaign-manager': ['core', 'adapters', 'clock', 'documents'],
  simulator: ['core', 'adapters', 'lambdas', 'contact-flows', 'campaign-manager', 'clock', 'documents'],
  'local-cloud': ['core', 'lambdas', 'contact-flows', 'campaign-manager', 'clock', 'simulator', 'pages'],
  bench: ['core', 'lib', 'campaign-manager', 'clock', 'documents', 'simulator'],
  'what-if': ['core', 'campaign-manager', 'documents'],
  account: [
    'core',
    'adapters',
    'lambdas',
    'contact-flows',
    'lib',
    'campaign-manager',
    'clock',
    'simulator',
    'local-cloud',
  ],
  commands: [
    'core',
    'adapters',
    'lambdas',
    'contact-flows',
    'lib',
    'campaign-manager',
    'clock',
    'documents',
    'simulator',
    'local-cloud',
    'bench',
    'what-if',
    'account',
    'pages',
  ],
};

const roomOf = (path: string): string => path.split('/')[0] ?? '';
const isRoom = (path: string): boolean => Object.hasOwn(rooms, roomOf(path)) && path.includes('/');
/** Made by tools, or no room. */
const isPassedOver = (name: string): boolean =>
  name.startsWith('.') || /^(node_modules|dist|cdk\.out.*|test|flows-rendered|random-found)$/.test(name);

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

describe('rooms', () => {
  it.each(sources('lib'))('%s takes nothing of the Lambdas but their contracts', (file) => {
    const inner = importsOf(file).filter((to) => to.startsWith('lambdas/') && !/^lambdas\/[^/]+\/contract$/.test(to));
    expect(inner).toEqual([]);
  });

  it.each(Object.entries(rooms).flatMap(([room, inner]) => sources(room).map((file) => [file, room, inner] as const)))(
    '%s imports inwards only',
    (file, room, inner) => {
      const foreign = importsOf(file).filter((to) => isRoom(to) && ![room, ...inner].includes(roomOf(to)));
      expect(foreign).toEqual([]);
    },
  );

  it.each(sources('pages'))('%s takes of the core what a page shares with its server, and its rules', (file) => {
    const shared = /^core\/(agent-page|wallboard|reasons|offering\/refusal-verdict)\b/;
    expect(importsOf(file).filter((to) => to.startsWith('core/') && !shared.test(to))).toEqual([]);
  });

  it.each(sources('pages/agent-logic'))('%s knows nothing of a browser, a framework or Streams', (file) => {
    expect(importsOf(file).filter((to) => !to.startsWith('core/') && !to.startsWith('pages/agent-logic/'))).toEqual([]);
    const text = readFileSync(join(root, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');
    expect(text).not.toMatch(/\b(window|document|navigator|localStorage|setTimeout|setInterval|Date\.now)\b/);
  });

  it('are all there are', () => {
    const folders = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    const withSources = folders.filter(({ name }) => !isPassedOver(name) && sources(name).length > 0);
    expect(withSources.map(({ name }) => name).sort()).toEqual(Object.keys(rooms).sort());
  });

  it.each(
    Object.keys(rooms)
      .filter((room) => room !== 'commands')
      .flatMap(sources),
  )('%s reads no command line', (file) => {
    expect(importsOf(file).filter((to) => to === 'commander')).toEqual([]);
  });

  it.each(sources('simulator').concat(sources('local-cloud'), sources('contact-flows')))(
    '%s knows nothing of the CDK',
    (file) => {
      expect(importsOf(file).filter((to) => to === 'aws-cdk-lib' || to.startsWith('aws-cdk-lib/'))).toEqual([]);
    },
  );

  it.each(sources('lambdas').filter((file) => /\/(handler|deployed)\.ts$/.test(file)))(
    '%s talks to AWS through adapters only',
    (file) => {
      expect(importsOf(file).filter((to) => to.startsWith('@aws-sdk/'))).toEqual([]);
    },
  );
});
