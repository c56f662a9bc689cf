import { delayOfFaults } from './allowances';
import type { Finding, Invariant } from './checker';

/** From then on a refusal is known (SCENARIOS.md section 5, invariant 12). */
const knownSeconds = 2;

/**
 * Invariant 12: no plan that comes more than 2 s after a miss or decline of the call names that agent, first or later in
 * the line. What the application could not know, for an agent event that was lost, is not held against it until it hears
 * of the agent again.
 */
export const refusalsRemembered: Invariant = (line, view, judgement) => {
  if (line.type !== 'offer.planned') return [];
  const { tried } = view.call(line.call);
  const findings: Finding[] = [];
  for (const username of new Set([line.agent, ...line.candidates])) {
    const refusal = tried.get(username);
    if (refusal === undefined || view.agent(username).eventLost) continue;
    const allowed = knownSeconds + delayOfFaults(judgement, refusal.t, line.t) + judgement.killDelaySeconds(refusal.t);
    if (line.t - refusal.t <= allowed) continue;
    const what = refusal.type === 'offer.missed' ? 'missed' : 'declined';
    const message = `the plan of call ${line.call} names ${username}, who ${what} it at ${refusal.t} s`;
    findings.push({ invariant: 12, message, lines: [refusal, line] });
  }
  return findings;
};
