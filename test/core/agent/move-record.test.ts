import { type AgentMove, moveSchema } from '../../../core/agent/move-record';
import { aMove, aMoveOut, type MoveChanges } from './steps/outbound-steps';

const always = ['moveId', 'rule', 'callId', 'decidedAt', 'phase', 'to', 'when'];

it.each<[AgentMove, readonly string[]]>([
  [aMoveOut(), always],
  [aMove(), [...always, 'deadline']],
  [aMove({ phase: 'after-work', when: 'after-work' }), always],
  [aMove({ phase: 'ending' }), [...always, 'deadline']],
])('a move has the fields of its phase, and is read with them alone: %j', (move, names) => {
  expect(Object.keys(move).sort()).toEqual([...names].sort());
  // As it was written while one form served all phases.
  expect(moveSchema.parse({ deadline: move.decidedAt + 30_000, ...move })).toEqual(move);
});

it.each<[string, MoveChanges]>([
  ['a release on the way to outbound', { to: 'outbound' }],
  ['a tether on the way to inbound', { phase: 'tethering' }],
  ['work in hand that is not waited for', { phase: 'after-work' }],
  ['a way to outbound after work', { phase: 'tethering', to: 'outbound', when: 'after-work' }],
])('there is no move with %s', (_, over) => {
  expect(() => aMove(over)).toThrow();
});
