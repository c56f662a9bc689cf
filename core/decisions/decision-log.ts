import type { InitialContactId } from '../ids';
import type { Decision } from './decision';

/** Logged as it is: whatever of the record is given. */
export interface OverdueVoicemail {
  readonly initialContactId: InitialContactId;
}

/** Where decisions are written, one line each, at once and without being waited for. */
export interface DecisionLog {
  /** One structured line; also counts what has a metric (offer.repeated, input.ignored, ...). */
  record(decision: Decision): void;
  /** A voicemail that is past every deadline: an alarm metric. */
  voicemailOverdue(voicemail: OverdueVoicemail): void;
}
