import { type AgentRecord, otherWork } from '../agent/agent';
import type { PlannedMove } from '../agent/planned-move';
import type { AgentStore } from '../agent/ports';
import { then, unchanged } from '../agent/steps/agent-step';
import { type StepPorts, takeStep } from '../agent/steps/carry-out';
import { forgetMove } from '../agent/steps/move-in-ledger';
import { beginMove, cancelMove, drain, ledgerSlackMs, moveInMs, releaseReplyMs } from '../agent/steps/move-steps';
import { holdPlaces, register, type StartTetherPorts } from '../agent/steps/start-tether';
import { nextTetherId, requestTether, type TetherRules } from '../agent/steps/tether';
import { isAble } from '../campaign-contract/campaign';
import { type Directory, type GroupEntry, groupNamed, hasOutbound } from '../group/directory';
import { emptyLedger, type GroupLedger, type Hold, type LedgerMove } from '../group/group-ledger';
import { isInPilot, modeOf, thresholdsFor } from '../group/rollout';
import type { RebalanceRequest } from '../messages/messages';
import { type CallRecord, isOfOtherMode, isWaiting, mayRingRefusers, ringingNow } from '../offering/call';
import type { OfferToOthersPorts } from '../offering/offer-to-others';
import { isForVoicemail } from '../offering/plan-call';
import type { CallStore } from '../offering/ports';
import { retryOnConflict } from '../retry-on-conflict';
import type { Thresholds } from '../thresholds/thresholds';
import { timerSlackMs } from '../timer-slack';
import type { GroupMode } from '../vocabulary';
import { agentsRead, type BlendPlan, type ManualMove } from './blend-view';
import { blendViewOf, observedMoveMs } from './blend-view-of';
import { holdCommand, nextHold, renewalOf, stillHeld } from './hold';
import { endOfBlending, writeDown } from './observed-decision';
import { planMoves } from './plan-moves';
import type { BlendBounds, BlendReading, BlendStore } from './ports';

export interface RebalancePorts extends StartTetherPorts, OfferToOthersPorts {
  readonly agents: Pick<AgentStore, 'load' | 'save' | 'ranked' | 'claim' | 'release'>;
  readonly calls: Pick<CallStore, 'load' | 'save' | 'waiting' | 'noteRefusal'>;
  readonly blend: BlendStore;
  readonly centre: StepPorts['centre'] & OfferToOthersPorts['centre'];
}

/**
 * Moves of one decision are at most 20; the rest is for those who cannot be moved. With up to 20 campaigns, one agent of a
 * supervisor and 14 items of the group and the instance, all of it is one BatchGetItem of 100. Of the idle ones as many are counted,
 * by their index entries, as the largest reserve keeps back (`blend-to-outbound/min-idle-inbound-agents`, 1,000): the
 * thresholds in force come with the same read.
 */
const bounds = {
  waiting: 23,
  idleInbound: agentsRead,
  outbound: agentsRead,
  idleInboundCount: 1_025,
  outboundListed: 1_025,
} as const satisfies Omit<BlendBounds, 'outboundShards'>;

/**
 * One blend decision for one group: reads, plans, writes the ledger, and only then moves anybody, so that a function
 * which dies half way leaves moves that never began (they run out of the ledger), and never one that nobody knows of.
 * Costs 3 index reads, 1 batch read, 1 ledger write and at most 1 for the quota, and 2 per move.
 */
export async function rebalance(ports: RebalancePorts, request: RebalanceRequest): Promise<void> {
  const directory = await ports.directory.read();
  const group = groupNamed(directory, request.group);
  if (!group) return;
  const now = ports.clock.now();
  if (!hasOutbound(directory, group.name)) {
    // Only new thresholds ask for such a group. Others may go by the old ones for 2 s more (docs/thresholds.md#change-one).
    for (const dueAt of [now, now + 2_000]) await ports.timers.arm({ kind: 'refusals', group: group.name }, dueAt);
    return;
  }
  // Another decision for the group may come in between: FIFO is not a lock.
  const decision = await retryOnConflict<BlendDecision>(
    4,
    () => decide(ports, request, directory, group, now),
    (tries) => {
      throw new Error(`the ledger of group ${request.group} was written by others ${tries} times in a row`);
    },
  );
  if (decision.reading.waiting.some((call) => isOwedPlan(call, decision, now))) {
    await ports.timers.arm({ kind: 'refusals', group: group.name }, now);
  }
  writeDown(ports, { ...decision, group: group.name }, now);
  await carryOutPlan(ports, request, decision, now);
}

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

interface BlendDecision {
  readonly group: GroupEntry;
  readonly rules: TetherRules;
  readonly mode: GroupMode;
  readonly reading: BlendReading & { readonly also: readonly AgentRecord[] };
  readonly plan: BlendPlan;
  readonly begun: readonly { readonly planned: PlannedMove; readonly moveId: string }[];
  /** What would be begun if the group were live. */
  readonly writtenDown: BlendDecision['begun'];
  readonly draining: readonly AgentRecord[];
  readonly hold: Hold | null;
}

async function decide(
  ports: RebalancePorts,
  request: RebalanceRequest,
  directory: Directory,
  group: GroupEntry,
  now: number,
): Promise<BlendDecision | 'conflict'> {
  const wish = request.manual;
  const also = wish === null ? [] : [wish.agentId];
  const campaigns = group.campaigns.map(({ name }) => name);
  const reading = await ports.blend.read(group.name, campaigns, { ...bounds, outboundShards: group.agentShards }, also);
  const { thresholds } = reading.thresholds;
  const named = reading.also.find(({ agentId }) => agentId === wish?.agentId);
  const outsider = named !== undefined && !isInPilot(directory, named);
  const wishes: readonly ManualMove[] = wish === null ? [] : [{ agentId: wish.agentId, to: wish.to, by: wish.by }];
  const manual = outsider ? [] : wishes;
  const view = blendViewOf(group.name, reading, directory, manual, now);
  const mode = modeOf(directory, group.name, thresholds);
  const ofRules = mode === 'live' ? planMoves(view, thresholds, now) : endOfBlending(view, thresholds, now);
  const outside = (outsider ? wishes : []).map((wished) => ({
    manual: wished,
    reason: `${named?.username} is not in the pilot of this group`,
  }));
  const plan = { ...ofRules, refused: [...ofRules.refused, ...outside] };
  const unseen = mode === 'live' ? null : planMoves({ ...view, manual: [] }, thresholds, now);
  const ledger = reading.ledger ?? emptyLedger(group.name);
  const version = ledger.version + 1;
  const withIds = (moves: readonly PlannedMove[]) =>
    moves.map((planned, index) => ({ planned, moveId: `${group.name}:${version}:${index + 1}` }));
  const begun = withIds(plan.moves);
  const writtenDown = withIds(unseen?.moves ?? []);
  const isOff = mode === 'observe' || !thresholds['blend/enabled'];
  const draining = reading.outbound.filter(
    (agent) => isDrained(agent) && !thresholdsFor(directory, agent, thresholds)['blend/enabled'],
  );
  const canHold = mode === 'live' && view.linkAlive && isAble(reading.link, 'hold-agents');
  const held = stillHeld(ledger.hold, plan.hold, seenIn(reading), now);
  const hold = nextHold(ledger.hold, canHold ? held : [], version, now);
  const wanted =
    draining.length === bounds.outbound
      ? now + 1_000
      : earliestOf(othersDrainAt(group, reading, isOff, now), (unseen ?? plan).nextCheckAt, renewalOf(hold));
  const armed = isArmed(ledger.nextCheckAt, wanted, now);
  const next: GroupLedger = {
    group: group.name,
    version,
    moves: [
      // Those that are cancelled stay until they are: should the function die, the next decision cancels them again.
      ...view.moves,
      ...begun.map(({ planned, moveId }) => ledgerMove(planned, moveId, thresholds, now)),
      ...writtenDown.map(({ planned, moveId }) => ({
        ...ledgerMove(planned, moveId, thresholds, now),
        deadline: now + observedMoveMs,
      })),
    ],
    nextCheckAt: armed ? ledger.nextCheckAt : wanted,
    hold,
    ...((unseen ?? plan).readOn && { turn: (ledger.turn ?? 0) + 1 }),
  };
  // First: whoever reads that a timer is armed arms none.
  if (wanted !== null && !armed) {
    await ports.timers.arm({ kind: 'rebalance', group: group.name }, Math.max(now, wanted - queueDelayMs));
  }
  if (!sameLedger(ledger, next) && (await ports.blend.saveLedger(next, ledger.version)) === 'conflict')
    return 'conflict';
  return { group, rules: { thresholds, directory }, mode, reading, plan, begun, writtenDown, draining, hold };
}

const seenIn = ({ outbound, outboundUnread, idleInbound }: BlendReading): ReadonlySet<string> =>
  new Set([...[...outbound, ...idleInbound].map(({ agentId }) => agentId), ...outboundUnread]);

const earliestOf = (...moments: readonly (number | null)[]): number | null => {
  const known = moments.filter((moment) => moment !== null);
  return known.length > 0 ? Math.min(...known) : null;
};

/**
 * Blending is off, and there are other parts of the index than the one read: when to read the next. Agents of kind outbound
 * stay on that side, so this goes on while it is off.
 */
const othersDrainAt = (
  { agentShards }: Pick<GroupEntry, 'agentShards'>,
  { staffed }: BlendReading,
  isOff: boolean,
  now: number,
): number | null => (isOff && agentShards > 1 && staffed.outbound > 0 ? now + 5_000 : null);

/** The queue of decisions delays each by a second: the timer comes that much earlier. */
const queueDelayMs = 1_000;

/** Whether the timer that the ledger tells of is still to come, and soon enough. */
const isArmed = (known: number | null, wanted: number | null, now: number): boolean =>
  known !== null && known - queueDelayMs - timerSlackMs > now && (wanted === null || known <= wanted);

/** A decision that decides nothing writes nothing. */
const sameLedger = (before: GroupLedger, after: GroupLedger): boolean =>
  before.nextCheckAt === after.nextCheckAt &&
  before.hold === after.hold &&
  before.turn === after.turn &&
  before.moves.length === after.moves.length &&
  before.moves.every(
    (move, index) => move.moveId === after.moves[index]?.moveId && move.when === after.moves[index]?.when,
  );

/** Times a move can take at most, and some seconds more; see docs/scenarios.md#invariant-5. */
function ledgerMove(planned: PlannedMove, moveId: string, thresholds: Thresholds, now: number): LedgerMove {
  const attempts = thresholds['tether/attempts'];
  const backOffSeconds = 2 * (2 ** (attempts - 1) - 1);
  const outMs = (attempts * thresholds['tether/timeout-seconds'] + backOffSeconds + 5) * 1000;
  const inMs = planned.when === 'after-work' ? null : releaseReplyMs + moveInMs + ledgerSlackMs;
  const lasts = planned.to === 'outbound' ? outMs : inMs;
  const { agentId, username, campaigns, to, rule, callId, when } = planned;
  return {
    moveId,
    agentId,
    username,
    campaigns,
    to,
    rule,
    callId,
    when,
    decidedAt: now,
    deadline: lasts === null ? null : now + lasts,
  };
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
      reason: refusal.reason,
      inputs: { by: refusal.manual.by },
    });
  }
  for (const { moveId, agentId, reason } of plan.cancelled) {
    const cancelled = await takeStep(ports, agentId, `cancel:${moveId}`, (agent) =>
      cancelMove(agent, moveId, now, reason),
    );
    if (!cancelled?.taken) await forgetMove(ports, group.name, moveId);
  }
  const leaving: AgentRecord[] = [];
  for (const { planned, moveId } of begun) {
    const agent = await begin(ports, decision, planned, moveId, now);
    if (agent) leaving.push(agent);
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
  const [, wish = requestId, count = '1'] = /^(.*)~(\d+)$/.exec(requestId) ?? [];
  return `${wish}~${Number(count) + 1}`;
}

/** Answers who is on the way out. The record read for the decision is written first; only if somebody was faster is it read anew, and judged anew. */
async function begin(
  ports: RebalancePorts,
  decision: BlendDecision,
  planned: PlannedMove,
  moveId: string,
  now: number,
): Promise<AgentRecord | null> {
  const { rules, group } = decision;
  let token: string | null = null;
  const taken = await takeStep(
    ports,
    planned.agentId,
    `move:${moveId}`,
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
  return planned.to === 'outbound' ? taken.agent : null;
}

/** Whether the agent is still as they were seen: changed since, they are left to the next decision. */
function isStill(agent: AgentRecord, planned: PlannedMove): boolean {
  const { move, giveBack, side, tether } = agent.outbound;
  if (move !== null || giveBack !== null || side === planned.to) return false;
  return planned.to === 'outbound'
    ? agent.idle && otherWork(agent).length === 0
    : tether?.state === 'ready' || tether?.state === 'failed';
}

const isDrained = ({ outbound: { tether, giveBack, move } }: AgentRecord): boolean =>
  (tether?.state === 'ready' || tether?.state === 'failed') && giveBack === null && move === null;
