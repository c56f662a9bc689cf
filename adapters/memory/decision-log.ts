import type { Decision } from '../../core/decisions/decision';
import type { DecisionLog, OverdueVoicemail } from '../../core/decisions/decision-log';

/** Keeps what was decided, and tells `heard` at the moment of each. */
export class MemoryDecisionLog implements DecisionLog {
  readonly decisions: Decision[] = [];
  readonly overdue: OverdueVoicemail[] = [];

  constructor(private readonly heard: (decision: Decision) => void = () => {}) {}

  record(decision: Decision): void {
    this.decisions.push(decision);
    this.heard(decision);
  }

  voicemailOverdue(voicemail: OverdueVoicemail): void {
    this.overdue.push(voicemail);
  }
}
