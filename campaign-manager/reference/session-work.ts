/**
 * What an agent on a tether is given to do, step by step. Pure: every step answers the session as it is afterwards. A step the
 * session does not allow throws, since it would put a second customer on an agent or dial for one who was given back.
 *
 * ```
 *  idle --line--> reserved --dialled--> dialling --answered--> (bridging) --> talking --> wrap-up --> idle
 *    ^------------- withdrawn, not answered ----------------------'                                   |
 *    '------------------------------------------------------------------------------------------------'
 *  idle --contact--> reserved (choosing) --shown--> preview --accepted--> reserved, with that line
 *    ^------------- rejected, closed, put off, withdrawn -------'
 * ```
 */
import {
  linesOf,
  mayOpenLine,
  mayTake,
  type Parted,
  standingWords,
  type TetherSession,
  type Work,
} from './tether-session';

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
