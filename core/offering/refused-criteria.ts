import { type FlowCriteriaPorts, queuedWithinMs, recordByApi } from '../connect/criteria-sent';
import type { CallId } from '../ids';
import type { OfferReply } from './offer-request';
import { textOfCause } from './plan-cause';
import type { CallStore } from './ports';
import { lookAgain } from './tell-connect';

/**
 * Connect did not take the criteria of our answer in the flow: nobody has shown that it takes the spelling of criteria
 * that a Lambda returns. They are written by UpdateContactRoutingData instead, from the plan as it is by then; until that
 * the flow holds the call. Without a plan there is nothing to wait for, and the call is Connect's own.
 */
export async function sendByApi(
  ports: FlowCriteriaPorts & { readonly calls: Pick<CallStore, 'load'> },
  callId: CallId,
): Promise<OfferReply> {
  const call = await ports.calls.load(callId);
  if (call?.state !== 'waiting' || call.plan === null)
    return { action: 'wait', reason: 'no plan of ours is in force for this call' };
  const cause = textOfCause(call.plan.cause);
  await lookAgain(ports, { callId, cause, refusedAt: null, reserved: false, held: true }, queuedWithinMs);
  recordByApi(ports, callId);
  return { action: 'hold', reason: 'the criteria are written by UpdateContactRoutingData within 2 s' };
}
