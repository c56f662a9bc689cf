/**
 * The contacts of one campaign in the order they are dialled. What happens to one contact is decided by the pure rules of
 * `lists/contact.ts`; they are found, and written down, by `lists/contact-register.ts`.
 */
import type { AgentId } from '../../core/ids';
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
  numbersOf,
  type Person,
  type RetryRules,
} from './lists/contact';
import { ContactRegister, type ContactSource } from './lists/contact-register';
import { beingDialled, onlyChosen, stillOnTheList } from './lists/contact-steps';
import { barredBecause } from './lists/do-not-call';
import type { ReadyContacts } from './lists/ready-contacts';
import { allowedAt, broughtByTime, type ListTerms, overBecause } from './lists/terms';

export type { AfterTalk, Contact, ContactChange, ContactState, DialOutcome, RetryRules } from './lists/contact';

/**
 * Contacts in the order: promised call-backs, then priority, then dialled least often, then open longest. A step a
 * contact's state does not allow throws: it would be a fault of the dialler. Times are ms since the epoch and come from
 * outside; one left out is the latest the list was told.
 */
export class ContactList {
  readonly #register: ContactRegister;
  readonly #terms: ListTerms;
  readonly #ready: ReadyContacts;
  /** Being dialled or chosen when the list was made: by a process that is no more. */
  readonly #leftOver: readonly string[];
  /** Changes the list made by itself that nobody has been told of. */
  #untold: ContactChange[] = [];
  constructor(
    readonly campaign: string,
    source: ContactSource,
    rules: RetryRules,
    nowMs = 0,
  ) {
    this.#register = new ContactRegister(campaign, source, rules, nowMs);
    this.#terms = this.#register.terms;
    this.#ready = this.#register.ready;
    this.#leftOver = this.contacts().flatMap(({ name, state }) => (state === 'dialling' ? [name] : []));
  }

  /** Contacts anybody may call, at the latest time the list was told. */
  get available(): number {
    return this.availableAt(this.#register.nowMs);
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
  promisedTo(agentId: AgentId, nowMs = this.#register.nowMs, leftOut?: ReadonlySet<string>): number {
    return this.#ready.countFor(agentId, nowMs, leftOut);
  }

  /** All of them, in the order of the list. */
  contacts(): readonly Contact[] {
    return this.#register.contacts();
  }

  /** Whether the list has a contact of this name, over or not. */
  has(name: string): boolean {
    return this.#register.has(name);
  }

  /** Why the number of a contact is on the do-not-call list; `null`: it is not. */
  barredBecause(name: string): string | null {
    const person = this.person(name);
    return person && barredBecause(this.#terms.doNotCall, numbersOf(person));
  }

  /** Throws where the list has none of this name. */
  contact(name: string): Contact {
    return this.#register.contact(name);
  }

  /** `null` for a list that is only a number of contacts. */
  person(name: string): Person | null {
    return this.#register.person(name);
  }

  /** When `advance` next has something to do or `available` may change; `null`: not by time alone. */
  nextChangeAt(nowMs = this.#register.nowMs): number | null {
    return this.#register.nextChangeAt(nowMs);
  }

  /**
   * Does what time has brought: opens the rescheduled, gives personal call-backs that waited too long to everybody, closes
   * those whose lifetime is over. Answers the contacts whose state changed, those `take` closed before included.
   */
  advance(nowMs: number): readonly ContactChange[] {
    this.#register.nowMs = nowMs;
    const next = () => this.#register.dueBy(nowMs);
    for (let name = next(); name !== null; name = next()) this.#bring(name, nowMs);
    const told = this.#untold;
    this.#untold = [];
    return told;
  }

  /**
   * Takes the next open contact out for dialling, for an agent those promised to them first; `null` when none may be
   * called. Those left out stay where they are. Whoever must not be called any more is closed on the way, told by the next
   * `advance`.
   */
  take(nowMs = this.#register.nowMs, agentId: AgentId | null = null, leftOut?: ReadonlySet<string>): Contact | null {
    this.#register.nowMs = nowMs;
    const next = () => this.#ready.first(agentId, nowMs, leftOut);
    for (let name = next(); name !== null; name = next()) {
      const contact = this.contact(name);
      const why = this.#over(contact);
      if (why === null) return this.#register.put({ ...contact, state: 'dialling', reason: 'chosen' });
      this.#untold.push(this.#register.change(become(contact, 'closed', why)));
    }
    return null;
  }

  /**
   * Asked right before the number is dialled, since a preview may have taken a while. `null`: it may be. Otherwise the
   * contact is closed (do not call, lifetime) or open again (its window has closed) and must not be dialled.
   */
  heldBack(name: string, nowMs = this.#register.nowMs): ContactChange | null {
    this.#register.nowMs = nowMs;
    const contact = this.#chosen(name, 'held back');
    const why = this.#over(contact);
    if (why !== null) return this.#register.change(become(contact, 'closed', why));
    if (this.#ready.isOpen(name, nowMs)) return null;
    return this.#register.reopen(become(contact, 'open', 'its calling window has closed'), 'first');
  }

  /** The number of a contact taken out is dialled: an attempt, written down before the dial is made. */
  placed(name: string): Contact {
    const chosen = this.#chosen(name, 'dialled');
    const contact = dialled(chosen, this.#terms.rules);
    const why = this.#over(chosen);
    if (why !== null) throw new Error(`contact ${name} must not be dialled (${why}): ask heldBack first`);
    return this.#register.put({ ...contact, reason: `dialled, attempt ${contact.attempts}` });
  }

  /** A contact taken out was not dialled after all: open again, before the others, its attempts unchanged. */
  withdrawn(name: string): Contact {
    return this.#register.reopen(become(this.#chosen(name, 'withdrawn'), 'open', 'not dialled after all'), 'first')
      .contact;
  }

  /** The agent who was shown the contact does not want it: open for anybody, behind the others, its attempts unchanged. */
  rejected(name: string, reason = 'rejected by an agent'): ContactChange {
    return this.#register.reopen(become(this.#chosen(name, 'rejected'), 'open', reason), 'last');
  }

  /** Not now: a contact taken out opens again at a time, or when its window then opens. A look is no attempt. */
  rescheduled(name: string, atMs: number, reason = 'put off by an agent'): ContactChange {
    const contact = this.#chosen(name, 'rescheduled');
    return this.#register.change(become(contact, 'rescheduled', reason, { retryAt: this.#allowed(contact, atMs) }));
  }

  /** Never again; not while their number is being dialled. */
  closed(name: string, reason: string): ContactChange {
    return this.#register.change(become(this.#notOver(name, 'closed'), 'closed', reason));
  }

  /** A number is never dialled again: whoever has it is closed, unless they are being dialled. */
  bar(number: string, why: string, nowMs = this.#register.nowMs): readonly ContactChange[] {
    this.#register.nowMs = nowMs;
    this.#terms.doNotCall.add(number, why);
    return this.closeBarred();
  }

  /** Closes those who may not be dialled any more (do not call, attempts used up), except those being dialled. */
  closeBarred(contacts = this.contacts()): readonly ContactChange[] {
    return contacts.flatMap((contact) => {
      const why = isOver(contact) || contact.state === 'dialling' ? null : this.#over(contact);
      return why === null ? [] : [this.#register.change(become(contact, 'closed', why))];
    });
  }

  /** A call-back was promised without a dial: in a preview, or because the customer called in. */
  promise(name: string, request: CallBackRequest, nowMs = this.#register.nowMs): ContactChange {
    this.#register.nowMs = nowMs;
    return this.#promise(this.#notOver(name, 'called back'), request, 'asked for');
  }

  /** The dial of a contact ended; in a conversation the customer may have been promised another call. */
  ended(name: string, outcome: DialOutcome, nowMs: number, callBack: CallBackRequest | null = null): ContactChange {
    this.#register.nowMs = nowMs;
    const contact = this.#dialling(name, 'ended');
    if (outcome !== 'completed' || callBack === null) return this.#after(contact, outcome, nowMs);
    return this.#promise({ ...contact, lastOutcome: outcome }, callBack, `promised at attempt ${contact.attempts}`);
  }

  /**
   * What an agent says of somebody they have talked to: noted in any case, and acted on unless they are being called again already.
   */
  afterTalk(name: string, said: AfterTalk, nowMs: number): ContactChange {
    this.#register.nowMs = nowMs;
    const contact = this.contact(name);
    const noted = { ...contact, agentOutcome: said.outcome ?? contact.agentOutcome };
    if (contact.state !== 'completed' && contact.state !== 'rescheduled') {
      return { contact: this.#register.put(noted), reason: contact.reason ?? 'noted' };
    }
    if (said.callBackAt !== null) {
      return this.#promise(noted, { agentId: null, atMs: said.callBackAt }, 'asked for in the wrap-up');
    }
    const change = afterTalk(noted, said, this.#terms.rules, nowMs);
    const { retryAt } = change.contact;
    if (retryAt === null) return this.#register.change(change);
    return this.#register.change({
      ...change,
      contact: { ...change.contact, retryAt: this.#allowed(contact, retryAt) },
    });
  }

  /**
   * After a restart, before anything else: who was only chosen is open again with their attempts unchanged; who was being
   * dialled has used an attempt and is tried again by the retry rule, never at once; who may not be called any more is
   * closed. Nothing to do for a list that is new.
   */
  recover(nowMs: number): readonly ContactChange[] {
    this.#register.nowMs = nowMs;
    const left = this.#leftOver
      .map((name) => this.contact(name))
      .filter(({ state }) => state === 'dialling')
      .map((contact) =>
        contact.placed
          ? this.#after(contact, 'unknown', nowMs)
          : this.#register.reopen(become(contact, 'open', 'chosen when the Campaign Manager stopped'), 'first'),
      );
    return [...left, ...this.closeBarred()];
  }

  #after(contact: Contact, outcome: LastOutcome, nowMs: number): ContactChange {
    const person = this.person(contact.name);
    const numbers = person === null ? 1 : numbersOf(person).length;
    const change = afterDial(contact, outcome, { ...this.#terms.rules, numbers }, nowMs);
    const { state, retryAt } = change.contact;
    if (state === 'open') return this.#register.reopen(change, 'last');
    if (retryAt === null) return this.#register.change(change);
    return this.#register.change({
      ...change,
      contact: { ...change.contact, retryAt: this.#allowed(contact, retryAt) },
    });
  }

  #promise(contact: Contact, request: CallBackRequest, how: string): ContactChange {
    const retryAt = this.#allowed(contact, Math.max(request.atMs, this.#register.nowMs));
    const callBack = promised(request, retryAt, this.#terms.rules.callBacks ?? usualCallBacks);
    const whose = request.agentId === null ? 'a call-back' : `a call-back by ${request.agentId}`;
    const later = retryAt > request.atMs ? ', at the first moment allowed after the time asked for' : '';
    return this.#register.change(become(contact, 'rescheduled', `${whose} ${how}${later}`, { retryAt, callBack }));
  }

  #bring(name: string, nowMs: number): void {
    const was = this.contact(name);
    const change = broughtByTime(this.#terms, this.person(name), was, nowMs);
    if (!change) return;
    if (change.contact.state === was.state) this.#register.change(change);
    else
      this.#untold.push(
        change.contact.state === 'open' ? this.#register.reopen(change, 'last') : this.#register.change(change),
      );
  }

  #over = (contact: Contact): string | null =>
    overBecause(this.#terms, this.person(contact.name), contact, this.#register.nowMs);

  #allowed = ({ name }: Contact, atMs: number): number => allowedAt(this.#terms, this.person(name), atMs);

  #dialling = (name: string, step: string): Contact => beingDialled(this.contact(name), step);

  #chosen = (name: string, step: string): Contact => onlyChosen(this.contact(name), step);

  #notOver = (name: string, step: string): Contact => stillOnTheList(this.contact(name), step);
}
