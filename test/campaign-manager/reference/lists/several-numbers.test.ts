import { numberOf } from '../../../../campaign-manager/reference/lists/contact';
import { DoNotCallList } from '../../../../campaign-manager/reference/lists/do-not-call';
import { MemoryJournal } from '../../../../campaign-manager/reference/lists/journal-store';
import { aListOf, aPerson, minutes, openList, startMs, stateOf } from './people';

const [home, mobile, work] = ['+442079460001', '+447700900001', '+442079460002'] as const;
const ann = aPerson('ann', { number: home, otherNumbers: [mobile, work] });

type List = ReturnType<typeof aListOf>;
const dialled = (list: List): string => {
  const person = list.person('ann');
  return person ? numberOf(person, list.contact('ann')) : 'nobody';
};
/** Dials Ann and answers on which number. */
function dial(list: List, outcome: Parameters<List['ended']>[1], atMs: number): string {
  list.advance(atMs);
  list.take(atMs);
  list.placed('ann');
  const number = dialled(list);
  list.ended('ann', outcome, atMs);
  return number;
}

it('are tried in their order after a call nobody answered, and round again', () => {
  const list = aListOf([ann], { rules: { attempts: 5, retrySeconds: 600 } });
  const calls = [0, 11, 22, 33, 44].map((at) => dial(list, 'no-answer', minutes(at)));
  expect(calls).toEqual([home, mobile, work, home, mobile]);
  expect(stateOf(list, 'ann')).toBe('closed');
});

it('stay where somebody answered', () => {
  const list = aListOf([ann], { rules: { attempts: 5, retrySeconds: 600 } });
  const calls = (['no-answer', 'abandoned', 'failed', 'no-answer'] as const).map((outcome, turn) =>
    dial(list, outcome, minutes(turn * 11)),
  );
  expect([...calls, dialled(list)]).toEqual([home, mobile, mobile, mobile, work]);
});

it('are known again after a restart, and a list that was kept when people had one number each is read', () => {
  const store = new MemoryJournal();
  const terms = { attempts: 5, retrySeconds: 600 };
  const { list } = openList({ people: [ann], store }, terms);
  dial(list, 'no-answer', startMs);
  expect(dialled(openList({ people: [ann], store }, terms).list)).toBe(mobile);

  const { snapshot, journal } = store.read();
  const before = (text: string) => text.replace(/,"otherNumbers":\[[^\]]*\]|,"numberIndex":\d+/g, '');
  const old = new MemoryJournal({ snapshot: before(snapshot ?? ''), journal: before(journal) });
  const { list: read, problems } = openList({ people: [ann], store: old }, terms);
  expect(dialled(read)).toBe(home);
  expect(problems).toEqual(['ann is on the list with other numbers, which are kept']);
});

it('bar their person, each of them', () => {
  const doNotCall = new DoNotCallList([[work, 'asked']]);
  expect(stateOf(aListOf([ann], { doNotCall }), 'ann')).toBe('closed');
  const list = aListOf([ann]);
  list.bar(mobile, 'asked', startMs);
  expect(list.contact('ann')).toMatchObject({ state: 'closed', reason: 'do not call: asked' });
});

it('are of one person on a list: a newcomer with any of them is not added', () => {
  const store = new MemoryJournal();
  openList({ people: [ann], store });
  const { list, problems } = openList({ people: [aPerson('bob', { otherNumbers: [work] })], store });
  expect(list.has('bob')).toBe(false);
  expect(problems).toEqual(['bob is not added: the number is on the list as ann']);
});
