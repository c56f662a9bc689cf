import type { Clock } from '../clock';
import type { DecisionLog } from '../decisions/decision-log';
import type { ContactId } from '../ids';
import type { TimerQueue } from '../messages/ports';

/**
 * By then the contact is in its queue, where the API takes criteria: after its answer the flow has three actions left. The
 * criteria are to be there within 2 s.
 */
export const queuedWithinMs = 1_000;

/** What tells how the criteria of a flow's answer reach Connect, and arms a timer where the API has to write them. */
export interface FlowCriteriaPorts {
  readonly clock: Clock;
  readonly decisions: DecisionLog;
  readonly timers: TimerQueue;
}

/** Criteria go with the answer to a flow; `criteria.by-api` follows if Connect does not take them there. */
export const recordInFlow = ({ decisions }: Pick<FlowCriteriaPorts, 'decisions'>, contactId: ContactId): void =>
  decisions.record({
    type: 'criteria.in-flow',
    contactId,
    reason: 'the flow sets the criteria of our answer',
    inputs: {},
  });

/** Notes that the criteria of this contact go by the API, since Connect did not take those of our answer to its flow; counted. */
export const recordByApi = ({ decisions }: FlowCriteriaPorts, contactId: ContactId): void =>
  decisions.record({
    type: 'criteria.by-api',
    contactId,
    reason: 'Connect did not take the criteria in the flow; UpdateContactRoutingData writes them',
    inputs: { withinSeconds: 2 },
  });
