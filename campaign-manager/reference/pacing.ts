/** How many customers are dialled, or shown, and for whom. Pure. */
import type { TimeoutAction } from '../../core/campaign-contract/identifiers';
import { type PredictiveLimits, type PredictiveView, predictiveLines } from './predictive-pacing';
import { type ProgressiveLimits, progressiveLines } from './progressive-pacing';

/**
 * `progressive`: dial only for agents who are free, `linesPerAgent` (1 or more) customers for each; a call that rings
 * counts against it. With one line nobody who answers is ever left without an agent for want of pacing; with more, the
 * limit on abandoned customers binds it as it binds predictive.
 * `predictive`: as many as the limit on abandoned customers allows, learnt while dialling.
 * `preview`: one contact is shown to each free agent, and dialled when they or the time-out say so.
 */
export type Pacing =
  | ({ readonly mode: 'progressive' } & ProgressiveLimits)
  | ({ readonly mode: 'predictive' } & PredictiveLimits)
  | PreviewPacing;

/** Contacts are shown to agents before they are dialled. Times are seconds. */
export interface PreviewPacing {
  readonly mode: 'preview';
  /** 1 to 999. */
  readonly seconds: number;
  readonly onTimeout: TimeoutAction;
  /** From reject-and-reschedule to being open again, 0 or more. */
  readonly rescheduleSeconds: number;
  /** How long an agent is kept for a preview that nobody decides; at least 30 more than `seconds`. */
  readonly reservationSeconds: number;
}

/** A campaign at the moment in which it is decided how much to dial. */
export interface PacingView extends Pick<PredictiveView, 'freeAgents' | 'dialsInFlight'> {
  /** Contacts that could be dialled now. */
  readonly callsAvailable: number;
}

/** How many dials to start now, and why. */
export interface PacingDecision {
  readonly dials: number;
  readonly reason: string;
}

/** The most there may be abandoned of live answers; `null` where no agent ever has two customers called for them. */
export function abandonLimit(pacing: Pacing): number | null {
  switch (pacing.mode) {
    case 'progressive':
      return pacing.linesPerAgent > 1 ? pacing.maxAbandonRate : null;
    case 'predictive':
      return pacing.maxAbandonRate;
    case 'preview':
      return null;
  }
}

/** The most customers who are called for one agent at a time. */
export function linesPerAgent(pacing: Pacing): number {
  switch (pacing.mode) {
    case 'progressive':
      return pacing.linesPerAgent;
    case 'predictive':
      return Math.ceil(pacing.maxLines);
    case 'preview':
      return 1;
  }
}

/** Dials to be started now, or previews to be offered. `learnt`: what several lines for an agent go by besides. */
export function dialsToStart(pacing: Pacing, view: PacingView, learnt: () => PredictiveView): PacingDecision {
  const { freeAgents, dialsInFlight, callsAvailable } = view;
  const { lines, reason } = linesWanted(pacing, freeAgents, learnt);
  return {
    dials: Math.min(Math.max(0, lines - dialsInFlight), callsAvailable),
    reason: `${freeAgents} free${reason} = ${lines} lines, ${dialsInFlight} in flight, ${callsAvailable} contacts left`,
  };
}

function linesWanted(
  pacing: Pacing,
  freeAgents: number,
  learnt: () => PredictiveView,
): { readonly lines: number; readonly reason: string } {
  switch (pacing.mode) {
    case 'progressive': {
      if (pacing.linesPerAgent === 1) return { lines: freeAgents, reason: ' x 1 per agent' };
      const { lines, reason } = progressiveLines(pacing, learnt());
      return { lines, reason: ` (${reason})` };
    }
    case 'predictive': {
      const { lines, reason } = predictiveLines(pacing, learnt());
      return { lines, reason: ` (${reason})` };
    }
    case 'preview':
      return { lines: freeAgents, reason: ' x 1 preview' };
  }
}

/** Agents the campaign could use: those at work for it, and as many as its contacts would give their first lines to. */
export const agentsNeeded = (pacing: Pacing, atWork: number, callsAvailable: number): number =>
  atWork + Math.ceil(callsAvailable / (pacing.mode === 'progressive' ? pacing.linesPerAgent : 1));

/** What decides who of several agents gets one more line. */
export interface LineCandidate {
  readonly username: string;
  /** Lines open for the agent. */
  readonly lines: number;
  /** Since when nobody talked to them, ms since the epoch. */
  readonly idleSince: number;
}

/** Who comes first: fewest lines, then idle longest, then the lower username. */
export const byNextLine = (a: LineCandidate, b: LineCandidate): number =>
  a.lines - b.lines || a.idleSince - b.idleSince || (a.username < b.username ? -1 : a.username > b.username ? 1 : 0);
