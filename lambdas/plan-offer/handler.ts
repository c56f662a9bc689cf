import { type FlowReply, offerReply } from '../../adapters/connect/flow-reply';
import { parseOfferRequest } from '../../core/offering/offer-request';
import { type PlanOfferPorts, planOffer } from '../../core/offering/plan-offer';
import { unreadable } from '../shared/flow-request';

/** Answers a contact flow. Throws when the request is unreadable: the flow counts a failure and goes on without us. */
export const makeHandler =
  (ports: PlanOfferPorts) =>
  async (event: unknown): Promise<FlowReply> => {
    const parsed = parseOfferRequest(event);
    if (!parsed.ok) throw unreadable(ports, parsed.problems);
    return offerReply(await planOffer(ports, parsed.request));
  };
