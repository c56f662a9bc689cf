import {
  isIdleOnTether,
  movesInLastHour,
  type OutboundState,
  outboundSchema,
  shownSide,
  startingOutbound,
} from '../../../core/agent/outbound';
import { indicatorOf } from '../../../core/agent/tether-record';
import { tetherStates } from '../../../core/vocabulary';
import { aTether, onTether, start } from '../../adapters/contract/builders';
import { aMove, aMoveOut } from './steps/outbound-steps';

it('the icon is green on a tether, grey while its token is missing, red once it failed, and off otherwise', () => {
  const colours = tetherStates.map((state) => `${state}: ${indicatorOf(aTether('t', { state }))}`);
  expect(colours.filter((one) => !one.endsWith(': none')).sort()).toEqual([
    'ending: green',
    'failed: red',
    'ready: green',
    'unmapped: grey',
  ]);
  expect(indicatorOf(null)).toBe('none');
});

it.each([
  ['on their side without a move', null, 'outbound'],
  ['moving while they are fetched', aMove(), 'moving'],
  ['moving while they go out', aMoveOut(), 'moving'],
  ['on their side while they are to come after work', aMove({ when: 'after-work', phase: 'after-work' }), 'outbound'],
  ['on their side while that is asked for', aMove({ when: 'after-work', phase: 'releasing' }), 'outbound'],
  ['moving once the work is over', aMove({ when: 'after-work', phase: 'ending' }), 'moving'],
] as const)('an agent is shown %s', (_, move, shown) => {
  expect(shownSide({ side: 'outbound', move })).toBe(shown);
});

it.each<[string, Partial<OutboundState>, boolean]>([
  ['is idle on the tether', {}, true],
  ['is not on the inbound side', { side: 'inbound' }, false],
  ['is not without a tether', { tether: null }, false],
  ['is not while it ends', { tether: aTether('tether-ann', { state: 'ending' }) }, false],
  ['is not by word of an earlier one', { tether: aTether('another') }, false],
  ['is not while nothing is known', { work: null }, false],
  ['is not at work', { work: { ...onTether('ann').work, state: 'preview' } as OutboundState['work'] }, false],
])('who may be asked for %s', (_, over, idle) => {
  expect(isIdleOnTether(onTether('ann', over))).toBe(idle);
});

it('an hour is what is younger than one', () => {
  const movedAt = [start - 3_600_000, start - 3_599_999, start];
  expect(movesInLastHour({ movedAt }, start)).toEqual(movedAt.slice(1));
});

it('whoever begins has moved nowhere, was told nothing, and has nothing to do', () => {
  expect(startingOutbound('outbound', start)).toEqual({
    ...{ side: 'outbound', sideSince: start, movedAt: [], move: null, tether: null, work: null, preview: null },
    ...{ notToShow: [], unanswered: { tethers: [], previews: 0 }, takenOff: null, fence: 0, leftAloneUntil: null },
    ...{
      giveBack: null,
      held: null,
      issued: null,
      lastMove: null,
      customer: null,
      customerBefore: null,
      customerRequest: null,
    },
  });
});

it.each<[string, unknown, boolean]>([
  ['an effect of a step', { kind: 'rebalance' }, true],
  ['an object without a kind', {}, false],
  ['nothing', null, false],
  ['a number', 1, false],
])('what followed from the last step is read: %s', (_, effect, readable) => {
  const read = outboundSchema.safeParse(onTether('ann', { issued: { cause: 'c', effects: [effect] } as never }));
  expect(read.success).toBe(readable);
  expect(read.error?.issues.map(({ message }) => message) ?? []).toEqual(readable ? [] : ['is no effect of a step']);
});
