import type { Invariant } from './invariant';
import { isUnheardOf } from './views';

/** What was lost is found by the next reconcile, one a minute, which takes a few seconds. */
export const foundSeconds = 65;

/**
 * Invariant 1: no call rings two agents at once, nor the same agent twice. The second half is promised for agents with our
 * page while offers are on; other repeats are only counted (`sameAgentTwice` of the summary).
 */
export const oneRingAtATime: Invariant = (line, view) => {
  if (line.type !== 'offer.ringing') return [];
  const call = view.call(line.call);
  const findings = [];
  if (call.ringing !== null) {
    findings.push({
      invariant: 1,
      message: `call ${line.call} rings ${line.agent} while it still rings ${call.ringing.agent}`,
      lines: [call.ringing.line, line],
    });
  }
  const before = call.rung.get(line.agent);
  const onSince = view.thresholds.offersOnSince(call.group);
  const offersOn = before !== undefined && typeof onSince === 'number' && onSince <= before.t;
  const agent = view.agent(line.agent);
  // An application that has not heard of the first ring's end yet cannot keep it from coming again: a repeat to be counted.
  const heard =
    before !== undefined &&
    !(agent.lastLostAt >= before.t && line.t - agent.lastLostAt <= foundSeconds) &&
    !isUnheardOf(agent, before.t, call.tried.get(line.agent)?.t ?? before.t);
  if (before !== undefined && heard && offersOn && hasOurPage(agent.agent)) {
    findings.push({
      invariant: 1,
      message: `call ${line.call} rings ${line.agent} a second time; the first ring was at ${before.t} s`,
      lines: [before, line],
    });
  }
  return findings;
};

/** An agent who closes the page in between is, for that while, an agent without one. */
const hasOurPage = (agent: { page: string; timeline: readonly { do: string }[] }): boolean =>
  agent.page === 'ours' && !agent.timeline.some((entry) => entry.do === 'close-page');
