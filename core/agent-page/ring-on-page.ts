import { type AgentRecord, customerCalls, isRinging } from '../agent/agent';
import type { Directory } from '../group/directory';
import { type ContactId, callOf } from '../ids';
import { ringMs } from '../offering/call';
import type { Thresholds } from '../thresholds/thresholds';

/** The caller who rings at the agent. Seconds are counted by the server, and never below 0. */
export interface RingView {
  readonly contactId: ContactId;
  /** Until Connect ends the ring, which is a missed call then. */
  readonly secondsLeft: number;
  /** Until the next agent is rung (`offer/seconds` from the ring); `null`: as soon as the ring ends, since Connect chose the agent itself. */
  readonly slotSecondsLeft: number | null;
}

/** `null`: no caller rings. Neither a tether nor a call of the agent's own is a caller. */
export function ringView(
  agent: AgentRecord,
  directory: Pick<Directory, 'tether'>,
  thresholds: Pick<Thresholds, 'offer/seconds'>,
  now: number,
): RingView | null {
  const ring = customerCalls(agent, directory).find((contact) => isRinging(contact) && !contact.ownCall);
  if (ring === undefined) return null;
  const leftOf = (ms: number): number => Math.max(0, ring.since + ms - now) / 1000;
  const planned = agent.claim?.callId === callOf(ring.contactId);
  return {
    contactId: ring.contactId,
    secondsLeft: leftOf(ringMs),
    slotSecondsLeft: planned ? leftOf(thresholds['offer/seconds'] * 1000) : null,
  };
}
