import type { AgentRecord } from '../agent/agent';
import {
  type Customer,
  type CustomerPhase,
  type CustomerRequest,
  customerIdOf,
  type PastCustomer,
} from '../agent/customer-record';
import { customerOnTether, isUnderWay, pastCustomer, phaseFor, requestAbout } from '../agent/steps/customer';
import { type CampaignLink, type CampaignOutcome, isAble } from '../campaign-contract/campaign';
import type { Capability } from '../campaign-contract/events';
import type { CampaignStore } from '../campaign-contract/ports';
import type { CustomerId } from '../ids';

/** What the agent's page is told of the customer on the tether. Times are ms since the epoch, by our clock. */
export interface CustomerView {
  /** This conversation, and no other. */
  readonly customerId: CustomerId;
  readonly campaign: string | null;
  readonly contact: string | null;
  readonly phase: CustomerPhase;
  /** When they were put through. */
  readonly since: number;
  /** When the phase began. */
  readonly phaseSince: number;
  /** What the agent may say came of it, in the order it is shown. */
  readonly outcomes: readonly CampaignOutcome[];
  /** "End customer". */
  readonly end: Button;
  /** "Done". */
  readonly finish: Button;
  /** What the agent last asked for about this customer. */
  readonly request: RequestView | null;
}

/** Why something cannot be asked for, with its figures. */
export type CustomerObstacle =
  /** The Campaign Manager does not say that it can do this. */
  | { readonly why: 'not-able'; readonly figures: { readonly capability: Capability } }
  /** That customer is not on the tether, or not any more; for "Done", and gone for longer than it counts. */
  | { readonly why: 'no-customer'; readonly figures: Record<string, never> }
  | { readonly why: 'already-gone'; readonly figures: { readonly wrapUpSeconds: number } }
  | { readonly why: 'still-talking'; readonly figures: { readonly talkingSeconds: number } }
  /** Asked for already; the figures say how long ago, and for how long it is tried. */
  | { readonly why: 'under-way'; readonly figures: { readonly seconds: number; readonly ofSeconds: number } };

/** Whether a button may be pressed, or why not, with the figures a page says it by. */
export type Button = { readonly possible: true } | ({ readonly possible: false } & CustomerObstacle);

/** What became of the last thing the agent asked for about this customer. `at`: when they asked, ms. */
export interface RequestView {
  readonly what: CustomerRequest['what'];
  readonly at: number;
  /** `unanswered`: its time is over, and the Campaign Manager has not acted on it: ask again. */
  readonly state: 'under-way' | 'refused' | 'unanswered';
  /** With `refused`: one of the contract's reasons, and the Campaign Manager's own sentence. */
  readonly refused: CustomerRequest['refused'];
}

/** What a page shows besides the agent's record. */
export interface CustomerFacts {
  readonly link: Pick<CampaignLink, 'capabilities'> | null;
  readonly outcomes: readonly CampaignOutcome[];
}

/** What the Campaign Manager has to say it can do, for each thing an agent may ask for. */
export const capabilityFor: Readonly<Record<CustomerRequest['what'], Capability>> = {
  end: 'end-customer',
  finish: 'finish-work',
};

/** Two reads where there is a customer, and none where there is not. `past`: of whom something is said now. */
export async function customerFacts(
  ports: { readonly campaigns: Pick<CampaignStore, 'load' | 'link'> },
  agent: Pick<AgentRecord, 'outbound'>,
  past: Pick<PastCustomer, 'campaign'> | null = null,
): Promise<CustomerFacts> {
  if (past === null && customerOnTether(agent) === null) return { link: null, outcomes: [] };
  const { campaign } = past ?? agent.outbound.work ?? { campaign: null };
  const [link, record] = await Promise.all([
    ports.campaigns.link(),
    campaign === null ? null : ports.campaigns.load(campaign),
  ]);
  return { link, outcomes: record?.outcomes ?? [] };
}

/** `null`: no customer is on the tether, and no wrap-up is open. */
export function customerView(agent: AgentRecord, facts: CustomerFacts, now: number): CustomerView | null {
  const customer = customerOnTether(agent);
  const { work, customerRequest } = agent.outbound;
  if (customer === null || work === null) return null;
  const customerId = customerIdOf(customer);
  const button = (what: CustomerRequest['what']): Button => {
    const obstacle = obstacleTo(agent, { what, customerId, link: facts.link }, now);
    return obstacle === null ? { possible: true } : { possible: false, ...obstacle };
  };
  return {
    ...{ customerId, campaign: work.campaign, contact: work.contact, phase: customer.phase },
    ...{ since: customer.since, phaseSince: customer.phaseSince, outcomes: facts.outcomes },
    ...{ end: button('end'), finish: button('finish') },
    request: customerRequest?.customerId === customerId ? requestView(customerRequest, customer, now) : null,
  };
}

/** What stands in the way of asking for this about that customer; `null`: nothing. */
export function obstacleTo(
  agent: AgentRecord,
  asked: Pick<CustomerFacts, 'link'> & Pick<CustomerRequest, 'what' | 'customerId'>,
  now: number,
): CustomerObstacle | null {
  const { what, customerId, link } = asked;
  const customer = customerOnTether(agent);
  const isThere = customer !== null && customerIdOf(customer) === customerId;
  const isPast = what === 'finish' && pastCustomer(agent, customerId, now) !== null;
  if (!isThere && !isPast) return { why: 'no-customer', figures: {} };
  const capability = capabilityFor[what];
  if (!isAble(link, capability)) return { why: 'not-able', figures: { capability } };
  if (!isThere) return null;
  const seconds = secondsBetween(customer.phaseSince, now);
  if (customer.phase !== phaseFor[what]) {
    return what === 'end'
      ? { why: 'already-gone', figures: { wrapUpSeconds: seconds } }
      : { why: 'still-talking', figures: { talkingSeconds: seconds } };
  }
  const before = requestAbout(agent, what, customerId);
  if (before === null || !isUnderWay(before, now)) return null;
  const figures = { seconds: secondsBetween(before.at, now), ofSeconds: secondsBetween(before.at, before.deadline) };
  return { why: 'under-way', figures };
}

/** A request that has brought about what it was for is of no interest any more. */
function requestView(request: CustomerRequest, { phase }: Customer, now: number): RequestView | null {
  if (request.what === 'end' && phase === 'wrap-up') return null;
  const { what, at, refused } = request;
  return { what, at, state: refused ? 'refused' : isUnderWay(request, now) ? 'under-way' : 'unanswered', refused };
}

const secondsBetween = (from: number, to: number): number => Math.max(0, (to - from) / 1000);
