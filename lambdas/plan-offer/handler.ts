import * as z from 'zod';
import { criteriaForFlow, type FlowRoutingCriteria } from '../../adapters/connect/routing-criteria';
import { idOf } from '../../core/domain/agent-event';
import { parseRequirements } from '../../core/domain/proficiency';
import { problemsOf } from '../../core/domain/tolerant';
import { type OfferRequest, type PlanOfferPorts, planOffer } from '../../core/usecases/plan-offer';
import { readEnvironment } from '../shared/environment';
import { lambdaHandler } from '../shared/middleware';
import { clock, directoryPort, tablePorts, timerPort } from '../shared/ports-from-environment';
import { environment } from './contract';

const flowEvent = z.object({
  Details: z.object({
    ContactData: z.object({
      ContactId: z.string().min(1),
      InitialContactId: z.string().nullish(),
      Queue: z.object({ ARN: z.string().nullish() }).nullish(),
      Attributes: z.record(z.string(), z.string().nullish()).nullish(),
    }),
    Parameters: z.object({ stage: z.enum(['arrival', 'tick']), requiredProficiencies: z.string().nullish() }),
  }),
});

/** Answered as JSON; `RoutingCriteria` is there exactly when the action is `plan`. Nothing is ever blank. */
export interface FlowReply {
  readonly action: 'wait' | 'plan' | 'voicemail';
  readonly reason: string;
  readonly RoutingCriteria?: FlowRoutingCriteria;
}

export class FlowRequestUnreadableError extends Error {
  override readonly name = 'FlowRequestUnreadableError';
  constructor(readonly problems: readonly string[]) {
    super(`the flow's request cannot be read: ${problems.join('; ')}`);
  }
}

/** Answers a contact flow. Throws when the request is unreadable: the flow counts a failure and goes on without us. */
export const makeHandler =
  (ports: PlanOfferPorts) =>
  async (event: unknown): Promise<FlowReply> => {
    const parsed = parseRequest(event);
    if ('problems' in parsed) {
      const { problems } = parsed;
      const reason = `a flow's request cannot be read: ${problems.join('; ')}`;
      ports.decisions.record({ type: 'input.ignored', why: 'malformed', reason, inputs: { problems } });
      throw new FlowRequestUnreadableError(problems);
    }
    const reply = await planOffer(ports, parsed.request);
    return reply.action === 'plan'
      ? { action: 'plan', reason: reply.reason, RoutingCriteria: criteriaForFlow(reply.steps) }
      : { action: reply.action, reason: reply.reason };
  };

/** The queue is the contact's target queue, or, where the flow has not set one, what it noted on the contact. */
function parseRequest(event: unknown): { readonly request: OfferRequest } | { readonly problems: readonly string[] } {
  const parsed = flowEvent.safeParse(event);
  if (!parsed.success) return { problems: problemsOf(parsed.error) };
  const { ContactData, Parameters } = parsed.data.Details;
  const queueArn = ContactData.Queue?.ARN ?? ContactData.Attributes?.['ccbQueueArn'];
  const requirements = parseRequirements(Parameters.requiredProficiencies ?? 'none');
  const problems = [
    ...(queueArn ? [] : ['neither Details.ContactData.Queue nor the attribute ccbQueueArn names a queue']),
    ...(requirements.ok ? [] : requirements.problems),
  ];
  if (!queueArn || !requirements.ok) return { problems };
  return {
    request: {
      stage: Parameters.stage,
      callId: ContactData.ContactId,
      initialContactId: ContactData.InitialContactId ?? ContactData.ContactId,
      queueId: idOf(queueArn),
      required: requirements.required,
    },
  };
}

/** Criteria are in the answer, and the flow sets them: this function has no right to write them to Connect itself. */
const refuseToWrite = (callId: string): Promise<never> =>
  Promise.reject(
    new Error(`plan-offer was about to write the criteria of ${callId}; it may only answer them to the flow`),
  );

export const handler = lambdaHandler((tools) => {
  const env = readEnvironment(environment);
  return makeHandler({
    ...tablePorts(env),
    ...directoryPort(env),
    ...timerPort(env),
    ...tools,
    clock,
    centre: { setCriteria: refuseToWrite },
  });
});
