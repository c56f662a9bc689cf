import type { BlendView, InboundAgent, OutboundAgent, WaitingCaller } from '../../core/blending/blend-view';
import type { WorkState } from '../../core/campaign-contract/identifiers';
import type { LedgerMove } from '../../core/group/group-ledger';
import type { CallId } from '../../core/ids';

/** What an agent of a group does; `held` is on a tether and not dialled for. */
export type Activity = 'idle' | 'call' | 'going-out' | 'dial' | 'talk' | 'wrap-up' | 'held' | 'coming-in';

/** One agent of a group. Times are ms since the start. */
export interface GroupAgent {
  readonly number: number;
  readonly agentId: string;
  activity: Activity;
  sideSince: number;
  idleSince: number;
  /** When the last work on the tether ended. */
  availableSince: number;
  /** When moves of the last hour began. */
  movedAt: number[];
  /** Decided and not completed. */
  move: LedgerMove | null;
}

export const groupName = 'group';
export const campaigns: readonly string[] = ['campaign'];
const endlessCalls = 1_000_000_000;

const workOf: Readonly<Partial<Record<Activity, WorkState>>> = {
  dial: 'dialling',
  talk: 'talking',
  'wrap-up': 'wrap-up',
  held: 'idle',
};

/** What a decision of the product looks at, at a moment at which everything is known. */
export function viewOf(
  agents: readonly GroupAgent[],
  callers: readonly { readonly callId: CallId; readonly queuedAt: number }[],
  moves: readonly LedgerMove[],
): BlendView {
  const idleInbound: InboundAgent[] = [];
  const outbound: OutboundAgent[] = [];
  const arriving: string[] = [];
  let inbound = 0;
  for (const agent of agents) {
    const { agentId, activity, sideSince, movedAt } = agent;
    const movable = {
      agentId,
      username: agentId,
      campaigns,
      sideSince,
      movedAt,
      leftAloneUntil: null,
      heldUntil: null,
    };
    const work = workOf[activity];
    if (work !== undefined) {
      outbound.push({ ...movable, work, availableSince: agent.availableSince, campaign: campaigns[0] ?? null });
    } else if (activity === 'going-out') arriving.push(agentId);
    else if (activity === 'idle') idleInbound.push({ ...movable, idleOnSideSince: agent.idleSince });
    if (activity === 'idle' || activity === 'call' || activity === 'going-out') inbound += 1;
  }
  const eligibleOutbound = [...outbound.map(({ agentId }) => agentId), ...arriving];
  const staffedOutbound = agents.length - inbound;
  return {
    group: groupName,
    callers: callers.map(
      ({ callId, queuedAt }): WaitingCaller => ({
        callId,
        queue: groupName,
        priority: 1,
        queuedAt,
        ringing: false,
        idleAgentCanTake: false,
        tried: [],
        eligibleOutbound,
      }),
    ),
    unread: { inbound: 0, outbound: 0 },
    outboundUnread: [],
    arriving,
    tasksWaiting: 0,
    idleInbound,
    idleInboundCount: idleInbound.length,
    outbound,
    moves,
    staffed: { inbound, outbound: staffedOutbound },
    teams: [{ campaigns, agents: staffedOutbound }],
    campaignNames: campaigns,
    campaigns: [
      { campaign: campaigns[0] ?? '', priority: 1, callsAvailable: endlessCalls, minAgents: null, maxAgents: null },
    ],
    callRoom: Number.MAX_SAFE_INTEGER,
    linkAlive: true,
    manual: [],
  };
}
