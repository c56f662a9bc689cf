/** What a flow writes onto a contact. */
import type { FlowType, FlowValue } from '../../../contact-flows/language/document';
import type { Chain } from '../centre';
import { startRecording, stopRecording } from '../recordings';
import { type ActionHandler, allowParameters, fail, isRecord, next, noMatchingError, parameter } from './action';
import { asText, resolve, resourceParameter } from './references';

/** All attributes of a contact together (CONNECT.md 1.3). */
const MAX_ATTRIBUTE_BYTES = 32 * 1024;

/** Sets attributes all at once, or none where they would not fit. */
export function setAttributes(chain: Chain, attributes: ReadonlyMap<string, string>): boolean {
  const merged = new Map([...chain.attributes, ...attributes]);
  let bytes = 0;
  for (const [key, value] of merged) bytes += Buffer.byteLength(key) + Buffer.byteLength(value);
  if (bytes > MAX_ATTRIBUTE_BYTES) return false;
  for (const [key, value] of attributes) chain.attributes.set(key, value);
  return true;
}

const updateAttributes: ActionHandler = (context) => {
  allowParameters(context, ['Attributes', 'TargetContact']);
  const target = parameter(context, 'TargetContact') ?? 'Current';
  if (target !== 'Current')
    fail(
      context,
      `TargetContact ${JSON.stringify(target)} is not supported by the simulated Connect; supported: Current`,
    );
  const given = parameter(context, 'Attributes');
  if (!isRecord(given)) fail(context, `Attributes must be an object, got ${JSON.stringify(given)}`);
  const attributes = new Map<string, string>();
  for (const [key, value] of Object.entries(given)) {
    const text = asText(resolve(context, value as FlowValue));
    if (text === undefined) return noMatchingError;
    attributes.set(key, text);
  }
  return setAttributes(context.contact.chain, attributes) ? next : noMatchingError;
};

const updateFlowAttributes: ActionHandler = (context) => {
  allowParameters(context, ['FlowAttributes']);
  const given = parameter(context, 'FlowAttributes');
  if (!isRecord(given)) fail(context, `FlowAttributes must be an object, got ${JSON.stringify(given)}`);
  for (const [key, entry] of Object.entries(given)) {
    const text = isRecord(entry) ? asText(resolve(context, entry.Value as FlowValue)) : undefined;
    if (text === undefined) return noMatchingError;
    context.execution.flowAttributes.set(key, text);
  }
  return next;
};

/** The flows a hook may name, by hook, of those whose flows are known here. */
const hookTypes: Readonly<Record<string, FlowType>> = {
  CustomerQueue: 'CUSTOMER_QUEUE',
  AgentWhisper: 'AGENT_WHISPER',
  CustomerWhisper: 'CUSTOMER_WHISPER',
};

/**
 * One hook per action (CONNECT.md 1.2). Whispers are not heard here, so setting one changes nothing; one that is switched
 * on or off without a hook beside it would be refused on publishing (CONNECT.md 13).
 */
const updateEventHooks: ActionHandler = (context) => {
  allowParameters(context, ['EventHooks']);
  const hooks = parameter(context, 'EventHooks');
  const [name = '', ...others] = isRecord(hooks) ? Object.keys(hooks) : [];
  const type = Object.hasOwn(hookTypes, name) ? hookTypes[name] : undefined;
  if (type === undefined || others.length > 0 || !isRecord(hooks)) {
    fail(
      context,
      `EventHooks ${JSON.stringify(hooks)} is not supported by the simulated Connect; supported: exactly one hook of ${Object.keys(hookTypes).join(', ')}`,
    );
  }
  const action = { ...context.action, Parameters: { [name]: hooks[name] as FlowValue } };
  const flow = resourceParameter({ ...context, action }, name, 'flow', context.centre.instance.flow);
  if (!flow) return noMatchingError;
  if (flow.type !== type)
    fail(context, `the ${name} hook names flow ${flow.name} of type ${flow.type}; ${type} would be right`);
  if (name === 'CustomerQueue') context.contact.chain.queueHook = flow;
  return next;
};

/** Recording of the automated part (CONNECT.md 6); what agents and callers say to each other is not simulated. */
const updateRecording: ActionHandler = (context) => {
  allowParameters(context, ['RecordingBehavior']);
  const behavior = parameter(context, 'RecordingBehavior');
  const {
    IVRRecordingBehavior: ivr,
    RecordedParticipants: participants = [],
    ...others
  } = isRecord(behavior) ? behavior : {};
  const supported = Array.isArray(participants) && participants.length === 0 && Object.keys(others).length === 0;
  if (!supported || (ivr !== 'Enabled' && ivr !== 'Disabled')) {
    fail(
      context,
      `RecordingBehavior ${JSON.stringify(behavior)} is not supported by the simulated Connect; supported: RecordedParticipants [] with IVRRecordingBehavior Enabled or Disabled`,
    );
  }
  if (ivr === 'Enabled') startRecording(context.centre, context.contact);
  else stopRecording(context.centre, context.contact);
  return next;
};

export const contactDataActions: Readonly<Record<string, ActionHandler>> = {
  UpdateContactAttributes: updateAttributes,
  UpdateFlowAttributes: updateFlowAttributes,
  UpdateContactEventHooks: updateEventHooks,
  UpdateContactRecordingBehavior: updateRecording,
};
