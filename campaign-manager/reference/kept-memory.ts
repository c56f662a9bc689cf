/**
 * What a campaign has to remember besides its list, kept over the end of the process: JSON Lines beside those of the list.
 *
 * ```
 * snapshot  {"format":1,"campaign":"renewals","seq":40,"ledger":{"live":[...],"abandoned":[...]},"unsettled":[],...}
 * journal   {"seq":41,"note":{"what":"answered","at":1767603600000}}
 * ```
 */
import * as z from 'zod';
import { AbandonLedger } from './abandon-ledger';
import type { CampaignMemory, CampaignScript, MemoryNote } from './campaign-script';
import { usualLinesPerSnapshot } from './lists/journal';
import { JournalCorruptError, readLine, wholeLines } from './lists/journal-lines';
import type { JournalStore } from './lists/journal-store';

const moment = z.number();
const noteSchema = z.discriminatedUnion('what', [
  z.object({ what: z.enum(['answered', 'connected', 'abandoned']), at: moment }),
  z.object({ what: z.literal('previewed'), contact: z.string(), count: z.int().min(1) }),
  z.object({ what: z.literal('stopped'), stopped: z.boolean() }),
]) satisfies z.ZodType<MemoryNote>;
const snapshotSchema = z.object({
  format: z.literal(1),
  campaign: z.string(),
  seq: z.int().min(0),
  ledger: z.object({ live: z.array(moment).readonly(), abandoned: z.array(moment).readonly() }),
  /** Answers of which it is not known yet whether an agent was there in time. */
  unsettled: z.array(moment).readonly(),
  previews: z.record(z.string(), z.int().min(1)),
  stopped: z.boolean(),
});
const lineSchema = z.object({ seq: z.int().min(1), note: noteSchema });

/** What a campaign remembers besides its list, as it was found, and how it goes on being written down. */
export interface OpenedMemory {
  readonly memory: CampaignMemory;
  readonly remember: NonNullable<CampaignScript['remember']>;
  /** What people must know, as sentences: a torn line. */
  readonly problems: readonly string[];
}

/**
 * Opens what a campaign remembers. Who had answered when the process died, and nobody knows whether an agent was there in
 * time, counts as abandoned. Throws JournalCorruptError when the store is corrupt.
 */
export function openMemory(
  campaign: string,
  store: JournalStore,
  nowMs: number,
  linesPerSnapshot = usualLinesPerSnapshot,
): OpenedMemory {
  const { notes, seq: lastSeq, torn } = replayed(campaign, store.read());
  notes.settle();
  let seq = lastSeq;
  let lines = 0;
  let latestMs = nowMs;
  /** A line may be there in part: the next one must not be written behind it. */
  let unsure = false;
  const snapshot = (): void => {
    store.replace(`${JSON.stringify({ format: 1, campaign, seq, ...notes.all(latestMs) })}\n`);
    lines = 0;
    unsure = false;
  };
  // Also takes a torn line out of the way, and whatever the ledger counts no more.
  snapshot();
  const { unsettled: _, ...memory } = notes.all(nowMs);
  return {
    memory,
    remember(note) {
      if ('at' in note) latestMs = Math.max(latestMs, note.at);
      if (unsure || lines >= linesPerSnapshot || !store.whole()) snapshot();
      unsure = true;
      store.append(`${JSON.stringify({ seq: seq + 1, note })}\n`);
      unsure = false;
      seq += 1;
      lines += 1;
      notes.add(note);
    },
    problems: torn === null ? [] : [torn],
  };
}

function replayed(campaign: string, stored: ReturnType<JournalStore['read']>) {
  if (stored.snapshot === null) {
    if (stored.journal !== '') throw new JournalCorruptError('journal', 1, 'has no snapshot it could follow');
    return { notes: new Notes(), seq: 0, torn: null };
  }
  const { campaign: whose, seq: first, ...known } = readLine(snapshotSchema, stored.snapshot.trimEnd(), 'snapshot', 1);
  if (whose !== campaign) throw new JournalCorruptError('snapshot', 1, `is about campaign ${whose}, not ${campaign}`);
  const notes = new Notes(known);
  let seq = first;
  const { lines, torn } = wholeLines(stored.journal);
  for (const [index, line] of lines.entries()) {
    const { seq: next, note } = readLine(lineSchema, line, 'journal', index + 1);
    // Emptying the journal was the step a crash left out: the snapshot contains it.
    if (next <= first) continue;
    if (next !== seq + 1) throw new JournalCorruptError('journal', index + 1, `is change ${next}, not ${seq + 1}`);
    notes.add(note);
    seq = next;
  }
  return { notes, seq, torn };
}

type Known = Pick<z.output<typeof snapshotSchema>, 'ledger' | 'unsettled' | 'previews' | 'stopped'>;
const nothing: Known = { ledger: { live: [], abandoned: [] }, unsettled: [], previews: {}, stopped: false };

/** All notes so far, added up. */
class Notes {
  readonly #ledger: AbandonLedger;
  readonly #previews: Map<string, number>;
  #unsettled: number[];
  #stopped: boolean;

  constructor(known: Known = nothing) {
    this.#ledger = new AbandonLedger(known.ledger);
    this.#previews = new Map(Object.entries(known.previews));
    this.#unsettled = [...known.unsettled];
    this.#stopped = known.stopped;
  }

  add(note: MemoryNote): void {
    switch (note.what) {
      case 'answered':
        this.#ledger.answered(note.at);
        this.#unsettled.push(note.at);
        return;
      case 'abandoned':
        this.#ledger.abandoned(note.at);
        this.#known(note.at);
        return;
      case 'connected':
        this.#known(note.at);
        return;
      case 'previewed':
        this.#previews.set(note.contact, note.count);
        return;
      case 'stopped':
        this.#stopped = note.stopped;
    }
  }

  /** Nobody was there for those nobody knows of. */
  settle(): void {
    for (const at of this.#unsettled) this.#ledger.abandoned(at);
    this.#unsettled = [];
  }

  all(nowMs: number): Known {
    const previews = Object.fromEntries(this.#previews);
    return { ledger: this.#ledger.entries(nowMs), unsettled: this.#unsettled, previews, stopped: this.#stopped };
  }

  #known(at: number): void {
    const place = this.#unsettled.indexOf(at);
    if (place >= 0) this.#unsettled.splice(place, 1);
  }
}
