import type { AgentRecord } from '../domain/agent';
import { type CallRecord, type OfferPlanRecord, ringingNow, waitedSeconds } from '../domain/call';
import type { Decision } from '../domain/decision';
import { type Directory, queueName } from '../domain/directory';
import { type Candidate, type OfferPlan, planOffer } from '../domain/offer-plan';
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
import { candidatesFor, type Field } from './find-candidates';

export interface PlanCallPorts {
  readonly clock: Clock;
  readonly agents: Pick<AgentStore, 'load' | 'ranked' | 'claim' | 'release'>;
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
  /** An agent seen idle just now: the index, which lags, may not show them yet. */
  readonly freed?: AgentRecord;
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
  return planCall(ports, request, (plan) => tellConnect(ports, callId, plan));
}

async function tellConnect(
  ports: PlanCallPorts & CriteriaPorts,
  callId: string,
  plan: Pick<OfferPlan, 'agentId' | 'steps'>,
): Promise<'told' | 'gone'> {
  if ((await ports.centre.setCriteria(callId, plan.steps)) === 'written') return 'told';
  if (plan.agentId) await ports.agents.release(plan.agentId, callId);
  return 'gone';
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
  // Past the maximum wait every plan is a HOLD: nobody is to be claimed for it.
  const field = hasWaitedLongEnough(call, thresholds, now)
    ? { idle: [], others: [] }
    : await candidatesFor(ports, call, directory, now, request.freed);
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

export const hasWaitedLongEnough = (call: CallRecord, thresholds: Thresholds, now: number): boolean =>
  waitedSeconds(call, now) >= thresholds['queue/max-wait-seconds'];

/** A plan older than this is made anew: its steps would all end that much too late. */
const reissueMs = 1_000;

/**
 * The cause of the call's plan came again: the function may have died before Connect was told. Nothing is written while
 * somebody is rung, since then Connect knows; a conflict means that the call has gone on.
 */
export async function reissue(ports: PlanCallPorts & CriteriaPorts, call: CallRecord): Promise<void> {
  const { plan } = call;
  const now = ports.clock.now();
  if (plan === null || ringingNow(call, now)) return;
  const { holdUntil, cause } = plan;
  if (now - plan.decidedAt < reissueMs) await tellConnect(ports, call.callId, plan);
  else await planAndWrite(ports, { call, expected: call.version, holdUntil, cause });
}

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
