import type { FlowValue } from '../../../contact-flows/language/document';
import type { ActionContext } from '../centre';
import { FlowFailure } from '../flow-failure';
import { type ActionHandler, fail, isRecord, next, noMatchingError, type Outcome, parameter } from './action';
import { asText, resolve, textParameter, wholeParameter } from './references';

/** What a Lambda may answer to a flow (docs/amazon-connect.md#lambda-functions-in-flows). */
const MAX_RESULT_BYTES = 32 * 1024;

/**
 * Invokes a Lambda and keeps what it answers in `$.External`, replacing the last answer. Any failure of the function, an
 * answer of the wrong shape or over 32 KB takes the error branch. One that is not associated with the instance would be
 * refused in every call, so it ends the run.
 */
const invokeLambda: ActionHandler = {
  takes: [
    'LambdaFunctionARN',
    'InvocationTimeLimitSeconds',
    'InvocationType',
    'LambdaInvocationAttributes',
    'ResponseValidation',
  ],
  run(context) {
    const { centre } = context;
    const arn = textParameter(context, 'LambdaFunctionARN');
    if (arn === undefined) return noMatchingError;
    if (!centre.instance.setup.lambdaAssociations.includes(arn)) {
      fail(
        context,
        `it invokes ${arn}, which is not associated with the instance; associated: ${centre.instance.setup.lambdaAssociations.join(', ') || 'none'}`,
      );
    }
    const type = textParameter(context, 'InvocationType') ?? 'SYNCHRONOUS';
    if (type !== 'SYNCHRONOUS')
      fail(context, `InvocationType ${type} is not supported by the simulated Connect; supported: SYNCHRONOUS`);
    const limitSeconds = wholeParameter(context, 'InvocationTimeLimitSeconds', 1, 8);
    const delayMs = centre.flowLambdaDelayMs();
    const now = centre.scheduler.now();
    if (delayMs > limitSeconds * 1000) {
      return { go: 'wait', untilMs: now + limitSeconds * 1000, phase: 'hop', resume: () => noMatchingError };
    }
    const run = () => invoke(context, arn, limitSeconds);
    return delayMs > 0 ? { go: 'wait', untilMs: now + delayMs, phase: 'hop', resume: run } : run();
  },
};

async function invoke(context: ActionContext, arn: string, limitSeconds: number): Promise<Outcome> {
  const { centre, execution } = context;
  // Made of the last answer, which this call replaces.
  const event = flowEvent(context);
  execution.external = {};
  let result: unknown;
  try {
    result = await centre.outlets.invokeFlowLambda(arn, event, limitSeconds);
  } catch (error) {
    if (error instanceof FlowFailure) throw error;
    return noMatchingError;
  }
  const validation = parameter(context, 'ResponseValidation');
  const nested = isRecord(validation) && validation.ResponseType === 'JSON';
  if (!isRecord(result) || Buffer.byteLength(JSON.stringify(result)) > MAX_RESULT_BYTES) return noMatchingError;
  if (!nested && Object.values(result).some((value) => typeof value === 'object' && value !== null))
    return noMatchingError;
  execution.external = result;
  return next;
}

/** The event of a flow's Lambda (docs/amazon-connect.md#lambda-functions-in-flows). */
function flowEvent(context: ActionContext): Record<string, unknown> {
  const { centre, contact } = context;
  const queue = contact.queued?.queue ?? contact.targetQueue;
  const given = parameter(context, 'LambdaInvocationAttributes');
  const parameters: Record<string, string> = {};
  for (const [key, value] of Object.entries(isRecord(given) ? given : {})) {
    const text = asText(resolve(context, value as FlowValue));
    if (text !== undefined) parameters[key] = text;
  }
  const endpoint = (address: string | null) => address && { Address: address, Type: 'TELEPHONE_NUMBER' };
  return {
    Name: 'ContactFlowEvent',
    Details: {
      ContactData: {
        Attributes: Object.fromEntries(contact.chain.attributes),
        AwsRegion: centre.instance.region,
        Channel: contact.channel,
        ContactId: contact.id,
        CustomerEndpoint: endpoint(contact.customer),
        CustomerId: null,
        Description: contact.description,
        InitialContactId: contact.chain.initialId,
        InitiationMethod: contact.initiationMethod,
        InstanceARN: centre.instance.arn,
        LanguageCode: 'en-US',
        MediaStreams: { Customer: { Audio: null } },
        Name: contact.name,
        PreviousContactId: contact.previousId ?? contact.id,
        Queue: queue && { ARN: queue.arn, Name: queue.name, OutboundCallerId: null },
        References: {},
        RelatedContactId: contact.relatedId,
        SegmentAttributes: {},
        SystemEndpoint: endpoint(contact.system),
        Tags: { 'aws:connect:instanceId': centre.instance.id, ...Object.fromEntries(contact.chain.tags) },
      },
      Parameters: parameters,
    },
  };
}

/** The action that asks a Lambda (docs/amazon-connect.md#lambda-functions-in-flows). */
export const lambdaActions: Readonly<Record<string, ActionHandler>> = { InvokeLambdaFunction: invokeLambda };
