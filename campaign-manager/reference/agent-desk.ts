/**
 * One agent's place at the Campaign Manager for the life of one tether: whether they may be used, what they do, and who
 * has asked for them. Pure: every step answers the desk as it is afterwards. A step the desk does not allow throws,
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

export interface Desk {
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
  readonly desk: Desk;
  readonly left: readonly string[];
}

export const newDesk = (username: string, campaigns: readonly string[], nowMs: number): Desk => ({
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
export function workStateOf({ work }: Desk): WorkState {
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
export const contactOf = ({ work }: Desk): string | null =>
  work.doing === 'idle' ? null : work.doing === 'lines' ? (work.lines[0]?.contact ?? null) : work.contact;

export const campaignOf = ({ work }: Desk): string | null => (work.doing === 'idle' ? null : work.campaign);

export const linesOf = ({ work }: Desk): readonly Line[] => (work.doing === 'lines' ? work.lines : []);

/** In the pool, idle or with lines on which nobody has answered, and nobody has asked for them. */
export const isFree = (desk: Desk): boolean =>
  desk.standing === 'ready' &&
  !desk.spent &&
  desk.pending.length === 0 &&
  (desk.work.doing === 'idle' || desk.work.doing === 'lines');

/** Whether the agent waits for a customer to whom they have promised a call. */
export const keepsPromise = (desk: Desk): boolean => linesOf(desk).some(({ promised }) => promised);

/** Whether one more customer of a campaign may be called for the agent. */
export const mayOpenLine = (desk: Desk, campaign: string, linesPerAgent: number): boolean =>
  isFree(desk) &&
  !desk.held &&
  !keepsPromise(desk) &&
  desk.campaigns.includes(campaign) &&
  linesOf(desk).length < linesPerAgent &&
  (campaignOf(desk) ?? campaign) === campaign;

/**
 * Whether a customer who has answered may be put through to the agent: their own line, which is work in hand even when
 * they are asked for, or any other while they are free.
 */
export const mayTake = (desk: Desk, campaign: string, contact: string): boolean =>
  (desk.standing === 'ready' || desk.standing === 'not-ready') &&
  (linesOf(desk).some((line) => line.contact === contact) ||
    (isFree(desk) && !keepsPromise(desk) && desk.campaigns.includes(campaign)));

/** From now on nothing is begun for the agent, or it may be again; what is in hand goes on, and who has answered may be put through. */
export const hold = (desk: Desk, held: boolean): Desk => ({ ...desk, held });

/** The tether is up and the agent on it. Who was released stays so. */
export const ready = (desk: Desk, nowMs: number): Desk => {
  if (desk.standing === 'released') return desk;
  return { ...desk, standing: 'ready', idleSince: desk.standing === 'coming' ? nowMs : desk.idleSince };
};

/**
 * Nobody new for the agent: who was only chosen is theirs no more. What is in hand goes on: who is being called already,
 * who is being put through, and a conversation.
 */
export function notReady(desk: Desk): Parted {
  const standing = desk.standing === 'released' ? 'released' : 'not-ready';
  const { work } = desk;
  if (work.doing === 'choosing' || work.doing === 'preview') {
    return { desk: { ...desk, standing, work: { doing: 'idle' } }, left: [work.contact] };
  }
  if (work.doing !== 'lines') return { desk: { ...desk, standing }, left: [] };
  const placed = work.lines.filter((line) => line.placed);
  const left = work.lines.flatMap((line) => (line.placed ? [] : [line.contact]));
  return {
    desk: { ...desk, standing, work: placed.length > 0 ? { ...work, lines: placed } : { doing: 'idle' } },
    left,
  };
}

/** Contacts the agent is busy with and has not spoken to. */
export function notSpokenTo({ work }: Desk): readonly string[] {
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
export function chooseForPreview(desk: Desk, campaign: string, contact: string): Desk {
  if (!mayOpenLine(desk, campaign, 1)) {
    throw new Error(`${contact} cannot be shown to ${desk.username}, who ${standingWords(desk)}`);
  }
  return { ...desk, work: { doing: 'choosing', campaign, contact } };
}

/** The agent sees the contact. */
export const shown = (desk: Desk): Desk => step(desk, ['choosing'], 'preview');

/** The agent is to have the contact they saw dialled, whoever has asked for them meanwhile: it is work in hand. */
export function previewAccepted(desk: Desk, promised = false): Desk {
  const { work } = desk;
  if (work.doing !== 'preview') throw new Error(`${desk.username} ${standingWords(desk)}: there is nothing to accept`);
  const { campaign, contact } = work;
  return { ...desk, work: { doing: 'lines', campaign, lines: [{ contact, placed: false, promised }] } };
}

/** The contact is not dialled, now or ever; a look does not make the agent any less long idle. */
export function previewOver(desk: Desk): Desk {
  if (desk.work.doing !== 'preview' && desk.work.doing !== 'choosing')
    throw new Error(`${desk.username} ${standingWords(desk)}: nothing is shown to them`);
  return { ...desk, work: { doing: 'idle' } };
}

/** One more customer is to be called for the agent. */
export function openLine(desk: Desk, campaign: string, contact: string, linesPerAgent: number, promised = false): Desk {
  if (!mayOpenLine(desk, campaign, linesPerAgent)) {
    throw new Error(`${contact} cannot be called for ${desk.username}, who ${standingWords(desk)}`);
  }
  const lines = [...linesOf(desk), { contact, placed: false, promised }];
  return { ...desk, work: { doing: 'lines', campaign, lines } };
}

/** The number of a line was dialled. */
export function linePlaced(desk: Desk, contact: string): Desk {
  if (desk.work.doing !== 'lines') throw noLine(desk, contact);
  const lines = desk.work.lines.map((line) => (line.contact === contact ? { ...line, placed: true } : line));
  return { ...desk, work: { ...desk.work, lines } };
}

/** A line ended without a conversation; it does not make the agent any less long idle. */
export function lineClosed(desk: Desk, contact: string): Desk {
  if (desk.work.doing !== 'lines') throw noLine(desk, contact);
  const lines = desk.work.lines.filter((line) => line.contact !== contact);
  return { ...desk, work: lines.length > 0 ? { ...desk.work, lines } : { doing: 'idle' } };
}

/** A customer who has answered is put through. The agent's other lines go on without them. */
export function take(desk: Desk, campaign: string, contact: string): Parted {
  if (!mayTake(desk, campaign, contact)) {
    throw new Error(`${contact} cannot be put through to ${desk.username}, who ${standingWords(desk)}`);
  }
  const left = linesOf(desk).flatMap((line) => (line.contact === contact ? [] : [line.contact]));
  return { desk: { ...desk, work: { doing: 'bridging', campaign, contact } }, left };
}

/** The customer and the agent hear each other. */
export const connected = (desk: Desk): Desk => step(desk, ['bridging'], 'talking');

/** The customer was gone before they were put through. */
export const bridgeLost = (desk: Desk): Desk => {
  if (desk.work.doing !== 'bridging') throw new Error(`${desk.username} ${standingWords(desk)}: nobody is put through`);
  return { ...desk, work: { doing: 'idle' } };
};

/** The customer has hung up. */
export const customerGone = (desk: Desk): Desk => step(desk, ['talking'], 'wrap-up');

/** The work about the customer is done. */
export function workDone(desk: Desk, nowMs: number): Desk {
  if (desk.work.doing !== 'wrap-up')
    throw new Error(`${desk.username} ${standingWords(desk)}: there is no work to end`);
  return { ...desk, work: { doing: 'idle' }, idleSince: nowMs };
}

/** A request to give the agent back: at once or not at all, or when the work in hand has ended. */
export function askRelease(
  desk: Desk,
  request: ReleaseRequest,
  when: 'now' | 'after-work',
): { readonly desk: Desk; readonly answer: ReleaseAnswer } {
  const { username } = desk;
  const state = workStateOf(desk);
  if (desk.standing === 'released' || state === 'idle') {
    const message = `${username} is idle and out of the pool`;
    return { desk: { ...desk, standing: 'released' }, answer: { result: 'released', message } };
  }
  if (when === 'now') {
    const message = `${username} ${standingWords(desk)} and cannot be given back now`;
    return { desk, answer: { result: 'refused', reason: state, message } };
  }
  const pending = [...desk.pending.filter(({ commandId }) => commandId !== request.commandId), request];
  const message = `${username} ${standingWords(desk)}; nothing further is started for them`;
  return { desk: { ...desk, pending }, answer: { result: 'accepted', message } };
}

/** Takes requests back that have not happened; `taken` are those. */
export function cancelRelease(
  desk: Desk,
  matches: (request: ReleaseRequest) => boolean,
): { readonly desk: Desk; readonly taken: readonly ReleaseRequest[] } {
  const taken = desk.pending.filter(matches);
  return { desk: { ...desk, pending: desk.pending.filter((request) => !matches(request)) }, taken };
}

/** Once idle, who was asked for is given back; `given` are the requests that are answered by it. */
export function settle(desk: Desk): { readonly desk: Desk; readonly given: readonly ReleaseRequest[] } {
  if (desk.pending.length === 0 || desk.work.doing !== 'idle') return { desk, given: [] };
  return { desk: { ...desk, standing: 'released', pending: [] }, given: desk.pending };
}

function step(desk: Desk, from: readonly Work['doing'][], to: 'preview' | 'talking' | 'wrap-up'): Desk {
  const { work } = desk;
  if (work.doing === 'idle' || work.doing === 'lines' || !from.includes(work.doing)) {
    throw new Error(`${desk.username} ${standingWords(desk)}: this cannot become ${to}`);
  }
  return { ...desk, work: { ...work, doing: to } };
}

const noLine = (desk: Desk, contact: string) =>
  new Error(`${desk.username} ${standingWords(desk)}: there is no line to ${contact}`);

/** What the agent is at, to stand behind their name or "who". */
export function standingWords(desk: Desk): string {
  if (desk.standing === 'released') return 'was given back';
  const contact = contactOf(desk);
  switch (workStateOf(desk)) {
    case 'idle':
      if (desk.pending.length > 0) return 'is asked for';
      if (desk.standing !== 'ready') return 'is not ready';
      return desk.held ? 'is idle and held for callers' : 'is idle';
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
