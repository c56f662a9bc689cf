import { type AgentRecord, otherWork } from '../agent/agent';
import type { PlannedMove } from '../agent/planned-move';
import type { AgentStore } from '../agent/ports';
import { then, unchanged } from '../agent/steps/agent-step';
import { beginMove } from '../agent/steps/begin-move';
import { type StepPorts, takeStep } from '../agent/steps/carry-out';
import { drain } from '../agent/steps/give-back';
import { forgetMove } from '../agent/steps/move-in-ledger';
import { cancelMove } from '../agent/steps/release';
import { holdPlaces, register, type StartTetherPorts } from '../agent/steps/start-tether';
import { requestTether } from '../agent/steps/tether-on-its-way';
import { nextTetherId } from '../agent/steps/tether-wanted';
import { type GroupEntry, groupNamed, hasOutbound } from '../group/directory';
import type { MoveId } from '../ids';
import type { RebalanceRequest } from '../messages/messages';
import type { RequestStore } from '../move-requests/ports';
import { settleRequest } from '../move-requests/requests';
import { isOfOtherMode, isWaiting, mayRingRefusers, ringingNow } from '../offering/call';
import type { CallRecord } from '../offering/call-record';
import { isForVoicemail } from '../offering/max-wait';
import type { OfferToOthersPorts } from '../offering/offer-ports';
import type { CallStore } from '../offering/ports';
import { inEnglish } from '../reasons/english';
import { retryOnConflict } from '../retry-on-conflict';
import type { BlendPlan } from './blend-view';
import { type BlendDecision, decideBlend } from './decide-blend';
import { holdCommand } from './hold';
import { writeDown } from './observed-decision';
import type { BlendStore } from './ports';

export interface RebalancePorts extends StartTetherPorts, OfferToOthersPorts {
  readonly agents: Pick<AgentStore, 'load' | 'save' | 'ranked' | 'claim' | 'release'>;
  readonly calls: Pick<CallStore, 'load' | 'save' | 'waiting' | 'noteRefusal'>;
  readonly blend: BlendStore;
  readonly moveRequests: RequestStore;
  readonly centre: StepPorts['centre'] & OfferToOthersPorts['centre'];
}

/** How a request for a decision came. */
export interface RequestDelivery {
  /** It was delivered before, and its function died or failed: its decision may have been carried out in part. */
  readonly again: boolean;
}

/**
 * One blend decision for one group: reads, plans, writes the ledger, and only then moves anybody, so that a function
 * which dies half way leaves moves that never began (they run out of the ledger), and never one that nobody knows of.
 * Costs 3 index reads, 1 batch read, 1 ledger write and at most 1 for the quota, and 2 per move; a request that is delivered again
 * 1 ledger read and 2 for each move in it besides.
 */
export async function rebalance(
  ports: RebalancePorts,
  request: RebalanceRequest,
  delivery: RequestDelivery = { again: false },
): Promise<void> {
  const directory = await ports.directory.read();
  const group = groupNamed(directory, request.group);
  if (!group) return;
  const now = ports.clock.now();
  if (!hasOutbound(directory, group.name)) {
    // Only new thresholds ask for such a group. Others may go by the old ones for 2 s more (docs/thresholds.md#change-one).
    for (const dueAt of [now, now + 2_000]) await ports.timers.arm({ kind: 'refusals', group: group.name }, dueAt);
    return;
  }
  if (delivery.again) await carryOutRest(ports, group);
  // Another decision for the group may come in between: FIFO is not a lock.
  const decision = await retryOnConflict<BlendDecision>(
    4,
    () => decideBlend(ports, request, directory, group, now),
    (tries) => {
      throw new Error(`the ledger of group ${request.group} was written by others ${tries} times in a row`);
    },
  );
  if (decision.reading.waiting.some((call) => isOwedPlan(call, decision, now))) {
    await ports.timers.arm({ kind: 'refusals', group: group.name }, now);
  }
  for (const end of decision.untold) ports.decisions.record(end);
  writeDown(ports, { ...decision, group: group.name }, now);
  await carryOutPlan(ports, request, decision, now);
}

/**
 * What the decision before began and did not get done, before anybody decides anew: seconds later the same agents may be
 * wanted elsewhere, and then nobody would come back to it.
 */
async function carryOutRest(ports: RebalancePorts, { name }: Pick<GroupEntry, 'name'>): Promise<void> {
  for (const { agentId, moveId } of (await ports.blend.ledger(name))?.moves ?? []) {
    for (const cause of [beginning(moveId), cancelling(moveId)]) await takeStep(ports, agentId, cause, unchanged);
  }
}

const beginning = (moveId: MoveId): string => `move:${moveId}`;
const cancelling = (moveId: MoveId): string => `cancel:${moveId}`;

/**
 * Somebody who has refused this caller may be rung by them: offers were off until now, or a function died. Or the group is run
 * another way than when the caller was planned.
 */
function isOwedPlan(call: CallRecord, { rules, mode }: Pick<BlendDecision, 'rules' | 'mode'>, now: number): boolean {
  if (!isWaiting(call, now) || ringingNow(call, now)) return false;
  const isStale = isOfOtherMode(call.plan, mode);
  if (mode === 'observe') return isStale && !isForVoicemail(call, rules.thresholds, now);
  return rules.thresholds['offer/enabled'] && (isStale || mayRingRefusers(call));
}

async function carryOutPlan(
  ports: RebalancePorts,
  request: RebalanceRequest,
  decision: BlendDecision,
  now: number,
): Promise<void> {
  const { group, plan, begun, draining } = decision;
  await askAgain(ports, request, plan);
  // First: who is let off by what follows is held by then. Told before, it is the same command, and goes once.
  if (decision.hold !== null) await ports.campaignCommands.send(holdCommand(group.name, decision.hold));
  for (const refusal of plan.refused) {
    const { agentId, to } = refusal.manual;
    ports.decisions.record({
      type: 'move.refused',
      at: now,
      group: group.name,
      agentId,
      to,
      reason: inEnglish(refusal.because),
      because: refusal.because,
      inputs: { by: refusal.manual.by },
    });
    if (request.manual?.agentId === agentId) {
      const requestId = wishOf(request.manual.requestId);
      await settleRequest(ports, group.name, requestId, { outcome: 'refused', because: refusal.because });
    }
  }
  for (const { moveId, agentId, because } of plan.cancelled) {
    const cancelled = await takeStep(ports, agentId, cancelling(moveId), (agent) =>
      cancelMove(agent, moveId, now, because),
    );
    if (!cancelled?.taken) await forgetMove(ports, group.name, moveId);
  }
  const leaving: AgentRecord[] = [];
  for (const { planned, moveId } of begun) {
    const agent = await begin(ports, decision, planned, moveId, now);
    if (agent && planned.to === 'outbound') leaving.push(agent);
    if (planned.rule === 'supervisor') await settle(ports, request, planned, agent !== null);
  }
  // Their calls come a second later at the earliest, and whoever asks meanwhile is of another decision.
  await holdPlaces(ports, leaving);
  await drainAll(ports, draining, now);
}

async function drainAll(ports: RebalancePorts, draining: readonly AgentRecord[], now: number): Promise<void> {
  for (const { agentId } of draining) {
    await takeStep(ports, agentId, `drain:${agentId}:${now}`, (agent) => drain(agent, now));
  }
}

/** A supervisor's request for which this decision had no move left is sent again; the queue tells requests apart by their ids. */
async function askAgain(ports: RebalancePorts, request: RebalanceRequest, plan: BlendPlan): Promise<void> {
  const { group, manual } = request;
  if (manual === null) return;
  const { agentId, requestId } = manual;
  const met =
    plan.moves.some((move) => move.rule === 'supervisor' && move.agentId === agentId) || plan.refused.length > 0;
  if (!met) await ports.rebalances.request({ group, manual: { ...manual, requestId: nextRequestId(requestId) } });
}

/** `wish`, `wish~2`, `wish~3` and so on. */
function nextRequestId(requestId: string): string {
  const count = /~(\d+)$/.exec(requestId)?.[1] ?? '1';
  return `${wishOf(requestId)}~${Number(count) + 1}`;
}

/** As it was first asked for. */
const wishOf = (requestId: string): string => requestId.replace(/~\d+$/, '');

/** What became of a supervisor's request, for whoever asked. */
async function settle(
  ports: RebalancePorts,
  { group, manual }: RebalanceRequest,
  { agentId, username }: PlannedMove,
  isBegun: boolean,
): Promise<void> {
  if (manual === null || manual.agentId !== agentId) return;
  const because = { code: 'changed-meanwhile', figures: { agent: username } } as const;
  const requestId = wishOf(manual.requestId);
  await settleRequest(ports, group, requestId, isBegun ? { outcome: 'moved' } : { outcome: 'refused', because });
}

/** Answers the agent whose move has begun. The record read for the decision is written first; only if somebody was faster is it read anew, and judged anew. */
async function begin(
  ports: RebalancePorts,
  decision: BlendDecision,
  planned: PlannedMove,
  moveId: MoveId,
  now: number,
): Promise<AgentRecord | null> {
  const { rules, group } = decision;
  let token: string | null = null;
  const taken = await takeStep(
    ports,
    planned.agentId,
    beginning(moveId),
    (agent) => {
      if (!isStill(agent, planned)) return unchanged(agent);
      const begun = beginMove(agent, planned, moveId, group.name, now);
      if (planned.to === 'inbound') return begun;
      // A new one for each try: it goes by the tether's id, and that may be another by then.
      const issued = ports.tokens.issue();
      token = issued;
      return then(begun, (record) =>
        requestTether(record, rules, { now, tetherId: nextTetherId(record), token: issued }),
      );
    },
    {
      unlessClaimed: planned.to === 'outbound',
      known: [...decision.reading.idleInbound, ...decision.reading.outbound, ...decision.reading.also].find(
        ({ agentId }) => agentId === planned.agentId,
      ),
      beforeWrite: async (agent) => {
        if (token !== null) await register(ports, agent, token);
      },
    },
  );
  // Claimed or changed meanwhile: left to the next decision, which must not take them for moving.
  if (!taken?.taken) {
    await forgetMove(ports, group.name, moveId);
    return null;
  }
  return taken.agent;
}

/** Whether the agent is still as they were seen: changed since, they are left to the next decision. */
function isStill(agent: AgentRecord, planned: PlannedMove): boolean {
  const { move, giveBack, side, tether } = agent.outbound;
  if (move !== null || giveBack !== null || side === planned.to) return false;
  return planned.to === 'outbound'
    ? agent.idle && otherWork(agent).length === 0
    : tether?.state === 'ready' || tether?.state === 'failed';
}
