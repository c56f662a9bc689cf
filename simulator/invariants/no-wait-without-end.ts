import type { Deadline, Finding, Invariant } from './invariant';
import type { CallView } from './views';

/** The queue flow asks every 30 s (docs/scenarios.md#tolerance). */
const tickSeconds = 30;

/**
 * Invariant 3: nobody waits past the largest maximum wait in force meanwhile, plus two ticks (four while `plan-offer` is
 * being killed), without being answered, sent to voicemail or gone; nor does a caller stay between arrival and queue.
 */
export function noWaitWithoutEnd(): Deadline {
  const reported = new Set<string>();
  return (t, view, judgement) => {
    const findings: Finding[] = [];
    for (const call of view.open) {
      if (reported.has(call.call)) continue;
      const from = call.queued ?? call.arrived;
      const ticks = planOfferIsKilled(call, t, judgement.scenario.faults) ? 4 : 2;
      const limit = call.largestMaxWaitSeconds + ticks * tickSeconds;
      if (t - from.t <= limit + judgement.toleranceSeconds) continue;
      reported.add(call.call);
      const message =
        call.queued === null
          ? `call ${call.call} arrived at ${from.t} s and was neither queued nor refused`
          : `call ${call.call} has waited longer than ${limit} s (maximum wait ${call.largestMaxWaitSeconds} s and ${ticks} ticks) and nobody answered, took a message or saw it go`;
      findings.push({ invariant: 3, message, lines: [from] });
    }
    return findings;
  };
}

const planOfferIsKilled = (
  call: CallView,
  t: number,
  faults: readonly { kind: string; at: number; until: number; function?: string }[],
): boolean =>
  faults.some(
    (fault) =>
      fault.kind === 'lambda-crash' &&
      fault.function === 'plan-offer' &&
      fault.at <= t &&
      fault.until >= (call.queued ?? call.arrived).t,
  );

/** Invariant 3, "no call vanishes": a caller has exactly one way out, and a flow that just ends is none. */
export const noOneVanishes: Invariant = (line, view) => {
  switch (line.type) {
    case 'call.refused':
      return line.reason === 'flow-ended'
        ? [
            {
              invariant: 3,
              message: `call ${line.call} vanished: its flow ended without queue, message or refusal`,
              lines: [view.call(line.call).arrived, line],
            },
          ]
        : [];
    case 'call.answered':
    case 'call.abandoned':
    case 'call.voicemail': {
      const { outcome } = view.call(line.call);
      return outcome === null
        ? []
        : [
            {
              invariant: 3,
              message: `call ${line.call} has two outcomes: ${outcome.type} at ${outcome.t} s and ${line.type}`,
              lines: [outcome, line],
            },
          ];
    }
    default:
      return [];
  }
};
