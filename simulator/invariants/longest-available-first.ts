import type { LineOf } from '../trace/lines';
import { toldIdleFrom } from './allowances';
import { claimedByAnother } from './claims';
import { campaignManagerFaults } from './faults-in-play';
import type { Finding, Invariant, Judgement } from './invariant';
import { type AgentView, type CallView, mayTake, notIdleFrom } from './views';
import type { WorldView } from './world-view';

/**
 * Invariant 2: a planned offer names, among the agents who serve the queue, are idle on the inbound side, untried by this
 * call and unclaimed, the one available longest; ties go to the lower username. Judged when it is planned. Whoever has
 * been eligible for less than the tolerance (or what a fault may have delayed) is not counted. Native offers are exempt:
 * they are never planned.
 */
export const longestAvailableFirst: Invariant = (line, view, judgement) => {
  if (line.type !== 'offer.planned') return [];
  const call = view.call(line.call);
  const named = view.agent(line.agent);
  const since = named.eventLost || named.placeUnknown ? line.availableSince : named.availableSince;
  const unfit = whyUnfit(line, named, call, view, judgement);
  const findings: Finding[] = unfit === null ? [] : [finding(line, `names ${line.agent}, who ${unfit}`)];
  for (const other of view.agents.values()) {
    if (other === named || !isEligible(other, call, line.t, view, judgement)) continue;
    const slack = named.placeFromWork || other.placeFromWork ? workSlack(judgement) : 0;
    const longer =
      other.availableSince < since - slack || (slack === 0 && other.availableSince === since && isBefore(other, named));
    if (!longer) continue;
    const reason = `${other.agent.username} has been available since ${other.availableSince} s`;
    findings.push(finding(line, `names ${line.agent}, available since ${since} s, but ${reason}`));
    break;
  }
  return findings;
};

/** Where the event of a login was lost, the application cannot order ties by the username until it has asked for it, or is told. */
const isBefore = (other: AgentView, named: AgentView): boolean =>
  !named.placeUnknown && other.agent.username < named.agent.username;

const finding = (line: LineOf<'offer.planned'>, what: string): Finding => ({
  invariant: 2,
  message: `the offer of call ${line.call} ${what}`,
  lines: [line],
});

/** Known for so long that nothing could have kept it from the application. */
export const settled = (from: number, t: number, judgement: Judgement): boolean =>
  t - from >= knowledgeDelay(judgement) + judgement.killDelaySeconds(from);

/** How long anything may be on its way to the application, kills aside. */
export const knowledgeDelay = (judgement: Judgement): number =>
  judgement.toleranceSeconds + longestDelayOfEvents(judgement);

/** When the work for a campaign ended the application hears from the Campaign Manager, late or, for a while, not at all. */
function workSlack(judgement: Judgement): number {
  if (judgement.scenario.faults.some((fault) => campaignManagerFaults.has(fault.kind))) return Number.POSITIVE_INFINITY;
  return knowledgeDelay(judgement) + judgement.killDelaySeconds(0);
}

function longestDelayOfEvents({ scenario }: Judgement): number {
  const delays = scenario.faults.map((fault) =>
    fault.kind === 'stale-index' || fault.kind === 'reorder-events' ? fault.maxDelaySeconds : 0,
  );
  return Math.max(0, ...delays);
}

/**
 * Whether the agent certainly could have been asked for the call at `t`: idle for long enough to be known, claimed by nobody
 * else, untried, and serving its queue (docs/scenarios.md#invariant-2).
 */
export function isEligible(
  agent: AgentView,
  call: CallView,
  t: number,
  view: WorldView,
  judgement: Judgement,
): boolean {
  const idleFrom = toldIdleFrom(agent, judgement);
  if (idleFrom === null || agent.eventLost || agent.placeUnknown) return false;
  if (!mayTake(agent, call) || call.tried.has(agent.agent.username)) return false;
  if (claimedByAnother(agent, call.call, t) !== null || agent.claims.has(call.call)) return false;
  if (mayBeClaimedUnsaid(call, t, view, judgement)) return false;
  // Agents who came before the start are told of at 0, and that event takes as long as any.
  const toldFrom = judgement.scenario.latency === 'none' ? idleFrom : Math.max(0, idleFrom);
  return settled(Math.max(toldFrom, agent.claimEndedAt), t, judgement);
}

/** A function killed after it claimed and before it said so claims for one slot, after the rest of the slot before. */
const mayBeClaimedUnsaid = (call: CallView, t: number, view: WorldView, judgement: Judgement): boolean =>
  t - judgement.plannerKilledAt() <= 2 * view.thresholds.largestOfferSeconds(call.group);

/** Why the named agent could not have been meant, or null. What is news to the application is no fault of it. */
function whyUnfit(
  line: LineOf<'offer.planned'>,
  agent: AgentView,
  call: CallView,
  view: WorldView,
  judgement: Judgement,
): string | null {
  if (!agent.agent.queues.includes(call.queue)) return `does not serve ${call.queue}`;
  if (!mayTake(agent, call)) return 'does not have what the call asks for';
  if (agent.eventLost) return null;
  const triedAt = call.tried.get(line.agent)?.t;
  const heard = triedAt !== undefined && agent.lastLostAt < (call.rung.get(line.agent)?.t ?? triedAt);
  if (heard && settled(triedAt, line.t, judgement)) return `was tried by this call at ${triedAt} s`;
  const busyFrom = notIdleFrom(agent);
  if (busyFrom !== null && settled(busyFrom, line.t, judgement)) return `is not idle (${standing(agent)})`;
  const claimant = claimedByAnother(agent, line.call, line.t);
  // The application may or may not have heard that the other call is over, or may have ended the claim because of an event that
  // came late.
  if (claimant === null || view.call(claimant).outcome !== null) return null;
  if (judgement.killDelaySeconds(line.t - view.thresholds.largestOfferSeconds(call.group)) > 0) return null;
  return `is promised to call ${claimant}`;
}

const standing = ({ status, side }: AgentView): string =>
  side === 'inbound' ? (status ?? 'Offline') : `${status}, ${side === 'moving' ? 'moving' : 'on the outbound side'}`;
