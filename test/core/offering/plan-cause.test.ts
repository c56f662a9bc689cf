import { causeSchema, eventCause, isCausedBy, type PlanCause, textOfCause } from '../../../core/offering/plan-cause';

test.each<[string, PlanCause]>([
  ['flow:arrival:1700000000000', { kind: 'flow', stage: 'arrival', at: 1_700_000_000_000 }],
  ['flow:tick:1700000000000', { kind: 'flow', stage: 'tick', at: 1_700_000_000_000 }],
  ['agent:ana:1700000000000:49', eventCause('agent:ana:1700000000000:49')],
  ['flow of another kind', eventCause('flow of another kind')],
])('%s is read as it was written, by this version or the one before', (text, cause) => {
  expect(causeSchema.parse(text)).toEqual(cause);
  expect(textOfCause(cause)).toBe(text);
  expect([isCausedBy({ cause }, text), isCausedBy({ cause }, `${text}0`), isCausedBy(null, text)]).toEqual([
    true,
    false,
    false,
  ]);
});
