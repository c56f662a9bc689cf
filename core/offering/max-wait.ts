import type { Thresholds } from '../thresholds/thresholds';
import { waitedSeconds } from './call';
import type { CallRecord } from './call-record';

/** Whether the caller has waited for `queue/max-wait-seconds`, from which on voicemail is all that is left. */
export const hasWaitedLongEnough = (call: CallRecord, thresholds: Thresholds, now: number): boolean =>
  waitedSeconds(call, now) >= thresholds['queue/max-wait-seconds'];

/** However its group is run: a flow of ours leads the caller to voicemail, and ring after ring would keep them from it for ever. */
export const isForVoicemail = (call: CallRecord, thresholds: Thresholds, now: number): boolean =>
  call.unasked === undefined && hasWaitedLongEnough(call, thresholds, now);
