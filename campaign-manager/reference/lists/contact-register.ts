import { type Contact, type ContactChange, newContact, type Person, type RetryRules } from './contact';
import { DueTimes } from './due-times';
import { ReadyContacts } from './ready-contacts';
import { dueAt, type ListTerms, termsOf } from './terms';

/** What a list of real people is made of (`openContacts` makes it); a number of contacts has none of it. */
export interface ListContents {
  readonly contacts: Iterable<Contact>;
  /** By the name of the contact. */
  readonly people: ReadonlyMap<string, Person>;
  readonly terms: Omit<ListTerms, 'rules'>;
  /** Called with the contact as a change leaves it, before the change counts; if it throws, nothing has changed. */
  readonly write: (contact: Contact, atMs: number) => void;
}

/** A number stands for contacts `<campaign>-1` to `<campaign>-<number>` that may be called at any time. */
export type ContactSource = number | ListContents;

/**
 * The contacts of one list: found by name, by when they are next due and by who may be dialled first, and written down before a
 * change counts. What a change is, it does not ask. Times are ms since the epoch.
 */
export class ContactRegister {
  readonly terms: ListTerms;
  /** The open ones in the order they are dialled. */
  readonly ready: ReadyContacts;
  /** The latest time the list was told; changes are written down with it. */
  nowMs: number;
  readonly #contacts = new Map<string, Contact>();
  readonly #contents: ListContents | null;
  readonly #due = new DueTimes();
  #firstTurn = 0;
  #lastTurn = 0;

  constructor(
    private readonly campaign: string,
    source: ContactSource,
    rules: RetryRules,
    nowMs: number,
  ) {
    this.nowMs = nowMs;
    this.#contents = typeof source === 'number' ? null : source;
    this.terms = { ...termsOf(rules), ...this.#contents?.terms };
    this.ready = new ReadyContacts({
      windows: this.terms.windows,
      contact: (name) => this.contact(name),
      about: (name) => this.person(name) ?? sameForAll,
    });
    const contacts = typeof source === 'number' ? newContacts(campaign, source) : source.contacts;
    for (const contact of contacts) {
      this.#firstTurn = Math.min(this.#firstTurn, contact.turn);
      this.#lastTurn = Math.max(this.#lastTurn, contact.turn);
      this.#file(contact);
    }
  }

  /** All of them, in the order of the list. */
  contacts(): readonly Contact[] {
    return [...this.#contacts.values()];
  }

  /** Whether there is a contact of this name, over or not. */
  has(name: string): boolean {
    return this.#contacts.has(name);
  }

  /** Throws where there is none of this name. */
  contact(name: string): Contact {
    const contact = this.#contacts.get(name);
    if (!contact) throw new Error(`campaign ${this.campaign} has no contact ${JSON.stringify(name)}`);
    return contact;
  }

  /** `null` for a list that is only a number of contacts. */
  person(name: string): Person | null {
    return this.#contents?.people.get(name) ?? null;
  }

  /** The next contact to whom time has brought something by `nowMs`, each change once; `null`: none. */
  dueBy(nowMs: number): string | null {
    return this.#due.reached(nowMs);
  }

  /** When a contact is next due, or a calling window that matters opens or closes; `null`: not by time alone. */
  nextChangeAt(nowMs: number): number | null {
    const times = [this.#due.next(), this.ready.nextChange(nowMs)].filter((at) => at !== null);
    return times.length > 0 ? Math.max(nowMs, Math.min(...times)) : null;
  }

  /** Opens a contact again, before or behind all others of its rank. */
  reopen({ contact, reason }: ContactChange, place: 'first' | 'last'): ContactChange {
    const turn = place === 'first' ? this.#firstTurn - 1 : this.#lastTurn + 1;
    const change = this.change({ contact: { ...contact, turn }, reason });
    this.#firstTurn = Math.min(this.#firstTurn, turn);
    this.#lastTurn = Math.max(this.#lastTurn, turn);
    return change;
  }

  /** Writes a change down, then takes it over. */
  change(change: ContactChange): ContactChange {
    this.put(change.contact);
    return change;
  }

  /** Writes the contact down as it is now, then takes it over. */
  put(contact: Contact): Contact {
    this.#contents?.write(contact, this.nowMs);
    return this.#file(contact);
  }

  #file(contact: Contact): Contact {
    const was = this.#contacts.get(contact.name);
    if (was?.state === 'open') this.ready.remove(was);
    this.#contacts.set(contact.name, contact);
    if (contact.state === 'open') this.ready.add(contact);
    this.#due.set(contact.name, dueAt(this.terms, this.person(contact.name), contact));
    return contact;
  }
}

const sameForAll = { timeZone: 'UTC', priority: 1 } as const;

function* newContacts(campaign: string, count: number): Iterable<Contact> {
  for (let number = 1; number <= count; number++) yield newContact(`${campaign}-${number}`, number);
}
