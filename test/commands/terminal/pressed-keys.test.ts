import { keysOf, noKeys, pressedKeys, unknownQueues } from '../../../commands/terminal/pressed-keys';
import { sentences } from '../../../documents/told';
import type { Scenario } from '../../../simulator/scenario/scenario';

const scenario = { groups: [{ queues: ['sales', 'support'] }] } as unknown as Scenario;

it.each([
  ['1', ['1', '1']],
  ['sales=1,support=2*', ['1', '2*']],
  ['sales=1,22', ['1', '22']],
])('%s says what callers of each queue press', (written, pressed) => {
  const read = pressedKeys(written);
  expect(['sales', 'support'].map((queue) => keysOf(read ?? noKeys, queue))).toEqual(pressed);
});

it('nothing is pressed unless told', () => {
  expect(keysOf(pressedKeys(undefined) ?? noKeys, 'sales')).toBe('');
});

it.each(['', 'a', 'sales=', 'sales=1=2', '1,2', 'sales=1,sales=2'])('%j is refused', (written) => {
  expect(pressedKeys(written)).toBeNull();
});

it('queues that the scenario does not have are named', () => {
  expect(sentences(unknownQueues(pressedKeys('sails=1,support=2') ?? noKeys, scenario))).toEqual([
    '--press names the queue "sails"; those of the scenario are sales, support',
  ]);
});
