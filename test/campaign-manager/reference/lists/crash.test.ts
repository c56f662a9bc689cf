import fc from 'fast-check';
import type { ContactList } from '../../../../campaign-manager/reference/contact-list';
import { weekdays } from '../../../../campaign-manager/reference/lists/calling-windows';
import { replay } from '../../../../campaign-manager/reference/lists/journal';
import { type JournalStore, MemoryJournal } from '../../../../campaign-manager/reference/lists/journal-store';
import { Crash, Doom, writtenParts } from './doomed';
import { aPerson, openList, startMs } from './people';

const stepMs = 60_000;
const outcomes = ['completed', 'no-answer', 'abandoned', 'failed'] as const;
type Outcome = (typeof outcomes)[number];

/** What happened on the telephone: it knows of every dial, whatever the list remembers. */
interface Dialled {
  readonly name: string;
  readonly at: number;
}

interface Story {
  readonly count: number;
  readonly attempts: number;
  readonly retryMinutes: number;
  readonly agents: number;
  /** What the n-th dial of a contact comes to; the same whoever makes it, and when. */
  readonly answers: readonly Outcome[];
  readonly linesPerSnapshot: number;
}

const story: fc.Arbitrary<Story> = fc.record({
  count: fc.integer({ min: 1, max: 5 }),
  attempts: fc.integer({ min: 1, max: 3 }),
  retryMinutes: fc.integer({ min: 0, max: 90 }),
  agents: fc.integer({ min: 1, max: 3 }),
  answers: fc.array(fc.constantFrom(...outcomes), { minLength: 15, maxLength: 15 }),
  linesPerSnapshot: fc.integer({ min: 1, max: 30 }),
});

const office = Object.fromEntries(weekdays.slice(0, 5).map((day) => [day, [{ from: '09:00', to: '18:00' }]]));

const open = ({ count, linesPerSnapshot, attempts, retryMinutes }: Story, store: JournalStore, nowMs: number) => {
  const people = Array.from({ length: count }, (_, index) => aPerson(`p${index}`));
  const loaded = { people, windows: office, linesPerSnapshot, store };
  return openList(loaded, { attempts, retrySeconds: retryMinutes * 60 }, nowMs).list;
};

/** Works the list until nobody is left; answers when. Dials last one step, several at once. */
function work(
  list: ContactList,
  story: Story,
  fromMs: number,
  dialled: Dialled[],
  told: (nowMs: number) => void,
): void {
  let inFlight: string[] = [];
  for (let nowMs = fromMs; ; ) {
    told(nowMs);
    list.advance(nowMs);
    for (const name of inFlight) list.ended(name, outcomeOf(story, name, list.contact(name).attempts), nowMs);
    inFlight = [];
    for (let agent = 0; agent < story.agents; agent++) {
      const name = list.take(nowMs)?.name;
      if (name === undefined) continue;
      if (list.heldBack(name, nowMs)) continue;
      list.placed(name);
      dialled.push({ name, at: nowMs });
      inFlight.push(name);
    }
    const next = inFlight.length > 0 ? nowMs + stepMs : list.nextChangeAt(nowMs);
    if (next === null) return;
    nowMs = next;
  }
}

const outcomeOf = ({ answers }: Story, name: string, attempt: number): Outcome =>
  answers[(Number(name.slice(1)) * 3 + attempt - 1) % answers.length] ?? 'no-answer';

const contactsOf = (store: JournalStore) =>
  (replay('renewals', store.read())?.listed ?? []).map(({ contact }) => contact);

it('a crash at any line of the journal, and at any line after it: nobody is dialled twice, nobody is lost', () => {
  fc.assert(
    fc.property(
      story,
      fc.array(fc.tuple(fc.integer({ min: 1, max: 60 }), fc.constantFrom(...writtenParts)), { maxLength: 3 }),
      fc.integer({ min: 0, max: 30 }),
      (told, crashes, downMinutes) => {
        const calm = open(told, new MemoryJournal(), startMs);
        work(calm, told, startMs, [], () => {});

        const disk = new MemoryJournal();
        const dialled: Dialled[] = [];
        const unknown = new Set<string>();
        let nowMs = startMs;
        for (const crash of [...crashes, null]) {
          const store = crash ? new Doom(crash[0], crash[1]).over(disk) : disk;
          try {
            const list = open(told, store, nowMs);
            work(list, told, nowMs, dialled, (at) => {
              nowMs = at;
              expect(contactsOf(disk)).toEqual(list.contacts());
            });
          } catch (error) {
            if (!(error instanceof Crash)) throw error;
          }
          nowMs += downMinutes * stepMs;
          for (const { name, placed } of contactsOf(disk)) if (placed) unknown.add(name);
        }

        const ended = contactsOf(disk);
        expect(ended).toHaveLength(told.count);
        for (const { name, state, attempts } of ended) {
          expect(['closed', 'completed']).toContain(state);
          const dials = dialled.filter((dial) => dial.name === name);
          expect(dials.length).toBeLessThanOrEqual(attempts);
          expect(attempts).toBeLessThanOrEqual(told.attempts);
          if (!unknown.has(name)) expect([name, state]).toEqual([name, calm.contact(name).state]);
        }
      },
    ),
    { numRuns: 60 },
  );
});

it('who was being dialled at the crash is dialled again by the retry rule only', () => {
  fc.assert(
    fc.property(story, fc.integer({ min: 1, max: 40 }), (told, line) => {
      const disk = new MemoryJournal();
      const dialled: Dialled[] = [];
      let crashedAt = startMs;
      try {
        const list = open(told, new Doom(line, 'all').over(disk), startMs);
        work(list, told, startMs, dialled, (at) => {
          crashedAt = at;
        });
        return;
      } catch (error) {
        if (!(error instanceof Crash)) throw error;
      }
      const cut = contactsOf(disk).filter(({ placed }) => placed);
      const restartMs = crashedAt + 1;
      const after: Dialled[] = [];
      work(open(told, disk, restartMs), told, restartMs, after, () => {});
      for (const { name, attempts } of cut) {
        const again = after.find((dial) => dial.name === name);
        if (attempts >= told.attempts) expect(again).toBeUndefined();
        else expect((again?.at ?? 0) - restartMs).toBeGreaterThanOrEqual(Math.max(told.retryMinutes, 1) * 60_000);
      }
    }),
    { numRuns: 60 },
  );
});
