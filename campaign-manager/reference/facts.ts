import type { PreviewDecider, PreviewOutcome } from '../../core/campaign-contract/identifiers';
import type { AgentId } from '../../core/ids';
import type { LedgerFigures } from './abandon-ledger';
import type { ContactState, DialOutcome } from './contact-list';

interface About {
  /** When it happened, ms since the epoch. */
  readonly at: number;
  readonly campaign: string;
  /** `<campaign>-1` and on. */
  readonly contact: string;
}

interface Dialled extends About {
  /** Of this contact, from 1. */
  readonly attempt: number;
  /** The agent it is for, or who has it; `null` while it has none. */
  readonly agentId: AgentId | null;
  readonly username: string | null;
}

interface Shown extends About {
  /** `<contact>/<n>`, n from 1 for each contact. */
  readonly preview: string;
  readonly agentId: AgentId;
  readonly username: string;
}

/**
 * Dialling got slower, over-dialling stopped, or all is as fast as ever again: the figures of the window that is worse off.
 */
export interface PaceFact extends LedgerFigures {
  readonly type: 'campaign.slowed' | 'campaign.stopped' | 'campaign.resumed';
  /** ms since the epoch. */
  readonly at: number;
  readonly campaign: string;
  /** Abandoned of live, and the most there may be of it, 0 to 1. */
  readonly rate: number;
  readonly limit: number;
  readonly reason: string;
}

/**
 * What happens to customers, for traces and assertions; the application learns of it by events only. Told at the moment
 * of the fact, causes before effects: started, answered, connected or abandoned, ended, then the contact's new state.
 */
export type CampaignFact =
  | (Dialled & { readonly type: 'dial.started' | 'dial.answered' | 'dial.connected' | 'dial.abandoned' })
  | (Dialled & {
      readonly type: 'dial.ended';
      readonly outcome: DialOutcome;
      /** How long the agent's wrap-up takes; left out where there is none. */
      readonly wrapUpSeconds?: number;
    })
  | (Shown & { readonly type: 'preview.offered'; readonly seconds: number })
  /** Exactly once for each preview: when its outcome is known here, which of the application's is on accepting it. */
  | (Shown & { readonly type: 'preview.decided'; readonly outcome: PreviewOutcome; readonly by: PreviewDecider })
  /** On change; the first `open` is not told. `reason` is a sentence part. */
  | (About & { readonly type: 'contact.state'; readonly state: ContactState; readonly reason: string });

/** Hears each fact at the moment it happens. */
export type Observe = (fact: CampaignFact) => void;

/** Hears when a campaign has to dial slower, or may dial faster again. */
export type ObservePace = (fact: PaceFact) => void;
