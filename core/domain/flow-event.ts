import * as z from 'zod';
import type { TetherRequest } from '../usecases/map-tether';
import type { EntryMistake, OfferRequest } from '../usecases/plan-offer';
import { idOf } from './agent-event';
import { parseRequirements } from './proficiency';
import { arnText, problemsOf, quoted, shortText } from './tolerant';

const flowEvent = z.object({
  Details: z.object({
    ContactData: z.object({
      ContactId: shortText,
      InitialContactId: shortText.nullish().catch(null),
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
      stage: z.enum(['arrival', 'tick', 'criteria-refused']),
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
      initialContactId: ContactData.InitialContactId ?? ContactData.ContactId,
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
              ? `the attribute ccbQueue is ${quoted(Attributes.ccbQueue)}, a name that no queue has; the caller went to the default queue`
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

const tetherEvent = z.object({
  Details: z.object({
    ContactData: z.object({ ContactId: shortText }),
    Parameters: z.union([
      z.object({ stage: z.literal('criteria-refused'), agentId: shortText }),
      z.object({
        /** What was typed, which may be anything; Connect says `Timeout` when nothing was, and nothing for # alone. */
        token: z
          .string()
          .nullish()
          .transform((typed) => typed ?? ''),
        try: z.enum(['1', '2', '3']),
      }),
    ]),
  }),
});

/**
 * Reads what the flow `tether` passes to `map-tether`: the keys pressed, however many, and which try it was; or, after
 * Connect refused the criteria of our answer, whose tether the call is.
 */
export function parseTetherRequest(
  raw: unknown,
):
  | { readonly ok: true; readonly request: TetherRequest }
  | { readonly ok: false; readonly problems: readonly string[] } {
  const parsed = tetherEvent.safeParse(raw);
  if (!parsed.success) return { ok: false, problems: problemsOf(parsed.error) };
  const { ContactData, Parameters } = parsed.data.Details;
  const contactId = ContactData.ContactId;
  return {
    ok: true,
    request:
      'stage' in Parameters
        ? { kind: 'criteria-refused', contactId, agentId: Parameters.agentId }
        : { kind: 'token', contactId, ...Parameters },
  };
}
