/**
 * A list that outlives the process: JSON Lines, each the whole of one contact as a change left it. So replaying needs no
 * rules, and the same lines give the same contacts whatever the campaign's settings are by then.
 *
 * ```
 * snapshot  {"format":1,"campaign":"renewals","seq":120,"contacts":2}   then one line for each contact:
 *           {"contact":{...},"person":{...}}
 * journal   {"seq":121,"at":1767603600000,"contact":{...}}
 * ```
 */
import * as z from 'zod';
import { dialOutcomes } from '../../../core/campaign-contract/events';
import { agentId } from '../../../core/ids';
import { type Contact, contactStates, type Person } from './contact';
import { JournalCorruptError, readLine, wholeLines } from './journal-lines';
import type { JournalStore } from './journal-store';

const moment = z.number();
const contactSchema = z.object({
  name: z.string(),
  state: z.enum(contactStates),
  attempts: z.int().min(0),
  retryAt: moment.nullable(),
  lastOutcome: z.enum([...dialOutcomes, 'unknown']).nullable(),
  // Lists kept before agents could say what came of a conversation.
  agentOutcome: z.string().nullable().default(null),
  callBack: z
    .object({
      agentId: agentId.nullable(),
      at: moment,
      attempts: z.int().min(0),
      generalAt: moment.nullable(),
    })
    .nullable(),
  // Lists kept before people had several numbers.
  numberIndex: z.int().min(0).default(0),
  placed: z.boolean(),
  turn: z.int(),
  reason: z.string().nullable(),
}) satisfies z.ZodType<Contact>;
const personSchema = z.object({
  id: z.string(),
  name: z.string(),
  number: z.string(),
  otherNumbers: z.array(z.string()).default([]),
  timeZone: z.string(),
  priority: z.int(),
  fields: z.record(z.string(), z.string()),
  loadedAt: moment,
}) satisfies z.ZodType<Person>;
const headSchema = z.object({
  format: z.literal(1),
  campaign: z.string(),
  seq: z.int().min(0),
  contacts: z.int().min(0),
});
const listedSchema = z.object({ contact: contactSchema, person: personSchema });
const entrySchema = z.object({ seq: z.int().min(1), at: moment, contact: contactSchema });

/** A contact with the person they are. */
export interface Listed {
  readonly contact: Contact;
  readonly person: Person;
}

/** A list as its snapshot and journal leave it. */
export interface Replayed {
  /** In the order of the list. */
  readonly listed: readonly Listed[];
  /** Of the last change. */
  readonly seq: number;
  /** What was told and dropped at the end of the journal, as a sentence; `null` when it was whole. */
  readonly torn: string | null;
}

/** The contacts as the stored text leaves them; `null` for a store nothing was ever put in. Pure. */
export function replay(campaign: string, stored: ReturnType<JournalStore['read']>): Replayed | null {
  if (stored.snapshot === null) {
    if (stored.journal !== '') throw new JournalCorruptError('journal', 1, 'has no snapshot it could follow');
    return null;
  }
  const [head, ...rows] = stored.snapshot.trimEnd().split('\n');
  const { campaign: whose, seq: snapshotSeq, contacts: count } = readLine(headSchema, head ?? '', 'snapshot', 1);
  if (whose !== campaign) {
    throw new JournalCorruptError('snapshot', 1, `is about campaign ${whose}, not ${campaign}`);
  }
  if (rows.length !== count) {
    throw new JournalCorruptError('snapshot', 1, `announces ${count} contacts, and ${rows.length} follow`);
  }
  const listed = new Map<string, Listed>();
  for (const [index, row] of rows.entries()) {
    const { contact, person } = readLine(listedSchema, row, 'snapshot', index + 2);
    listed.set(contact.name, { contact, person });
  }
  let seq = snapshotSeq;
  const { lines, torn } = wholeLines(stored.journal);
  for (const [index, line] of lines.entries()) {
    const entry = readLine(entrySchema, line, 'journal', index + 1);
    // Emptying the journal was the step a crash left out: the snapshot contains it.
    if (entry.seq <= snapshotSeq) continue;
    if (entry.seq !== seq + 1)
      throw new JournalCorruptError('journal', index + 1, `is change ${entry.seq}, not ${seq + 1}`);
    const known = listed.get(entry.contact.name);
    if (!known)
      throw new JournalCorruptError('journal', index + 1, `is about ${entry.contact.name}, who is not listed`);
    listed.set(entry.contact.name, { ...known, contact: entry.contact });
    seq = entry.seq;
  }
  return { listed: [...listed.values()], seq, torn };
}

/** Journal lines after which a new snapshot is due. */
export const usualLinesPerSnapshot = 10_000;

/** Writes what happens to a list. */
export class Journal {
  readonly #listed: Map<string, Listed>;
  #lines = 0;
  /** A line may be there in part: the next one must not be written behind it. */
  #torn = false;

  /** `listed` as the store has them, or is to have them by a first snapshot; `seq`: of the last change. */
  constructor(
    private readonly campaign: string,
    private readonly store: JournalStore,
    listed: readonly Listed[],
    private seq: number,
    private readonly linesPerSnapshot = usualLinesPerSnapshot,
  ) {
    this.#listed = new Map(listed.map((one) => [one.contact.name, one]));
  }

  /** A contact as a change leaves it; kept for good when it returns. */
  write(contact: Contact, atMs: number): void {
    const known = this.#listed.get(contact.name);
    if (!known) throw new Error(`${contact.name} is not on the list of campaign ${this.campaign}`);
    if (this.#torn || this.#lines >= this.linesPerSnapshot || !this.store.whole()) this.snapshot();
    this.#torn = true;
    this.store.append(`${JSON.stringify({ seq: this.seq + 1, at: atMs, contact })}\n`);
    this.#torn = false;
    this.seq += 1;
    this.#lines += 1;
    this.#listed.set(contact.name, { ...known, contact });
  }

  /** The whole list as it is. */
  snapshot(): void {
    const rows = [...this.#listed.values()].map(({ contact, person }) => JSON.stringify({ contact, person }));
    const head = { format: 1, campaign: this.campaign, seq: this.seq, contacts: rows.length };
    this.store.replace(`${[JSON.stringify(head), ...rows].join('\n')}\n`);
    this.#torn = false;
    this.#lines = 0;
  }
}
