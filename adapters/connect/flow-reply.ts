import type { RoutingCriteriaInput } from '@aws-sdk/client-connect';
import type { MapReply } from '../../core/agent/steps/map-tether';
import type { TetherId } from '../../core/ids';
import type { OfferReply } from '../../core/offering/offer-request';
import { routingCriteria } from './routing-criteria';

/** Answered as JSON; `RoutingCriteria` is there exactly when the action is `plan`. Nothing is ever blank. */
export interface FlowReply {
  readonly action: OfferReply['action'];
  readonly reason: string;
  readonly RoutingCriteria?: RoutingCriteriaInput;
}

/** Our answer to the inbound flow, as flows take it: criteria in the spelling of the flow language, everything else as text. */
export const offerReply = (reply: OfferReply): FlowReply =>
  reply.action === 'plan'
    ? { action: reply.action, reason: reply.reason, RoutingCriteria: routingCriteria(reply.steps) }
    : reply;

/** Answered as JSON, nothing of it ever blank; what routes the call is there exactly when the action is `mapped`. */
export type TetherReply =
  | {
      readonly action: 'mapped';
      readonly reason: string;
      readonly tetherId: TetherId;
      readonly agentUserId: string;
      readonly RoutingCriteria: RoutingCriteriaInput;
    }
  | Exclude<MapReply, { readonly action: 'mapped' }>;

/** Our answer to the flow of the tether number, as flows take it. */
export function tetherReply(reply: MapReply): TetherReply {
  if (reply.action !== 'mapped') return reply;
  const { action, reason, tetherId, agentId, steps } = reply;
  return { action, reason, tetherId, agentUserId: agentId, RoutingCriteria: routingCriteria(steps) };
}
