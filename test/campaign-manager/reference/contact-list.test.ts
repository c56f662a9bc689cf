import fc from 'fast-check';
import { type Contact, ContactList, type DialOutcome } from '../../../campaign-manager/reference/contact-list';

const aList = (count: number, attempts = 2, retrySeconds = 600) =>
  new ContactList('renewals', count, { attempts, retrySeconds });

/** Dials the next contact and ends the dial. */
function dial(list: ContactList, outcome: DialOutcome, nowMs = 0): { name: string; after: Contact; reason: string } {
  const name = list.take()?.name ?? 'nobody';
  list.placed(name);
  const { contact, reason } = list.ended(name, outcome, nowMs);
  return { name, after: contact, reason };
}

it('gives contacts out by number, and none twice', () => {
  const list = aList(2);
  expect([list.take()?.name, list.take()?.name, list.take()]).toEqual(['renewals-1', 'renewals-2', null]);
  expect(list.available).toBe(0);
});

it.each([
  ['completed', 'completed', 'talked to at attempt 1 of 2'],
  ['no-answer', 'rescheduled', 'not answered at attempt 1 of 2'],
  ['abandoned', 'rescheduled', 'answered with no agent free at attempt 1 of 2'],
  ['failed', 'open', 'cut off at attempt 1 of 2, to be called again at once'],
] as const)('a first dial that ended %s makes a contact %s', (outcome, state, reason) => {
  const { after, reason: why } = dial(aList(1), outcome, 5_000);
  expect(after).toMatchObject({ state, attempts: 1, retryAt: state === 'rescheduled' ? 605_000 : null });
  expect(why).toBe(reason);
});

it.each(['no-answer', 'abandoned', 'failed'] as const)('a last dial that ended %s closes the contact', (outcome) => {
  const { after, reason } = dial(aList(1, 1), outcome);
  expect(after.state).toBe('closed');
  expect(reason).toMatch(/attempt 1 of 1, the last$/);
});

it('dials those called least often first, and a contact taken back before all others of its attempts', () => {
  const list = aList(3);
  dial(list, 'failed');
  list.take();
  list.withdrawn('renewals-2');
  expect([list.take()?.name, list.take()?.name, list.take()?.name]).toEqual(['renewals-2', 'renewals-3', 'renewals-1']);
  expect(list.contact('renewals-2').attempts).toBe(0);
});

it('opens a rescheduled contact once its time has come, and once', () => {
  const list = aList(1);
  dial(list, 'no-answer');
  expect(list.available).toBe(0);
  expect([list.nextChangeAt(0), list.advance(599_999)]).toEqual([600_000, []]);
  expect(list.advance(600_000)).toMatchObject([{ contact: { state: 'open', attempts: 1, retryAt: null } }]);
  expect([list.available, list.nextChangeAt(600_000), list.advance(600_000)]).toEqual([1, null, []]);
});

it('refuses steps that a contact cannot take', () => {
  const list = aList(1);
  expect(() => list.placed('renewals-1')).toThrow('contact renewals-1 cannot be dialled: it is open, not dialling');
  expect(() => list.contact('renewals-9')).toThrow('campaign renewals has no contact "renewals-9"');
});

it('over any story: attempts stay within their number, an end is an end, and what is open is counted', () => {
  const step = fc.record({
    do: fc.constantFrom('dial', 'withdraw', 'wait'),
    outcome: fc.constantFrom<DialOutcome[]>('completed', 'no-answer', 'abandoned', 'failed'),
  });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 3 }), fc.array(step, { maxLength: 60 }), (attempts, steps) => {
      const list = aList(4, attempts);
      const ended = new Map<string, string>();
      let nowMs = 0;
      for (const { do: what, outcome } of steps) {
        if (what === 'dial' && list.available > 0) dial(list, outcome, nowMs);
        const taken = what === 'withdraw' ? list.take() : null;
        if (taken) list.withdrawn(taken.name);
        if (what === 'wait') {
          nowMs += 600_000;
          list.advance(nowMs);
        }
        for (const { name, state, attempts: used } of list.contacts()) {
          expect(used).toBeLessThanOrEqual(attempts);
          if (ended.has(name)) expect(state).toBe(ended.get(name));
          if (state === 'closed' || state === 'completed') ended.set(name, state);
        }
        expect(list.contacts().filter(({ state }) => state === 'open')).toHaveLength(list.available);
      }
    }),
  );
});
