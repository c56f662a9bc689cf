/** What is asked of contacts outside of a call: how they are, to call back, never to call again. A refusal is a sentence. */
import { quote, suggestion } from '../../documents/problems';
import type { CampaignRun, Dial } from './campaign-run';
import type { Answer } from './command-gate';
import { cardOf } from './contact-card';
import type { AfterTalk, Contact } from './contact-list';
import type { CallBackRequest } from './lists/call-backs';
import { isOver, numbersOf } from './lists/contact';
import { readNumber } from './lists/phone-number';
import type { Previews } from './previews';

/** What was asked cannot be done; `message` is a sentence that says why. */
export interface Refused {
  readonly result: 'refused';
  readonly message: string;
}

/** A call-back was promised. */
export interface Promised {
  readonly result: 'accepted';
  /** With the promise, and the time it opens. */
  readonly contact: Contact;
}

/** A contact as they are now. */
export interface Found {
  readonly result: 'accepted';
  readonly contact: Contact;
  /** As an agent would see them. */
  readonly card: ReturnType<typeof cardOf>;
}

/** One contact on the list of one campaign. */
export interface CampaignContact {
  readonly campaign: string;
  readonly contact: string;
}

/** A number is dialled no more, by any campaign. */
export interface Barred {
  readonly result: 'accepted';
  /** As E.164. */
  readonly number: string;
  readonly closed: readonly CampaignContact[];
  /** Being called at the moment: closed when that call has ended, unless it ends as it should. */
  readonly inCall: readonly CampaignContact[];
}

/** What requests about contacts are done with. */
export interface ContactRequestParts {
  readonly runs: readonly CampaignRun[];
  readonly previews: Pick<Previews, 'withdraw'>;
  readonly now: () => number;
}

/** A call-back further ahead is refused; a moment very far ahead could not be shown as a date. */
const furthestDays = 366;
const dayMs = 86_400_000;
/** Longest id of an agent in the contract. */
const longestAgentId = 256;

/** What people and agents may ask about a contact of any campaign; what cannot be done is refused with a sentence. */
export class ContactRequests {
  constructor(private readonly parts: ContactRequestParts) {}

  promise(campaign: string, name: string, request: CallBackRequest): Promised | Refused {
    const { previews, now } = this.parts;
    const run = this.#runWith(campaign, name);
    if ('result' in run) return run;
    const { contact } = run.list.contact(name);
    if (isOver(contact)) return refused(`${name} is ${contact.state} (${contact.reason}) and is not called again`);
    const barred = run.list.barredBecause(name);
    if (barred !== null) return refused(`${name} is not to be called: ${barred}`);
    const wrong = wrongWith(request, now());
    if (wrong !== null) return refused(wrong);
    const dial = run.dialOf(name);
    if (dial?.phase === 'preview') previews.withdraw(dial, 'campaign-manager', 'a call-back was promised');
    else if (dial) return refused(`${name} is being called; ask again when that call has ended`);
    return { result: 'accepted', contact: run.list.promise(name, request) };
  }

  find(campaign: string, name: string): Found | Refused {
    const run = this.#runWith(campaign, name);
    if ('result' in run) return run;
    return { result: 'accepted', contact: run.list.contact(name).contact, card: cardOf(run, name) };
  }

  bar(written: string, why = 'asked not to be called'): Barred | Refused {
    const reading = readNumber(written);
    if ('problem' in reading) return refused(reading.problem);
    const { number } = reading;
    const closed: CampaignContact[] = [];
    const inCall: CampaignContact[] = [];
    for (const run of this.parts.runs) {
      const dials = [...run.dials()].filter((dial) => hasNumber(dial, number));
      const shown = dials.filter(({ phase }) => phase === 'preview');
      for (const dial of shown)
        this.parts.previews.withdraw(dial, 'campaign-manager', 'the customer may not be called');
      const about = (contact: string) => ({ campaign: run.name, contact });
      closed.push(...run.list.bar(number, why).map(({ name }) => about(name)));
      inCall.push(...dials.filter((dial) => !shown.includes(dial)).map(({ contact }) => about(contact)));
    }
    return { result: 'accepted', number, closed, inCall };
  }

  /**
   * What an agent says of somebody they have talked to: one of the campaign's outcomes, never to be called again, or when to call.
   * Refused as a whole: an outcome the campaign does not have, a call-back that cannot be.
   */
  afterTalk(campaign: string, name: string, said: Omit<AfterTalk, 'again'>): Answer & { readonly message: string } {
    const run = this.#runWith(campaign, name);
    if ('result' in run) return { ...run, reason: 'no-customer' };
    const { outcome, doNotCall, callBackAt } = said;
    const chosen = run.outcomes.find((one) => one.outcome === outcome);
    if (outcome !== null && chosen === undefined) {
      const known = run.outcomes.map((one) => quote(one.outcome)).join(', ');
      const right = known === '' ? 'it has none' : `it has ${known}`;
      const message = `campaign ${campaign} has no outcome ${quote(outcome)}; ${right}`;
      return { result: 'refused', reason: 'unknown-outcome', message };
    }
    if (callBackAt !== null) {
      const wrong = this.#noCallBack(run, name, callBackAt);
      if (wrong !== null) return { result: 'refused', reason: 'no-call-back', message: wrong };
    }
    const { person } = run.list.contact(name);
    if (doNotCall && person !== null) for (const number of numbersOf(person)) this.bar(number, 'said so to an agent');
    run.list.afterTalk(name, { ...said, again: chosen?.again ?? false });
    return { result: 'accepted', message: `what came of ${name} is noted` };
  }

  #noCallBack(run: CampaignRun, name: string, atMs: number): string | null {
    const barred = run.list.barredBecause(name);
    if (barred !== null) return `${name} is not to be called: ${barred}`;
    if (run.list.contact(name).contact.state === 'closed') return `${name} is closed`;
    if (run.dialOf(name) !== null) return `${name} is being called again already`;
    return wrongWith({ agentId: null, atMs }, this.parts.now());
  }

  #runWith(campaign: string, name: string): CampaignRun | Refused {
    const { runs } = this.parts;
    const run = runs.find((known) => known.name === campaign);
    if (!run) {
      return refused(
        noCampaign(
          campaign,
          runs.map((known) => known.name),
        ),
      );
    }
    return run.list.has(name) ? run : refused(`campaign ${campaign} has no contact ${quote(name)}`);
  }
}

function wrongWith({ agentId, atMs }: CallBackRequest, nowMs: number): string | null {
  if (!Number.isFinite(atMs)) return `a call-back at ${atMs} is at no moment; give milliseconds since the epoch`;
  if (atMs > nowMs + furthestDays * dayMs) return `a call-back is promised for ${furthestDays} days ahead at the most`;
  if (agentId !== null && (agentId === '' || agentId.length > longestAgentId)) {
    return `agent id ${quote(agentId)} is none; it has 1 to ${longestAgentId} characters`;
  }
  return null;
}

const hasNumber = ({ run, contact }: Dial, number: string): boolean => {
  const { person } = run.list.contact(contact);
  return person !== null && numbersOf(person).includes(number);
};

/** A sentence about a campaign that there is not, with the name that may have been meant. */
export const noCampaign = (campaign: string, known: readonly string[]): string =>
  `there is no campaign ${quote(campaign)}${suggestion(campaign, known)}`;

const refused = (message: string): Refused => ({ result: 'refused', message });
