import { lastPart } from '../../../lib/deployment';
import type { SmokeContact, TestRun } from '../deployed';
import { failed, notPossible, type Outcome, right } from '../outcome';
import type { Observed, TestCall } from '../test-case';

/** The call as it is planned, from what the instance says before it. */
export interface Planned extends TestCall {
  readonly flowId: string;
  readonly open: boolean;
  readonly maxWaitSeconds: number;
}

export const heard = ({ observations }: TestRun, what: Observed): boolean => observations.get(what) === 'passed';

export const greeted = (run: TestRun): Outcome =>
  heard(run, 'greeting')
    ? right('call: greeting', 'heard')
    : failed('call: greeting', "not heard: look at the test's run in Connect, Test runs, and at the flow's log");

export function hoursRow({ open, queue }: Planned, run: TestRun): Outcome {
  const row = 'call: hours';
  const closed = heard(run, 'closed');
  if (closed !== open)
    return right(
      row,
      open ? `${queue.name} is open now, and the caller was let in` : 'closed now, and the caller was told so',
    );
  const told = closed ? 'was told that it is closed' : 'was let in';
  const hours = open ? 'open' : 'closed';
  return failed(
    row,
    `${queue.name} is ${hours} by its hours, and the caller ${told}; an override of today would be why`,
  );
}

/** How soon criteria of the flow are in force; those that the API writes come a second later at the earliest. */
const inFlowMs = 800;

export function contactRows({ queue }: Planned, run: TestRun, contact: SmokeContact | null): readonly Outcome[] {
  const [queueRow, criteriaRow] = ['call: queue', 'call: criteria'];
  if (contact === null) {
    const why = 'the records of the test name no contact of the caller';
    return [
      heard(run, 'queued') ? right(queueRow, `transferred to ${queue.name}`) : notPossible(queueRow, why),
      notPossible(criteriaRow, why),
    ];
  }
  const { queueId, enqueuedAt, criteria } = contact;
  const queued =
    queueId === lastPart(queue.arn)
      ? right(queueRow, `waited in ${queue.name}`)
      : failed(queueRow, `the caller was in ${queueId ?? 'no queue'}; it must be ${queue.name}: see the flow's log`);
  if (criteria === null) {
    const sentence = 'the contact had none: the call was anybody’s; is offer/enabled on? see the log of plan-offer';
    return [queued, failed(criteriaRow, sentence)];
  }
  const afterMs = criteria.activatedAt - (enqueuedAt ?? criteria.activatedAt);
  const way =
    afterMs < inFlowMs
      ? 'set by the flow'
      : `in force ${(afterMs / 1000).toFixed(1)} s after it was queued: by the API, because the flow could not set them`;
  return [queued, right(criteriaRow, `${criteria.steps} step${criteria.steps === 1 ? '' : 's'}, ${way}`)];
}

export function tickRow(run: TestRun): Outcome {
  if (heard(run, 'tick')) return right('call: tick', 'plan-offer was asked again while the caller waited');
  // Only the answer to a tick sends a caller there.
  if (heard(run, 'voicemail')) return right('call: tick', 'the caller was sent to voicemail, which a tick decides');
  return failed('call: tick', 'not seen: see the log of the flow inbound-queue and that of plan-offer');
}
