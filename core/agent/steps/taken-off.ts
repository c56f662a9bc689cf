import type { PreviewId } from '../../ids';
import { endInEnglish } from '../../reasons/english-of-ends';
import type { EndReason } from '../../reasons/reason';
import { type AgentRecord, choosesAvailable } from '../agent';
import { nothingUnanswered, type TakenOff } from '../outbound';
import { decided, type Step, stepTo, then, unchanged } from './agent-step';
import { cancelTether } from './cancel-tether';
import { comeIn } from './finish-move';
import { giveBackTether } from './give-back';
import { onPreviewTimer, openPreview } from './preview';
import type { TetherRules } from './tether-rules';

/**
 * Agents who do not respond to campaigns are taken off them (docs/blending.md#taken-off): so many tethers in a row rang and
 * were not taken, or so many previews ran out. The tether goes back, the status becomes "Missed call", and until they set
 * Available anew nothing is asked for them and nobody moves them out. Pure; times are ms since the epoch.
 */

/** The time of a preview is out: what becomes of it, and of the agent who leaves one after the other without an answer. */
export function previewRanOut(
  agent: AgentRecord,
  rules: TetherRules | null,
  previewId: PreviewId,
  now: number,
  pageSeenAt: number | null,
): Step {
  const wasOpen = openPreview(agent)?.previewId === previewId;
  const timedOut = onPreviewTimer(agent, previewId, now, pageSeenAt);
  return then(timedOut, (record) => {
    const count = record.outbound.unanswered.previews;
    const limit = rules?.thresholds['preview/give-up-after'] ?? 0;
    const isDue = wasOpen && openPreview(record) === null && limit > 0 && count >= limit;
    return isDue ? takeOff(record, 'previews', count, limit, now) : unchanged(record);
  });
}

/** Tethers failed since the agent was last heard of: `counted` are the moments of those that count against them. */
export function tethersFailed(agent: AgentRecord, rules: TetherRules, counted: readonly number[], now: number): Step {
  const known = agent.outbound.unanswered.tethers;
  const left = known.filter((at) => counted.includes(at));
  const limit = rules.thresholds['tether/give-up-after'];
  const kept =
    left.length === known.length
      ? unchanged(agent)
      : stepTo(agent, { unanswered: { ...agent.outbound.unanswered, tethers: left } });
  return limit > 0 && left.length >= limit
    ? then(kept, (record) => takeOff(record, 'tethers', left.length, limit, now))
    : kept;
}

function takeOff(agent: AgentRecord, why: TakenOff['why'], count: number, limit: number, now: number): Step {
  const { agentId, username, group, outbound } = agent;
  if (outbound.takenOff !== null) return unchanged(agent);
  const what = why === 'tethers' ? `took none of ${count} tethers` : `answered none of ${count} previews`;
  const marked = stepTo(
    agent,
    { takenOff: { why, count, at: now }, unanswered: nothingUnanswered },
    { kind: 'timer', timer: { kind: 'taken-off', agentId, takenOffAt: now }, dueAt: now },
    decided({
      type: 'agent.taken-off',
      at: now,
      group: group ?? '',
      agentId,
      why,
      count,
      reason: `${username} ${what} in a row: nothing more of campaigns until they set Available again`,
      inputs: { count, [why === 'tethers' ? 'tether/give-up-after' : 'preview/give-up-after']: limit },
    }),
  );
  return then(marked, (record) => leaveCampaigns(record, now));
}

/** What is in hand is finished; what is on its way is called off. */
function leaveCampaigns(agent: AgentRecord, now: number): Step {
  const { tether, giveBack } = agent.outbound;
  const because: EndReason = { code: 'taken-off', figures: { agent: agent.username } };
  const why = endInEnglish(because);
  switch (tether?.state) {
    case 'ready':
    case 'ending':
      return giveBack === null
        ? giveBackTether(agent, 'taken-off', now, { withdrawn: why, told: why, moveOff: because })
        : unchanged(agent);
    default:
      return then(cancelTether(agent, now, 'cancelled', because), (record) => toInbound(record, now));
  }
}

const toInbound = (agent: AgentRecord, now: number): Step =>
  agent.kind === 'blended' && agent.outbound.side === 'outbound' && agent.outbound.move === null
    ? comeIn(agent, now)
    : unchanged(agent);

/** Whether Connect still takes an agent for Available who was taken off and has not set that anew. */
export const isToBeParked = (agent: AgentRecord): boolean =>
  agent.outbound.takenOff !== null && choosesAvailable(agent);
