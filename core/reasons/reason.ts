import type { WorkState } from '../campaign-contract/identifiers';
import type { Side } from '../vocabulary';

/** What campaigns lack, that one more agent goes out. */
interface Need {
  /** Agents that campaigns have work for, and those there, on their way included. */
  readonly needed: number;
  readonly there: number;
  /** How many more who may work for the same would find work. */
  readonly lacking: number;
  /** Those with work that the agent may work for; empty: all campaigns alike. */
  readonly forCampaigns: readonly string[];
}

/**
 * Why an agent is moved, why a move ended without its end, and why a supervisor's request is refused: a code, and the figures
 * that were compared. Whoever shows it has a sentence for each code in their language (`inEnglish` for terminal and logs).
 * Seconds are whole, as they are said. `agent` is a username.
 */
export interface ReasonFigures extends EndFigures {
  /* An agent is moved. */

  /** `work`: what they do on the outbound side, `null`: their tether failed. `longest`: idle longest of `all` or of the `eligible`. */
  readonly 'caller-waiting': {
    readonly queue: string;
    readonly waitedSeconds: number;
    readonly limitSeconds: number;
    readonly agent: string;
    readonly work: WorkState | null;
    readonly comes: 'now' | 'after-work';
    readonly longest: 'all' | 'eligible';
    /** Who was asked for after work, and is let off. */
    readonly insteadOf: readonly string[];
  };
  readonly 'minimum-outbound': {
    readonly there: number;
    readonly minimum: number;
    readonly agent: string;
    readonly idleSeconds: number;
  };
  readonly idle: Need & { readonly agent: string; readonly idleSeconds: number; readonly limitSeconds: number };
  /** `campaigns`: whose calls are counted; empty: all campaigns'. */
  readonly 'campaign-acquire': Need & {
    readonly calls: number;
    readonly campaigns: readonly string[];
    readonly limitCalls: number;
    readonly agent: string;
    readonly idleSeconds: number;
  };
  readonly 'minimum-inbound': {
    readonly there: number;
    readonly minimum: number;
    readonly agent: string;
    readonly work: WorkState | null;
    readonly comes: 'now' | 'after-work';
  };
  /** The agent may work for every campaign. */
  readonly 'campaign-release': Released & { readonly needed: number; readonly there: number };
  /** The agent may work for these only. */
  readonly 'campaign-release-of-some': Released & { readonly campaigns: readonly string[] };
  readonly 'campaign-release-of-none': { readonly agent: string; readonly work: WorkState | null };
  /** A supervisor asked for it; `comes`: to inbound, `null`: to outbound. */
  readonly supervisor: {
    readonly by: string;
    readonly agent: string;
    readonly work: WorkState | null;
    readonly comes: 'now' | 'after-work' | 'goes-out';
  };

  /* A supervisor's request is refused. */

  readonly 'on-the-way-already': { readonly agent: string; readonly to: Side };
  readonly 'there-already': { readonly agent: string; readonly to: Side };
  readonly 'cannot-go-out': Nothing;
  readonly 'cannot-come-in': Nothing;
  readonly 'left-alone': { readonly agent: string; readonly seconds: number };
  readonly 'link-lost': Nothing;
  readonly 'no-campaign': { readonly agent: string };
  readonly 'no-call-room': Nothing;
  readonly 'blending-off': Nothing;
  readonly 'not-in-pilot': { readonly agent: string };
  readonly 'changed-meanwhile': { readonly agent: string };
}

/** Why a move does not come to its end. */
interface EndFigures {
  /* A move is called off: nothing failed, it is of no use any more. */

  readonly 'comes-sooner': { readonly agent: string; readonly work: WorkState | null };
  readonly 'somebody-sooner': { readonly agent: string };
  readonly 'caller-gone': { readonly agent: string };
  readonly 'caller-served': Nothing;
  readonly 'blending-switched-off': Nothing;
  readonly 'only-observed': Nothing;
  /** Something else the agent had to do came first. */
  readonly 'came-first': { readonly what: string };

  /* A move failed. */

  readonly 'release-refused': { readonly why: string };
  readonly 'release-unanswered': Nothing;
  readonly 'softphone-not-free': { readonly seconds: number };
  readonly 'tether-not-ended': { readonly seconds: number };
  readonly 'tether-failed': { readonly why: string };
  readonly 'tether-gone': Nothing;
  readonly 'agent-went': { readonly agent: string; readonly status: string };
  readonly 'agent-left': { readonly agent: string };
  readonly 'agent-asked-first': { readonly agent: string; readonly status: string };
  readonly 'taken-off': { readonly agent: string };
  /** What an agent's tether cannot be had for; a sentence part in English. */
  readonly 'no-tether': { readonly why: string };
}

type Nothing = Readonly<Record<string, never>>;

interface Released {
  readonly calls: number;
  readonly limitCalls: number;
  readonly agent: string;
  readonly work: WorkState | null;
}

/** Names a reason for good: pages have sentences by it, and logs are searched for it. */
export type ReasonCode = keyof ReasonFigures;

/** A reason of one code with its own figures. */
export type ReasonOf<Code extends ReasonCode> = { readonly code: Code; readonly figures: ReasonFigures[Code] };

/** Any reason; `code` tells which figures it has. */
export type Reason = { readonly [Code in ReasonCode]: ReasonOf<Code> }[ReasonCode];

/** Of a move that does not come to its end. */
export type EndCode = keyof EndFigures;

/** Any reason for which a move does not come to its end. */
export type EndReason = { readonly [Code in EndCode]: ReasonOf<Code> }[EndCode];

/** Every code there is: a catalogue has a sentence for each. */
export type ReasonCatalogue = { readonly [Code in ReasonCode]: (figures: ReasonFigures[Code]) => string };
