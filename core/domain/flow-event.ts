import * as z from 'zod';
import type { OfferRequest } from '../usecases/plan-offer';
import { idOf } from './agent-event';
import { parseRequirements } from './proficiency';
import { problemsOf } from './tolerant';

const flowEvent = z.object({
  Details: z.object({
    ContactData: z.object({
      ContactId: z.string().min(1),
      InitialContactId: z.string().nullish(),
      Queue: z.object({ ARN: z.string().min(1) }).nullish(),
    }),
    Parameters: z.object({ stage: z.enum(['arrival', 'tick']), requiredProficiencies: z.string().nullish() }),
  }),
});

/**
 * Reads what a flow passes to `plan-offer` (CONNECT.md 1.3, Lambda facts): which call asks, at which stage, and what it
 * requires of agents. All problems are reported together.
 */
export function parseOfferRequest(
  raw: unknown,
):
  | { readonly ok: true; readonly request: OfferRequest }
  | { readonly ok: false; readonly problems: readonly string[] } {
  const parsed = flowEvent.safeParse(raw);
  if (!parsed.success) return { ok: false, problems: problemsOf(parsed.error) };
  const { ContactData, Parameters } = parsed.data.Details;
  const requirements = parseRequirements(Parameters.requiredProficiencies ?? 'none');
  const problems = [
    ...(requirements.ok ? [] : requirements.problems),
    ...(ContactData.Queue
      ? []
      : ['Details.ContactData.Queue is empty: the flow must set the target queue before it asks']),
  ];
  if (!requirements.ok || !ContactData.Queue) return { ok: false, problems };
  return {
    ok: true,
    request: {
      stage: Parameters.stage,
      callId: ContactData.ContactId,
      initialContactId: ContactData.InitialContactId ?? ContactData.ContactId,
      queueId: idOf(ContactData.Queue.ARN),
      required: requirements.required,
    },
  };
}
