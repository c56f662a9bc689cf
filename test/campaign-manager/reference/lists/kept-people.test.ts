/** What an earlier version kept is read by what is known today. */
import { MemoryJournal } from '../../../../campaign-manager/reference/lists/journal-store';
import { openDoNotCall } from '../../../../campaign-manager/reference/lists/kept-do-not-call';
import { aPerson, openList, startMs, stateOf } from './people';

/** A journal in which a person has what cannot be loaded any more. */
function kept(id: string, old: Readonly<Record<string, string>>): MemoryJournal {
  const store = new MemoryJournal();
  openList({ people: [aPerson(id), aPerson('other')], store });
  const { snapshot } = store.read();
  const lines = (snapshot ?? '').split('\n').map((line) => {
    if (!line.includes(`"name":"${id}"`)) return line;
    const { contact, person } = JSON.parse(line) as { readonly contact: object; readonly person: object };
    return JSON.stringify({ contact, person: { ...person, ...old } });
  });
  return new MemoryJournal({ snapshot: lines.join('\n'), journal: '' });
}

it('a trunk zero that was kept is dropped: whoever is barred is barred', () => {
  const store = kept('ann', { number: '+4402079460001' });
  const { list } = openList({ people: [], store });
  expect(list.person('ann')?.number).toBe('+442079460001');
  list.bar('+442079460001', 'asked', startMs);
  expect(stateOf(list, 'ann')).toBe('closed');
  expect(store.read().snapshot).toContain('+442079460001');
});

it('so is one of a number that was barred', () => {
  const journal = '{"at":1767603600000,"number":"+4402079460001","why":"asked"}\n';
  const store = new MemoryJournal({ snapshot: '{"format":1,"numbers":[["+4402079460002","by letter"]]}\n', journal });
  const { list } = openDoNotCall(store, () => startMs);
  expect([list.why('+442079460001'), list.why('+442079460002')]).toEqual(['asked', 'by letter']);
});

it('a time zone of no place is taken from today\u2019s row, and without one nobody is called', () => {
  const row = aPerson('ann', { timeZone: 'Europe/London' });
  expect(openList({ people: [row], store: kept('ann', { timeZone: 'BST' }) }).list.person('ann')?.timeZone).toBe(
    'Europe/London',
  );
  expect(() => openList({ people: [], store: kept('ann', { timeZone: 'BST' }) })).toThrow(
    'ann: kept with a time zone that is none: "BST" is not a time zone of the form Area/City; did you mean Europe/London?; put them on the list again with a right one, under the same id',
  );
});

it('what is right is left alone', () => {
  const store = kept('ann', {});
  const { snapshot } = store.read();
  openList({ people: [], store });
  expect(store.read().snapshot).toBe(snapshot);
});
