import type { Decision } from '../../core/domain/decision';
import type { VoicemailRecord } from '../../core/domain/voicemail';
import type { DecisionLog } from '../../core/ports';

/** Keeps what was decided, and tells `heard` at the moment of each. */
export class MemoryDecisionLog implements DecisionLog {
  readonly decisions: Decision[] = [];
  readonly overdue: VoicemailRecord[] = [];

  constructor(private readonly heard: (decision: Decision) => void = () => {}) {}

  record(decision: Decision): void {
    this.decisions.push(decision);
    this.heard(decision);
  }

  voicemailOverdue(voicemail: VoicemailRecord): void {
    this.overdue.push(voicemail);
  }
}
