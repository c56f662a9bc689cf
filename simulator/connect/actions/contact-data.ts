/** What a flow writes onto a contact. */
import type { FlowType, FlowValue } from '../../../contact-flows/language/document';
import type { Chain } from '../centre';
import { startRecording, stopRecording } from '../recordings';
import { type ActionHandler, fail, isRecord, next, noMatchingError, parameter } from './action';
import { asText, resolve, resourceParameter } from './references';

/** All attributes of a contact together (docs/amazon-connect.md#contact-attributes). */
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

const updateAttributes: ActionHandler = {
  takes: ['Attributes', 'TargetContact'],
  run(context) {
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
  },
};

const updateFlowAttributes: ActionHandler = {
  takes: ['FlowAttributes'],
  run(context) {
    const given = parameter(context, 'FlowAttributes');
    if (!isRecord(given)) fail(context, `FlowAttributes must be an object, got ${JSON.stringify(given)}`);
    for (const [key, entry] of Object.entries(given)) {
      const text = isRecord(entry) ? asText(resolve(context, entry.Value as FlowValue)) : undefined;
      if (text === undefined) return noMatchingError;
      context.execution.flowAttributes.set(key, text);
    }
    return next;
  },
};

/** The flows a hook may name, by hook, of those whose flows are known here. */
const hookTypes: Readonly<Record<string, FlowType>> = {
  CustomerQueue: 'CUSTOMER_QUEUE',
  AgentWhisper: 'AGENT_WHISPER',
  CustomerWhisper: 'CUSTOMER_WHISPER',
};

/** Hooks of what is not simulated: holding, pausing, agents' screens, what follows the agent. They are passed over. */
const unheardHooks = [
  ...['AgentHold', 'CustomerHold', 'CustomerRemaining', 'DefaultAgentUI', 'DisconnectAgentUI'],
  ...['PauseContact', 'ResumeContact'],
];

/**
 * Whispers are not heard here, so setting one changes nothing; one that is switched on or off without a hook beside it would
 * be refused on publishing (docs/amazon-connect.md#names-the-service-takes).
 */
const updateEventHooks: ActionHandler = {
  takes: ['EventHooks', 'EventHooksConfiguration'],
  cannot: ({ EventHooks, EventHooksConfiguration }) => {
    const names = isRecord(EventHooks) ? Object.keys(EventHooks) : [];
    const known = [...Object.keys(hookTypes), ...unheardHooks];
    if (EventHooks === undefined && EventHooksConfiguration !== undefined)
      return 'EventHooksConfiguration is not supported without EventHooks: Connect refuses it';
    if (!isRecord(EventHooks) || names.some((name) => !known.includes(name)))
      return `EventHooks ${JSON.stringify(EventHooks)} is not supported by the simulated Connect; supported: ${known.join(', ')}`;
    return null;
  },
  run(context) {
    const hooks = parameter(context, 'EventHooks');
    for (const [name, value] of Object.entries(isRecord(hooks) ? hooks : {})) {
      const type = hookTypes[name];
      if (type === undefined) continue;
      const action = { ...context.action, Parameters: { [name]: value as FlowValue } };
      const flow = resourceParameter({ ...context, action }, name, 'flow', context.centre.instance.flow);
      if (!flow) return noMatchingError;
      if (flow.type !== type)
        fail(context, `the ${name} hook names flow ${flow.name} of type ${flow.type}; ${type} would be right`);
      if (name === 'CustomerQueue') context.contact.chain.queueHook = flow;
    }
    return next;
  },
};

/**
 * Recording of the automated part (docs/amazon-connect.md#voicemail-and-recordings). What agents and callers say to each other
 * is not simulated, so whether it is recorded makes no difference; nor do the screen and analytics.
 */
const updateRecording: ActionHandler = {
  takes: ['RecordingBehavior', 'AnalyticsBehavior'],
  passedOver: 'only what the flow itself hears is recorded here, not what agent and caller say',
  run(context) {
    const behavior = parameter(context, 'RecordingBehavior');
    const ivr = isRecord(behavior) ? behavior.IVRRecordingBehavior : undefined;
    if (ivr === 'Enabled') startRecording(context.centre, context.contact);
    else if (ivr === 'Disabled') stopRecording(context.centre, context.contact);
    return next;
  },
};

const userTags = 6;

/** All at once, or none where they would be more than Connect takes (ADM:contact-tags-block). */
const tagContact: ActionHandler = {
  takes: ['Tags'],
  run(context) {
    const given = resolve(context, parameter(context, 'Tags'));
    if (!isRecord(given)) return noMatchingError;
    const { tags } = context.contact.chain;
    const merged = new Map([
      ...tags,
      ...Object.entries(given).map(([key, value]) => [key, asText(value) ?? ''] as const),
    ]);
    if (merged.size > userTags || [...merged].some(([key, value]) => key.startsWith('aws:') || value === ''))
      return noMatchingError;
    for (const [key, value] of merged) tags.set(key, value);
    return next;
  },
};

const untagContact: ActionHandler = {
  takes: ['TagKeys'],
  run(context) {
    const keys = parameter(context, 'TagKeys');
    for (const key of Array.isArray(keys) ? keys : []) context.contact.chain.tags.delete(String(key));
    return next;
  },
};

/**
 * Actions that write attributes, hooks, tags and recording onto a contact, by their types
 * (docs/amazon-connect.md#flow-actions).
 */
export const contactDataActions: Readonly<Record<string, ActionHandler>> = {
  UpdateContactAttributes: updateAttributes,
  UpdateFlowAttributes: updateFlowAttributes,
  UpdateContactEventHooks: updateEventHooks,
  UpdateContactRecordingBehavior: updateRecording,
  TagContact: tagContact,
  UntagContact: untagContact,
};
