import fc from 'fast-check';
import type { ContactEvent } from '../../../core/offering/contact-event';
import { endedWaitOf } from '../../../core/service-level/note-ended-wait';
import type { NotedWait } from '../../../core/service-level/ports';
import { serviceLevelOf } from '../../../core/service-level/service-level';

const target = { percent: 80, seconds: 20 };
const wait = (call: string, waitedMs: number, answered = true, queueId = 'q-1') =>
  ({ queueId, call, waitedMs, answered }) as NotedWait;
const levelOf = (...waits: readonly NotedWait[]) => serviceLevelOf(waits, ['q-1'], target);

describe('the service level', () => {
  it('is of everybody who left the queue; whoever hung up counts as not in time, however soon', () => {
    expect(levelOf(wait('a', 20_000), wait('b', 20_001), wait('c', 1_000, false), wait('d', 5_000))).toEqual({
      ...{ ended: 4, inTime: 2, late: 1, left: 1, percent: 50 },
      ...{ target, windowMinutes: 30 },
    });
  });

  it('is not known where nobody waited, and never rounded up', () => {
    expect(levelOf().percent).toBeNull();
    expect(levelOf(wait('a', 0), wait('b', 0), wait('c', 21_000)).percent).toBe(66);
  });

  it('is of the queues that are asked for', () => {
    expect(levelOf(wait('a', 0), wait('b', 0, false, 'q-2')).percent).toBe(100);
    expect(serviceLevelOf([wait('a', 0), wait('b', 0, false, 'q-2')], ['q-1', 'q-2'], target).percent).toBe(50);
  });

  it('takes a call for answered where one of two words about it says so, whichever came first', () => {
    const [answered, left] = [wait('a', 8_000), wait('a', 60_000, false)];
    expect(levelOf(answered, left)).toEqual(levelOf(left, answered));
    expect(levelOf(left, answered)).toMatchObject({ ended: 1, inTime: 1, left: 0 });
  });

  it('is the same in any order, and when each wait is told of twice (seed 12)', () => {
    const waits = fc.uniqueArray(
      fc.record({ call: fc.uuid(), waitedMs: fc.nat(60_000), answered: fc.boolean(), queueId: fc.constant('q-1') }),
      { selector: ({ call }) => call },
    );
    fc.assert(
      fc.property(waits, fc.infiniteStream(fc.nat()), (made, chance) => {
        const told = made as readonly NotedWait[];
        const shuffled = [...told, ...told]
          .map((one) => ({ one, at: chance.next().value as number }))
          .sort((a, b) => a.at - b.at)
          .map(({ one }) => one);
        expect(levelOf(...shuffled)).toEqual(levelOf(...told));
      }),
      { seed: 12, numRuns: 100 },
    );
  });
});

describe('a contact event', () => {
  const event = (changes: Partial<ContactEvent>): ContactEvent => ({
    ...{ eventType: 'DISCONNECTED', at: 9_000, contactId: 'c-1', initialContactId: 'c-1', previousContactId: null },
    ...{ channel: 'VOICE', initiationMethod: 'INBOUND', queueId: 'q-1', queuedAt: 1_000, agentId: null },
    ...changes,
  });

  it('ends a wait: an agent joined, or the contact ended with none', () => {
    const ended = { queueId: 'q-1', callId: 'c-1', endedAt: 9_000, waitedMs: 8_000 };
    expect(endedWaitOf(event({ eventType: 'CONNECTED_TO_AGENT', agentId: 'ana' }))).toEqual({
      ...{ ...ended, answered: true },
    });
    expect(endedWaitOf(event({}))).toEqual({ ...ended, answered: false });
    expect(endedWaitOf(event({ queuedAt: 9_500 }))?.waitedMs).toBe(0);
  });

  it.each<[string, Partial<ContactEvent>]>([
    ['the end of a conversation', { agentId: 'ana' }],
    ['a contact that begins', { eventType: 'INITIATED' }],
    ['a contact that is queued', { eventType: 'QUEUED' }],
    ['a contact in no queue', { queueId: null }],
    ['one that does not say since when', { queuedAt: null }],
    ['a task', { channel: 'TASK' }],
    ['a call an agent placed', { initiationMethod: 'OUTBOUND' }],
  ])('ends no wait: %s', (_, changes) => {
    expect(endedWaitOf(event(changes))).toBeNull();
  });
});
