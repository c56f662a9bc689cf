import { delayOfFaults } from './allowances';
import type { Finding, Invariant } from './invariant';
import { foundSeconds } from './one-ring-at-a-time';
import { type AgentView, type CallView, isUnheardOf } from './views';

/** From then on a refusal is known (docs/scenarios.md#invariant-12). */
const knownSeconds = 2;

/**
 * Invariant 12: no plan that comes more than 2 s after a miss or decline of the call names that agent, first or later in
 * the line. What the application could not know, for an agent event that was lost since the ring, is not held against it
 * until the next reconcile; for good, where the event of the ring was lost as well.
 */
export const refusalsRemembered: Invariant = (line, view, judgement) => {
  if (line.type !== 'offer.planned') return [];
  const call = view.call(line.call);
  const { tried } = call;
  const findings: Finding[] = [];
  for (const username of new Set([line.agent, ...line.candidates])) {
    const refusal = tried.get(username);
    if (refusal === undefined || isUnheard(view.agent(username), call, refusal.t, line.t)) continue;
    const allowed = knownSeconds + delayOfFaults(judgement, refusal.t, line.t) + judgement.killDelaySeconds(refusal.t);
    if (line.t - refusal.t <= allowed) continue;
    const what = refusal.type === 'offer.missed' ? 'missed' : 'declined';
    const message = `the plan of call ${line.call} names ${username}, who ${what} it at ${refusal.t} s`;
    findings.push({ invariant: 12, message, lines: [refusal, line] });
  }
  return findings;
};

function isUnheard(agent: AgentView, call: CallView, refusedAt: number, t: number): boolean {
  const rungAt = call.rung.get(agent.agent.username)?.t ?? t;
  const isYetToBeFound = agent.lastLostAt >= rungAt && t - agent.lastLostAt <= foundSeconds;
  return agent.eventLost || isYetToBeFound || isUnheardOf(agent, rungAt, refusedAt);
}
