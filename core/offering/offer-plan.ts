import { type CriteriaStep, maxAgentsPerStep } from '../connect/routing-steps';
import type { RequiredProficiency } from '../group/proficiency';
import type { AgentId } from '../ids';
import type { Thresholds } from '../thresholds/thresholds';
import { ringsLostMs } from './call';
import type { OfferPlanRecord } from './call-record';

/** An agent a plan may name. */
export interface Candidate {
  readonly agentId: AgentId;
  readonly username: string;
  readonly availableSince: number;
}

/** What a plan is made from. Agents are eligible for the call's queue and untried; order is the order of asking. */
export interface OfferView {
  readonly now: number;
  readonly queuedAt: number;
  /** Until when nobody may be rung because the last planned agent's slot runs on; `null` or past: at once. */
  readonly holdUntil: number | null;
  readonly triedCount: number;
  /** The caller's lease is over: the queue flow was not heard of for two ticks, and leads the caller to voicemail by itself. */
  readonly unattended: boolean;
  /**
   * What Connect is left with when nobody is to be rung for a while any more: nobody, since the queue flow leads the caller to
   * voicemail, or anyone, since no flow of ours has the caller.
   */
  readonly ends: 'held' | 'open';
  /** Only some agents take part: `idle` are those of them whose turn it is, and everybody else is rung by Connect's own order. */
  readonly isPilot: boolean;
  readonly required: readonly RequiredProficiency[];
  /** Idle, unclaimed, available longest first; the first holds the claim. */
  readonly idle: readonly Candidate[];
  /** Other untried staffed agents, whatever their status, in rank order; at least the first 10 if there are so many. */
  readonly others: readonly AgentId[];
  /**
   * Others are left whom Connect may be ringing at this moment, and stop ringing before this plan is in force: it must not ring them
   * until news of that would have come.
   */
  readonly awaitsNews: boolean;
  readonly thresholds: Pick<Thresholds, 'offer/seconds' | 'queue/max-wait-seconds'>;
}

/** What a plan says, before it is on record. `reason`: a sentence with the figures it follows from. */
export interface OfferPlan extends Pick<OfferPlanRecord, 'kind' | 'agentId' | 'slotEndsAt' | 'steps' | 'leftOpen'> {
  /** At most 10, in the order they would be asked. */
  readonly candidates: readonly AgentId[];
  readonly reason: string;
}

/**
 * A voice offer rings 20 s whatever we do (docs/amazon-connect.md#a-voice-offer); two more keep a step from ending under the
 * ring.
 */
export const ringStepSeconds = 22;

interface DraftStep {
  readonly who: CriteriaStep['who'];
  /** `Infinity` lasts to the maximum wait. */
  readonly seconds: number;
}

const hold: CriteriaStep['who'] = { kind: 'hold' };
const agents = (agentIds: readonly AgentId[]): CriteriaStep['who'] => ({ kind: 'agents', agentIds });

/**
 * Who is asked next, and what Connect is told (the table in docs/offers.md#what-is-written). Every plan ends in HOLD at the
 * maximum wait, so that no ring starts after it, or is open from then on where no flow of ours has the caller; at most five
 * steps; no agent list is empty.
 */
export function draftOfferPlan(view: OfferView): OfferPlan {
  const { thresholds, now } = view;
  const maxWaitAt = view.queuedAt + thresholds['queue/max-wait-seconds'] * 1000;
  const anyone: CriteriaStep['who'] = { kind: 'anyone', required: view.required };
  const last = view.ends === 'held' ? hold : anyone;
  /** The last step says so already where it is open to anyone. */
  const toAnyone: readonly DraftStep[] =
    view.ends === 'held' ? [{ who: anyone, seconds: Number.POSITIVE_INFINITY }] : [];
  const restSeconds = Math.max(0, Math.ceil(((view.holdUntil ?? now) - now) / 1000));
  const steps = (drafts: readonly DraftStep[]) => clip(drafts, Math.ceil((maxWaitAt - now) / 1000), last);
  const open = (reason: string, candidates: readonly AgentId[] = []): OfferPlan => ({
    kind: 'open',
    agentId: null,
    slotEndsAt: null,
    candidates,
    steps: steps(toAnyone),
    ...(view.triedCount > 0 && { leftOpen: true as const }),
    reason: `${reason}: open to whoever is free first`,
  });
  const nobody = (voicemail: string, why: string): OfferPlan =>
    view.ends === 'held' ? held(voicemail) : open(`${why}, and no flow of ours leads the caller to voicemail`);
  if (view.unattended && now < maxWaitAt) {
    return nobody(
      'the queue flow is not heard of: it leads the caller to voicemail, and nobody else is rung',
      'nobody has looked after the call for a while',
    );
  }

  if (now < maxWaitAt && (view.holdUntil ?? now) >= maxWaitAt) {
    return nobody(
      'nobody else may be rung before the maximum wait is over: voicemail at the tick after it',
      'nobody else may be rung before the maximum wait is over',
    );
  }
  const [first, ...restIdle] = view.idle;
  if (first) {
    const offerSeconds = thresholds['offer/seconds'];
    const next = [...restIdle.map((agent) => agent.agentId), ...view.others].slice(0, maxAgentsPerStep);
    return {
      kind: 'offer',
      agentId: first.agentId,
      slotEndsAt: now + (restSeconds + offerSeconds) * 1000,
      candidates: [first.agentId, ...next].slice(0, maxAgentsPerStep),
      steps: steps([
        { who: hold, seconds: restSeconds },
        { who: agents([first.agentId]), seconds: ringStepSeconds },
        { who: hold, seconds: offerSeconds - ringStepSeconds },
        ...(view.isPilot ? toAnyone : []),
        ...(!view.isPilot && next.length > 0 ? [{ who: agents(next), seconds: Number.POSITIVE_INFINITY }] : []),
      ]),
      reason:
        `${first.username} has been available longest, ${Math.round((now - first.availableSince) / 1000)} s` +
        (restSeconds > 0 ? `; rung in ${restSeconds} s, when the time of the one before is over` : ''),
    };
  }
  const untried = view.others.slice(0, maxAgentsPerStep);
  if (view.awaitsNews && (view.isPilot || untried.length === 0)) {
    return {
      ...held('whoever is left may be rung at this moment: planned anew when that is known'),
      steps: steps([{ who: hold, seconds: ringsLostMs / 1000 }]),
    };
  }
  if (view.isPilot && now < maxWaitAt) return open('it is the turn of nobody in the pilot');
  if (view.triedCount === 0 && !view.awaitsNews) return open('nobody is idle and nobody was asked yet', untried);
  if (untried.length > 0) {
    return {
      kind: 'restricted',
      agentId: null,
      slotEndsAt: null,
      candidates: untried,
      steps: steps([
        { who: hold, seconds: restSeconds },
        { who: agents(untried), seconds: Number.POSITIVE_INFINITY },
      ]),
      reason: `nobody idle is left who was not asked; held for ${untried.length} who ${untried.length === 1 ? 'is' : 'are'} busy`,
    };
  }
  return now >= maxWaitAt
    ? nobody('the maximum wait is over: nobody else is rung, voicemail at the next tick', 'the maximum wait is over')
    : nobody(
        `${view.triedCount} asked, nobody else is logged in for this queue: voicemail within 30 s`,
        `${view.triedCount} asked, nobody else is logged in for this queue`,
      );
}

const held = (reason: string): OfferPlan => ({
  kind: 'held',
  agentId: null,
  slotEndsAt: null,
  candidates: [],
  steps: clip([], 0, hold),
  reason,
});

/** Cuts drafts at the maximum wait, drops empty steps, and ends in a step that never expires. */
function clip(
  drafts: readonly DraftStep[],
  remainingSeconds: number,
  last: CriteriaStep['who'],
): readonly CriteriaStep[] {
  const steps: CriteriaStep[] = [];
  let left = Math.max(0, remainingSeconds);
  for (const draft of drafts) {
    const seconds = Math.min(draft.seconds, left);
    if (seconds <= 0) continue;
    left -= seconds;
    steps.push({ who: draft.who, seconds });
  }
  while (last.kind === 'hold' && steps.at(-1)?.who.kind === 'hold') steps.pop();
  return [...steps, { who: last, seconds: null }];
}
