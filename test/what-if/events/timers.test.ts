import * as fc from 'fast-check';
import { Timers } from '../../../what-if/events/timers';

const ids = 12;

test('the earliest comes first, of two at the same time the one set first, whatever was cancelled', () => {
  const act = fc.oneof(
    fc.record({ kind: fc.constant('set' as const), id: fc.nat(ids - 1), at: fc.nat(5) }),
    fc.record({ kind: fc.constant('cancel' as const), id: fc.nat(ids - 1) }),
    fc.record({ kind: fc.constant('take' as const) }),
    fc.record({ kind: fc.constant('grow' as const) }),
  );
  fc.assert(
    fc.property(fc.array(act, { maxLength: 200 }), (acts) => {
      let timers = new Timers(ids);
      let pending: { id: number; at: number }[] = [];
      for (const next of acts) {
        if (next.kind === 'set' && !pending.some(({ id }) => id === next.id)) {
          timers.set(next.id, next.at);
          pending.push({ id: next.id, at: next.at });
          pending = pending
            .map((timer, turn) => ({ timer, turn }))
            .sort((a, b) => a.timer.at - b.timer.at || a.turn - b.turn)
            .map(({ timer }) => timer);
        } else if (next.kind === 'cancel') {
          timers.cancel(next.id);
          pending = pending.filter(({ id }) => id !== next.id);
        } else if (next.kind === 'take' && pending.length > 0) {
          expect(timers.take()).toBe(pending.shift()?.id);
        } else if (next.kind === 'grow') {
          timers = timers.withRoomFor(timers.ids + 1);
        }
        expect(timers.nextAt).toBe(pending[0]?.at ?? Number.POSITIVE_INFINITY);
      }
    }),
    { seed: 1, numRuns: 300 },
  );
});
