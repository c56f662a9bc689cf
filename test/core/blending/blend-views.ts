import type {
  BlendPlan,
  BlendView,
  CampaignDemand,
  InboundAgent,
  OutboundAgent,
  WaitingCaller,
} from '../../../core/blending/blend-view';
import { type TeamOfCampaigns, withAgents } from '../../../core/group/campaign-teams';
import type { LedgerMove } from '../../../core/group/group-ledger';
import { inEnglish } from '../../../core/reasons/english';
import type { Reason } from '../../../core/reasons/reason';
import { defaultThresholds, type Thresholds } from '../../../core/thresholds/thresholds';

/** Builders of blend views that show only what matters. */

export const now = 1_700_000_000_000;
export const secondsAgo = (seconds: number): number => now - seconds * 1000;
export const inSeconds = (seconds: number): number => now + seconds * 1000;

/** What everybody may work for, unless said otherwise. */
export const campaigns = ['renewals', 'winback', 'surveys'] as const;

/** On inbound and idle for 100 s, free to be moved by any rule. */
export const inbound = (username: string, over: Partial<InboundAgent> = {}): InboundAgent => ({
  agentId: `id-${username}`,
  username,
  campaigns,
  sideSince: secondsAgo(100),
  movedAt: [],
  leftAloneUntil: null,
  heldUntil: null,
  idleOnSideSince: secondsAgo(100),
  ...over,
});

/** Idle on a tether, available for 100 s, free to be moved by any rule. */
export const outbound = (username: string, over: Partial<OutboundAgent> = {}): OutboundAgent => ({
  agentId: `id-${username}`,
  username,
  campaigns,
  sideSince: secondsAgo(100),
  movedAt: [],
  leftAloneUntil: null,
  heldUntil: null,
  work: 'idle',
  availableSince: secondsAgo(100),
  campaign: 'renewals',
  ...over,
});

/** Waiting for so long, whom these outbound agents may take and nobody idle on inbound could. */
export const caller = (
  callId: string,
  waitedSeconds: number,
  eligible: readonly string[],
  over: Partial<WaitingCaller> = {},
): WaitingCaller => ({
  callId,
  queue: 'sales-inbound',
  priority: 1,
  queuedAt: secondsAgo(waitedSeconds),
  ringing: false,
  idleAgentCanTake: false,
  tried: [],
  eligibleOutbound: eligible.map((name) => `id-${name}`),
  ...over,
});

/** Why, as terminal and logs say it. */
export const said = (one: { readonly because: Reason } | undefined): string => (one ? inEnglish(one.because) : '');

/** For a caller and begun a second ago, unless said otherwise. */
export const inFlight = (username: string, over: Partial<LedgerMove> = {}): LedgerMove => ({
  moveId: `m-${username}`,
  agentId: `id-${username}`,
  username,
  campaigns,
  to: 'inbound',
  rule: 'caller-waiting',
  callId: null,
  when: 'now',
  decidedAt: secondsAgo(1),
  deadline: inSeconds(9),
  ...over,
});

export const campaign = (callsAvailable: number, over: Partial<CampaignDemand> = {}): CampaignDemand => ({
  campaign: 'renewals',
  priority: 1,
  callsAvailable,
  minAgents: null,
  maxAgents: null,
  ...over,
});

/** Staffed agents of the outbound side who may work for everything, beside those whom the lists name. */
const teamsOf = (
  named: readonly { readonly campaigns: readonly string[] }[],
  staffed: number,
): readonly TeamOfCampaigns[] =>
  named.reduce<readonly TeamOfCampaigns[]>(
    (teams, agent) => withAgents(teams, agent.campaigns, 1),
    [{ campaigns, agents: staffed - named.length }],
  );

/** Counts follow from the lists: everybody in them is staffed, and so is who is in flight, where they come from. */
export function aView(over: Partial<BlendView> = {}): BlendView {
  const moves = over.moves ?? [];
  const from = (to: LedgerMove['to']) => moves.filter((move) => move.to === to).length;
  const leaving = moves.filter((move) => move.to === 'inbound');
  const staffed = over.staffed ?? {
    inbound: (over.idleInbound?.length ?? 0) + from('outbound'),
    outbound: (over.outbound?.length ?? 0) + from('inbound'),
  };
  return {
    group: 'sales',
    callers: [],
    idleInbound: [],
    idleInboundCount: over.idleInbound?.length ?? 0,
    tasksWaiting: 0,
    unread: { inbound: 0, outbound: 0 },
    outboundUnread: [],
    arriving: [],
    outbound: [],
    moves,
    staffed,
    campaignNames: campaigns,
    teams: teamsOf([...(over.outbound ?? []), ...leaving], staffed.outbound),
    campaigns: [],
    callRoom: 100,
    linkAlive: true,
    manual: [],
    ...over,
  };
}

export const limits = (over: Partial<Thresholds> = {}): Thresholds => ({ ...defaultThresholds, ...over });

/** `m1: ana -> inbound by caller-waiting for c1, now` in short: `ana in caller-waiting c1`. */
export const short = (plan: BlendPlan): readonly string[] =>
  plan.moves.map((move) =>
    [
      move.username,
      move.to === 'inbound' ? 'in' : 'out',
      move.rule,
      ...(move.callId === null ? [] : [move.callId]),
      ...(move.when === 'now' ? [] : ['after work']),
    ].join(' '),
  );

/** The same view as it stands once the decision is in the ledger, and nothing else has happened. */
export function afterDecision(view: BlendView, plan: BlendPlan, at: number): BlendView {
  const moved = new Set(plan.moves.map((move) => move.agentId));
  const off = new Set(plan.cancelled.map((move) => move.moveId));
  const out = plan.moves.filter((move) => move.to === 'outbound').length;
  const begun = plan.moves.map(
    ({ agentId, username, campaigns: own, to, rule, callId, when }): LedgerMove => ({
      ...{ moveId: `new-${agentId}`, agentId, username, campaigns: own, to, rule, callId, when, decidedAt: at },
      deadline: when === 'now' ? at + 10_000 : null,
    }),
  );
  return {
    ...view,
    idleInbound: view.idleInbound.filter((agent) => !moved.has(agent.agentId)),
    idleInboundCount: view.idleInboundCount - out,
    outbound: view.outbound.filter((agent) => !moved.has(agent.agentId)),
    moves: [...view.moves.filter((move) => !off.has(move.moveId)), ...begun],
    callRoom: view.callRoom - out,
    manual: view.manual.filter((wish) => !plan.refused.some((one) => one.manual === wish) && !moved.has(wish.agentId)),
  };
}
