import type { AgentRecord } from '../agent/agent';
import type { CustomerResult } from '../agent/customer-record';
import { type StepPorts, takeStep } from '../agent/steps/carry-out';
import { type AskedAboutCustomer, askAboutCustomer, askedBefore, pastCustomer } from '../agent/steps/customer';
import type { CampaignStore } from '../campaign-contract/ports';
import type { AgentId } from '../ids';
import { type CustomerFacts, type CustomerObstacle, customerFacts, obstacleTo } from './customer-on-page';

export interface CustomerRequestPorts extends StepPorts {
  readonly campaigns: Pick<CampaignStore, 'load' | 'link'>;
}

/**
 * `asked`: it is on its way, or was before. `impossible`: nothing was asked for, and why. `said-otherwise`: the agent has said
 * something else of this customer before, which counts. `unusable`: what was said of the customer cannot be, a sentence each.
 */
export type CustomerAnswer =
  | { readonly kind: 'asked'; readonly agent: AgentRecord; readonly facts: CustomerFacts }
  | { readonly kind: 'impossible'; readonly obstacle: CustomerObstacle }
  | { readonly kind: 'said-otherwise' }
  | { readonly kind: 'unusable'; readonly problems: readonly string[] };

/**
 * An agent presses "End customer" or "Done" about the customer their page shows. Safe to repeat: the same again is answered as
 * before and, while it may not have arrived, sent again under the same id. `null`: the agent is not known.
 */
export async function requestAboutCustomer(
  ports: CustomerRequestPorts,
  agentId: AgentId,
  ask: AskedAboutCustomer,
): Promise<CustomerAnswer | null> {
  const known = await ports.agents.load(agentId, { fresh: true });
  if (known === null) return null;
  const now = ports.clock.now();
  const past = ask.what === 'finish' ? pastCustomer(known, ask.customerId, now) : null;
  const facts = await customerFacts(ports, known, past);
  const refused = refusal(known, ask, facts, now);
  if (refused !== null) return refused;
  const cause = `page:${ask.what}:${ask.customerId}`;
  const taken = await takeStep(ports, agentId, cause, (agent) => askAboutCustomer(agent, ask, now), { known });
  if (taken === null) return null;
  const { agent } = taken;
  // Somebody else wrote first: another tab, or the customer who hung up.
  return refusal(agent, ask, facts, now) ?? { kind: 'asked', agent, facts };
}

function refusal(
  agent: AgentRecord,
  ask: AskedAboutCustomer,
  facts: CustomerFacts,
  now: number,
): CustomerAnswer | null {
  const before = askedBefore(agent, ask, now);
  if (before === 'same') return null;
  if (before === 'other') return { kind: 'said-otherwise' };
  const obstacle = obstacleTo(agent, { ...ask, link: facts.link }, now);
  if (obstacle !== null) return { kind: 'impossible', obstacle };
  const problems = ask.result === null ? [] : problemsWith(ask.result, facts, now);
  return problems.length > 0 ? { kind: 'unusable', problems } : null;
}

/** A call-back further ahead is more likely a slip of the hand than a wish. */
export const furthestCallBackDays = 366;
const dayMs = 86_400_000;

function problemsWith(result: CustomerResult, { outcomes }: CustomerFacts, now: number): readonly string[] {
  const { outcome, doNotCall, callBackAt } = result;
  const problems: string[] = [];
  if (outcome !== null && outcomes.every((known) => known.outcome !== outcome)) {
    const known = outcomes.map((one) => JSON.stringify(one.outcome)).join(' or ');
    problems.push(`outcome ${known ? `must be ${known}` : 'must be left out: the campaign has no list of outcomes'}`);
  }
  if (callBackAt !== null && (callBackAt <= now || callBackAt > now + furthestCallBackDays * dayMs)) {
    problems.push(`callBackAt must lie ahead, by ${furthestCallBackDays} days at the most`);
  }
  if (callBackAt !== null && doNotCall) {
    problems.push('callBackAt must be left out where doNotCall is true: nobody is called who does not want to be');
  }
  return problems;
}

/** Why something was not asked for, for people. */
export function obstacleInWords(obstacle: CustomerObstacle): string {
  switch (obstacle.why) {
    case 'not-able':
      return `the Campaign Manager does not say that it can do this (${obstacle.figures.capability} in its heartbeat)`;
    case 'no-customer':
      return 'that customer is not on your tether, or has been gone for too long';
    case 'already-gone':
      return 'the customer has left your tether already';
    case 'still-talking':
      return 'the customer is still on your tether: end the call first';
    case 'under-way':
      return 'this was asked for already and is under way';
  }
}
