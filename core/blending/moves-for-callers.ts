import type { PlannedMove } from '../agent/planned-move';
import type { LedgerMove } from '../group/group-ledger';
import type { AgentId } from '../ids';
import { inSeconds, inWholeSeconds, leftAloneUntil } from './anti-flap';
import type { CancelledMove, OutboundAgent, WaitingCaller } from './blend-view';
import { cancelled, fetchesInFlight } from './fetches-in-flight';
import type { RuleOutcome } from './rule-outcome';
import { isIdleOutbound, isPastThreshold, type Situation } from './situation';

/** What rule caller-waiting decides. */
export interface CallerMoves extends RuleOutcome {
  /** Somebody waits for whom nobody was found. */
  readonly lacking: boolean;
  readonly cancelled: readonly CancelledMove[];
  /** By the agent who comes now: releases after work that are then needless, and are kept if the agent is not moved. */
  readonly replaced: ReadonlyMap<AgentId, readonly CancelledMove[]>;
  /** See `BlendPlan.hold`. */
  readonly hold: readonly AgentId[] | null;
}

/**
 * Rule caller-waiting. Every caller past the threshold whom no idle agent could take gets one agent back from outbound,
 * by the priority of their queues, then longest waiting first: whoever is idle on the tether longest and may take the call,
 * else the first by `releaseOrder` after their work. Who is on the way already counts, also for a caller who was served
 * meanwhile, so that no pool is drained twice: never are more agents on the way for callers than there are callers in need
 * (docs/scenarios.md#invariant-8). An idle agent therefore comes in place of one who is still at work where otherwise there
 * would be one too many.
 */
export function movesForCallers(situation: Situation, setAside: ReadonlySet<AgentId>): CallerMoves {
  const { now } = situation;
  const past = situation.waiting.filter((caller) => isPastThreshold(situation, caller));
  const needing = past.filter((caller) => !caller.idleAgentCanTake);
  const fetches = fetchesInFlight(situation, needing);
  let standby = fetches.standby;
  let spare = fetches.spare;
  let onTheWay = fetches.paired.size + spare + standby.length;
  const moves: PlannedMove[] = [];
  const replaced = new Map<AgentId, readonly CancelledMove[]>();
  const lookAt = whenCallersReachTheThreshold(situation);
  let lacking = false;

  for (const caller of needing) {
    const pair = fetches.paired.get(caller.callId);
    if (pair?.when === 'now') continue;
    if (pair === undefined && spare > 0) {
      spare -= 1;
      continue;
    }
    const taken = new Set([...setAside, ...moves.map((move) => move.agentId)]);
    const eligible = eligibleFor(caller, situation, taken);
    const tooMany = Math.max(onTheWay + 1 - needing.length, pair ? 1 : 0);
    const giveWay = [...(pair ? [pair] : []), ...standby].slice(0, tooMany);
    const needsAnother = tooMany === 0;
    const agent = giveWay.length < tooMany ? null : whoComes(eligible, needsAnother, now);
    if (agent === null || !isIdleOutbound(agent)) {
      const better = agent === null && needsAnother ? eligible : eligible.filter(isIdleOutbound);
      lookAt.push(...better.map(leftAloneUntil));
    }
    if (agent === null) {
      lacking ||= needsAnother;
      continue;
    }
    onTheWay -= giveWay.length;
    standby = standby.filter((move) => !giveWay.includes(move));
    moves.push(
      fetchOf(caller, agent, situation, taken, giveWay, {
        callersPastThreshold: needing.length,
        movingToInbound: onTheWay,
      }),
    );
    onTheWay += 1;
    const { username, work } = agent;
    replaced.set(
      agent.agentId,
      giveWay.map((move) => cancelled(move, { code: 'comes-sooner', figures: { agent: username, work } })),
    );
  }
  const hold = whomToHold(past, situation);
  if (hold !== null && isSomebodyUnseen(situation)) lookAt.push(now + unseenAgainMs);
  return { moves, cancelled: fetches.useless, replaced, lookAt, lacking, hold };
}

/**
 * Everybody on a tether, or with one on its way, who may take one of the callers in need, whoever is promised to them: the
 * first whose work is over comes. Those asked for already, too, until nobody is in need: one who cannot be given back yet, or
 * is let off, must not be dialled for. Those who were not read are held unseen: whose work is over first comes to the front
 * of the list and is read. Who is not on the tether yet would be dialled for before anybody hears that they are. An idle agent
 * takes one caller, and may be rung already by one we have not heard of: more callers than idle agents are in need, whoever of
 * them could be taken.
 */
function whomToHold(past: readonly WaitingCaller[], situation: Situation): readonly AgentId[] | null {
  const besideIdle = past.filter((caller) => caller.idleAgentCanTake);
  const beyondIdle = besideIdle.slice(situation.idleInboundCount);
  const needing = past.filter((caller) => !caller.idleAgentCanTake || beyondIdle.includes(caller));
  if (needing.length === 0) return null;
  const onTether = situation.outbound.filter(
    ({ work, heldUntil }) => work !== null && (heldUntil ?? 0) <= situation.now,
  );
  const eligible = needing.flatMap((caller) => eligibleFor(caller, { ...situation, outbound: onTether }, new Set()));
  const mayTake = new Set(needing.flatMap(untriedOutbound));
  const arriving = situation.view.arriving.filter((agentId) => mayTake.has(agentId));
  const { inbound, outbound: onTheWayOut } = situation.inFlight;
  const asked = inbound.filter(({ rule }) => rule === 'caller-waiting');
  const read = [...eligible, ...asked, ...onTheWayOut].map(({ agentId }) => agentId);
  return [...new Set([...[...read, ...arriving].sort(), ...situation.view.outboundUnread])];
}

/**
 * While callers are in need of agents whom the index does not show yet, it is looked at again so much later: they may be
 * free, or be dialled for, and no event need come that tells of it.
 */
const unseenAgainMs = 5_000;

/** Whether more agents are on the outbound side, by count, than are known to a decision. */
const isSomebodyUnseen = ({ view, outbound, inFlight }: Situation): boolean =>
  view.staffed.outbound > outbound.length + view.arriving.length + view.unread.outbound + inFlight.inbound.length;

function whenCallersReachTheThreshold(situation: Situation): number[] {
  const { view, thresholds, waiting, inFlight } = situation;
  const somebodyCouldCome = view.staffed.outbound > 0 || view.outbound.length > 0 || inFlight.outbound.length > 0;
  if (!somebodyCouldCome) return [];
  return waiting.map((caller) => caller.queuedAt + thresholds['blend-to-inbound/wait-seconds'] * 1000);
}

const untriedOutbound = ({ eligibleOutbound, tried }: WaitingCaller): readonly AgentId[] =>
  eligibleOutbound.filter((agentId) => !tried.includes(agentId));

function eligibleFor(caller: WaitingCaller, { outbound }: Situation, taken: ReadonlySet<AgentId>) {
  const mayTake = new Set(untriedOutbound(caller));
  return outbound.filter((agent) => mayTake.has(agent.agentId) && !taken.has(agent.agentId));
}

/** The first who is not left alone; whoever comes in place of another must be idle. `eligible` is in order, idle first. */
function whoComes(eligible: readonly OutboundAgent[], needsAnother: boolean, now: number): OutboundAgent | null {
  const first = eligible.find((agent) => leftAloneUntil(agent) <= now);
  return first !== undefined && (needsAnother || isIdleOutbound(first)) ? first : null;
}

function fetchOf(
  caller: WaitingCaller,
  agent: OutboundAgent,
  { thresholds, now, outbound }: Situation,
  taken: ReadonlySet<AgentId>,
  giveWay: readonly LedgerMove[],
  figures: { readonly callersPastThreshold: number; readonly movingToInbound: number },
): PlannedMove {
  const waitedMs = now - caller.queuedAt;
  const limit = thresholds['blend-to-inbound/wait-seconds'];
  const when = isIdleOutbound(agent) ? 'now' : 'after-work';
  const first = outbound.find((other) => !taken.has(other.agentId)) === agent;
  return {
    agentId: agent.agentId,
    username: agent.username,
    campaigns: agent.campaigns,
    to: 'inbound',
    rule: 'caller-waiting',
    callId: caller.callId,
    when,
    because: {
      code: 'caller-waiting',
      figures: {
        queue: caller.queue,
        waitedSeconds: inWholeSeconds(waitedMs),
        limitSeconds: limit,
        agent: agent.username,
        work: agent.work,
        comes: when,
        longest: first ? 'all' : 'eligible',
        insteadOf: giveWay.map((move) => move.username),
      },
    },
    inputs: {
      waitedSeconds: inSeconds(waitedMs),
      'blend-to-inbound/wait-seconds': limit,
      ...figures,
      work: agent.work,
      availableSeconds: inSeconds(now - agent.availableSince),
    },
  };
}
