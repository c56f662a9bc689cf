import type { WorkState } from '../../../core/campaign-contract/identifiers';
import { againstLimit, countedNoun, doing, inWords, secondsSaid } from '../../../core/reasons/wording';

describe('sentences say', () => {
  it.each<[WorkState | null, string]>([
    [null, 'whose tether failed'],
    ['idle', 'idle on outbound'],
    ['wrap-up', 'in wrap-up'],
    ['reserved', 'reserved for a contact'],
    ['dialling', 'for whom a customer is being dialled'],
    ['preview', 'looking at a preview'],
    ['talking', 'talking to a customer'],
  ])('of an agent whose work is %s: %s', (work, words) => {
    expect(doing(work)).toBe(words);
  });

  it('names as one would', () => {
    expect([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map(inWords)).toEqual(['', 'a', 'a and b', 'a, b and c']);
  });

  it('how many', () => {
    expect([0, 1, 2].map((count) => countedNoun(count, 'agent'))).toEqual(['0 agents', '1 agent', '2 agents']);
  });

  it('seconds, and how they stand to a limit', () => {
    expect(secondsSaid(21)).toBe('21 s');
    expect([20, 21].map((seconds) => againstLimit(seconds, 20))).toEqual(['20 s, the limit', '21 s, over 20 s']);
  });
});
