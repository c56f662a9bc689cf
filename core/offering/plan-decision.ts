import type { Decision } from '../decisions/decision';
import { type Directory, queueName } from '../group/directory';
import type { Thresholds } from '../thresholds/thresholds';
import { waitedSeconds } from './call';
import type { CallRecord } from './call-record';
import type { Candidate, OfferPlan } from './offer-plan';

/** What is said of a plan. `first`: whom it names, as they were found; times are ms. */
export function planDecision(
  plan: OfferPlan,
  call: CallRecord,
  first: Candidate | undefined,
  directory: Directory,
  thresholds: Thresholds,
  now: number,
): Decision {
  const common = {
    callId: call.callId,
    queueId: call.queueId,
    candidates: plan.candidates,
    reason: plan.reason,
    inputs: {
      queue: queueName(directory, call.queueId),
      waitedSeconds: waitedSeconds(call, now),
      tried: call.tried,
      'offer/seconds': thresholds['offer/seconds'],
      'queue/max-wait-seconds': thresholds['queue/max-wait-seconds'],
    },
  };
  if (plan.kind === 'offer' && plan.agentId !== null && plan.slotEndsAt !== null && first) {
    return {
      type: 'offer.planned',
      ...common,
      agentId: plan.agentId,
      slotEndsAt: plan.slotEndsAt,
      availableSince: first.availableSince,
    };
  }
  const type = plan.kind === 'open' ? 'offer.open' : plan.kind === 'restricted' ? 'offer.restricted' : 'offer.held';
  return { type, ...common };
}
