/**
 * The contacts of one campaign in the order they are dialled. What happens to one contact is decided by the pure rules of
 * `lists/contact.ts`; the list only finds contacts fast, and writes every change down before it counts.
 */
import { type CallBackRequest, promised, usualCallBacks } from './lists/call-backs';
import {
  type AfterTalk,
  afterDial,
  afterTalk,
  become,
  type Contact,
  type ContactChange,
  type DialOutcome,
  dialled,
  isOver,
  type LastOutcome,
  newContact,
  numbersOf,
  type Person,
  type RetryRules,
} from './lists/contact';
import { barredBecause } from './lists/do-not-call';
import { DueTimes } from './lists/due-times';
import { ReadyContacts } from './lists/ready-contacts';
import { allowedAt, broughtByTime, dueAt, type ListTerms, overBecause, termsOf } from './lists/terms';

export type { AfterTalk, Contact, ContactChange, ContactState, DialOutcome, RetryRules } from './lists/contact';

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
 * Contacts in the order: promised call-backs, then priority, then dialled least often, then open longest. A step a
 * contact's state does not allow throws: it would be a fault of the dialler. Times are ms since the epoch and come from
 * outside; one left out is the latest the list was told.
 */
export class ContactList {
  readonly #contacts = new Map<string, Contact>();
  readonly #contents: ListContents | null;
  readonly #terms: ListTerms;
  readonly #ready: ReadyContacts;
  readonly #due = new DueTimes();
  /** Being dialled or chosen when the list was made: by a process that is no more. */
  readonly #leftOver: readonly string[];
  /** Changes the list made by itself that nobody has been told of. */
  #untold: ContactChange[] = [];
  #firstTurn = 0;
  #lastTurn = 0;
  #nowMs: number;

  constructor(
    readonly campaign: string,
    source: ContactSource,
    rules: RetryRules,
    nowMs = 0,
  ) {
    this.#nowMs = nowMs;
    this.#contents = typeof source === 'number' ? null : source;
    this.#terms = { ...termsOf(rules), ...this.#contents?.terms };
    this.#ready = new ReadyContacts({
      windows: this.#terms.windows,
      contact: (name) => this.contact(name),
      about: (name) => this.person(name) ?? sameForAll,
    });
    const contacts = typeof source === 'number' ? newContacts(campaign, source) : source.contacts;
    for (const contact of contacts) {
      this.#firstTurn = Math.min(this.#firstTurn, contact.turn);
      this.#lastTurn = Math.max(this.#lastTurn, contact.turn);
      this.#file(contact);
    }
    this.#leftOver = this.contacts().flatMap(({ name, state }) => (state === 'dialling' ? [name] : []));
  }

  /** Contacts anybody may call, at the latest time the list was told. */
  get available(): number {
    return this.availableAt(this.#nowMs);
  }

  /** Contacts anybody may call at a moment: open, and within their calling window. */
  availableAt(nowMs: number): number {
    return this.#ready.count(nowMs);
  }

  /** Whether any open contact was promised to an agent. */
  hasPromised(): boolean {
    return this.#ready.hasPersonal();
  }

  /** Call-backs promised to an agent that are due and may be made at a moment. */
  promisedTo(agentId: string, nowMs = this.#nowMs, leftOut?: ReadonlySet<string>): number {
    return this.#ready.countFor(agentId, nowMs, leftOut);
  }

  /** All of them, in the order of the list. */
  contacts(): readonly Contact[] {
    return [...this.#contacts.values()];
  }

  has(name: string): boolean {
    return this.#contacts.has(name);
  }

  /** Why the number of a contact is on the do-not-call list; `null`: it is not. */
  barredBecause(name: string): string | null {
    const person = this.person(name);
    return person && barredBecause(this.#terms.doNotCall, numbersOf(person));
  }

  contact(name: string): Contact {
    const contact = this.#contacts.get(name);
    if (!contact) throw new Error(`campaign ${this.campaign} has no contact ${JSON.stringify(name)}`);
    return contact;
  }

  /** `null` for a list that is only a number of contacts. */
  person(name: string): Person | null {
    return this.#contents?.people.get(name) ?? null;
  }

  /** When `advance` next has something to do or `available` may change; `null`: not by time alone. */
  nextChangeAt(nowMs = this.#nowMs): number | null {
    const times = [this.#due.next(), this.#ready.nextChange(nowMs)].filter((at) => at !== null);
    return times.length > 0 ? Math.max(nowMs, Math.min(...times)) : null;
  }

  /**
   * Does what time has brought: opens the rescheduled, gives personal call-backs that waited too long to everybody, closes
   * those whose lifetime is over. Answers the contacts whose state changed, those `take` closed before included.
   */
  advance(nowMs: number): readonly ContactChange[] {
    this.#nowMs = nowMs;
    for (let name = this.#due.reached(nowMs); name !== null; name = this.#due.reached(nowMs)) this.#bring(name, nowMs);
    const told = this.#untold;
    this.#untold = [];
    return told;
  }

  /**
   * Takes the next open contact out for dialling, for an agent those promised to them first; `null` when none may be
   * called. Those left out stay where they are. Whoever must not be called any more is closed on the way, told by the next
   * `advance`.
   */
  take(nowMs = this.#nowMs, agentId: string | null = null, leftOut?: ReadonlySet<string>): Contact | null {
    this.#nowMs = nowMs;
    const next = () => this.#ready.first(agentId, nowMs, leftOut);
    for (let name = next(); name !== null; name = next()) {
      const contact = this.contact(name);
      const why = this.#over(contact);
      if (why === null) return this.#put({ ...contact, state: 'dialling', reason: 'chosen' });
      this.#untold.push(this.#change(become(contact, 'closed', why)));
    }
    return null;
  }

  /**
   * Asked right before the number is dialled, since a preview may have taken a while. `null`: it may be. Otherwise the
   * contact is closed (do not call, lifetime) or open again (its window has closed) and must not be dialled.
   */
  heldBack(name: string, nowMs = this.#nowMs): ContactChange | null {
    this.#nowMs = nowMs;
    const contact = this.#chosen(name, 'held back');
    const why = this.#over(contact);
    if (why !== null) return this.#change(become(contact, 'closed', why));
    if (this.#ready.isOpen(name, nowMs)) return null;
    return this.#reopen(become(contact, 'open', 'its calling window has closed'), 'first');
  }

  /** The number of a contact taken out is dialled: an attempt, written down before the dial is made. */
  placed(name: string): Contact {
    const chosen = this.#chosen(name, 'dialled');
    const contact = dialled(chosen, this.#terms.rules);
    const why = this.#over(chosen);
    if (why !== null) throw new Error(`contact ${name} must not be dialled (${why}): ask heldBack first`);
    return this.#put({ ...contact, reason: `dialled, attempt ${contact.attempts}` });
  }

  /** A contact taken out was not dialled after all: open again, before the others, its attempts unchanged. */
  withdrawn(name: string): Contact {
    return this.#reopen(become(this.#chosen(name, 'withdrawn'), 'open', 'not dialled after all'), 'first').contact;
  }

  /** The agent who was shown the contact does not want it: open for anybody, behind the others, its attempts unchanged. */
  rejected(name: string, reason = 'rejected by an agent'): ContactChange {
    return this.#reopen(become(this.#chosen(name, 'rejected'), 'open', reason), 'last');
  }

  /** Not now: a contact taken out opens again at a time, or when its window then opens. A look is no attempt. */
  rescheduled(name: string, atMs: number, reason = 'put off by an agent'): ContactChange {
    const contact = this.#chosen(name, 'rescheduled');
    return this.#change(become(contact, 'rescheduled', reason, { retryAt: this.#allowed(contact, atMs) }));
  }

  /** Never again; not while their number is being dialled. */
  closed(name: string, reason: string): ContactChange {
    return this.#change(become(this.#notOver(name, 'closed'), 'closed', reason));
  }

  /** A number is never dialled again: whoever has it is closed, unless they are being dialled. */
  bar(number: string, why: string, nowMs = this.#nowMs): readonly ContactChange[] {
    this.#nowMs = nowMs;
    this.#terms.doNotCall.add(number, why);
    return this.closeBarred();
  }

  /** Closes those who may not be dialled any more (do not call, attempts used up), except those being dialled. */
  closeBarred(contacts = this.contacts()): readonly ContactChange[] {
    return contacts.flatMap((contact) => {
      const why = isOver(contact) || contact.state === 'dialling' ? null : this.#over(contact);
      return why === null ? [] : [this.#change(become(contact, 'closed', why))];
    });
  }

  /** A call-back was promised without a dial: in a preview, or because the customer called in. */
  promise(name: string, request: CallBackRequest, nowMs = this.#nowMs): ContactChange {
    this.#nowMs = nowMs;
    return this.#promise(this.#notOver(name, 'called back'), request, 'asked for');
  }

  /** The dial of a contact ended; in a conversation the customer may have been promised another call. */
  ended(name: string, outcome: DialOutcome, nowMs: number, callBack: CallBackRequest | null = null): ContactChange {
    this.#nowMs = nowMs;
    const contact = this.#dialling(name, 'ended');
    if (outcome !== 'completed' || callBack === null) return this.#after(contact, outcome, nowMs);
    return this.#promise({ ...contact, lastOutcome: outcome }, callBack, `promised at attempt ${contact.attempts}`);
  }

  /**
   * What an agent says of somebody they have talked to: noted in any case, and acted on unless they are being called again already.
   */
  afterTalk(name: string, said: AfterTalk, nowMs: number): ContactChange {
    this.#nowMs = nowMs;
    const contact = this.contact(name);
    const noted = { ...contact, agentOutcome: said.outcome ?? contact.agentOutcome };
    if (contact.state !== 'completed' && contact.state !== 'rescheduled') {
      return { contact: this.#put(noted), reason: contact.reason ?? 'noted' };
    }
    if (said.callBackAt !== null) {
      return this.#promise(noted, { agentId: null, atMs: said.callBackAt }, 'asked for in the wrap-up');
    }
    const change = afterTalk(noted, said, this.#terms.rules, nowMs);
    const { retryAt } = change.contact;
    if (retryAt === null) return this.#change(change);
    return this.#change({ ...change, contact: { ...change.contact, retryAt: this.#allowed(contact, retryAt) } });
  }

  /**
   * After a restart, before anything else: who was only chosen is open again with their attempts unchanged; who was being
   * dialled has used an attempt and is tried again by the retry rule, never at once; who may not be called any more is
   * closed. Nothing to do for a list that is new.
   */
  recover(nowMs: number): readonly ContactChange[] {
    this.#nowMs = nowMs;
    const left = this.#leftOver
      .map((name) => this.contact(name))
      .filter(({ state }) => state === 'dialling')
      .map((contact) =>
        contact.placed
          ? this.#after(contact, 'unknown', nowMs)
          : this.#reopen(become(contact, 'open', 'chosen when the Campaign Manager stopped'), 'first'),
      );
    return [...left, ...this.closeBarred()];
  }

  #after(contact: Contact, outcome: LastOutcome, nowMs: number): ContactChange {
    const person = this.person(contact.name);
    const numbers = person === null ? 1 : numbersOf(person).length;
    const change = afterDial(contact, outcome, { ...this.#terms.rules, numbers }, nowMs);
    const { state, retryAt } = change.contact;
    if (state === 'open') return this.#reopen(change, 'last');
    if (retryAt === null) return this.#change(change);
    return this.#change({ ...change, contact: { ...change.contact, retryAt: this.#allowed(contact, retryAt) } });
  }

  #promise(contact: Contact, request: CallBackRequest, how: string): ContactChange {
    const retryAt = this.#allowed(contact, Math.max(request.atMs, this.#nowMs));
    const callBack = promised(request, retryAt, this.#terms.rules.callBacks ?? usualCallBacks);
    const whose = request.agentId === null ? 'a call-back' : `a call-back by ${request.agentId}`;
    const later = retryAt > request.atMs ? ', at the first moment allowed after the time asked for' : '';
    return this.#change(become(contact, 'rescheduled', `${whose} ${how}${later}`, { retryAt, callBack }));
  }

  #bring(name: string, nowMs: number): void {
    const was = this.contact(name);
    const change = broughtByTime(this.#terms, this.person(name), was, nowMs);
    if (!change) return;
    if (change.contact.state === was.state) this.#change(change);
    else this.#untold.push(change.contact.state === 'open' ? this.#reopen(change, 'last') : this.#change(change));
  }

  #over = (contact: Contact): string | null =>
    overBecause(this.#terms, this.person(contact.name), contact, this.#nowMs);

  #allowed = ({ name }: Contact, atMs: number): number => allowedAt(this.#terms, this.person(name), atMs);

  #dialling(name: string, step: string): Contact {
    const contact = this.contact(name);
    if (contact.state !== 'dialling') {
      throw new Error(`contact ${name} cannot be ${step}: it is ${contact.state}, not dialling`);
    }
    return contact;
  }

  #chosen(name: string, step: string): Contact {
    const contact = this.#dialling(name, step);
    if (contact.placed) throw new Error(`contact ${name} cannot be ${step}: its number is being dialled`);
    return contact;
  }

  #notOver(name: string, step: string): Contact {
    const contact = this.contact(name);
    if (isOver(contact)) throw new Error(`contact ${name} cannot be ${step}: it is ${contact.state}`);
    if (contact.placed) throw new Error(`contact ${name} cannot be ${step}: its number is being dialled`);
    return contact;
  }

  #reopen({ contact, reason }: ContactChange, place: 'first' | 'last'): ContactChange {
    const turn = place === 'first' ? this.#firstTurn - 1 : this.#lastTurn + 1;
    const change = this.#change({ contact: { ...contact, turn }, reason });
    this.#firstTurn = Math.min(this.#firstTurn, turn);
    this.#lastTurn = Math.max(this.#lastTurn, turn);
    return change;
  }

  #change(change: ContactChange): ContactChange {
    this.#put(change.contact);
    return change;
  }

  #put(contact: Contact): Contact {
    this.#contents?.write(contact, this.#nowMs);
    return this.#file(contact);
  }

  #file(contact: Contact): Contact {
    const was = this.#contacts.get(contact.name);
    if (was?.state === 'open') this.#ready.remove(was);
    this.#contacts.set(contact.name, contact);
    if (contact.state === 'open') this.#ready.add(contact);
    this.#due.set(contact.name, dueAt(this.#terms, this.person(contact.name), contact));
    return contact;
  }
}

const sameForAll = { timeZone: 'UTC', priority: 1 } as const;

function* newContacts(campaign: string, count: number): Iterable<Contact> {
  for (let number = 1; number <= count; number++) yield newContact(`${campaign}-${number}`, number);
}
