import { type AgentRecord, isClaimedForAnother } from '../domain/agent';
import { type CallRecord, type OfferPlanRecord, waitedSeconds } from '../domain/call';
import type { Decision } from '../domain/decision';
import { type Directory, groupNamed, kindOfProfile, poolsOf, queueName } from '../domain/directory';
import { type Candidate, type OfferPlan, planOffer } from '../domain/offer-plan';
import { meets } from '../domain/proficiency';
import { maxAgentsPerStep } from '../domain/routing-steps';
import type { Thresholds } from '../domain/thresholds';
import type {
  AgentStore,
  CallStore,
  Clock,
  ContactCentre,
  DecisionLog,
  DirectorySource,
  ThresholdReader,
} from '../ports';

export interface PlanCallPorts {
  readonly clock: Clock;
  readonly agents: Pick<AgentStore, 'ranked' | 'claim' | 'release'>;
  readonly calls: Pick<CallStore, 'load' | 'save'>;
  readonly thresholds: ThresholdReader;
  readonly directory: DirectorySource;
  readonly decisions: DecisionLog;
}

export interface PlanRequest {
  /** The call as it will be saved, but for its plan and version. */
  readonly call: CallRecord;
  /** The version in the store; `null` when the call is new. */
  readonly expected: number | null;
  /** Nobody may be rung before; `null`: at once. */
  readonly holdUntil: number | null;
  readonly cause: string;
  /** Plans a HOLD, whoever is free: the caller goes to voicemail next. */
  readonly nobody?: boolean;
}

/** Where the criteria of a contact that waits are replaced; a contact still in its flow gets them from our answer. */
export interface CriteriaPorts {
  readonly centre: Pick<ContactCentre, 'setCriteria'>;
}

export type PlanOutcome =
  | { readonly kind: 'planned'; readonly plan: OfferPlanRecord; readonly reason: string }
  /** Somebody else wrote the call first: read it again and judge anew. */
  | { readonly kind: 'conflict' }
  /** Connect says the contact is in no queue any more. */
  | { readonly kind: 'gone' };

/**
 * Plans one waiting call and tells Connect: chooses, claims, records, and only then writes. Dying between two of these is
 * healed by the claim's own end, by the redelivery of the same cause (see `reissue`) and by the next tick.
 */
export async function planAndWrite(ports: PlanCallPorts & CriteriaPorts, request: PlanRequest): Promise<PlanOutcome> {
  const { callId } = request.call;
  return planCall(ports, request, async (plan) => {
    if ((await ports.centre.setCriteria(callId, plan.steps)) === 'written') return 'told';
    if (plan.agentId) await ports.agents.release(plan.agentId, callId);
    return 'gone';
  });
}

/** Plans one call in a flow, which sets the criteria from our answer. */
export const planForReply = (ports: PlanCallPorts, request: PlanRequest): Promise<PlanOutcome> =>
  planCall(ports, request, async () => 'told');

async function planCall(
  ports: PlanCallPorts,
  request: PlanRequest,
  tell: (plan: OfferPlan) => Promise<'told' | 'gone'>,
): Promise<PlanOutcome> {
  const { call } = request;
  const directory = await ports.directory.read();
  const { thresholds } = await ports.thresholds.current(call.group);
  const now = ports.clock.now();
  const field = request.nobody ? { idle: [], others: [] } : await candidatesFor(ports, call, directory, now);
  const chosen = await claimFirst(ports, call, field, request.holdUntil, thresholds, now);
  const plan = planOffer({
    now,
    queuedAt: call.queuedAt,
    holdUntil: request.holdUntil,
    triedCount: call.tried.length,
    required: call.required,
    idle: chosen.idle,
    others: chosen.others,
    thresholds,
  });
  const record: OfferPlanRecord = {
    kind: plan.kind,
    agentId: plan.agentId,
    slotEndsAt: plan.slotEndsAt,
    holdUntil: request.holdUntil,
    steps: plan.steps,
    decidedAt: now,
    cause: request.cause,
  };
  const version = (request.expected ?? 0) + 1;
  if ((await ports.calls.save({ ...call, plan: record, version }, request.expected)) === 'conflict') {
    // Whoever came first may have named the same agent, and then the claim is theirs as much as ours.
    const current = plan.agentId === null ? null : await ports.calls.load(call.callId);
    if (plan.agentId && current?.plan?.agentId !== plan.agentId) await ports.agents.release(plan.agentId, call.callId);
    return { kind: 'conflict' };
  }
  const before = call.plan?.agentId;
  if (before && before !== plan.agentId) await ports.agents.release(before, call.callId);
  if ((await tell(plan)) === 'gone') return { kind: 'gone' };
  ports.decisions.record(decisionOf(plan, call, chosen.idle[0], directory, thresholds, now));
  return { kind: 'planned', plan: record, reason: plan.reason };
}

/** Tells Connect again what a plan of the same cause already says: the function may have died before it did. */
export async function reissue(ports: CriteriaPorts, call: CallRecord): Promise<void> {
  if (call.plan) await ports.centre.setCriteria(call.callId, call.plan.steps);
}

interface Field {
  /** Eligible, untried, idle and free to be claimed; available longest first. */
  readonly idle: readonly Candidate[];
  /** Eligible, untried and staffed, but busy or promised to another call. */
  readonly others: readonly string[];
}

/** One page holds everything a plan can use in all but the rarest cases: the one named and ten more. */
const pageSize = 25;
const enough = 1 + maxAgentsPerStep;

async function candidatesFor(
  ports: Pick<PlanCallPorts, 'agents'>,
  call: CallRecord,
  directory: Directory,
  now: number,
): Promise<Field> {
  const group = groupNamed(directory, call.group);
  const idle: AgentRecord[] = [];
  const others: string[] = [];
  let after: string | null = null;
  do {
    const page = await ports.agents.ranked(group ? poolsOf(group) : [], { limit: pageSize, after });
    for (const agent of page.agents) {
      if (!isEligible(agent, call, directory)) continue;
      if (agent.idle && agent.availableSince !== null && !isClaimedForAnother(agent, call.callId, now))
        idle.push(agent);
      else others.push(agent.agentId);
    }
    // Idle agents rank first, so a page that ends among the busy holds every idle one there is.
    const pastIdle = page.agents.at(-1)?.idle === false;
    after = (idle.length > 0 || pastIdle) && idle.length + others.length >= enough ? null : page.next;
  } while (after !== null);
  return {
    idle: idle.sort(availableLongestFirst).map((agent) => ({
      agentId: agent.agentId,
      username: agent.username,
      availableSince: agent.availableSince ?? now,
    })),
    others,
  };
}

const availableLongestFirst = (a: AgentRecord, b: AgentRecord): number =>
  (a.availableSince ?? 0) - (b.availableSince ?? 0) || (a.username < b.username ? -1 : a.username > b.username ? 1 : 0);

/** Serves the queue, meets the requirements, was not asked yet, and is logged in. Kind outbound never takes inbound. */
export const isEligible = (agent: AgentRecord, call: CallRecord, directory: Directory): boolean =>
  agent.staffed &&
  agent.queueIds.includes(call.queueId) &&
  !call.tried.includes(agent.agentId) &&
  kindOfProfile(directory, agent.routingProfileId) !== 'outbound' &&
  meets(agent.proficiencies, call.required);

/** Claims the first who can be; whoever was lost meanwhile is asked later like the busy ones. */
async function claimFirst(
  ports: Pick<PlanCallPorts, 'agents'>,
  call: CallRecord,
  field: Field,
  holdUntil: number | null,
  thresholds: Thresholds,
  now: number,
): Promise<Field> {
  const until = Math.max(holdUntil ?? now, now) + thresholds['offer/seconds'] * 1000;
  const lost: string[] = [];
  for (const [index, candidate] of field.idle.entries()) {
    const answer = await ports.agents.claim(candidate.agentId, { callId: call.callId, until }, now);
    if (answer === 'claimed') return { idle: field.idle.slice(index), others: [...lost, ...field.others] };
    lost.push(candidate.agentId);
  }
  return { idle: [], others: [...lost, ...field.others] };
}

function decisionOf(
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
