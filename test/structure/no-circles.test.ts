import { dirname } from 'node:path';
import { circlesOf, folderGraph, importGraph, sources } from './imports';

describe('circles are found', () => {
  const graph = (edges: Record<string, readonly string[]>) =>
    new Map(Object.entries(edges).map(([from, to]) => [from, new Set(to)]));

  it('of two, and of more', () => {
    expect(circlesOf(graph({ a: ['b'], b: ['c'], c: ['b'] }))).toEqual(['b -> c -> b']);
    expect(circlesOf(graph({ a: ['b'], b: ['c'], c: ['a'] }))).toEqual(['a -> b -> c -> a']);
  });

  it('and none where two ways lead to one place', () => {
    expect(circlesOf(graph({ a: ['b', 'c'], b: ['d'], c: ['d'], d: [] }))).toEqual([]);
  });
});

/** Everything that is no test. */
const rooms = [
  ...['core', 'adapters', 'lambdas', 'contact-flows', 'lib', 'bin', 'clock', 'documents'],
  ...['campaign-manager', 'simulator', 'local-cloud', 'bench', 'account', 'commands', 'pages'],
];
const files = importGraph(rooms.flatMap(sources));

describe('the project', () => {
  it('has no circle of files, types included', () => {
    expect(circlesOf(files)).toEqual([]);
  });

  it('has no circle of rooms', () => {
    expect(circlesOf(folderGraph(files, (file) => file.split('/')[0] ?? ''))).toEqual([]);
  });
});

describe.each([
  'core',
  'adapters',
  'lambdas',
  'contact-flows',
  'campaign-manager',
  'simulator',
  'local-cloud',
  'account',
  'commands',
])('%s', (room) => {
  it('has no circle of the folders in it, whatever lies in them', () => {
    const within = importGraph(sources(room));
    expect(circlesOf(folderGraph(within, (file) => file.split('/').slice(0, 2).join('/')))).toEqual([]);
  });
});

describe('core', () => {
  it('has no circle of folders at any depth', () => {
    expect(circlesOf(folderGraph(importGraph(sources('core')), dirname))).toEqual([]);
  });
});
