import type { AgentRecord } from '../agent/agent';
import type { ArrivalSeen, StepPorts } from '../agent/steps/carry-out';
import { type StartTetherPorts, startTether } from '../agent/steps/start-tether';
import type { CallId } from '../ids';
import { offerPaired } from '../offering/offer-paired';
import type { OfferToOthersPorts } from '../offering/offer-ports';

/**
 * The two ports of a step that are use cases themselves, for whoever puts a function's ports together. They act on the ports
 * object that holds them: where another port of it is replaced, it is replaced for them as well.
 */
export const followUps = {
  startTether(this: StartTetherPorts, agent: AgentRecord, cause: string): Promise<void> {
    return startTether(this, agent, cause);
  },
  offerPaired(
    this: OfferToOthersPorts,
    agent: AgentRecord,
    callId: CallId,
    cause: string,
    seen: ArrivalSeen,
  ): Promise<void> {
    return offerPaired(this, agent, callId, cause, seen);
  },
} satisfies Pick<StepPorts, 'startTether' | 'offerPaired'>;
