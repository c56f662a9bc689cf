import * as z from 'zod';
import { type AgentId, type ContactId, idFrom } from '../../ids';
import { problemsOf, shortText } from '../../tolerant';

const tetherEvent = z.object({
  Details: z.object({
    ContactData: z.object({ ContactId: idFrom<ContactId>(shortText) }),
    Parameters: z.union([
      z.object({ stage: z.literal('criteria-refused'), agentId: idFrom<AgentId>(shortText) }),
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

/** What the flow `tether` asks: whose tether the call is, or what to do now that Connect did not take its criteria. */
export type TetherRequest =
  | ({ readonly kind: 'token' } & TokenGiven)
  | { readonly kind: 'criteria-refused'; readonly contactId: ContactId; readonly agentId: AgentId };

/** What was typed on a call to the tether number. */
export interface TokenGiven {
  readonly contactId: ContactId;
  /** As it was typed; empty where only # was. */
  readonly token: string;
  /** Of three. */
  readonly try: '1' | '2' | '3';
}
