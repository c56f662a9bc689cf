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
  /** The agent it is for, or who has it; `null` while it is nobody's. */
  readonly agentId: string | null;
  readonly username: string | null;
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
  /** On change; the first `open` is not told. `reason` is a sentence part. */
  | (About & { readonly type: 'contact.state'; readonly state: ContactState; readonly reason: string });

export type Observe = (fact: CampaignFact) => void;
