import { type Exported, exportedBy } from './exported';
import { sources } from './imports';

/** Rooms in which whatever is exported says what it promises. */
const rooms = ['core', 'adapters', 'simulator', 'campaign-manager'];

const all = rooms.flatMap(sources).flatMap(exportedBy);

/**
 * What says all by its name and its one declaration:
 * - a value that is no function (its name, type and neighbours say what it is);
 * - a type of one line that follows from something of another name with `typeof`: that is described;
 * - an interface `...Ports`: the ports a use case of that name takes, each described where it is declared;
 * - a class that implements a port in memory: it promises what the port does, and contract tests hold it to that.
 */
const needsNone = ({ file, name, kind, text }: Exported): boolean =>
  kind === 'const' ||
  (kind === 'type' && !text.includes('\n') && /\btypeof \w+/.test(text)) ||
  (/(?:interface|type)/.test(kind) && name.endsWith('Ports')) ||
  (kind === 'class' && file.startsWith('adapters/memory/') && /^[^{]* implements /.test(text));

const stopWords = new Set(['a', 'an', 'the', 'of', 'for', 'to', 'is', 'in', 'it', 'this', 'that', 'and', 'or', 'with']);
const wordsOf = (text: string): readonly string[] =>
  text
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .match(/[a-z0-9]+/g) ?? [];

/** Words of a docstring that are not in the name: `The agent store.` above `AgentStore` has none. */
const saidBeside = (name: string, docstring: string): readonly string[] => {
  const known = new Set([...wordsOf(name), ...wordsOf(name).map((word) => `${word}s`), ...stopWords]);
  return wordsOf(docstring).filter((word) => !known.has(word));
};

const label = ({ file, name }: Exported): string => `${file}: ${name}`;

describe('exported functions, classes and types', () => {
  it('are found', () => {
    expect(all.length).toBeGreaterThan(1000);
    expect(all.filter((one) => !needsNone(one)).length).toBeGreaterThan(600);
  });

  it('each have a docstring', () => {
    expect(all.filter((one) => !needsNone(one) && one.docstring === null).map(label)).toEqual([]);
  });

  it('are told of beyond their name', () => {
    const empty = all.filter(({ name, docstring }) => docstring !== null && saidBeside(name, docstring).length < 2);
    expect(empty.map(label)).toEqual([]);
  });
});

test.each([
  ['AgentStore', 'The agent store.', 0],
  ['isWaiting', 'Whether the call is waiting.', 2],
  ['readItem', 'Reads an item consistently.', 1],
])('%s with %p says %i more words', (name, docstring, count) => {
  expect(saidBeside(name, docstring)).toHaveLength(count);
});
