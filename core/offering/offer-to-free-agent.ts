import type { AgentRecord } from '../agent/agent';
import { isInPilot } from '../group/rollout';
import type { Timer } from '../messages/messages';
import { isPlanLive, isWaiting, mayLoseRing, ringingNow, wasOpenTo } from './call';
import type { CallRecord } from './call-record';
import { isEligibleFor } from './find-candidates';
import { hasWaitedLongEnough } from './max-wait';
import type { OfferToOthersPorts } from './offer-ports';
import { planAndWrite } from './plan-and-write';
import { eventCause, isCausedBy } from './plan-cause';

/** How many waiting calls one free agent is held against: one BatchGetItem. */
const waitingPage = 100;

/**
 * An agent became free: the oldest waiting call of theirs that is restricted, not ringing and has not tried them is
 * planned again. An older call open to anyone is answered by Connect itself, and first. Nothing is planned of old news:
 * see `isRungByConnect`; `settled` says that what it waits for would have come by now. Whoever is named by a plan that runs on
 * stays promised to that call: it could not be planned anew while it rang somebody else, and Connect rings them next.
 */
export async function offerToFreeAgent(
  ports: OfferToOthersPorts,
  agent: AgentRecord,
  cause: string,
  settled = false,
): Promise<void> {
  if (agent.group === null || !agent.idle) return;
  const { thresholds } = await ports.thresholds.current(agent.group);
  if (!thresholds['offer/enabled']) return;
  const directory = await ports.directory.read();
  // Nobody is kept from them: Connect offers them what is open.
  if (!isInPilot(directory, agent)) return;
  const now = ports.clock.now();
  const eligible = (await ports.calls.waiting(agent.group, waitingPage)).filter(
    (call) => isWaiting(call, now) && isEligibleFor(agent, call, directory),
  );
  const promised = eligible.find(({ plan }) => plan?.agentId === agent.agentId && isPlanLive(plan, now));
  if (promised?.plan?.slotEndsAt && ringingNow(promised, now)) {
    await ports.agents.claim(agent.agentId, { callId: promised.callId, until: promised.plan.slotEndsAt }, now);
    return;
  }
  const theirs = eligible.filter(
    (call) =>
      !ringingNow(call, now) &&
      // By criteria that run out before others are in force: Connect rings them by itself, or nobody does in time.
      !mayLoseRing(call.plan, agent, now) &&
      !hasWaitedLongEnough(call, thresholds, now),
  );
  if (!settled && theirs.some((call) => isRungByConnect(call, agent, now))) return awaitNews(ports, agent);
  for (const call of theirs) {
    if (isCausedBy(call.plan, cause)) return;
    if (isPlanLive(call.plan, now)) {
      if (call.plan?.kind === 'open') return;
      continue;
    }
    const holdUntil = call.plan?.slotEndsAt ?? call.plan?.holdUntil ?? null;
    const outcome = await planAndWrite(ports, {
      call,
      expected: call.version,
      holdUntil,
      cause: eventCause(cause),
      freed: agent,
    });
    // Whoever changed the call has judged it with this agent in view, or the next tick will.
    if (outcome.kind === 'planned' && outcome.plan.agentId === agent.agentId) return;
  }
}

/**
 * Whether Connect has offered the call, by criteria already in force, to an agent whom we saw becoming free a while ago.
 * How that ended is on its way to us: a plan made now would name somebody who is rung, or has refused by now.
 */
export const isRungByConnect = (call: CallRecord, { agentId, observedAt }: AgentRecord, now: number): boolean =>
  observedAt < now && wasOpenTo(call.plan, agentId, observedAt, now);

/** News of a ring is later than news of its cause by no more than this, beyond what the latter was late itself. */
const newsMs = 2_000;

/** Looks at the agent again when Connect's own offer, if there was one, would have been heard of. */
export function awaitNews(ports: OfferToOthersPorts, { agentId, observedAt }: AgentRecord): Promise<void> {
  const now = ports.clock.now();
  return ports.timers.arm({ kind: 'free-agent', agentId, observedAt }, 2 * now - observedAt + newsMs);
}

/** Nothing was heard of the agent since: they are free indeed. */
export async function offerIfStillFree(
  ports: OfferToOthersPorts,
  { agentId, observedAt }: Extract<Timer, { kind: 'free-agent' }>,
  dueAt: number,
): Promise<void> {
  const agent = await ports.agents.load(agentId, { fresh: true });
  const claimed = agent?.claim != null && agent.claim.until > ports.clock.now();
  if (agent?.observedAt !== observedAt || claimed) return;
  await offerToFreeAgent(ports, agent, `free:${agentId}:${dueAt}`, true);
}
