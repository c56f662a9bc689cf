import type { CampaignCommandOf } from '../../campaign-contract/commands';
import type { CampaignEventOf } from '../../campaign-contract/events';
import type { PreviewDecider, PreviewOutcome, WorkState } from '../../campaign-contract/identifiers';
import type { PreviewId } from '../../ids';
import type { AgentRecord } from '../agent';
import type { Preview, PreviewDecision } from '../preview-record';
import { decided, type Step, stepTo, tell, tellMs, then, unchanged } from './agent-step';

/** The contact that is shown to the agent and on which nobody has decided; `null`: none is. */
export const openPreview = (agent: Pick<AgentRecord, 'outbound'>): Preview | null => {
  const { preview } = agent.outbound;
  return preview !== null && preview.decided === null ? preview : null;
};

/** A page that was not heard of for longer is not watched: while it shows a contact it says so every 4 s. */
export const pageLiveMs = 10_000;

/** How long an outcome is told again: until it is known, the Campaign Manager keeps contact and agent. */
const decisionMs = 5 * tellMs;

/** What the agent may answer, and what becomes of it. `close`: the agent does not want the contact to be dialled again. */
export const answersToPreview = ['accept', 'reject', 'close'] as const;
export type AnswerToPreview = (typeof answersToPreview)[number];

/**
 * The Campaign Manager shows a contact. One that is older than the last, or the last itself again, changes nothing. A newer one
 * takes the place of one that is open, whose end was not heard of: that is withdrawn. So is the new one where the agent leaves.
 * Of two told in one moment the one that comes later takes the place, and the other is not shown again should it come twice.
 */
export function offerPreview(agent: AgentRecord, event: CampaignEventOf<'PreviewOffered'>, now: number): Step {
  const { tether, giveBack, preview, notToShow } = agent.outbound;
  if (tether?.state !== 'ready' || tether.tetherId !== event.tetherId) return unchanged(agent);
  if (notToShow.includes(event.previewId)) return unchanged(agent);
  if (preview !== null && (preview.previewId === event.previewId || event.at < preview.toldAt)) return unchanged(agent);
  const { previewId, tetherId, campaign, contact, card, seconds, onTimeout } = event;
  const offered: Preview = {
    ...{ previewId, tetherId, campaign, contact, card, seconds, onTimeout },
    offeredAt: now,
    toldAt: event.at,
    deadline: now + seconds * 1000,
    reservedUntil: event.at + event.reservationSeconds * 1000,
    decided: null,
  };
  const { agentId, username } = agent;
  const before = openPreview(agent);
  const free = before
    ? decidePreview(agent, before.previewId, 'withdrawn', 'system', now, 'the Campaign Manager shows another contact')
    : unchanged(agent);
  const shown = then(free, (record) =>
    stepTo(
      record,
      {
        preview: offered,
        ...(preview?.toldAt === event.at && { notToShow: withOneMore(notToShow, preview.previewId) }),
      },
      { kind: 'timer', timer: { kind: 'preview', agentId, previewId }, dueAt: offered.deadline },
      decided({
        type: 'preview.offered',
        at: now,
        agentId,
        previewId,
        campaign,
        contact,
        seconds,
        reason: `${username} is shown a contact of ${campaign} for ${seconds} s; on time-out: ${onTimeout}`,
        inputs: { attempts: card.attempts, onTimeout },
      }),
    ),
  );
  const leaving = giveBack !== null || agent.nextStatus !== null;
  return leaving
    ? then(shown, (record) => decidePreview(record, previewId, 'withdrawn', 'system', now, `${username} is leaving`))
    : shown;
}

/** The first decision counts; later ones change nothing. The Campaign Manager is told, unless it decided itself. */
export function decidePreview(
  agent: AgentRecord,
  previewId: PreviewId,
  outcome: PreviewOutcome,
  by: PreviewDecider,
  now: number,
  reason: string,
): Step {
  const preview = openPreview(agent);
  if (preview === null || preview.previewId !== previewId) return unchanged(agent);
  const { agentId } = agent;
  const isUnanswered = by === 'timeout' && outcome !== 'accept';
  const made = stepTo(
    agent,
    {
      preview: { ...preview, decided: { outcome, by, at: now, final: isFinal(outcome) } },
      unanswered: { ...agent.outbound.unanswered, previews: isUnanswered ? agent.outbound.unanswered.previews + 1 : 0 },
    },
    decided({
      type: 'preview.decided',
      at: now,
      agentId,
      previewId,
      outcome,
      by,
      reason,
      inputs: { campaign: preview.campaign, seconds: (now - preview.offeredAt) / 1000, 'of seconds': preview.seconds },
    }),
  );
  if (by === 'campaign-manager') return made;
  return then(made, (record) =>
    tell(record, {
      type: 'PreviewDecided',
      tetherId: preview.tetherId,
      previewId,
      outcome,
      by,
      reason,
      deadline: now + decisionMs,
    }),
  );
}

/** A withdrawal is what the Campaign Manager comes to by itself, too. */
const isFinal = (outcome: PreviewOutcome): boolean => outcome === 'withdrawn';

/**
 * What the Campaign Manager says the agent does may show that it acts on the outcome: a contact who was accepted is dialled; after
 * another outcome the agent is free before the reservation ran out.
 */
export function noteActedOn(agent: AgentRecord, event: CampaignEventOf<'AgentWork'>): Step {
  const { preview } = agent.outbound;
  if (preview === null || preview.decided === null || preview.decided.final) return unchanged(agent);
  if (event.tetherId !== preview.tetherId || event.at < preview.toldAt) return unchanged(agent);
  const isTheirs = event.campaign === preview.campaign && event.contact === preview.contact;
  const acted =
    preview.decided.outcome === 'accept'
      ? isTheirs && atTheCall.includes(event.state)
      : event.state === 'idle' && event.at < preview.reservedUntil && event.at > preview.toldAt;
  return acted
    ? stepTo(agent, { preview: { ...preview, decided: { ...preview.decided, final: true } } })
    : unchanged(agent);
}

const atTheCall: readonly WorkState[] = ['dialling', 'talking', 'wrap-up'];

/**
 * The time is over: what the campaign says is done. `accept` dials a person, so it also needs a page that is watched
 * (docs/theory.md#previews-in-other-dialers); without one the contact is rejected. Decided before: told once more if the
 * Campaign Manager seems not to know.
 */
export function onPreviewTimer(agent: AgentRecord, previewId: PreviewId, now: number, pageSeenAt: number | null): Step {
  const preview = openPreview(agent);
  if (preview === null) return tellDecidedAgain(agent, previewId, now);
  if (now < preview.deadline) return unchanged(agent);
  const watched = pageSeenAt !== null && now - pageSeenAt <= pageLiveMs;
  const unwatched = preview.onTimeout === 'accept' && !watched;
  const reason = unwatched
    ? `the time was out and the page of ${agent.username} is not watched: not dialled`
    : `${agent.username} did not answer within ${preview.seconds} s`;
  return decidePreview(agent, previewId, unwatched ? 'reject' : preview.onTimeout, 'timeout', now, reason);
}

/** The function that decided it may have died before the Campaign Manager was told: it says that it still shows the contact. */
function tellDecidedAgain(agent: AgentRecord, previewId: PreviewId, now: number): Step {
  const untold = untoldOf(agent);
  if (untold?.previewId !== previewId) return unchanged(agent);
  const { tetherId, decided: decision } = untold;
  const { outcome, by } = decision;
  const reason = 'decided before, and the contact still counts as shown';
  return tell(agent, { type: 'PreviewDecided', tetherId, previewId, outcome, by, reason, deadline: now + decisionMs });
}

/** The preview that was decided here, and that the agent still looks at by the Campaign Manager's last word; `null`: none. */
function untoldOf({
  outbound: { preview, work },
}: Pick<AgentRecord, 'outbound'>): (Preview & { readonly decided: PreviewDecision }) | null {
  const decided = preview?.decided;
  if (!decided || decided.by === 'campaign-manager') return null;
  const { tetherId, campaign, contact } = preview;
  const isShown =
    work?.state === 'preview' && work.tetherId === tetherId && work.campaign === campaign && work.contact === contact;
  return isShown ? { ...preview, decided } : null;
}

/** Since when a preview should have been decided, or its outcome known to the Campaign Manager, ms; `null`: all is well. */
export function overdueSince(agent: Pick<AgentRecord, 'outbound'>): number | null {
  const { preview } = agent.outbound;
  if (preview === null) return null;
  if (preview.decided === null) return preview.deadline;
  const untold = untoldOf(agent);
  return untold && Math.max(untold.decided.at, untold.deadline);
}

/** The preview ends because the tether is over or the agent leaves. */
export const withdrawPreview = (agent: AgentRecord, now: number, why: string): Step => {
  const preview = openPreview(agent);
  return preview === null ? unchanged(agent) : decidePreview(agent, preview.previewId, 'withdrawn', 'system', now, why);
};

/**
 * The Campaign Manager has taken it back. It does so only with a preview whose outcome it has not heard, so theirs is the
 * outcome that holds, whatever was decided here. Told before the offer itself came in, it is remembered: nobody is shown a
 * contact that is gone.
 */
export function takeBack(agent: AgentRecord, previewId: PreviewId, now: number, reason: string): Step {
  const { preview, notToShow } = agent.outbound;
  if (preview?.previewId !== previewId) {
    return notToShow.includes(previewId)
      ? unchanged(agent)
      : stepTo(agent, { notToShow: withOneMore(notToShow, previewId) });
  }
  if (preview.decided?.outcome === 'withdrawn') return unchanged(agent);
  // The Campaign Manager has said that it dials already, so this message is about an earlier moment.
  if (preview.decided?.outcome === 'accept' && preview.decided.final) return unchanged(agent);
  return decidePreview(reopened(agent, preview), previewId, 'withdrawn', 'campaign-manager', now, reason);
}

/**
 * An outcome the Campaign Manager took for an old message, since a later one about the agent had overtaken it: told once
 * more, as the latest word, while it is worth telling.
 */
export function tellOvertaken(agent: AgentRecord, told: CampaignCommandOf<'PreviewDecided'>, now: number): Step {
  const { preview, fence } = agent.outbound;
  const { previewId, outcome, by, agentFence, deadline, tetherId } = told;
  const holds = preview?.previewId === previewId && preview.decided?.outcome === outcome;
  if (!holds || agentFence >= fence || now > deadline) return unchanged(agent);
  const reason = 'decided before, and overtaken by another message';
  return tell(agent, { type: 'PreviewDecided', tetherId, previewId, outcome, by, reason, deadline });
}

/** An agent is shown one contact at a time, and no offer is on its way for longer than it takes to show so many. */
const mostNotToShow = 10;

const withOneMore = (known: readonly PreviewId[], previewId: PreviewId): readonly PreviewId[] =>
  [...known, previewId].slice(-mostNotToShow);

const reopened = (agent: AgentRecord, preview: Preview): AgentRecord =>
  stepTo(agent, { preview: { ...preview, decided: null } }).agent;
