import * as z from 'zod';
import { idOf } from '../agent/agent-event';
import type { CriteriaStep } from '../connect/routing-steps';
import type { EntryMistaken } from '../decisions/call-decisions';
import { parseRequirements, type RequiredProficiency } from '../group/proficiency';
import { type CallId, firstOf, type InitialContactId, idFrom, type QueueId } from '../ids';
import { arnText, problemsOf, quotedValue, shortText } from '../tolerant';
import { type AskingStage, askingStages } from './plan-cause';

const flowEvent = z.object({
  Details: z.object({
    ContactData: z.object({
      ContactId: idFrom<CallId>(shortText),
      InitialContactId: idFrom<InitialContactId>(shortText).nullish().catch(null),
      Queue: z.object({ ARN: arnText.nullish() }).nullish().catch(null),
      Attributes: z
        .object({
          ccbQueueArn: arnText.nullish(),
          ccbQueue: z.string().nullish().catch(null),
          ccbUnknownQueue: z.string().nullish().catch(null),
          ccbProficiencies: z.string().nullish().catch(null),
        })
        .nullish()
        .catch(null),
    }),
    Parameters: z.object({
      stage: z.enum([...askingStages, 'criteria-refused']),
      requiredProficiencies: z.string().nullish(),
      /** As the flow counts them: a number in a string, blank before the first. */
      planFailures: z.string().nullish(),
    }),
  }),
});

/**
 * Reads what a flow passes to `plan-offer` (docs/amazon-connect.md#lambda-functions-in-flows): which call asks, at which stage,
 * and what it requires of agents. The queue is the contact's target queue or, where the flow has set none, the one it noted on
 * the contact. Requirements that cannot be read are those of the queue's group: a caller is not to go unserved for a mistake in
 * a flow. All problems are reported together.
 */
export function parseOfferRequest(
  raw: unknown,
):
  | { readonly ok: true; readonly request: OfferRequest }
  | { readonly ok: false; readonly problems: readonly string[] } {
  const parsed = flowEvent.safeParse(raw);
  if (!parsed.success) return { ok: false, problems: problemsOf(parsed.error) };
  const { ContactData, Parameters } = parsed.data.Details;
  const queueArn = ContactData.Queue?.ARN ?? ContactData.Attributes?.ccbQueueArn;
  const requirements = parseRequirements(Parameters.requiredProficiencies ?? 'none');
  const problems = [
    ...(queueArn ? [] : ['neither Details.ContactData.Queue nor the attribute ccbQueueArn names a queue']),
    ...(requirements.ok ? [] : requirements.problems),
  ];
  if (!queueArn) return { ok: false, problems };
  return {
    ok: true,
    request: {
      stage: Parameters.stage,
      callId: ContactData.ContactId,
      initialContactId: ContactData.InitialContactId ?? firstOf(ContactData.ContactId),
      queueId: idOf(queueArn),
      required: requirements.ok ? requirements.required : null,
      flowHolds: Number(Parameters.planFailures ?? 0) >= 3,
      mistakes: mistakesOf(ContactData, requirements.ok ? [] : requirements.problems),
    },
  };
}

/** What the flow that sent the caller here got wrong: told at the caller's arrival, once for each leg of a call. */
function mistakesOf(
  { ContactId, Attributes }: z.output<typeof flowEvent>['Details']['ContactData'],
  unreadable: readonly string[],
): readonly EntryMistake[] {
  const asked = Attributes?.ccbProficiencies;
  const written = asked ? parseRequirements(asked) : null;
  const problems = written?.ok === false ? written.problems : unreadable;
  return [
    // The flow `entry` notes on which contact it was; an earlier leg's note goes along with a caller who is sent on.
    ...(Attributes?.ccbUnknownQueue === ContactId
      ? [
          {
            what: 'unknown-queue' as const,
            reason: Attributes.ccbQueue
              ? `the attribute ccbQueue is ${quotedValue(Attributes.ccbQueue)}, a name that no queue has; the caller went to the default queue`
              : 'the attribute ccbQueue is not set; the caller went to the default queue',
          },
        ]
      : []),
    ...(problems.length > 0
      ? [
          {
            what: 'unreadable-proficiencies' as const,
            reason: `${problems.join('; ')}; the caller is planned by what the number or the group asks for`,
          },
        ]
      : []),
  ];
}

/**
 * What a flow asks. `arrival`: before the caller is queued. `tick`: every 30 s from then on. `criteria-refused`: after
 * either, where Connect took the error branch for the criteria of our answer.
 */
export interface OfferRequest {
  readonly stage: AskingStage | 'criteria-refused';
  readonly callId: CallId;
  readonly initialContactId: InitialContactId;
  readonly queueId: QueueId;
  /** `null`: cannot be read; what the group asks for counts. */
  readonly required: readonly RequiredProficiency[] | null;
  /** After three failures in a row the flow has set criteria of its own, by which nobody is rung. */
  readonly flowHolds?: boolean;
  readonly mistakes?: readonly EntryMistake[];
}

/** Something in the flow that sent the caller here which its author should know of; the caller is served all the same. */
export type EntryMistake = Pick<EntryMistaken, 'what' | 'reason'>;

/** What the flow is to do. `steps` come with `plan` only; `hold`: the criteria follow, and nobody is to be rung before. */
export type OfferReply =
  | { readonly action: 'wait' | 'voicemail' | 'hold'; readonly reason: string }
  | { readonly action: 'plan'; readonly reason: string; readonly steps: readonly CriteriaStep[] };
