/** How an agent is asked for, and given back once the work in hand has ended. Pure. */
import type { WorkState } from '../../core/campaign-contract/identifiers';
import { type ReleaseRequest, standingWords, type TetherSession, workStateOf } from './tether-session';

/** What a request is answered with at once; `message` says why. */
export type ReleaseAnswer =
  | { readonly result: 'released' | 'accepted'; readonly message: string }
  | { readonly result: 'refused'; readonly reason: Exclude<WorkState, 'idle'>; readonly message: string };

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
