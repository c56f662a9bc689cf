/**
 * One agent's place at the Campaign Manager for the life of one tether: whether they may be used, what they do, and who
 * has asked for them. Pure: every step answers the session as it is afterwards. A step the session does not allow throws,
 * since it would put a second customer on an agent or dial for one who was given back.
 *
 * ```
 *  idle --line--> reserved --dialled--> dialling --answered--> (bridging) --> talking --> wrap-up --> idle
 *    ^------------- withdrawn, not answered ----------------------'                                   |
 *    '------------------------------------------------------------------------------------------------'
 *  idle --contact--> reserved (choosing) --shown--> preview --accepted--> reserved, with that line
 *    ^------------- rejected, closed, put off, withdrawn -------'
 * ```
 */
import type { WorkState } from '../../core/campaign-contract/identifiers';

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

export interface ReleaseRequest {
  readonly commandId: string;
  /** `null`: the agent's own wish (a break, a logout). */
  readonly moveId: string | null;
}

export type ReleaseAnswer =
  | { readonly result: 'released' | 'accepted'; readonly message: string }
  | { readonly result: 'refused'; readonly reason: Exclude<WorkState, 'idle'>; readonly message: string };

/** A step that may leave customers without this agent: their contacts. */
export interface Parted {
  readonly session: TetherSession;
  readonly left: readonly string[];
}

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

export const campaignOf = ({ work }: TetherSession): string | null => (work.doing === 'idle' ? null : work.campaign);

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

/** A contact is to be shown to the agent, who has nothing else. */
export function chooseForPreview(session: TetherSession, campaign: string, contact: string): TetherSession {
  if (!mayOpenLine(session, campaign, 1)) {
    throw new Error(`${contact} cannot be shown to ${session.username}, who ${standingWords(session)}`);
  }
  return { ...session, work: { doing: 'choosing', campaign, contact } };
}

/** The agent sees the contact. */
export const shown = (session: TetherSession): TetherSession => step(session, ['choosing'], 'preview');

/** The agent is to have the contact they saw dialled, whoever has asked for them meanwhile: it is work in hand. */
export function previewAccepted(session: TetherSession, promised = false): TetherSession {
  const { work } = session;
  if (work.doing !== 'preview')
    throw new Error(`${session.username} ${standingWords(session)}: there is nothing to accept`);
  const { campaign, contact } = work;
  return { ...session, work: { doing: 'lines', campaign, lines: [{ contact, placed: false, promised }] } };
}

/** The contact is not dialled, now or ever; a look does not make the agent any less long idle. */
export function previewOver(session: TetherSession): TetherSession {
  if (session.work.doing !== 'preview' && session.work.doing !== 'choosing')
    throw new Error(`${session.username} ${standingWords(session)}: nothing is shown to them`);
  return { ...session, work: { doing: 'idle' } };
}

/** One more customer is to be called for the agent. */
export function openLine(
  session: TetherSession,
  campaign: string,
  contact: string,
  linesPerAgent: number,
  promised = false,
): TetherSession {
  if (!mayOpenLine(session, campaign, linesPerAgent)) {
    throw new Error(`${contact} cannot be called for ${session.username}, who ${standingWords(session)}`);
  }
  const lines = [...linesOf(session), { contact, placed: false, promised }];
  return { ...session, work: { doing: 'lines', campaign, lines } };
}

/** The number of a line was dialled. */
export function linePlaced(session: TetherSession, contact: string): TetherSession {
  if (session.work.doing !== 'lines') throw noLine(session, contact);
  const lines = session.work.lines.map((line) => (line.contact === contact ? { ...line, placed: true } : line));
  return { ...session, work: { ...session.work, lines } };
}

/** A line ended without a conversation; it does not make the agent any less long idle. */
export function lineClosed(session: TetherSession, contact: string): TetherSession {
  if (session.work.doing !== 'lines') throw noLine(session, contact);
  const lines = session.work.lines.filter((line) => line.contact !== contact);
  return { ...session, work: lines.length > 0 ? { ...session.work, lines } : { doing: 'idle' } };
}

/** A customer who has answered is put through. The agent's other lines go on without them. */
export function take(session: TetherSession, campaign: string, contact: string): Parted {
  if (!mayTake(session, campaign, contact)) {
    throw new Error(`${contact} cannot be put through to ${session.username}, who ${standingWords(session)}`);
  }
  const left = linesOf(session).flatMap((line) => (line.contact === contact ? [] : [line.contact]));
  return { session: { ...session, work: { doing: 'bridging', campaign, contact } }, left };
}

/** The customer and the agent hear each other. */
export const connected = (session: TetherSession): TetherSession => step(session, ['bridging'], 'talking');

/** The customer was gone before they were put through. */
export const bridgeLost = (session: TetherSession): TetherSession => {
  if (session.work.doing !== 'bridging')
    throw new Error(`${session.username} ${standingWords(session)}: nobody is put through`);
  return { ...session, work: { doing: 'idle' } };
};

/** The customer has hung up. */
export const customerGone = (session: TetherSession): TetherSession => step(session, ['talking'], 'wrap-up');

/** The work about the customer is done. */
export function workDone(session: TetherSession, nowMs: number): TetherSession {
  if (session.work.doing !== 'wrap-up')
    throw new Error(`${session.username} ${standingWords(session)}: there is no work to end`);
  return { ...session, work: { doing: 'idle' }, idleSince: nowMs };
}

/** A request to give the agent back: at once or not at all, or when the work in hand has ended. */
export function askRelease(
  session: TetherSession,
  request: ReleaseRequest,
  when: 'now' | 'after-work',
): { readonly session: TetherSession; readonly answer: ReleaseAnswer } {
  const { username } = session;
  const state = workStateOf(session);
  if (session.standing === 'released' || state === 'idle') {
    const message = `${username} is idle and out of the pool`;
    return { session: { ...session, standing: 'released' }, answer: { result: 'released', message } };
  }
  if (when === 'now') {
    const message = `${username} ${standingWords(session)} and cannot be given back now`;
    return { session, answer: { result: 'refused', reason: state, message } };
  }
  const pending = [...session.pending.filter(({ commandId }) => commandId !== request.commandId), request];
  const message = `${username} ${standingWords(session)}; nothing further is started for them`;
  return { session: { ...session, pending }, answer: { result: 'accepted', message } };
}

/** Takes requests back that have not happened; `taken` are those. */
export function cancelRelease(
  session: TetherSession,
  matches: (request: ReleaseRequest) => boolean,
): { readonly session: TetherSession; readonly taken: readonly ReleaseRequest[] } {
  const taken = session.pending.filter(matches);
  return { session: { ...session, pending: session.pending.filter((request) => !matches(request)) }, taken };
}

/** Once idle, who was asked for is given back; `given` are the requests that are answered by it. */
export function settle(session: TetherSession): {
  readonly session: TetherSession;
  readonly given: readonly ReleaseRequest[];
} {
  if (session.pending.length === 0 || session.work.doing !== 'idle') return { session, given: [] };
  return { session: { ...session, standing: 'released', pending: [] }, given: session.pending };
}

function step(
  session: TetherSession,
  from: readonly Work['doing'][],
  to: 'preview' | 'talking' | 'wrap-up',
): TetherSession {
  const { work } = session;
  if (work.doing === 'idle' || work.doing === 'lines' || !from.includes(work.doing)) {
    throw new Error(`${session.username} ${standingWords(session)}: this cannot become ${to}`);
  }
  return { ...session, work: { ...work, doing: to } };
}

const noLine = (session: TetherSession, contact: string) =>
  new Error(`${session.username} ${standingWords(session)}: there is no line to ${contact}`);

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
