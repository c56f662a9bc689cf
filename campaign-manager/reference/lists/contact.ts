/** One person on a list, what has become of them so far, and the rules of what happens to them next. Pure. */
import type { DialEnd } from '../../../core/campaign-contract/events';
import { type CallBack, type CallBackRules, missedCallBack, usualCallBacks } from './call-backs';

/**
 * `open`: may be dialled. `dialling`: chosen, shown, ringing or talking. `rescheduled`: open again later. `closed`: never
 * dialled again. `completed`: somebody talked to them.
 */
export const contactStates = ['open', 'dialling', 'rescheduled', 'closed', 'completed'] as const;

/** `open` and `rescheduled` will be dialled, `dialling` is being dialled or chosen, the others are over. */
export type ContactState = (typeof contactStates)[number];

/**
 * How a dial ends (docs/campaign-manager.md#dialoutcome). `failed`: the agent's tether broke while the customer was on it. `machine`:
 * one answered, and was not put through.
 */
export type DialOutcome = DialEnd;

/** Nobody was spoken to, and why. */
export const inVain = [
  'no-answer',
  'busy',
  'machine',
  'invalid-number',
  'rejected',
] as const satisfies readonly DialOutcome[];

/** An outcome of a dial without a conversation, after which the contact may be tried again. */
export type InVain = (typeof inVain)[number];

/** `unknown`: the Campaign Manager stopped while the dial was in flight. */
export type LastOutcome = DialOutcome | 'unknown';

/** What is known of somebody before anything happens; never changes while they are on the list. */
export interface Person {
  /** Unique on the list, 1 to 120 characters. */
  readonly id: string;
  readonly name: string;
  /** E.164. */
  readonly number: string;
  /** E.164, in the order they are tried after it. */
  readonly otherNumbers: readonly string[];
  /** IANA name. */
  readonly timeZone: string;
  /** Within the list: 1 is dialled first, at most 1000. */
  readonly priority: number;
  /** Whatever else the list says, for the agent to read. */
  readonly fields: Readonly<Record<string, string>>;
  /** When they came on the list, ms since the epoch: their lifetime counts from here. */
  readonly loadedAt: number;
}

/** Somebody on the list of a campaign, as their dials have left them. */
export interface Contact {
  /** The person's id; `<campaign>-1` and on where the list gives none. */
  readonly name: string;
  readonly state: ContactState;
  /** Times the number was dialled. */
  readonly attempts: number;
  /** When a rescheduled contact opens again, ms since the epoch. */
  readonly retryAt: number | null;
  /** Of the last dial that ended. */
  readonly lastOutcome: LastOutcome | null;
  /** What an agent said came of it, by the campaign's list; `null`: nothing was said. */
  readonly agentOutcome: string | null;
  /** What was promised to them and is not kept yet. */
  readonly callBack: CallBack | null;
  /** Which of the person's numbers is dialled next, or is being dialled: counts on, over their number and round again. */
  readonly numberIndex: number;
  /** While `dialling`: whether the number was dialled, or they were only chosen. */
  readonly placed: boolean;
  /** Place among the open contacts of their rank: lower first. No two contacts of a list have the same. */
  readonly turn: number;
  /** Why the state is what it is, as a sentence part for people; `null` before anything has happened. */
  readonly reason: string | null;
}

/** How often, and how soon again, a contact is dialled. */
export interface RetryRules {
  /** Most dials per contact, 1 or more; a promised call-back has its own number. */
  readonly attempts: number;
  /** From an unanswered dial to the next, 0 or more. */
  readonly retrySeconds: number;
  /** @default usualCallBacks */
  readonly callBacks?: CallBackRules;
}

/** A contact as a step leaves it. */
export interface ContactChange {
  readonly contact: Contact;
  /** Why, as a sentence part for people. */
  readonly reason: string;
}

/** A contact nobody has dialled, at a place in the list. */
export const newContact = (name: string, turn: number): Contact => ({
  name,
  state: 'open',
  attempts: 0,
  retryAt: null,
  lastOutcome: null,
  agentOutcome: null,
  callBack: null,
  numberIndex: 0,
  placed: false,
  turn,
  reason: null,
});

/** All numbers of a person, in the order they are tried. */
export const numbersOf = ({ number, otherNumbers }: Pick<Person, 'number' | 'otherNumbers'>): readonly string[] => [
  number,
  ...otherNumbers,
];

/** The number that is dialled next, or is being dialled. */
export function numberOf(person: Person, { numberIndex }: Contact): string {
  const numbers = numbersOf(person);
  return numbers[numberIndex % numbers.length] ?? person.number;
}

/** Whether a contact will not be dialled any more. */
export const isOver = ({ state }: Contact): boolean => state === 'closed' || state === 'completed';

/** The contact in another state, for a reason. A state other than `rescheduled` has no time to open. */
export const become = (
  contact: Contact,
  state: ContactState,
  reason: string,
  more: Partial<Pick<Contact, 'retryAt' | 'callBack' | 'lastOutcome' | 'numberIndex'>> = {},
): ContactChange => ({
  contact: {
    ...contact,
    ...(state === 'closed' || state === 'completed' ? { callBack: null } : {}),
    retryAt: null,
    placed: false,
    ...more,
    state,
    reason,
  },
  reason,
});

/** Dials used and allowed: those of the call-back that is owed, else those of the list. */
export const attemptsOf = (contact: Contact, rules: RetryRules): { readonly used: number; readonly most: number } =>
  contact.callBack
    ? { used: contact.callBack.attempts, most: (rules.callBacks ?? usualCallBacks).attempts }
    : { used: contact.attempts, most: rules.attempts };

/** The number is dialled: an attempt. Throws when none is left. */
export function dialled(contact: Contact, rules: RetryRules): Contact {
  const { used, most } = attemptsOf(contact, rules);
  if (used >= most) {
    throw new Error(`contact ${contact.name} cannot be dialled again: all ${most} attempts are used`);
  }
  const { callBack } = contact;
  return {
    ...contact,
    attempts: contact.attempts + 1,
    agentOutcome: null,
    placed: true,
    callBack: callBack && { ...callBack, attempts: callBack.attempts + 1 },
  };
}

/**
 * What a dial that ended makes of its contact. Who was abandoned counts as unanswered, and so does one whose outcome
 * nobody knows; but only a number nobody answered gives way to the person's next one. Nobody whose only number is none is
 * dialled again. Who was cut off by a broken tether is called back as soon as possible, if attempts are left.
 */
export function afterDial(
  contact: Contact,
  outcome: LastOutcome,
  rules: RetryRules & { readonly numbers?: number },
  nowMs: number,
): ContactChange {
  const { used, most } = attemptsOf(contact, rules);
  const which = `${contact.callBack ? 'call-back attempt' : 'attempt'} ${used} of ${most}`;
  const noOtherNumber = outcome === 'invalid-number' && (rules.numbers ?? 1) === 1;
  const left = used < most && !noOtherNumber;
  const last = { lastOutcome: outcome };
  switch (outcome) {
    case 'completed':
      return become(contact, 'completed', `talked to at ${which}`, last);
    case 'failed':
      return left
        ? become(contact, 'open', `cut off at ${which}, to be called again at once`, last)
        : become(contact, 'closed', `cut off at ${which}, the last`, last);
    case 'no-answer':
    case 'busy':
    case 'machine':
    case 'invalid-number':
    case 'rejected':
    case 'abandoned':
    case 'unknown': {
      const what = whatHappened[outcome];
      if (!left) {
        const why = noOtherNumber ? 'and no other is known' : 'the last';
        return become(contact, 'closed', `${what} at ${which}, ${why}`, last);
      }
      const callBacks = rules.callBacks ?? usualCallBacks;
      const owed = contact.callBack && missedCallBack(contact.callBack, callBacks);
      const usualSeconds = (owed ? callBacks : rules).retrySeconds;
      const seconds = outcome === 'unknown' ? Math.max(usualSeconds, leastAfterUnknownSeconds) : usualSeconds;
      const retryAt = nowMs + seconds * 1000;
      const reason = `${what} at ${which}${owed?.reason ?? ''}`;
      const numberIndex = contact.numberIndex + (outcome === 'abandoned' || outcome === 'unknown' ? 0 : 1);
      return become(contact, 'rescheduled', reason, {
        ...last,
        callBack: owed?.callBack ?? null,
        retryAt,
        numberIndex,
      });
    }
  }
}

/** What an agent says of somebody they have talked to. */
export interface AfterTalk {
  /** By the campaign's list; `null`: nothing. */
  readonly outcome: string | null;
  /** Never again. */
  readonly doNotCall: boolean;
  /** The outcome means that they were not spoken to after all, such as a machine: to be tried again. */
  readonly again: boolean;
  /** When the customer wants to be called, ms since the epoch; `null`: not asked for. */
  readonly callBackAt: number | null;
}

/** What becomes of somebody who was talked to, or was promised a call, by what their agent says; a call-back aside. */
export function afterTalk(contact: Contact, said: AfterTalk, rules: RetryRules, nowMs: number): ContactChange {
  const unchanged = { contact, reason: contact.reason ?? '' };
  if (said.doNotCall) {
    return contact.state === 'completed' ? unchanged : become(contact, 'closed', 'is not to be called again');
  }
  if (!said.again || contact.state !== 'completed') return unchanged;
  const { used, most } = attemptsOf(contact, rules);
  if (used >= most) return unchanged;
  const reason = `${said.outcome} at attempt ${used} of ${most}, to be tried again`;
  return become(contact, 'rescheduled', reason, { retryAt: nowMs + rules.retrySeconds * 1000 });
}

/** Somebody whose call nobody knows the end of may still be on the telephone: never again at once. */
const leastAfterUnknownSeconds = 60;

const whatHappened = {
  'no-answer': 'not answered',
  busy: 'busy',
  machine: 'answered by a machine',
  'invalid-number': 'no such number',
  rejected: 'declined',
  abandoned: 'answered with no agent free',
  unknown: 'dialled when the Campaign Manager stopped, outcome unknown,',
} as const;
