import * as fc from 'fast-check';
import {
  blankPage,
  latestClearMs,
  type PageAct,
  type PageInput,
  type PageMemory,
  pageStep,
  reopened,
} from '../../../core/agent-page/page-rules';
import type { RefusalVerdict } from '../../../core/offering/refusal-verdict';

const missed = (
  after: RefusalVerdict['after'] = 'not-ready',
  criteriaWrittenAt: number | null = 1,
): RefusalVerdict => ({
  ...{ verdict: 'missed', criteriaWrittenAt, after },
});
const unknown: RefusalVerdict = { verdict: 'unknown', criteriaWrittenAt: null, after: 'available' };
const callerLeft = (after: RefusalVerdict['after'] = 'not-ready'): RefusalVerdict => ({
  ...{ verdict: 'caller-left', criteriaWrittenAt: null, after },
});

/** A page in the hands of a test: what it did, in words. */
function page(memory: PageMemory = blankPage) {
  let current = memory;
  let wakeAt: number | null = null;
  const tell = (now: number, input: PageInput): readonly string[] => {
    const step = pageStep(current, input, now);
    current = step.memory;
    wakeAt = step.wakeAt;
    return step.acts.map(inWords);
  };
  return {
    tell,
    /** Rung at 0, refused at `now`. */
    refuse: (now: number, how: 'missed' | 'declined' = 'missed', available = true) =>
      tell(now, { kind: 'refused', contactId: 'c', how, available }),
    ring: () => tell(0, { kind: 'ring', contactId: 'c' }),
    choose: (now: number, status: string) => tell(now, { kind: 'chosen', status }),
    verdict: (now: number, verdict: RefusalVerdict | null, inForce = false) =>
      tell(now, { kind: 'verdict', contactId: 'c', verdict, inForce }),
    time: (now: number) => tell(now, { kind: 'time' }),
    wakeAt: () => wakeAt,
    memory: () => current,
  };
}

const inWords = (act: PageAct): string =>
  act.kind === 'set-status' ? act.status : act.kind === 'clear' ? `clear ${act.contactId}` : `ask ${act.contactId}`;

describe('a call that was missed or declined', () => {
  it('parks at once, and leaves the screen when criteria without the agent are in force', () => {
    const { ring, refuse, verdict, time } = page();
    ring();
    expect(refuse(20_000)).toEqual(['Missed call']);
    expect(time(21_000)).toEqual(['ask c']);
    expect(verdict(21_100, missed())).toEqual([]);
    expect(time(22_000)).toEqual(['ask c']);
    expect(verdict(22_100, missed(), true)).toEqual(['clear c']);
  });

  it('leaves the screen on the verdict that the caller left', () => {
    const { refuse, time, verdict } = page();
    refuse(20_000, 'declined');
    time(21_000);
    expect(verdict(21_100, callerLeft())).toEqual(['clear c']);
  });

  it('leaves it after 8 s without a verdict, and its agent stays in Missed call until there is one', () => {
    const { refuse, choose, time, verdict } = page();
    refuse(0);
    expect(choose(500, 'Available')).toEqual(['ask c']);
    expect(verdict(600, unknown)).toEqual([]);
    for (const now of [1_000, 2_000, 4_000]) {
      expect(time(now)).toEqual(['ask c']);
      expect(verdict(now + 100, unknown)).toEqual([]);
    }
    expect(time(latestClearMs - 1)).toEqual([]);
    expect(time(latestClearMs)).toEqual(['clear c', 'ask c']);
    verdict(8_100, missed('not-ready', null));
    expect(time(13_100)).toEqual(['ask c']);
    expect(verdict(13_200, missed(), true)).toEqual(['Available']);
  });

  it.each(['available', 'not-ready'] as const)('is followed by what the threshold says: %s', (after) => {
    const { refuse, verdict } = page();
    refuse(0);
    expect(verdict(1_100, missed(after), true)).toEqual(after === 'available' ? ['clear c', 'Available'] : ['clear c']);
  });

  it('asks about what the softphone or the agent may change by then', () => {
    const { refuse, tell, verdict, wakeAt } = page();
    refuse(0);
    expect(wakeAt()).toBe(1_000);
    expect(tell(300, { kind: 'news', contactId: 'c' })).toEqual(['ask c']);
    expect(tell(310, { kind: 'news', contactId: 'c' })).toEqual([]);
    expect(verdict(320, unknown)).toEqual(['ask c']);
    expect(verdict(330, unknown)).toEqual([]);
    expect(tell(340, { kind: 'news', contactId: 'another' })).toEqual([]);
  });

  it('costs no more than four requests where nobody waits to be Available', () => {
    const { refuse, time, verdict, wakeAt } = page();
    refuse(0);
    let asked = 0;
    for (let at = wakeAt(); at !== null && at < 3_600_000; at = wakeAt()) {
      if (!time(at).includes('ask c')) continue;
      asked += 1;
      verdict(at + 50, missed('not-ready', null));
    }
    expect(asked).toBe(4);
  });

  it('is asked about again when no answer came', () => {
    const { refuse, time, verdict, wakeAt } = page();
    refuse(0);
    time(1_000);
    verdict(1_500, null);
    expect(wakeAt()).toBe(2_500);
  });

  it('is still known when the page is opened again, and an answer that was lost is asked for again', () => {
    const before = page();
    before.refuse(0);
    before.time(1_000);
    const after = page(reopened(before.memory()));
    expect(after.choose(30_000, 'Available')).toEqual(['ask c']);
    expect(after.verdict(30_100, missed(), true)).toEqual(['clear c', 'Available']);
  });
});

describe('a status chosen while it rings', () => {
  it.each(['Break', 'Offline'])('%s begins at the end of the ring, without Missed call', (status) => {
    for (const end of ['missed', 'declined'] as const) {
      const { ring, choose, refuse, verdict } = page();
      ring();
      expect(choose(5_000, status)).toEqual([]);
      expect(refuse(20_000, end)).toEqual([status]);
      expect(verdict(21_000, missed('available'), true)).toEqual(['clear c']);
    }
  });

  it('begins when the caller hangs up, and when the call is answered', () => {
    for (const [kind, acts] of [
      ['ring-over', ['Break', 'clear c']],
      ['answered', ['Break']],
    ] as const) {
      const { ring, choose, tell } = page();
      ring();
      choose(5_000, 'Break');
      expect(tell(6_000, { kind, contactId: 'c' })).toEqual(acts);
    }
  });

  it('is the last one: a break taken back leaves the miss, and Available is kept for the verdict', () => {
    const { ring, choose, refuse, verdict } = page();
    ring();
    choose(5_000, 'Break');
    choose(6_000, 'Available');
    expect(refuse(20_000)).toEqual(['Missed call']);
    expect(verdict(21_000, missed('not-ready'), true)).toEqual(['clear c', 'Available']);
  });

  it('does not outlive its ring', () => {
    const { ring, choose, tell } = page();
    ring();
    choose(5_000, 'Break');
    tell(6_000, { kind: 'ring-over', contactId: 'c' });
    tell(30_000, { kind: 'ring', contactId: 'd' });
    expect(tell(50_000, { kind: 'refused', contactId: 'd', how: 'missed', available: true })).toEqual(['Missed call']);
  });
});

describe('a status chosen after it rang', () => {
  it('is set at once but for Available, which waits for the verdict', () => {
    const { refuse, choose, verdict } = page();
    refuse(0);
    expect(choose(1_000, 'Available')).toEqual(['ask c']);
    expect(choose(2_000, 'Break')).toEqual(['Break']);
    expect(verdict(3_000, missed('available'), true)).toEqual(['clear c']);
    expect(choose(4_000, 'Available')).toEqual(['Available']);
  });

  it('elsewhere is left alone: nobody who is not Available any more is parked', () => {
    const { refuse, verdict } = page();
    expect(refuse(0, 'missed', false)).toEqual([]);
    expect(verdict(1_000, missed('available'), true)).toEqual(['clear c']);
  });
});

it('never makes anybody Available while a refused call may come back, and never parks over a break', () => {
  const input = fc.oneof(
    fc.constantFrom<PageInput>(
      { kind: 'ring', contactId: 'c' },
      { kind: 'answered', contactId: 'c' },
      { kind: 'ring-over', contactId: 'c' },
      { kind: 'refused', contactId: 'c', how: 'missed', available: true },
      { kind: 'refused', contactId: 'd', how: 'declined', available: true },
      { kind: 'chosen', status: 'Available' },
      { kind: 'chosen', status: 'Break' },
      { kind: 'news', contactId: 'c' },
      { kind: 'time' },
    ),
    fc.record({
      kind: fc.constant('verdict' as const),
      contactId: fc.constantFrom('c', 'd'),
      verdict: fc.constantFrom(null, unknown, missed('available'), missed('available', null), callerLeft('available')),
      inForce: fc.boolean(),
    }),
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(input, fc.integer({ min: 0, max: 9_000 })), { maxLength: 40 }), (story) => {
      let now = 0;
      let memory = blankPage;
      for (const [one, later] of story) {
        now += later;
        const step = pageStep(memory, one, now);
        const statuses = step.acts.flatMap((act) => (act.kind === 'set-status' ? [act.status] : []));
        if (statuses.includes('Available')) expect(step.memory.refusals).toEqual([]);
        const itsRing = one.kind === 'refused' && one.contactId === memory.ringing;
        if (itsRing && memory.chosen === 'Break') expect(statuses).not.toContain('Missed call');
        if (step.memory.refusals.some(({ listed, since }) => listed && now >= since + latestClearMs)) {
          expect(step.wakeAt).toBeLessThanOrEqual(now);
        }
        memory = step.memory;
      }
    }),
  );
});
