/** The contacts of one campaign. The rule of what an attempt makes of a contact is pure; the list keeps them in order. */

/**
 * `open`: may be dialled. `dialling`: chosen, ringing or talking. `rescheduled`: unanswered, open again later. `closed`:
 * all attempts used. `completed`: somebody talked to them.
 */
export const contactStates = ['open', 'dialling', 'rescheduled', 'closed', 'completed'] as const;
export type ContactState = (typeof contactStates)[number];

/** How a dial ends (SCENARIOS.md 3, dial.ended). `failed`: the agent's tether broke while the customer was on it. */
export type DialOutcome = 'completed' | 'no-answer' | 'abandoned' | 'failed';

export interface Contact {
  /** `<campaign>-1` and on. */
  readonly name: string;
  readonly state: ContactState;
  /** Times the number was dialled. */
  readonly attempts: number;
  /** When a rescheduled contact opens again, ms since the epoch. */
  readonly retryAt: number | null;
}

export interface RetryRules {
  /** Most dials per contact, 1 or more. */
  readonly attempts: number;
  /** From an unanswered dial to the next, 0 or more. */
  readonly retrySeconds: number;
}

export interface ContactChange {
  readonly contact: Contact;
  /** Why, as a sentence part for people. */
  readonly reason: string;
}

/**
 * What a dial that ended makes of its contact. Who was abandoned counts as unanswered. Who was cut off by a broken tether
 * is called back as soon as possible, if attempts are left.
 */
export function afterDial(contact: Contact, outcome: DialOutcome, rules: RetryRules, nowMs: number): ContactChange {
  const used = `attempt ${contact.attempts} of ${rules.attempts}`;
  const left = contact.attempts < rules.attempts;
  const become = (state: ContactState, reason: string, retryAt: number | null = null): ContactChange => ({
    contact: { ...contact, state, retryAt },
    reason,
  });
  switch (outcome) {
    case 'completed':
      return become('completed', `talked to at ${used}`);
    case 'failed':
      return left
        ? become('open', `cut off at ${used}, to be called again at once`)
        : become('closed', `cut off at ${used}, the last`);
    case 'no-answer':
    case 'abandoned': {
      const what = outcome === 'no-answer' ? 'not answered' : 'answered with no agent free';
      return left
        ? become('rescheduled', `${what} at ${used}`, nowMs + rules.retrySeconds * 1000)
        : become('closed', `${what} at ${used}, the last`);
    }
  }
}

/**
 * Contacts `<campaign>-1` to `<campaign>-<count>`. Who was dialled least often comes first, then who has been open
 * longest. A step a contact's state does not allow throws: it would be a fault of the dialler.
 */
export class ContactList {
  readonly #contacts = new Map<string, Contact>();
  /** Open contacts by attempts used. Never shifted: a list is long. */
  readonly #open: OpenNames[];
  #available: number;

  constructor(
    readonly campaign: string,
    count: number,
    private readonly rules: RetryRules,
  ) {
    const names = Array.from({ length: count }, (_, index) => `${campaign}-${index + 1}`);
    for (const name of names) this.#contacts.set(name, { name, state: 'open', attempts: 0, retryAt: null });
    this.#open = [new OpenNames(names)];
    this.#available = count;
  }

  /** Contacts that are open. */
  get available(): number {
    return this.#available;
  }

  /** All of them, in the order of their numbers. */
  contacts(): readonly Contact[] {
    return [...this.#contacts.values()];
  }

  contact(name: string): Contact {
    const contact = this.#contacts.get(name);
    if (!contact) throw new Error(`campaign ${this.campaign} has no contact ${JSON.stringify(name)}`);
    return contact;
  }

  /** Takes the next open contact out for dialling; `null` when none is open. */
  take(): Contact | null {
    const name = this.#open.find((names) => !names.isEmpty())?.first();
    if (name === undefined) return null;
    this.#available -= 1;
    return this.#put({ ...this.contact(name), state: 'dialling' });
  }

  /** The number of a contact taken out is dialled: an attempt. */
  placed(name: string): Contact {
    const contact = this.#dialling(name, 'dialled');
    if (contact.attempts >= this.rules.attempts) {
      throw new Error(`contact ${name} cannot be dialled again: all ${this.rules.attempts} attempts are used`);
    }
    return this.#put({ ...contact, attempts: contact.attempts + 1 });
  }

  /** A contact taken out was not dialled after all: open again, before the others, its attempts unchanged. */
  withdrawn(name: string): Contact {
    const contact = this.#dialling(name, 'withdrawn');
    return this.#reopen(contact, 'first');
  }

  /** The dial of a contact ended. */
  ended(name: string, outcome: DialOutcome, nowMs: number): ContactChange {
    const change = afterDial(this.#dialling(name, 'ended'), outcome, this.rules, nowMs);
    if (change.contact.state === 'open') this.#reopen(change.contact, 'last');
    else this.#put(change.contact);
    return change;
  }

  /** Opens a rescheduled contact; its time has come. */
  reopened(name: string): Contact {
    const contact = this.contact(name);
    if (contact.state !== 'rescheduled') throw new Error(`contact ${name} is ${contact.state}, not rescheduled`);
    return this.#reopen(contact, 'last');
  }

  #dialling(name: string, step: string): Contact {
    const contact = this.contact(name);
    if (contact.state !== 'dialling') {
      throw new Error(`contact ${name} cannot be ${step}: it is ${contact.state}, not dialling`);
    }
    return contact;
  }

  #reopen(contact: Contact, place: 'first' | 'last'): Contact {
    while (this.#open.length <= contact.attempts) this.#open.push(new OpenNames([]));
    this.#open[contact.attempts]?.put(contact.name, place);
    this.#available += 1;
    return this.#put({ ...contact, state: 'open', retryAt: null });
  }

  #put(contact: Contact): Contact {
    this.#contacts.set(contact.name, contact);
    return contact;
  }
}

/** Names in the order they are taken, at the cost of one step whatever their number. */
class OpenNames {
  /** Put back in front, the foremost last. */
  readonly #returned: string[] = [];
  #taken = 0;

  constructor(private readonly names: string[]) {}

  isEmpty(): boolean {
    return this.#returned.length === 0 && this.#taken === this.names.length;
  }

  first(): string | undefined {
    if (this.#returned.length > 0) return this.#returned.pop();
    this.#taken += 1;
    return this.names[this.#taken - 1];
  }

  put(name: string, place: 'first' | 'last'): void {
    if (place === 'first') this.#returned.push(name);
    else this.names.push(name);
  }
}
