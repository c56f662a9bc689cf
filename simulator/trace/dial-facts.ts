import type { DialEnd } from '../../core/campaign-contract/events';
import type { PreviewDecider, PreviewOutcome } from '../../core/campaign-contract/identifiers';
import type { AgentId } from '../../core/ids';

/**
 * What the Campaign Manager's side of the world tells the trace: dials and contacts, as they happen. The reference Campaign
 * Manager's own facts have this shape. `at` is milliseconds since the epoch, `contact` a scenario id (`<campaign>-1`),
 * `agentId` Connect's user id of the agent the dial is for or with, null while it is nobody's.
 */
export type DialFact =
  | (About & {
      readonly type: 'dial.started' | 'dial.answered' | 'dial.connected' | 'dial.abandoned';
      readonly agentId: AgentId | null;
    })
  | (About & {
      readonly type: 'dial.ended';
      readonly agentId: AgentId | null;
      readonly outcome: DialOutcome;
      /** How long the agent's wrap-up after this customer takes; left out where there is none. */
      readonly wrapUpSeconds?: number;
    })
  | (Shown & { readonly type: 'preview.offered'; readonly seconds: number })
  | (Shown & { readonly type: 'preview.decided'; readonly outcome: PreviewOutcome; readonly by: PreviewDecider })
  /** On change; the first `open` is not told. */
  | (About & { readonly type: 'contact.state'; readonly state: ContactState });

interface About {
  readonly at: number;
  readonly campaign: string;
  readonly contact: string;
}

interface Shown extends About {
  /** `<contact>/<n>`. */
  readonly preview: string;
  readonly agentId: AgentId;
}

/** A contact is shown to an agent, or is not any more. */
export type PreviewFact = Extract<DialFact, { type: 'preview.offered' | 'preview.decided' }>;
/** Scenarios have no `busy`, `machine`, `invalid-number` or `rejected`. */
export type DialOutcome = DialEnd;

/** States of a contact on a campaign's list. */
export type ContactState = 'open' | 'dialling' | 'rescheduled' | 'closed' | 'completed';

/** A campaign dials slower, one customer for each idle agent, or as fast as ever again. `limit`: of abandoned to live answers, 0 to 1. */
export interface PaceFact {
  readonly type: 'campaign.slowed' | 'campaign.stopped' | 'campaign.resumed';
  readonly at: number;
  readonly campaign: string;
  /** The figures that decided are of this time. */
  readonly window: 'the last 24 hours' | 'the last 30 days';
  readonly live: number;
  readonly abandoned: number;
  readonly limit: number;
  readonly reason: string;
}
