import type { AgentRecord } from '../agent/agent';
import type { PlannedMove } from '../agent/planned-move';
import { ledgerSlackMs, moveInMs } from '../agent/steps/move-deadline';
import { releaseReplyMs } from '../agent/steps/release';
import type { TetherRules } from '../agent/steps/tether-rules';
import { isAble } from '../campaign-contract/campaign';
import type { Decision } from '../decisions/decision';
import type { Directory, GroupEntry } from '../group/directory';
import { emptyLedger, type GroupLedger, type Hold, type LedgerMove } from '../group/group-ledger';
import { isInPilot, modeOf, thresholdsFor } from '../group/rollout';
import type { AgentId, MoveId } from '../ids';
import type { RebalanceRequest } from '../messages/messages';
import type { TimerQueue } from '../messages/ports';
import type { Thresholds } from '../thresholds/thresholds';
import { timerSlackMs } from '../timer-slack';
import type { GroupMode } from '../vocabulary';
import { agentsRead, type BlendPlan, type SupervisorWish } from './blend-view';
import { blendViewOf, observedMoveMs } from './blend-view-of';
import { nextHold, renewalOf, stillHeld } from './hold';
import { endOfBlending } from './observed-decision';
import { planMoves } from './plan-moves';
import type { BlendBounds, BlendReading, BlendStore } from './ports';
import { untoldEnds } from './untold-ends';

export interface DecideBlendPorts {
  readonly blend: Pick<BlendStore, 'read' | 'saveLedger'>;
  readonly timers: TimerQueue;
}

/**
 * Moves of one decision are at most 20; the rest is for those who cannot be moved. With up to 20 campaigns, one agent of a
 * supervisor and 14 items of the group and the instance, all of it is one BatchGetItem of 100. Of the idle ones as many are counted,
 * by their index entries, as the largest reserve keeps back (`blend-to-outbound/min-idle-inbound-agents`, 1,000): the
 * thresholds in force come with the same read.
 */
export const decisionBounds = {
  waiting: 23,
  idleInbound: agentsRead,
  outbound: agentsRead,
  idleInboundCount: 1_025,
  outboundListed: 1_025,
} as const satisfies Omit<BlendBounds, 'outboundShards'>;

/** A decision whose ledger is written; nobody is moved yet. */
export interface BlendDecision {
  readonly group: GroupEntry;
  readonly rules: TetherRules;
  readonly mode: GroupMode;
  readonly reading: BlendReading & { readonly also: readonly AgentRecord[] };
  readonly plan: BlendPlan;
  readonly begun: readonly { readonly planned: PlannedMove; readonly moveId: MoveId }[];
  /** What would be begun if the group were live. */
  readonly writtenDown: BlendDecision['begun'];
  readonly draining: readonly AgentRecord[];
  /** How moves ended that the ledger held until now; to be said once it is written. */
  readonly untold: readonly Decision[];
  readonly hold: Hold | null;
}

/**
 * Reads, plans, and writes the ledger on condition that no other decision came in between; `'conflict'`: one did. `now`: ms.
 */
export async function decideBlend(
  ports: DecideBlendPorts,
  request: RebalanceRequest,
  directory: Directory,
  group: GroupEntry,
  now: number,
): Promise<BlendDecision | 'conflict'> {
  const wish = request.manual;
  const also = wish === null ? [] : [wish.agentId];
  const campaigns = group.campaigns.map(({ name }) => name);
  const reading = await ports.blend.read(
    group.name,
    campaigns,
    { ...decisionBounds, outboundShards: group.agentShards },
    also,
  );
  const { thresholds } = reading.thresholds;
  const named = reading.also.find(({ agentId }) => agentId === wish?.agentId);
  const outsider = named !== undefined && !isInPilot(directory, named) ? named : null;
  const wishes: readonly SupervisorWish[] =
    wish === null ? [] : [{ agentId: wish.agentId, to: wish.to, by: wish.by, holdSeconds: wish.holdSeconds }];
  const manual = outsider === null ? wishes : [];
  const view = blendViewOf(group.name, reading, directory, manual, now);
  const mode = modeOf(directory, group.name, thresholds);
  const ofRules = mode === 'live' ? planMoves(view, thresholds, now) : endOfBlending(view, thresholds, now);
  const outside =
    outsider === null
      ? []
      : wishes.map((wished) => ({
          manual: wished,
          because: { code: 'not-in-pilot', figures: { agent: outsider.username } } as const,
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
    draining.length === decisionBounds.outbound
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
  const dropped = ledger.moves.filter(({ moveId }) => !next.moves.some((move) => move.moveId === moveId));
  const untold = untoldEnds(group.name, dropped, [...reading.idleInbound, ...reading.outbound, ...reading.also]);
  return { group, rules: { thresholds, directory }, mode, reading, plan, begun, writtenDown, draining, untold, hold };
}

const seenIn = ({ outbound, outboundUnread, idleInbound }: BlendReading): ReadonlySet<AgentId> =>
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
function ledgerMove(planned: PlannedMove, moveId: MoveId, thresholds: Thresholds, now: number): LedgerMove {
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

const isDrained = ({ outbound: { tether, giveBack, move } }: AgentRecord): boolean =>
  (tether?.state === 'ready' || tether?.state === 'failed') && giveBack === null && move === null;
