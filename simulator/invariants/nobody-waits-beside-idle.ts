import type { Fault } from '../scenario/scenario';
import { delayOfFaults, lasting, toldIdleFrom } from './allowances';
import { claimedByAnother } from './claims';
import type { Deadline, Finding, Judgement } from './invariant';
import { type AgentView, type CallView, mayTake } from './views';
import type { WorldView } from './world-view';

/** The queue flow asks every 30 s (docs/scenarios.md#tolerance). */
const tickSeconds = 30;
/** What was lost is found by a reconcile, one a minute, or when a call's lease is over (docs/offers.md#lease-tick-and-timers). */
const foundSeconds = 75;

/** While these last, criteria cannot be written, or news of calls and agents is lost. */
const hampering: ReadonlySet<Fault['kind']> = new Set(['connect-throttle', 'lose-agent-events', 'lose-contact-events']);

/**
 * Invariant 9: no caller waits while an idle agent waits too who may take them, has not refused them and has the page open,
 * for longer than `offer/seconds`, one tick and the criteria delay. Not judged while the call rings or is inside a planned
 * offer's slot, while offers are off, past the maximum wait, and while the agent is planned for another.
 */
export function nobodyWaitsBesideIdle(): Deadline {
  const reported = new Set<CallView>();
  return (t, view, judgement) => {
    const findings: Finding[] = [];
    for (const call of view.open) {
      const from = waitsFrom(call, t, view);
      if (from === null || reported.has(call) || t - from <= tickSeconds) continue;
      for (const agent of view.agents.values()) {
        const since = waitsTooFrom(agent, call, t, view, judgement);
        if (since === null) continue;
        const both = Math.max(from, since);
        const allowed = allowedSeconds(call, both, t, view, judgement);
        if (t - both <= allowed) continue;
        reported.add(call);
        const { username } = agent.agent;
        const message = `call ${call.call} waits since ${from} s and ${username}, idle and not asked, since ${since} s: longer than ${allowed} s together`;
        findings.push({ invariant: 9, message, lines: call.queued === null ? [] : [call.queued] });
        break;
      }
    }
    return findings;
  };
}

/** Since when the call waits with nobody rung or planned; `null`: it does not, or is not judged. */
function waitsFrom(call: CallView, t: number, view: WorldView): number | null {
  const offersOn = view.thresholds.offersOnSince(call.group);
  if (call.queued === null || call.ringing !== null || offersOn === null) return null;
  if (t - call.queued.t > call.largestMaxWaitSeconds) return null;
  const from = Math.max(call.queued.t, call.heldUntil, offersOn);
  return from < t ? from : null;
}

/** Since when the agent could take the call; `null`: they cannot. */
function waitsTooFrom(
  agent: AgentView,
  call: CallView,
  t: number,
  view: WorldView,
  judgement: Judgement,
): number | null {
  const open = view.wishes.openSince(agent.agent.username);
  const idleFrom = toldIdleFrom(agent, judgement);
  if (idleFrom === null || open === null || !mayTake(agent, call)) return null;
  if (call.tried.has(agent.agent.username) || claimedByAnother(agent, call.call, t) !== null) return null;
  return Math.max(idleFrom, agent.claimEndedAt, open);
}

function allowedSeconds(call: CallView, from: number, to: number, view: WorldView, judgement: Judgement): number {
  const offerSeconds = Math.max(...view.thresholds.since(call.group, from).map((set) => set['offer/seconds']));
  const { criteriaDelaySeconds } = judgement.scenario.platform;
  const lost = lasting(judgement, hampering, from - foundSeconds, to);
  const found = lost > 0 ? lost + foundSeconds : 0;
  const usual = offerSeconds + tickSeconds + criteriaDelaySeconds + judgement.toleranceSeconds;
  return usual + delayOfFaults(judgement, from, to) + judgement.killDelaySeconds(from) + found;
}
