import type { AgentRecord } from '../agent/agent';
import type { ArrivalSeen } from '../agent/steps/carry-out';
import type { CallId } from '../ids';
import { retryOnConflict } from '../retry-on-conflict';
import { isWaiting, ringingNow } from './call';
import { isEligibleFor } from './find-candidates';
import { hasWaitedLongEnough } from './max-wait';
import type { OfferToOthersPorts } from './offer-ports';
import { awaitNews, isRungByConnect } from './offer-to-free-agent';
import { planAndWrite } from './plan-and-write';
import { eventCause, isCausedBy } from './plan-cause';

/**
 * An agent came over for a caller: that call is planned anew, with this agent in view. Nothing is done for a caller who
 * is served or rung already; the agent then is one of the idle ones. An event that tells of it may come late, a decision of
 * ours does not.
 */
export async function offerPaired(
  ports: OfferToOthersPorts,
  agent: AgentRecord,
  callId: CallId,
  cause: string,
  seen: ArrivalSeen,
): Promise<void> {
  const directory = await ports.directory.read();
  const attempt = async (): Promise<'done' | 'conflict'> => {
    const call = await ports.calls.load(callId);
    const now = ports.clock.now();
    if (call === null || !isWaiting(call, now) || ringingNow(call, now)) return 'done';
    if (!isEligibleFor(agent, call, directory)) return 'done';
    const { thresholds } = await ports.thresholds.current(call.group);
    if (!thresholds['offer/enabled'] || hasWaitedLongEnough(call, thresholds, now) || isCausedBy(call.plan, cause))
      return 'done';
    if (seen === 'by-event' && isRungByConnect(call, agent, now)) {
      await awaitNews(ports, agent);
      return 'done';
    }
    const holdUntil = call.plan?.kind === 'offer' ? null : (call.plan?.slotEndsAt ?? call.plan?.holdUntil ?? null);
    if (call.plan?.kind === 'offer' && call.plan.slotEndsAt !== null && call.plan.slotEndsAt > now) return 'done';
    const outcome = await planAndWrite(ports, {
      call,
      expected: call.version,
      holdUntil,
      cause: eventCause(cause),
      freed: agent,
    });
    return outcome.kind === 'conflict' ? 'conflict' : 'done';
  };
  // If the call was changed meanwhile, that plan has seen this agent, who is idle by then; otherwise the next tick does.
  await retryOnConflict(3, attempt, () => 'done');
}
