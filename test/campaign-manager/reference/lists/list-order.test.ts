import fc from 'fast-check';
import { DueTimes } from '../../../../campaign-manager/reference/lists/due-times';
import { Ordered } from '../../../../campaign-manager/reference/lists/turn-order';

it('gives things out in order, whenever they were put in', () => {
  fc.assert(
    fc.property(fc.array(fc.option(fc.integer({ min: 0, max: 20 }))), (steps) => {
      const order = new Ordered<number>((a, b) => a < b);
      let model: number[] = [];
      for (const step of steps) {
        if (step !== null) {
          order.put(step);
          model = [...model, step].sort((a, b) => a - b);
        } else expect(order.takeFirst()).toBe(model.shift());
        expect(order.first()).toBe(model[0]);
      }
    }),
  );
});

it('knows the latest time it was told for each name, and whose is reached first', () => {
  const step = fc.record({
    name: fc.constantFrom('a', 'b', 'c'),
    at: fc.option(fc.integer({ min: 0, max: 9 })),
    nowMs: fc.option(fc.integer({ min: 0, max: 9 }), { freq: 2 }),
  });
  fc.assert(
    fc.property(fc.array(step), (steps) => {
      const due = new DueTimes();
      const model = new Map<string, number>();
      for (const { name, at, nowMs } of steps) {
        due.set(name, at);
        if (at === null) model.delete(name);
        else model.set(name, at);
        expect(due.next()).toBe(model.size > 0 ? Math.min(...model.values()) : null);
        if (nowMs === null) continue;
        const first = [...model].sort(([a, x], [b, y]) => x - y || (a < b ? -1 : 1))[0];
        const expected = first && first[1] <= nowMs ? first[0] : null;
        expect(due.reached(nowMs)).toBe(expected);
      }
    }),
  );
});
