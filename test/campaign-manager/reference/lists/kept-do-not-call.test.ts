import { DoNotCallList, onEither } from '../../../../campaign-manager/reference/lists/do-not-call';
import { MemoryJournal } from '../../../../campaign-manager/reference/lists/journal-store';
import { openDoNotCall } from '../../../../campaign-manager/reference/lists/kept-do-not-call';
import { Doom, writtenParts } from './doomed';
import { startMs } from './people';

const [ada, ben] = ['+12025550101', '+12025550102'];
const open = (store: MemoryJournal) => openDoNotCall(store, () => startMs);

it('knows after a restart whoever was added, with the first reason', () => {
  const store = new MemoryJournal();
  const { list, problems } = open(store);
  expect([list.size, problems]).toEqual([0, []]);
  list.add(ada, 'asked by letter');
  list.add(ada, 'asked again');
  list.add(ben);
  expect(store.read().journal.trimEnd().split('\n')).toHaveLength(2);
  const again = open(store).list;
  expect([again.size, again.why(ada), again.why(ben)]).toEqual([2, 'asked by letter', 'on the do-not-call list']);
});

it.each(writtenParts)(
  'a crash while it writes (%s of the line): the number counts or not, those before it do',
  (part) => {
    const disk = new MemoryJournal();
    const { list } = openDoNotCall(new Doom(2, part).over(disk), () => startMs);
    list.add(ada);
    expect(() => list.add(ben)).toThrow();
    expect(list.why(ben)).toBeNull();
    const { list: again, problems } = open(disk);
    expect(again.size).toBe(part === 'all' ? 2 : 1);
    expect(problems).toHaveLength(part === 'part' ? 1 : 0);
    again.add(ben, 'once more');
    expect(open(disk).list.size).toBe(2);
  },
);

it('refuses what it has not written', () => {
  const journal = '{"at":1,"number":"+12025550101","why":"asked"}\n';
  expect(() => open(new MemoryJournal({ snapshot: null, journal }))).toThrow('has no snapshot it could follow');
  expect(() => open(new MemoryJournal({ snapshot: '{"format":2,"numbers":[]}\n', journal: '' }))).toThrow(
    'line 1 of the snapshot cannot be read',
  );
});

it('two lists bar whoever is on either, and the second one grows', () => {
  const [given, growing] = [new DoNotCallList([[ada, 'by law']]), new DoNotCallList()];
  const both = onEither(given, growing);
  both.add(ben, 'asked');
  expect([both.why(ada), both.why(ben), given.size, growing.size]).toEqual(['by law', 'asked', 1, 1]);
});
