import { type AgentRecord, refusedContact } from '../agent/agent';
import type { AgentId, ContactId } from '../ids';
import type { CallRecord, OfferPlanRecord } from './call-record';

/** What a softphone shows of an offer that came to nothing. */
export const refusalKinds = ['missed', 'declined'] as const;
export type RefusalKind = (typeof refusalKinds)[number];

/**
 * What becomes of an agent afterwards, as `offer/after-miss` and `offer/after-decline` have it
 * (docs/thresholds.md#all-of-them).
 */
export type AfterRefusal = 'not-ready' | 'available';

/** What the server knows of an offer to one agent that came to nothing. */
export interface RefusalVerdict {
  /** `caller-left`: the call waits no more, whatever came first. `unknown`: nobody has told us yet. */
  readonly verdict: RefusalKind | 'caller-left' | 'unknown';
  /**
   * When the criteria were made that do not name this agent (ms); `null` while there are none, they wait for their turn, or a
   * flow may still set older ones in their place.
   */
  readonly criteriaWrittenAt: number | null;
  readonly after: AfterRefusal;
}

/** Whether Connect could offer the call to the agent by these criteria, now or in a later step. */
export const names = (plan: Pick<OfferPlanRecord, 'steps'>, agentId: AgentId): boolean =>
  plan.steps.some(({ who }) => who.kind === 'anyone' || (who.kind === 'agents' && who.agentIds.includes(agentId)));

/**
 * The verdict on an offer that the agent's softphone shows as missed or declined. Only a refusal we remember, and a plan
 * that leaves the agent out, keep the call from coming back to them.
 */
export function verdictOn(
  agent: Pick<AgentRecord, 'agentId' | 'contacts'>,
  offer: {
    readonly contactId: ContactId;
    readonly shown: RefusalKind;
    readonly call: CallRecord | null;
    readonly callerLeft: boolean;
  },
): Omit<RefusalVerdict, 'after'> {
  const { contactId, shown, call, callerLeft } = offer;
  if (callerLeft) return { verdict: 'caller-left', criteriaWrittenAt: null };
  if (!call?.tried.includes(agent.agentId)) return { verdict: 'unknown', criteriaWrittenAt: null };
  const listed = refusedContact(agent, contactId);
  const verdict = listed ? (listed.state === 'REJECTED' ? 'declined' : 'missed') : shown;
  const { plan } = call;
  const inForce = plan !== null && !plan.pending && plan.overtakenUntil === undefined;
  const leftOut = inForce && !names(plan, agent.agentId);
  return { verdict, criteriaWrittenAt: leftOut ? plan.decidedAt : null };
}
