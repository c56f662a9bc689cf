/**
 * One agent's place at the Campaign Manager for the life of one tether: whether they may be used, what they do, and who
 * has asked for them. Pure. The steps of their work are in session-work.ts, how they are given back in session-release.ts.
 */

import type { WorkState } from '../../core/campaign-contract/identifiers';
import type { MoveId } from '../../core/ids';

/** A customer who is being called for the agent; `placed` once the number was dialled. */
export interface Line {
  readonly contact: string;
  readonly placed: boolean;
  /** A call-back that was promised by this very agent: nobody else is called for them meanwhile, or put through to them. */
  readonly promised: boolean;
}

/**
 * `lines`: at least one, all of one campaign. `choosing`: a contact was chosen, to be shown to them. `bridging`: a customer
 * has answered and is being put through.
 */
export type Work =
  | { readonly doing: 'idle' }
  | { readonly doing: 'lines'; readonly campaign: string; readonly lines: readonly Line[] }
  | {
      readonly doing: 'choosing' | 'preview' | 'bridging' | 'talking' | 'wrap-up';
      readonly campaign: string;
      readonly contact: string;
    };

/** One agent on one tether, or with one on its way. */
export interface TetherSession {
  readonly username: string;
  /** Campaigns the agent may work for. */
  readonly campaigns: readonly string[];
  /** `coming`: the tether is on its way. `released`: given back, for good. Only `ready` may be dialled for. */
  readonly standing: 'coming' | 'ready' | 'not-ready' | 'released';
  readonly work: Work;
  /** Nothing is begun for them: callers wait, and whoever of several is free first is to be asked for. */
  readonly held: boolean;
  /** The tether was for one customer, who is gone: the next one needs another. */
  readonly spent: boolean;
  /** Since they came, or since the end of their last customer: who is idle longest. Ms since the epoch. */
  readonly idleSince: number;
  /** Asked for, to be given back when the work in hand has ended; oldest first. */
  readonly pending: readonly ReleaseRequest[];
}

/** One wish to have the agent back. */
export interface ReleaseRequest {
  readonly commandId: string;
  /** `null`: the agent's own wish (a break, a logout). */
  readonly moveId: MoveId | null;
}

/** A step that may leave customers without this agent: their contacts. */
export interface Parted {
  readonly session: TetherSession;
  readonly left: readonly string[];
}

/** An agent whose tether is on its way. `nowMs`: since the epoch. */
export const newSession = (username: string, campaigns: readonly string[], nowMs: number): TetherSession => ({
  username,
  campaigns,
  standing: 'coming',
  work: { doing: 'idle' },
  held: false,
  spent: false,
  idleSince: nowMs,
  pending: [],
});

/** What the contract calls it. Bridging takes a moment, in which the agent still hears a dial. */
export function workStateOf({ work }: TetherSession): WorkState {
  switch (work.doing) {
    case 'lines':
      return work.lines.some(({ placed }) => placed) ? 'dialling' : 'reserved';
    case 'choosing':
      return 'reserved';
    case 'bridging':
      return 'dialling';
    default:
      return work.doing;
  }
}

/** Whom the work is about; with several lines the first of them. */
export const contactOf = ({ work }: TetherSession): string | null =>
  work.doing === 'idle' ? null : work.doing === 'lines' ? (work.lines[0]?.contact ?? null) : work.contact;

/** The campaign they work for now; `null`: none. */
export const campaignOf = ({ work }: TetherSession): string | null => (work.doing === 'idle' ? null : work.campaign);

/** The customers who are being called for them. */
export const linesOf = ({ work }: TetherSession): readonly Line[] => (work.doing === 'lines' ? work.lines : []);

/** In the pool, idle or with lines on which nobody has answered, and nobody has asked for them. */
export const isFree = (session: TetherSession): boolean =>
  session.standing === 'ready' &&
  !session.spent &&
  session.pending.length === 0 &&
  (session.work.doing === 'idle' || session.work.doing === 'lines');

/** Whether the agent waits for a customer to whom they have promised a call. */
export const keepsPromise = (session: TetherSession): boolean => linesOf(session).some(({ promised }) => promised);

/** Whether one more customer of a campaign may be called for the agent. */
export const mayOpenLine = (session: TetherSession, campaign: string, linesPerAgent: number): boolean =>
  isFree(session) &&
  !session.held &&
  !keepsPromise(session) &&
  session.campaigns.includes(campaign) &&
  linesOf(session).length < linesPerAgent &&
  (campaignOf(session) ?? campaign) === campaign;

/**
 * Whether a customer who has answered may be put through to the agent: their own line, which is work in hand even when
 * they are asked for, or any other while they are free.
 */
export const mayTake = (session: TetherSession, campaign: string, contact: string): boolean =>
  (session.standing === 'ready' || session.standing === 'not-ready') &&
  (linesOf(session).some((line) => line.contact === contact) ||
    (isFree(session) && !keepsPromise(session) && session.campaigns.includes(campaign)));

/** From now on nothing is begun for the agent, or it may be again; what is in hand goes on, and who has answered may be put through. */
export const hold = (session: TetherSession, held: boolean): TetherSession => ({ ...session, held });

/** The tether is up and the agent on it. Who was released stays so. */
export const ready = (session: TetherSession, nowMs: number): TetherSession => {
  if (session.standing === 'released') return session;
  return { ...session, standing: 'ready', idleSince: session.standing === 'coming' ? nowMs : session.idleSince };
};

/**
 * Nobody new for the agent: who was only chosen is theirs no more. What is in hand goes on: who is being called already,
 * who is being put through, and a conversation.
 */
export function notReady(session: TetherSession): Parted {
  const standing = session.standing === 'released' ? 'released' : 'not-ready';
  const { work } = session;
  if (work.doing === 'choosing' || work.doing === 'preview') {
    return { session: { ...session, standing, work: { doing: 'idle' } }, left: [work.contact] };
  }
  if (work.doing !== 'lines') return { session: { ...session, standing }, left: [] };
  const placed = work.lines.filter((line) => line.placed);
  const left = work.lines.flatMap((line) => (line.placed ? [] : [line.contact]));
  return {
    session: { ...session, standing, work: placed.length > 0 ? { ...work, lines: placed } : { doing: 'idle' } },
    left,
  };
}

/** Contacts the agent is busy with and has not spoken to. */
export function notSpokenTo({ work }: TetherSession): readonly string[] {
  switch (work.doing) {
    case 'lines':
      return work.lines.map(({ contact }) => contact);
    case 'choosing':
    case 'preview':
    case 'bridging':
      return [work.contact];
    case 'idle':
    case 'talking':
    case 'wrap-up':
      return [];
  }
}

/** What the agent is at, to stand behind their name or "who". */
export function standingWords(session: TetherSession): string {
  if (session.standing === 'released') return 'was given back';
  const contact = contactOf(session);
  switch (workStateOf(session)) {
    case 'idle':
      if (session.pending.length > 0) return 'is asked for';
      if (session.standing !== 'ready') return 'is not ready';
      return session.held ? 'is idle and held for callers' : 'is idle';
    case 'reserved':
      return `is reserved for ${contact}`;
    case 'dialling':
      return `is waiting for ${contact} to answer`;
    case 'talking':
      return `is talking to ${contact}`;
    case 'wrap-up':
      return `is in wrap-up after ${contact}`;
    case 'preview':
      return `is looking at ${contact}`;
  }
}
