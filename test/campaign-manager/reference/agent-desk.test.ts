import fc from 'fast-check';
import {
  askRelease,
  bridgeLost,
  cancelRelease,
  connected,
  contactOf,
  customerGone,
  type Desk,
  lineClosed,
  linePlaced,
  linesOf,
  mayOpenLine,
  mayTake,
  newDesk,
  notReady,
  openLine,
  ready,
  settle,
  take,
  workDone,
  workStateOf,
} from '../../../campaign-manager/reference/agent-desk';

const aDesk = (): Desk => ready(newDesk('ana', ['renewals', 'winback'], 0), 1_000);
const dialling = (...contacts: string[]): Desk =>
  contacts.reduce((desk, contact) => linePlaced(openLine(desk, 'renewals', contact, 9), contact), aDesk());
const talking = (): Desk => connected(take(dialling('renewals-1'), 'renewals', 'renewals-1').desk);
const aRequest = (commandId = 'k1', moveId: string | null = 'm1') => ({ commandId, moveId });

describe('the work of an agent', () => {
  it('goes from idle over reserved, dialling and talking to wrap-up and back', () => {
    const reserved = openLine(aDesk(), 'renewals', 'renewals-1', 1);
    const called = linePlaced(reserved, 'renewals-1');
    const bridged = take(called, 'renewals', 'renewals-1').desk;
    const bound = connected(bridged);
    const after = customerGone(bound);
    const done = workDone(after, 9_000);
    const states = [aDesk(), reserved, called, bridged, bound, after, done].map(workStateOf);
    expect(states).toEqual(['idle', 'reserved', 'dialling', 'dialling', 'talking', 'wrap-up', 'idle']);
    expect(done.idleSince).toBe(9_000);
  });

  it('is idle again, and no less long, when nobody answered', () => {
    const desk = lineClosed(dialling('renewals-1'), 'renewals-1');
    expect(workStateOf(desk)).toBe('idle');
    expect(desk.idleSince).toBe(1_000);
  });

  it('has lines of one campaign, and so many', () => {
    const desk = dialling('renewals-1');
    expect(mayOpenLine(desk, 'renewals', 1)).toBe(false);
    expect(mayOpenLine(desk, 'renewals', 2)).toBe(true);
    expect(mayOpenLine(desk, 'winback', 2)).toBe(false);
    expect(mayOpenLine(aDesk(), 'other', 2)).toBe(false);
    expect(() => openLine(desk, 'renewals', 'renewals-2', 1)).toThrow(
      'renewals-2 cannot be called for ana, who is waiting for renewals-1 to answer',
    );
  });

  it('leaves the other lines to others once a customer has the agent', () => {
    const { desk, left } = take(dialling('renewals-1', 'renewals-2', 'renewals-3'), 'renewals', 'renewals-2');
    expect(left).toEqual(['renewals-1', 'renewals-3']);
    expect(contactOf(desk)).toBe('renewals-2');
    expect(mayTake(desk, 'renewals', 'renewals-1')).toBe(false);
  });

  it('is idle again when the customer was gone before they were put through', () => {
    expect(workStateOf(bridgeLost(take(dialling('renewals-1'), 'renewals', 'renewals-1').desk))).toBe('idle');
  });
});

describe('between the fences', () => {
  it('an agent who is coming, not ready or given back is not dialled for', () => {
    const coming = newDesk('ana', ['renewals'], 0);
    const away = notReady(aDesk()).desk;
    const gone = askRelease(aDesk(), aRequest(), 'now').desk;
    expect([coming, away, gone].map((desk) => mayOpenLine(desk, 'renewals', 1))).toEqual([false, false, false]);
    expect(mayOpenLine(ready(away, 5_000), 'renewals', 1)).toBe(true);
    expect(mayOpenLine(ready(gone, 5_000), 'renewals', 1)).toBe(false);
  });

  it('not ready leaves who was only chosen to others, and whoever rings or talks to the agent', () => {
    const more = openLine(dialling('renewals-1'), 'renewals', 'renewals-2', 2);
    const { desk, left } = notReady(more);
    expect(left).toEqual(['renewals-2']);
    expect(desk).toMatchObject({ standing: 'not-ready', work: { doing: 'lines', lines: [{ contact: 'renewals-1' }] } });
    expect(mayTake(desk, 'renewals', 'renewals-1')).toBe(true);
    expect(mayTake(desk, 'renewals', 'renewals-9')).toBe(false);
    expect(mayOpenLine(desk, 'renewals', 2)).toBe(false);
    const chosen = notReady(openLine(aDesk(), 'renewals', 'renewals-1', 1));
    expect(chosen).toMatchObject({ left: ['renewals-1'], desk: { work: { doing: 'idle' } } });
    expect(notReady(talking())).toMatchObject({ left: [], desk: { work: { doing: 'talking' } } });
  });
});

describe('a release', () => {
  it('is had at once from an idle agent, whenever it was asked for', () => {
    for (const when of ['now', 'after-work'] as const) {
      const { answer, desk } = askRelease(aDesk(), aRequest(), when);
      expect(answer.result).toBe('released');
      expect(desk.standing).toBe('released');
    }
  });

  it.each([
    ['reserved', openLine(aDesk(), 'renewals', 'renewals-1', 1), 'ana is reserved for renewals-1'],
    ['dialling', dialling('renewals-1'), 'ana is waiting for renewals-1 to answer'],
    ['talking', talking(), 'ana is talking to renewals-1'],
    ['wrap-up', customerGone(talking()), 'ana is in wrap-up after renewals-1'],
  ] as const)('is refused now while %s, with the reason', (reason, desk, words) => {
    const { answer, desk: after } = askRelease(desk, aRequest(), 'now');
    expect(answer).toEqual({ result: 'refused', reason, message: `${words} and cannot be given back now` });
    expect(after).toBe(desk);
  });

  it('after work starts nothing further, and happens once idle', () => {
    const { answer, desk } = askRelease(dialling('renewals-1'), aRequest(), 'after-work');
    expect(answer.result).toBe('accepted');
    expect(mayOpenLine(desk, 'renewals', 9)).toBe(false);
    expect(mayTake(desk, 'renewals', 'renewals-7')).toBe(false);
    expect(mayTake(desk, 'renewals', 'renewals-1')).toBe(true);
    expect(settle(desk).given).toEqual([]);
    const done = settle(lineClosed(desk, 'renewals-1'));
    expect(done.given).toEqual([aRequest()]);
    expect(done.desk.standing).toBe('released');
  });

  it('after work is taken back by its move, and others stay', () => {
    const first = askRelease(talking(), aRequest('k1', 'm1'), 'after-work').desk;
    const both = askRelease(first, aRequest('k2', null), 'after-work').desk;
    const { desk, taken } = cancelRelease(both, ({ moveId }) => moveId === 'm1');
    expect(taken).toEqual([aRequest('k1', 'm1')]);
    expect(desk.pending).toEqual([aRequest('k2', null)]);
  });
});

it('over any story: one customer at a time, none for who was given back, and given back only when idle', () => {
  const acts = fc.constantFrom(
    'open',
    'place',
    'close',
    'take',
    'connect',
    'lose',
    'gone',
    'done',
    'now',
    'after',
    'cancel',
    'ready',
    'not-ready',
  );
  fc.assert(
    fc.property(fc.array(acts, { maxLength: 80 }), (story) => {
      let desk = aDesk();
      let next = 0;
      let customers = 0;
      for (const act of story) {
        const line = linesOf(desk)[0]?.contact;
        const doing = desk.work.doing;
        const before = desk;
        if (act === 'open' && mayOpenLine(desk, 'renewals', 2))
          desk = openLine(desk, 'renewals', `renewals-${++next}`, 2);
        if (act === 'place' && line) desk = linePlaced(desk, line);
        if (act === 'close' && line) desk = lineClosed(desk, line);
        if (act === 'take' && mayTake(desk, 'renewals', line ?? 'renewals-0')) {
          customers += 1;
          desk = take(desk, 'renewals', line ?? 'renewals-0').desk;
        }
        if (act === 'connect' && doing === 'bridging') desk = connected(desk);
        if (act === 'lose' && doing === 'bridging') {
          customers -= 1;
          desk = bridgeLost(desk);
        }
        if (act === 'gone' && doing === 'talking') {
          customers -= 1;
          desk = customerGone(desk);
        }
        if (act === 'done' && doing === 'wrap-up') desk = workDone(desk, 1);
        if (act === 'now') desk = askRelease(desk, aRequest('now'), 'now').desk;
        if (act === 'after') desk = askRelease(desk, aRequest('after'), 'after-work').desk;
        if (act === 'cancel') desk = cancelRelease(desk, () => true).desk;
        if (act === 'ready') desk = ready(desk, 2);
        if (act === 'not-ready') desk = notReady(desk).desk;
        desk = settle(desk).desk;
        expect(customers).toBe(desk.work.doing === 'bridging' || desk.work.doing === 'talking' ? 1 : 0);
        if (before.standing === 'released') expect(desk).toEqual(before);
        if (desk.standing === 'released') expect(desk.work.doing).toBe('idle');
      }
    }),
  );
});
