import type { Side } from '../vocabulary';
import type { EndCode, EndReason, Reason, ReasonCatalogue } from './reason';
import { doing, secondsSaid } from './wording';

/** English of why a move does not come to its end; apart, since functions that decide on no move carry these sentences only. */
export const ends: Pick<ReasonCatalogue, EndCode> = {
  'comes-sooner': ({ agent, work }) => `${agent}, ${doing(work)}, comes sooner`,
  'somebody-sooner': ({ agent }) => `somebody else comes for the caller sooner than ${agent}`,
  'caller-gone': ({ agent }) => `the caller waits no longer, so ${agent} need not come back`,
  'caller-served': () => 'the caller was served meanwhile',
  'only-observed': () => 'the group is only observed: nobody is moved',
  'blending-switched-off': () => 'blending is switched off (blend/enabled is false)',
  'came-first': ({ what }) => `${what} came first`,

  'release-refused': ({ why }) => `the Campaign Manager would not let go: ${why}`,
  'release-unanswered': () => 'the Campaign Manager did not answer in time',
  'softphone-not-free': ({ seconds }) => `the softphone was not free within ${secondsSaid(seconds)}`,
  'tether-not-ended': ({ seconds }) => `the tether did not end within ${secondsSaid(seconds)}`,
  'tether-failed': ({ why }) => `the tether failed: ${why}`,
  'tether-gone': () => 'its tether is gone',
  'agent-went': ({ agent, status }) => `${agent} went ${status}`,
  'agent-left': ({ agent }) => `${agent} chose to leave`,
  'agent-asked-first': ({ agent, status }) => `${agent} asked for ${status} first`,
  'taken-off': ({ agent }) => `${agent} was taken off campaigns`,
  'no-tether': ({ why }) => why,
};

/** Such a reason as a sentence a supervisor understands. */
export const endInEnglish = <R extends EndReason>({ code, figures }: R): string =>
  (ends[code] as (figures: R['figures']) => string)(figures);

/** Whether there is a sentence for the reason here; a stored one may be of another version. */
export const isEndReason = (reason: Reason): reason is EndReason => Object.hasOwn(ends, reason.code);

/** That an agent has come to the side of their move; `seconds` since it was decided. */
export const arrivalInEnglish = (username: string, side: Side, seconds: number): string =>
  `${username} is on the ${side} side after ${seconds.toFixed(1)} s`;
