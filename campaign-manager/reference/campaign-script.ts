/** What a run tells the Campaign Manager of its campaigns, and how fast it works. */
import type { LedgerEntries } from './abandon-ledger';
import type { CallBackRules } from './lists/call-backs';
import type { InVain } from './lists/contact';
import type { ListContents } from './lists/contact-register';
import type { NumberPolicy } from './lists/shown-number';
import type { Pacing } from './pacing';

/** Asked once for each time it is needed; seconds, 0 or more. A sampler may tell its streams apart by the contact. */
export type Seconds = (contact: string) => number;

/** A campaign and what its customers do. Times are seconds. */
export interface CampaignScript {
  readonly name: string;
  /** 1 is served first; ties in the order given. */
  readonly priority: number;
  /** From the start of the run; before it nothing is dialled. */
  readonly startAtSeconds: number;
  /** How many people are on the list, or the people themselves. */
  readonly contacts: number | ListContents;
  readonly pacing: Pacing;
  /** 0 to 1, of a dial. */
  readonly answerProbability: number;
  /** Until it is answered, or given up. */
  readonly ringSeconds: Seconds;
  readonly talkSeconds: Seconds;
  readonly wrapUpSeconds: Seconds;
  /** Most dials per contact. */
  readonly attempts: number;
  /** From an unanswered dial to the next. */
  readonly retrySeconds: number;
  /** How promised call-backs are kept. @default usualCallBacks */
  readonly callBacks?: CallBackRules;
  /**
   * What a customer asks for when a conversation ends; `null`: nothing. Then they are rescheduled instead of completed. Not
   * asked of those who were just called back as promised. @default nobody asks
   */
  readonly callBackWish?: (contact: string) => CallBackWish | null;
  /** Make and break: a new tether for every customer (docs/theory.md#previews-in-other-dialers). */
  readonly freshTether: boolean;
  /** Why a dial that nobody answered was in vain. @default no-answer */
  readonly unanswered?: (contact: string) => InVain;
  /** What agents may say came of a conversation. @default usualOutcomes */
  readonly outcomes?: readonly ListedOutcome[];
  /** How much of a number a preview shows. @default usualNumberPolicy */
  readonly numberPolicy?: NumberPolicy;
  /** What an earlier run left behind. @default nothing */
  readonly memory?: CampaignMemory;
  /**
   * Called with whatever changes what has to be remembered, before it counts; if it throws, nothing has happened.
   * @default forgotten with the process
   */
  readonly remember?: (note: MemoryNote) => void;
}

/** One of a campaign's outcomes. */
export interface ListedOutcome {
  readonly outcome: string;
  /** For people. */
  readonly label: string;
  /** Nobody was spoken to after all: the contact is tried again by the retry rule. */
  readonly again: boolean;
}

export const usualOutcomes: readonly ListedOutcome[] = [
  { outcome: 'interested', label: 'Interested', again: false },
  { outcome: 'not-interested', label: 'Not interested', again: false },
  { outcome: 'wrong-person', label: 'Somebody else', again: false },
  { outcome: 'voicemail', label: 'Voicemail or machine', again: true },
];

/** A customer asks, at the end of a conversation, to be called again. */
export interface CallBackWish {
  /** From the end of the conversation, 0 or more. */
  readonly afterSeconds: number;
  /** By the agent they talked to; otherwise by anybody. */
  readonly personal: boolean;
}

/** What a campaign has to remember besides its list, to go on after a restart. */
export interface CampaignMemory {
  readonly ledger: LedgerEntries;
  /** Previews so far by contact: the number in a preview's id never comes again. */
  readonly previews: Readonly<Record<string, number>>;
  /** Somebody stopped it and has not let it go on. */
  readonly stopped: boolean;
}

/** `at`: when the customer's greeting ended, ms since the epoch, for what became of that answer too. */
export type MemoryNote =
  | { readonly what: 'answered' | 'connected' | 'abandoned'; readonly at: number }
  | { readonly what: 'previewed'; readonly contact: string; readonly count: number }
  | { readonly what: 'stopped'; readonly stopped: boolean };

/** How long the Campaign Manager's own steps take, milliseconds. */
export interface CampaignLatency {
  /** From the command to the ring of a tether call. */
  tetherCallMs(): number;
  /** From choosing a contact to dialling it; above 0 the agent is `reserved` meanwhile. */
  dialMs(): number;
  /** From the customer's answer to hearing the agent. */
  bridgeMs(): number;
}

/**
 * Latency of a scenario: a tether rings 1 s after its command; bridging and the next dial take no time at latency none,
 * and what a warm function of a query and two conditional writes takes at latency typical (docs/theory.md#serverless-latencies).
 */
export const latencyOf = (conditions: { hopDelayMs(hop: 'flow-lambda'): number }): CampaignLatency => ({
  tetherCallMs: () => 1000 + conditions.hopDelayMs('flow-lambda'),
  dialMs: () => conditions.hopDelayMs('flow-lambda'),
  bridgeMs: () => conditions.hopDelayMs('flow-lambda'),
});
