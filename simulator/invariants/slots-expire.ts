import type { Deadline, Finding, Invariant } from './invariant';
import { ringSeconds } from './ring-seconds';

/**
 * Invariant 5, claims: an agent is promised for one slot, which begins at the latest when the slot before it ends. A claim
 * kept beyond its slot shows as a breach of invariant 2: from then on the agent counts as unclaimed.
 */
export const slotsExpire: Invariant = (line, view, judgement) => {
  if (line.type !== 'offer.planned') return [];
  const { group } = view.call(line.call);
  const longest = 2 * view.thresholds.largestOfferSeconds(group);
  if (line.slotEnds - line.t <= longest + judgement.toleranceSeconds) return [];
  return [
    {
      invariant: 5,
      message: `call ${line.call} claims ${line.agent} until ${line.slotEnds} s, longer than two slots (${longest} s)`,
      lines: [line],
    },
  ];
};

/** Invariant 5, rings: none lasts longer than Connect lets it. */
export function ringsEnd(): Deadline {
  const reported = new Set<unknown>();
  return (t, view, judgement) => {
    const findings: Finding[] = [];
    for (const call of view.open) {
      const ring = call.ringing;
      if (ring === null || reported.has(ring.line)) continue;
      if (t - ring.line.t <= ringSeconds + judgement.toleranceSeconds) continue;
      reported.add(ring.line);
      findings.push({
        invariant: 5,
        message: `call ${call.call} has rung ${ring.agent} for more than ${ringSeconds} s`,
        lines: [ring.line],
      });
    }
    return findings;
  };
}
