/** What a campaign allows with its contacts, and what time alone makes of one. Pure; times are ms since the epoch. */
import { madeGeneral } from './call-backs';
import { type CallingWindows, nextAllowed } from './calling-windows';
import {
  attemptsOf,
  become,
  type Contact,
  type ContactChange,
  numbersOf,
  type Person,
  type RetryRules,
} from './contact';
import { barredBecause, type DoNotCall, DoNotCallList } from './do-not-call';

/** What a campaign allows with its contacts. */
export interface ListTerms {
  readonly rules: RetryRules;
  /** When people may be called by their own clocks; `null`: at any time. */
  readonly windows: CallingWindows | null;
  /** From coming on the list until being closed, if nobody has talked to them; `null`: for ever. */
  readonly lifetimeSeconds: number | null;
  readonly doNotCall: DoNotCall;
}

/** Of a campaign that says nothing but how often it tries: everybody may be called at any time. */
export const termsOf = (rules: RetryRules): ListTerms => ({
  rules,
  windows: null,
  lifetimeSeconds: null,
  doNotCall: new DoNotCallList(),
});

/** A moment, or when the person's calling window next opens after it. */
export const allowedAt = ({ windows }: ListTerms, person: Person | null, atMs: number): number =>
  windows && person ? nextAllowed(windows, person.timeZone, atMs) : atMs;

/** When a contact's lifetime ends; `null`: never. Who was promised a call gets it. */
const expiresAt = ({ lifetimeSeconds }: ListTerms, person: Person | null, { callBack }: Contact): number | null =>
  lifetimeSeconds === null || person === null || callBack !== null ? null : person.loadedAt + lifetimeSeconds * 1000;

/** Why somebody must not be dialled, now or ever; `null`: they may be, as far as this goes. */
export function overBecause(terms: ListTerms, person: Person | null, contact: Contact, nowMs: number): string | null {
  const barred = person ? barredBecause(terms.doNotCall, numbersOf(person)) : null;
  if (barred !== null) return `do not call: ${barred}`;
  const ends = expiresAt(terms, person, contact);
  if (ends !== null && ends <= nowMs) return lifetimeOver;
  const { used, most } = attemptsOf(contact, terms.rules);
  return used >= most ? `all ${most} attempts are used` : null;
}

/** When time alone changes a contact next; `null`: never. */
export function dueAt(terms: ListTerms, person: Person | null, contact: Contact): number | null {
  if (contact.state !== 'open' && contact.state !== 'rescheduled') return null;
  const { retryAt, callBack } = contact;
  const times = [retryAt, callBack?.generalAt ?? null, expiresAt(terms, person, contact)].filter((at) => at !== null);
  return times.length > 0 ? Math.min(...times) : null;
}

/** The one next thing that time has brought to a contact by `nowMs`; `null` when there is none. */
export function broughtByTime(
  terms: ListTerms,
  person: Person | null,
  contact: Contact,
  nowMs: number,
): ContactChange | null {
  const due = dueAt(terms, person, contact);
  if (due === null || due > nowMs) return null;
  const ends = expiresAt(terms, person, contact);
  if (ends !== null && ends <= nowMs) return become(contact, 'closed', lifetimeOver);
  const { callBack } = contact;
  if (callBack && callBack.generalAt !== null && callBack.generalAt <= nowMs) {
    const reason = `${callBack.agentId} did not call back in time: anybody may`;
    return { contact: { ...contact, callBack: madeGeneral(callBack), reason }, reason };
  }
  return become(contact, 'open', callBack ? 'the time to call back has come' : 'the time for another attempt has come');
}

const lifetimeOver = 'on the list for longer than its lifetime';
