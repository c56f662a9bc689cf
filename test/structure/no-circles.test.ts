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

describe.each(['core'])('%s', (room) => {
  const files = importGraph(sources(room));

  it('has no circle of files, types included', () => {
    expect(circlesOf(files)).toEqual([]);
  });

  it('has no circle of folders', () => {
    expect(circlesOf(folderGraph(files, dirname))).toEqual([]);
  });

  it('has none of its rooms either, whatever lies in them', () => {
    expect(circlesOf(folderGraph(files, (file) => file.split('/').slice(0, 2).join('/')))).toEqual([]);
  });
});
