/**
 * What the agent's page does with calls that came to nothing, and with what the agent chose to be. Pure: the page feeds in what
 * the softphone, the server and the agent say, does what comes out in that order, and comes back at `wakeAt`. The agent does
 * not become Available, however often they choose it, until the server's verdict says that the refused call cannot come back to
 * them.
 */

import type { ContactId } from '../ids';
import type { RefusalKind, RefusalVerdict } from '../offering/refusal-verdict';
import { missedCallStatusName } from '../vocabulary';

export { missedCallStatusName };

/** The status in which an agent takes calls; Connect's own. */
export const availableStatusName = 'Available';

/** A refused call leaves the screen at the latest so long after its ring, in ms; its agent stays in "Missed call". */
export const latestClearMs = 8_000;

/** When the server is asked, in ms after the ring: most verdicts are there with the first. */
const askAfterMs = [1_000, 2_000, 4_000, latestClearMs];

/** And then, in ms, for as long as an agent waits to be Available. */
const askAgainMs = 5_000;

/** When no answer came, in ms. */
const tryAgainMs = 1_000;

/** All that a page knows between two inputs. It is plain data: a page that is opened again reads it back. */
export interface PageMemory {
  /** The customer's call that rings. */
  readonly ringing: string | null;
  /** The status chosen last since it rings. */
  readonly chosen: string | null;
  /** Calls that came to nothing and may come back, as far as the page knows; oldest first. */
  readonly refusals: readonly RememberedRefusal[];
}

/**
 * A missed or declined call until its agent may be Available again. `since`, `askAt`: ms; `asked`: how often the server was
 * asked.
 */
export interface RememberedRefusal {
  readonly contactId: ContactId;
  readonly how: RefusalKind;
  readonly since: number;
  /** Still on the softphone. */
  readonly listed: boolean;
  /** What the agent wants to be once it cannot come back; `rule`: they said nothing, and the threshold decides. */
  readonly wanted: 'available' | 'as-they-are' | 'rule';
  /** What the threshold says, once the server told it. */
  readonly rule: RefusalVerdict['after'] | null;
  readonly asked: number;
  /** The server has not answered; `again`: and is to be asked once more when it has. */
  readonly asking: 'no' | 'once' | 'again';
  readonly askAt: number | null;
}

/** What happened: told by the softphone, by the server, or by the agent; `time` is the moment that `wakeAt` named. */
export type PageInput =
  /** A customer's call rings. */
  | { readonly kind: 'ring'; readonly contactId: ContactId }
  | { readonly kind: 'answered'; readonly contactId: ContactId }
  /** A ring that left nothing to refuse: the caller hung up, or Connect took it away. */
  | { readonly kind: 'ring-over'; readonly contactId: ContactId }
  /** `available`: that is still the agent's status, and no other is chosen for afterwards. */
  | {
      readonly kind: 'refused';
      readonly contactId: ContactId;
      readonly how: RefusalKind;
      readonly available: boolean;
    }
  /** The agent chose a status. */
  | { readonly kind: 'chosen'; readonly status: string }
  /** Something may have changed about a refused call: the server is asked now. */
  | { readonly kind: 'news'; readonly contactId: ContactId }
  /** `inForce`: Connect goes by the criteria of the verdict. `null`: the server could not be reached. */
  | {
      readonly kind: 'verdict';
      readonly contactId: ContactId;
      readonly verdict: RefusalVerdict | null;
      readonly inForce: boolean;
    }
  | { readonly kind: 'time' };

/**
 * What the page is to do: set the agent's status by name, take the contact off the softphone, or ask the server for its verdict.
 */
export type PageAct =
  | { readonly kind: 'set-status'; readonly status: string }
  | { readonly kind: 'clear'; readonly contactId: ContactId }
  | { readonly kind: 'ask'; readonly contactId: ContactId; readonly how: RefusalKind };

/** What follows from one input. */
export interface PageStep {
  readonly memory: PageMemory;
  /** To be done in this order. */
  readonly acts: readonly PageAct[];
  /** When to come back with `time` (ms); `null`: not by itself. */
  readonly wakeAt: number | null;
}

export const blankPage: PageMemory = { ringing: null, chosen: null, refusals: [] };

/** What a page that is opened again knows from before; answers that were on their way to it are lost. */
export const reopened = (memory: PageMemory): PageMemory => ({
  ...blankPage,
  refusals: memory.refusals.map((refusal) => ({ ...refusal, asking: 'no' })),
});

/** One thing happened at `now` (ms). */
export function pageStep(memory: PageMemory, input: PageInput, now: number): PageStep {
  const [after, acts] = react(memory, input, now);
  return { memory: after, acts, wakeAt: wakeAt(after) };
}

type Reaction = readonly [PageMemory, readonly PageAct[]];

function react(memory: PageMemory, input: PageInput, now: number): Reaction {
  switch (input.kind) {
    case 'ring':
      return [{ ...memory, ringing: input.contactId, chosen: null }, []];
    case 'answered':
      return endOfRing(memory, input.contactId);
    case 'ring-over': {
      const [after, acts] = endOfRing(memory, input.contactId);
      return [after, [...acts, { kind: 'clear', contactId: input.contactId }]];
    }
    case 'refused':
      return onRefused(memory, input, now);
    case 'chosen':
      return onChosen(memory, input.status, now);
    case 'news':
      return ask(memory, now, ({ contactId, ...refusal }) => contactId === input.contactId && matters(refusal));
    case 'verdict':
      return onVerdict(memory, input, now);
    case 'time':
      return onTime(memory, now);
  }
}

/** A break chosen while it rang begins; with a customer on the line Connect keeps it for afterwards. */
function endOfRing(memory: PageMemory, contactId: ContactId): Reaction {
  if (memory.ringing !== contactId) return [memory, []];
  const { chosen } = memory;
  const over: PageMemory = { ...memory, ringing: null, chosen: null };
  return [over, chosen === null || chosen === availableStatusName ? [] : [{ kind: 'set-status', status: chosen }]];
}

function onRefused(memory: PageMemory, input: Extract<PageInput, { kind: 'refused' }>, now: number): Reaction {
  const { contactId, how, available } = input;
  const chosen = memory.ringing === contactId ? memory.chosen : null;
  const [over, acts] = endOfRing(memory, contactId);
  const elsewhere = acts.length > 0 || !available;
  const refusal: RememberedRefusal = {
    ...{ contactId, how, since: now, listed: true },
    wanted: chosen === availableStatusName ? 'available' : elsewhere ? 'as-they-are' : 'rule',
    ...{ rule: null, asked: 0, asking: 'no', askAt: now + (askAfterMs[0] ?? askAgainMs) },
  };
  const others = over.refusals.filter((other) => other.contactId !== contactId);
  const park: readonly PageAct[] = elsewhere ? [] : [{ kind: 'set-status', status: missedCallStatusName }];
  return [{ ...over, refusals: [...others, refusal] }, [...acts, ...park]];
}

function onChosen(memory: PageMemory, status: string, now: number): Reaction {
  if (memory.ringing !== null) return [{ ...memory, chosen: status }, []];
  const available = status === availableStatusName;
  if (memory.refusals.length === 0) return [memory, [{ kind: 'set-status', status }]];
  const wanted = available ? 'available' : 'as-they-are';
  const told = { ...memory, refusals: memory.refusals.map((refusal) => ({ ...refusal, wanted }) as const) };
  return available ? ask(told, now, () => true) : [told, [{ kind: 'set-status', status }]];
}

function onVerdict(memory: PageMemory, input: Extract<PageInput, { kind: 'verdict' }>, now: number): Reaction {
  const { contactId, verdict, inForce } = input;
  const asked = memory.refusals.find((refusal) => refusal.contactId === contactId);
  if (!asked) return [memory, []];
  const refusal: RememberedRefusal = { ...asked, rule: verdict?.after ?? asked.rule, asking: 'no' };
  const safe =
    verdict?.verdict === 'caller-left' || (verdict !== null && verdict.criteriaWrittenAt !== null && inForce);
  if (!safe) {
    const askAt = verdict === null && matters(refusal) ? now + tryAgainMs : nextAsk(refusal, now);
    const kept = replaced(memory, { ...refusal, askAt });
    return asked.asking === 'again' ? ask(kept, now, (one) => one.contactId === contactId) : [kept, []];
  }
  const refusals = memory.refusals.filter((other) => other.contactId !== contactId);
  const acts: PageAct[] = refusal.listed ? [{ kind: 'clear', contactId }] : [];
  if (wantsAvailable(refusal) === true && refusals.length === 0) {
    acts.push({ kind: 'set-status', status: availableStatusName });
  }
  return [{ ...memory, refusals }, acts];
}

function onTime(memory: PageMemory, now: number): Reaction {
  const due = (refusal: RememberedRefusal): boolean => refusal.listed && now >= refusal.since + latestClearMs;
  const clears = memory.refusals.filter(due).map(({ contactId }): PageAct => ({ kind: 'clear', contactId }));
  const refusals = memory.refusals.map((refusal) => (due(refusal) ? { ...refusal, listed: false } : refusal));
  const [asked, asks] = ask({ ...memory, refusals }, now, ({ askAt }) => askAt !== null && now >= askAt);
  return [asked, [...clears, ...asks]];
}

/** Asks about these; about whom an answer is on its way already, once more after it. */
function ask(memory: PageMemory, now: number, about: (refusal: RememberedRefusal) => boolean): Reaction {
  const acts: PageAct[] = [];
  const refusals = memory.refusals.map((refusal): RememberedRefusal => {
    if (!about(refusal)) return refusal;
    if (refusal.asking !== 'no') return { ...refusal, asking: 'again' };
    const { contactId, how } = refusal;
    acts.push({ kind: 'ask', contactId, how });
    const asked = { ...refusal, asked: refusal.asked + 1, asking: 'once' } as const;
    return { ...asked, askAt: nextAsk(asked, now) };
  });
  return [{ ...memory, refusals }, acts];
}

const replaced = (memory: PageMemory, refusal: RememberedRefusal): PageMemory => ({
  ...memory,
  refusals: memory.refusals.map((other) => (other.contactId === refusal.contactId ? refusal : other)),
});

/** `null`: the server has not said yet what follows. */
const wantsAvailable = ({ wanted, rule }: Pick<RememberedRefusal, 'wanted' | 'rule'>): boolean | null =>
  wanted === 'rule' ? (rule === null ? null : rule === 'available') : wanted === 'available';

/** Whether an answer would change anything: it may leave the screen, or its agent waits for more. */
const matters = (refusal: Pick<RememberedRefusal, 'listed' | 'wanted' | 'rule'>): boolean =>
  refusal.listed || wantsAvailable(refusal) !== false;

function nextAsk(refusal: RememberedRefusal, now: number): number | null {
  const early = askAfterMs.find((ms) => refusal.since + ms > now);
  if (early !== undefined) return refusal.since + early;
  return wantsAvailable(refusal) === false ? null : now + askAgainMs;
}

function wakeAt(memory: PageMemory): number | null {
  const moments = memory.refusals.flatMap(({ since, listed, asking, askAt }) => [
    ...(listed ? [since + latestClearMs] : []),
    ...(asking === 'no' && askAt !== null ? [askAt] : []),
  ]);
  return moments.length === 0 ? null : Math.min(...moments);
}
