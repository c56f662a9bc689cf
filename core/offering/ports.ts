import type { AgentId, CallId, GroupId } from '../ids';
import type { CallRecord, Ringing } from './call-record';

/** Records of callers, each written on condition of its version, so that of two planners one is told to judge anew. */
export interface CallStore {
  load(callId: CallId): Promise<CallRecord | null>;
  /** Writes the record if the stored version is still `expected` (`null`: nothing stored). */
  save(record: CallRecord, expected: number | null): Promise<'saved' | 'conflict'>;
  /**
   * Notes a ring on a waiting call in one request; answers the call as it is now, `null` if it is not waiting or a
   * younger ring is noted: events of two agents come in any order.
   */
  noteRinging(callId: CallId, ringing: Ringing): Promise<CallRecord | null>;
  /**
   * Adds an agent to those who have refused a waiting call, whatever else changes it meanwhile: a plan that was made
   * without knowing conflicts from then on (see `save`). Answers the call as it is now, `null` if it is not waiting.
   * One request, a second one where the refusal is known already.
   */
  noteRefusal(callId: CallId, agentId: AgentId): Promise<CallRecord | null>;
  /** Notes the end of waiting in one request; answers the call as it was, `null` if it had ended already or is unknown. */
  close(callId: CallId, state: 'answered' | 'abandoned' | 'voicemail'): Promise<CallRecord | null>;
  /** Waiting calls of a group, by the priority of their queues, then queued longest first; the list may lag, each record is fresh. */
  waiting(group: GroupId, limit: number): Promise<readonly CallRecord[]>;
}
