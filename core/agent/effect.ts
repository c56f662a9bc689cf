import type { CampaignCommand } from '../campaign-contract/commands';
import type { Decision } from '../decisions/decision';
import type { CallId, ContactId, MoveId, TetherId } from '../ids';
import type { Timer } from '../messages/messages';

/**
 * What follows from a step of an agent and is carried out by whoever took it (`steps/carry-out.ts`). Each may be carried out
 * twice. Times are ms since the epoch.
 */
export type Effect =
  | { readonly kind: 'command'; readonly command: CampaignCommand }
  /** Ends a contact in Connect. */
  | { readonly kind: 'stop'; readonly contactId: ContactId }
  | { readonly kind: 'timer'; readonly timer: Timer; readonly dueAt: number }
  /** The tether on its way takes no place of the call quota any more. */
  | { readonly kind: 'let-go'; readonly tetherId: TetherId; readonly until: number }
  /** A tether is wanted: to be asked for if the link, the quota and the thresholds allow. */
  | { readonly kind: 'start-tether' }
  /** The move is over: out of the group's ledger. */
  | { readonly kind: 'move-over'; readonly moveId: MoveId }
  /** Released after work: from now on the move is like any other, and over by `deadline`. */
  | { readonly kind: 'move-released'; readonly moveId: MoveId; readonly deadline: number }
  /** A caller is to be offered to this agent, who came for them. */
  | { readonly kind: 'offer-paired'; readonly callId: CallId }
  /** Somebody became free or is free no more: the group is to be looked at. */
  | { readonly kind: 'rebalance' }
  | { readonly kind: 'decision'; readonly decision: Decision };
