import type { LineOf } from '../trace/lines';
import { endOtherClaims } from './claims';
import { ringSeconds } from './ring-seconds';
import type { AgentView, CallView } from './views';

/**
 * Since when an agent is available without having taken a call, as the trace shows it: what "available longest" is judged by
 * (docs/scenarios.md#invariants). `t`: seconds since t = 0.
 */

/** A page that clears at once may show "Missed call" for so long; then the place is kept. */
const pardonSeconds = 2;

/** Statuses that cost nobody their place: what they are about does, where it is a customer. */
const working: ReadonlySet<string> = new Set(['Available', 'Busy', 'AfterCallWork']);

/** The agent's status changes. */
export function takeStatus(agent: AgentView, status: string, t: number): void {
  const pardoned = agent.status === 'Missed call' && agent.pardonedAt !== null;
  if (status === 'Available' && agent.status !== null && !working.has(agent.status)) agent.takenOff = false;
  if (status === 'Available' && !pardoned && agent.placeLost) {
    if (agent.status !== 'Busy' && agent.status !== 'AfterCallWork') agent.placeFromWork = false;
    // The first line says what holds at t = 0, and has held for a while.
    beginPlace(agent, agent.status === null ? Math.min(0, agent.agent.availableAt ?? 0) : t);
  }
  if (status !== 'Missed call' || (agent.pardonedAt !== null && t - agent.pardonedAt > pardonSeconds)) {
    agent.pardonedAt = null;
  }
  if (!working.has(status) && !isExcused(agent, status)) agent.placeLost = true;
  if (status !== 'Available') endOtherClaims(agent, agent.ringing, t);
  agent.status = status;
  agent.listed = false;
}

/** The agent missed or declined the call, which is not on the softphone any more but may still be listed there. */
export function loseRing(agent: AgentView, call: CallView, end: LineOf<'offer.missed' | 'offer.declined'>): void {
  agent.placeLost = true;
  agent.listed = true;
  if (!isWithdrawn(end, call)) return;
  agent.listed = false;
  agent.placeFromWork = false;
  if (agent.status === 'Available') beginPlace(agent, end.t);
}

/** A campaign's customer costs the place in line, like a caller; it begins anew after the wrap-up. */
export function endWork(agent: AgentView, line: LineOf<'dial.ended'>, onTether: boolean): void {
  agent.placeFromWork = true;
  agent.placeLost = line.outcome === 'failed' || !onTether;
  agent.availableSince = line.t + (line.wrapUpSeconds ?? 0);
}

function beginPlace(agent: AgentView, t: number): void {
  agent.placeLost = false;
  agent.availableSince = t;
  agent.placeUnknown = agent.lostInThisPlace;
  agent.lostInThisPlace = false;
}

/** "Missed call" right after a caller hung up, or for a tether: no customer was missed. */
const isExcused = (agent: AgentView, status: string): boolean =>
  status === 'Missed call' &&
  !agent.takenOff &&
  (agent.pardonedAt !== null || (agent.status === 'Available' && !agent.placeLost));

/** A ring that a step's expiry took away: a miss that leaves nothing on the softphone (docs/scenarios.md#platform). */
const isWithdrawn = (end: LineOf<'offer.missed' | 'offer.declined'>, call: CallView): boolean =>
  end.type === 'offer.missed' && end.t - (call.rung.get(end.agent)?.t ?? end.t) < ringSeconds - 0.05;
