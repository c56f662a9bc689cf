import { type CampaignCommandOf, mostHeld } from '../campaign-contract/commands';
import type { Hold } from '../group/group-ledger';
import type { AgentId, GroupId } from '../ids';

/**
 * Whom the Campaign Manager is to begin nothing for, decision by decision: told once for every change, and anew before its
 * time is over. Pure; times are ms since the epoch.
 */

/** A hold that nobody takes back, for want of a function or of the link, ends by itself. */
const lastsMs = 60_000;
/** Told anew when it has less than this left. */
const renewedMs = 30_000;

/**
 * Whom a decision wants held, with those held until now of whom it saw nothing: an index may not show for a while who was just
 * let off. Who is back on the inbound side is among them too, for whom nothing is begun anyway. `wanted` is `null`, and nobody held, where no caller is in need.
 */
export function stillHeld(
  known: Hold | null,
  wanted: readonly AgentId[] | null,
  seen: ReadonlySet<AgentId>,
  now: number,
): readonly AgentId[] {
  if (wanted === null || known === null || known.until <= now) return wanted ?? [];
  return [...new Set([...wanted, ...known.agentIds.filter((agentId) => !seen.has(agentId))])];
}

/**
 * The hold after a decision that wants these agents held, by a ledger that is written as `version` should it change. A hold
 * that is taken back stays, naming nobody, until the time of the one before is over: should the function die that tells
 * of it, the next decision tells it again.
 */
export function nextHold(known: Hold | null, wanted: readonly AgentId[], version: number, now: number): Hold | null {
  const held = known !== null && known.until > now ? known : null;
  const agentIds = wanted.slice(0, mostHeld).sort();
  const same = (held?.agentIds ?? []).join('\n') === agentIds.join('\n');
  const fresh = agentIds.length === 0 || (held !== null && held.until - now > renewedMs);
  if (same && fresh) return held;
  const until = agentIds.length === 0 && held !== null ? held.until : Math.ceil(now + lastsMs);
  return { fence: version, agentIds, until };
}

/** When a hold that goes on has to be told anew; `null`: nobody is held. */
export const renewalOf = (hold: Hold | null): number | null =>
  hold === null || hold.agentIds.length === 0 ? null : hold.until - renewedMs;

/** Each hold is one command, however often it is told. */
export const holdCommand = (group: GroupId, { fence, agentIds, until }: Hold): CampaignCommandOf<'HoldAgents'> => ({
  type: 'HoldAgents',
  commandId: `hold:${group}:${fence}`,
  groupFence: fence,
  deadline: until,
  group,
  agentIds: [...agentIds],
  until,
  reason: agentIds.length === 0 ? 'no caller needs them any more' : 'callers wait whom only they could take',
});
