import fc from 'fast-check';
import { askRelease, cancelRelease, settle } from '../../../campaign-manager/reference/session-release';
import {
  bridgeLost,
  connected,
  customerGone,
  lineClosed,
  linePlaced,
  openLine,
  take,
  workDone,
} from '../../../campaign-manager/reference/session-work';
import {
  contactOf,
  linesOf,
  mayOpenLine,
  mayTake,
  newSession,
  notReady,
  ready,
  type TetherSession,
  workStateOf,
} from '../../../campaign-manager/reference/tether-session';

const aSession = (): TetherSession => ready(newSession('ana', ['renewals', 'winback'], 0), 1_000);
const dialling = (...contacts: string[]): TetherSession =>
  contacts.reduce((session, contact) => linePlaced(openLine(session, 'renewals', contact, 9), contact), aSession());
const talking = (): TetherSession => connected(take(dialling('renewals-1'), 'renewals', 'renewals-1').session);
const aRequest = (commandId = 'k1', moveId: string | null = 'm1') => ({ commandId, moveId });

describe('the work of an agent', () => {
  it('goes from idle over reserved, dialling and talking to wrap-up and back', () => {
    const reserved = openLine(aSession(), 'renewals', 'renewals-1', 1);
    const called = linePlaced(reserved, 'renewals-1');
    const bridged = take(called, 'renewals', 'renewals-1').session;
    const bound = connected(bridged);
    const after = customerGone(bound);
    const done = workDone(after, 9_000);
    const states = [aSession(), reserved, called, bridged, bound, after, done].map(workStateOf);
    expect(states).toEqual(['idle', 'reserved', 'dialling', 'dialling', 'talking', 'wrap-up', 'idle']);
    expect(done.idleSince).toBe(9_000);
  });

  it('is idle again, and no less long, when nobody answered', () => {
    const session = lineClosed(dialling('renewals-1'), 'renewals-1');
    expect(workStateOf(session)).toBe('idle');
    expect(session.idleSince).toBe(1_000);
  });

  it('has lines of one campaign, and so many', () => {
    const session = dialling('renewals-1');
    expect(mayOpenLine(session, 'renewals', 1)).toBe(false);
    expect(mayOpenLine(session, 'renewals', 2)).toBe(true);
    expect(mayOpenLine(session, 'winback', 2)).toBe(false);
    expect(mayOpenLine(aSession(), 'other', 2)).toBe(false);
    expect(() => openLine(session, 'renewals', 'renewals-2', 1)).toThrow(
      'renewals-2 cannot be called for ana, who is waiting for renewals-1 to answer',
    );
  });

  it('leaves the other lines to others once a customer has the agent', () => {
    const { session, left } = take(dialling('renewals-1', 'renewals-2', 'renewals-3'), 'renewals', 'renewals-2');
    expect(left).toEqual(['renewals-1', 'renewals-3']);
    expect(contactOf(session)).toBe('renewals-2');
    expect(mayTake(session, 'renewals', 'renewals-1')).toBe(false);
  });

  it('is idle again when the customer was gone before they were put through', () => {
    expect(workStateOf(bridgeLost(take(dialling('renewals-1'), 'renewals', 'renewals-1').session))).toBe('idle');
  });
});

describe('between the fences', () => {
  it('an agent who is coming, not ready or given back is not dialled for', () => {
    const coming = newSession('ana', ['renewals'], 0);
    const away = notReady(aSession()).session;
    const gone = askRelease(aSession(), aRequest(), 'now').session;
    expect([coming, away, gone].map((session) => mayOpenLine(session, 'renewals', 1))).toEqual([false, false, false]);
    expect(mayOpenLine(ready(away, 5_000), 'renewals', 1)).toBe(true);
    expect(mayOpenLine(ready(gone, 5_000), 'renewals', 1)).toBe(false);
  });

  it('not ready leaves who was only chosen to others, and whoever rings or talks to the agent', () => {
    const more = openLine(dialling('renewals-1'), 'renewals', 'renewals-2', 2);
    const { session, left } = notReady(more);
    expect(left).toEqual(['renewals-2']);
    expect(session).toMatchObject({
      standing: 'not-ready',
      work: { doing: 'lines', lines: [{ contact: 'renewals-1' }] },
    });
    expect(mayTake(session, 'renewals', 'renewals-1')).toBe(true);
    expect(mayTake(session, 'renewals', 'renewals-9')).toBe(false);
    expect(mayOpenLine(session, 'renewals', 2)).toBe(false);
    const chosen = notReady(openLine(aSession(), 'renewals', 'renewals-1', 1));
    expect(chosen).toMatchObject({ left: ['renewals-1'], session: { work: { doing: 'idle' } } });
    expect(notReady(talking())).toMatchObject({ left: [], session: { work: { doing: 'talking' } } });
  });
});

describe('a release', () => {
  it('is had at once from an idle agent, whenever it was asked for', () => {
    for (const when of ['now', 'after-work'] as const) {
      const { answer, session } = askRelease(aSession(), aRequest(), when);
      expect(answer.result).toBe('released');
      expect(session.standing).toBe('released');
    }
  });

  it.each([
    ['reserved', openLine(aSession(), 'renewals', 'renewals-1', 1), 'ana is reserved for renewals-1'],
    ['dialling', dialling('renewals-1'), 'ana is waiting for renewals-1 to answer'],
    ['talking', talking(), 'ana is talking to renewals-1'],
    ['wrap-up', customerGone(talking()), 'ana is in wrap-up after renewals-1'],
  ] as const)('is refused now while %s, with the reason', (reason, session, words) => {
    const { answer, session: after } = askRelease(session, aRequest(), 'now');
    expect(answer).toEqual({ result: 'refused', reason, message: `${words} and cannot be given back now` });
    expect(after).toBe(session);
  });

  it('after work starts nothing further, and happens once idle', () => {
    const { answer, session } = askRelease(dialling('renewals-1'), aRequest(), 'after-work');
    expect(answer.result).toBe('accepted');
    expect(mayOpenLine(session, 'renewals', 9)).toBe(false);
    expect(mayTake(session, 'renewals', 'renewals-7')).toBe(false);
    expect(mayTake(session, 'renewals', 'renewals-1')).toBe(true);
    expect(settle(session).given).toEqual([]);
    const done = settle(lineClosed(session, 'renewals-1'));
    expect(done.given).toEqual([aRequest()]);
    expect(done.session.standing).toBe('released');
  });

  it('after work is taken back by its move, and others stay', () => {
    const first = askRelease(talking(), aRequest('k1', 'm1'), 'after-work').session;
    const both = askRelease(first, aRequest('k2', null), 'after-work').session;
    const { session, taken } = cancelRelease(both, ({ moveId }) => moveId === 'm1');
    expect(taken).toEqual([aRequest('k1', 'm1')]);
    expect(session.pending).toEqual([aRequest('k2', null)]);
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
      let session = aSession();
      let next = 0;
      let customers = 0;
      for (const act of story) {
        const line = linesOf(session)[0]?.contact;
        const doing = session.work.doing;
        const before = session;
        if (act === 'open' && mayOpenLine(session, 'renewals', 2))
          session = openLine(session, 'renewals', `renewals-${++next}`, 2);
        if (act === 'place' && line) session = linePlaced(session, line);
        if (act === 'close' && line) session = lineClosed(session, line);
        if (act === 'take' && mayTake(session, 'renewals', line ?? 'renewals-0')) {
          customers += 1;
          session = take(session, 'renewals', line ?? 'renewals-0').session;
        }
        if (act === 'connect' && doing === 'bridging') session = connected(session);
        if (act === 'lose' && doing === 'bridging') {
          customers -= 1;
          session = bridgeLost(session);
        }
        if (act === 'gone' && doing === 'talking') {
          customers -= 1;
          session = customerGone(session);
        }
        if (act === 'done' && doing === 'wrap-up') session = workDone(session, 1);
        if (act === 'now') session = askRelease(session, aRequest('now'), 'now').session;
        if (act === 'after') session = askRelease(session, aRequest('after'), 'after-work').session;
        if (act === 'cancel') session = cancelRelease(session, () => true).session;
        if (act === 'ready') session = ready(session, 2);
        if (act === 'not-ready') session = notReady(session).session;
        session = settle(session).session;
        expect(customers).toBe(session.work.doing === 'bridging' || session.work.doing === 'talking' ? 1 : 0);
        if (before.standing === 'released') expect(session).toEqual(before);
        if (session.standing === 'released') expect(session.work.doing).toBe('idle');
      }
    }),
  );
});
