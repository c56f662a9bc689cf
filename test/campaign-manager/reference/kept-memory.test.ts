import fc from 'fast-check';
import type { CampaignMemory, MemoryNote } from '../../../campaign-manager/reference/campaign-script';
import { openMemory } from '../../../campaign-manager/reference/kept-memory';
import { type JournalStore, MemoryJournal } from '../../../campaign-manager/reference/lists/journal-store';
import { openContacts } from '../../../campaign-manager/reference/lists/open-contacts';
import { Doom, writtenParts } from './lists/doomed';
import { aPerson } from './lists/people';
import { aCampaign, anOffice, startMs } from './office';

const open = (store: JournalStore, nowMs = startMs, linesPerSnapshot?: number) =>
  openMemory('renewals', store, nowMs, linesPerSnapshot);
const answered = (at: number): MemoryNote => ({ what: 'answered', at });
const dayMs = 86_400_000;

it('begins with nothing, and knows after a restart whatever it was told', () => {
  const store = new MemoryJournal();
  const { memory, remember, problems } = open(store);
  expect([memory, problems]).toEqual([{ ledger: { live: [], abandoned: [] }, previews: {}, stopped: false }, []]);
  for (const at of [1, 2, 2]) remember(answered(startMs + at));
  remember({ what: 'connected', at: startMs + 1 });
  remember({ what: 'abandoned', at: startMs + 2 });
  remember({ what: 'connected', at: startMs + 2 });
  remember({ what: 'previewed', contact: 'a', count: 1 });
  remember({ what: 'previewed', contact: 'a', count: 2 });
  remember({ what: 'stopped', stopped: true });
  expect(open(store).memory).toEqual({
    ledger: { live: [startMs + 1, startMs + 2, startMs + 2], abandoned: [startMs + 2] },
    previews: { a: 2 },
    stopped: true,
  });
});

it('counts as abandoned who had answered when the process died, and counts them once', () => {
  const store = new MemoryJournal();
  open(store).remember(answered(startMs));
  for (const _ of [1, 2]) expect(open(store).memory.ledger).toEqual({ live: [startMs], abandoned: [startMs] });
});

it('forgets what the law counts no more', () => {
  const store = new MemoryJournal();
  open(store).remember(answered(startMs));
  expect(open(store, startMs + 29 * dayMs).memory.ledger.live).toHaveLength(1);
  expect(open(store, startMs + 30 * dayMs).memory.ledger).toEqual({ live: [], abandoned: [] });
  expect(store.read().snapshot).not.toContain(String(startMs));
});

it('says a torn last line and drops it, and refuses whatever else cannot have been written', () => {
  const store = new MemoryJournal();
  open(store).remember(answered(startMs));
  const { snapshot, journal } = store.read();
  const torn = open(new MemoryJournal({ snapshot, journal: `${journal}{"seq":2,"no` }));
  expect(torn.problems).toEqual(['line 2 of the journal was not written to its end (12 characters) and is dropped']);
  const line = (seq: number) => `{"seq":${seq},"note":{"what":"connected","at":1}}\n`;
  const wrong = (stored: { snapshot: string | null; journal: string }) => () => open(new MemoryJournal(stored));
  expect(wrong({ snapshot, journal: journal + line(3) })).toThrow('line 2 of the journal is change 3, not 2');
  expect(wrong({ snapshot: null, journal })).toThrow('line 1 of the journal has no snapshot it could follow');
  expect(wrong({ snapshot, journal: `{"seq":1,"note":{"what":"dreamt"}}\n${line(2)}` })).toThrow('cannot be read');
  expect(() => openMemory('winback', store, startMs)).toThrow('is about campaign renewals, not winback');
});

describe.each([1, 2, 3])('a crash at any note (seed %i)', (seed) => {
  it('leaves what was remembered before it, and the note itself or not', () => {
    const note = fc.oneof(
      fc.record({
        what: fc.constantFrom('answered' as const, 'connected' as const, 'abandoned' as const),
        at: fc.integer({ min: startMs, max: startMs + 9 }),
      }),
      fc.record({
        what: fc.constant('previewed' as const),
        contact: fc.constantFrom('a', 'b'),
        count: fc.integer({ min: 1, max: 9 }),
      }),
      fc.record({ what: fc.constant('stopped' as const), stopped: fc.boolean() }),
    );
    const after = (notes: readonly MemoryNote[]): CampaignMemory => {
      const store = new MemoryJournal();
      const { remember } = open(store);
      for (const one of notes) remember(one);
      return open(store).memory;
    };
    fc.assert(
      fc.property(
        fc.array(note, { minLength: 1, maxLength: 20 }),
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 1, max: 6 }),
        fc.constantFrom(...writtenParts),
        (notes, line, linesPerSnapshot, written) => {
          const disk = new MemoryJournal();
          const { remember } = open(new Doom(line, written).over(disk), startMs, linesPerSnapshot);
          let done = 0;
          try {
            for (const one of notes) {
              remember(one);
              done += 1;
            }
          } catch {}
          const whole = done < notes.length && written === 'all' ? done + 1 : done;
          expect(open(disk).memory).toEqual(after(notes.slice(0, whole)));
        },
      ),
      { seed, numRuns: 100 },
    );
  });
});

describe('a campaign that remembers', () => {
  const preview = {
    mode: 'preview',
    seconds: 5,
    onTimeout: 'reject',
    rescheduleSeconds: 9,
    reservationSeconds: 35,
  } as const;

  it('keeps its abandon ledger and whether it was stopped', async () => {
    const store = new MemoryJournal();
    const first = open(store);
    const bridges = [2500];
    const before = anOffice({
      campaigns: [aCampaign('renewals', { talkSeconds: () => 1, ...first })],
      latency: { bridgeMs: () => bridges.shift() ?? 0 },
    });
    before.campaignManager.start();
    before.hire('ana');
    before.at(20, () => before.campaignManager.setCampaignStopped('renewals', true));
    await before.to(100);
    const kept = before.campaignManager.memory('renewals');
    expect([kept.ledger.live.length, kept.ledger.abandoned.length, kept.stopped]).toEqual([2, 1, true]);
    const { memory } = open(store);
    expect(memory).toEqual(kept);
    const after = anOffice({ campaigns: [aCampaign('renewals', { memory })] });
    after.campaignManager.start();
    after.hire('ana');
    after.at(50, () => after.campaignManager.setCampaignStopped('renewals', false));
    await after.to(60);
    expect(after.told('dial.started')).toEqual(['50 started renewals-1 ana']);
  });

  it('shows contacts of the same name in two campaigns under different ids', async () => {
    const twice = ['renewals', 'winback'].map((name) => {
      const { contents } = openContacts(name, { people: [aPerson('a')] });
      return aCampaign(name, { contacts: contents, pacing: preview });
    });
    const office = anOffice({ campaigns: twice });
    office.campaignManager.start();
    office.hire('ana');
    office.hire('ben');
    office.at(3, () => {
      office.ask('PreviewDecided', 'ana', { previewId: 'a/1', outcome: 'accept' });
      office.ask('PreviewDecided', 'ben', { previewId: 'a/2', outcome: 'close' });
    });
    await office.to(10);
    expect([...office.told('preview.offered', 'dial.started')].sort()).toEqual([
      '1 offered a/1 ana',
      '1 offered a/2 ben',
      '3 started a ana',
    ]);
    expect(office.campaignManager.contacts('winback')).toMatchObject([{ state: 'closed' }]);
  });
});
