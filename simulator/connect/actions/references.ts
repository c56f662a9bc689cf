import type { FlowValue } from '../../../contact-flows/language/document';
import type { ActionContext } from '../centre';
import { fail, isRecord, parameter } from './action';

/** Whether a string in a flow stands for something of the contact (docs/amazon-connect.md#flow-documents). */
export const isReference = (value: unknown): value is string => typeof value === 'string' && value.startsWith('$.');

/**
 * What a JSONPath of the flow language stands for: undefined where the contact has no such thing. Lists cannot be
 * addressed (docs/amazon-connect.md#lambda-functions-in-flows). Throws FlowFailure for a path of a kind that is not simulated.
 */
export function lookUp(context: ActionContext, path: string): unknown {
  const { contact, execution, centre } = context;
  const [, head = '', rest = ''] = /^\$\.([A-Za-z]+)(?:\.(.+))?$/.exec(path) ?? [];
  const queue = contact.queued?.queue ?? contact.targetQueue;
  const fields: Record<string, () => unknown> = {
    ContactId: () => contact.id,
    InitialContactId: () => contact.chain.initialId,
    PreviousContactId: () => contact.previousId ?? undefined,
    Channel: () => contact.channel,
    InitiationMethod: () => contact.initiationMethod,
    InstanceARN: () => centre.instance.arn,
    StoredCustomerInput: () => execution.storedInput ?? undefined,
    'CustomerEndpoint.Address': () => contact.customer ?? undefined,
    'SystemEndpoint.Address': () => contact.system ?? undefined,
    'Queue.ARN': () => queue?.arn,
    'Queue.Name': () => queue?.name,
  };
  const field = fields[rest ? `${head}.${rest}` : head];
  if (field) return field();
  if (rest) {
    if (head === 'Attributes') return contact.chain.attributes.get(rest);
    if (head === 'Tags') return contact.chain.tags.get(rest);
    if (head === 'FlowAttributes') return execution.flowAttributes.get(rest);
    if (head === 'External') return walk(execution.external, rest.split('.'));
  }
  return fail(
    context,
    `the reference ${path} is not supported by the simulated Connect; supported: $.Attributes.x, $.External.x, $.FlowAttributes.x, $.Tags.x, ${Object.keys(
      fields,
    )
      .map((name) => `$.${name}`)
      .join(', ')}`,
  );
}

/** A value with every reference in it replaced; undefined where one stands for nothing. */
export function resolve(context: ActionContext, value: FlowValue | undefined): unknown {
  if (isReference(value)) return lookUp(context, value);
  if (Array.isArray(value)) {
    const items = value.map((item: FlowValue) => resolve(context, item));
    return items.includes(undefined) ? undefined : items;
  }
  if (isRecord(value)) {
    const entries = Object.entries(value).map(([key, item]) => [key, resolve(context, item as FlowValue)] as const);
    return entries.some(([, item]) => item === undefined) ? undefined : Object.fromEntries(entries);
  }
  return value;
}

/** A parameter as text; undefined where it is absent, or its reference stands for nothing, a blank or no scalar. */
export function textParameter(context: ActionContext, name: string): string | undefined {
  return asText(resolve(context, parameter(context, name)));
}

/** A scalar as the text Connect compares and stores; undefined for blanks, objects and lists. */
export function asText(value: unknown): string | undefined {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** A parameter that must be a whole number within bounds. */
export function wholeParameter(context: ActionContext, name: string, min: number, max: number): number {
  const text = textParameter(context, name);
  const number = Number(text);
  if (text === undefined || !Number.isInteger(number) || number < min || number > max) {
    fail(
      context,
      `${name} must be a whole number from ${min} to ${max}, got ${JSON.stringify(parameter(context, name)) ?? 'nothing'}`,
    );
  }
  return number;
}

/**
 * The resource a parameter names. A reference that names none gives undefined, for the error branch; a name written into
 * the flow that does not exist would have been refused on publishing (docs/amazon-connect.md#flow-documents), so it ends the run.
 */
export function resourceParameter<T>(
  context: ActionContext,
  name: string,
  kind: string,
  find: (idOrArn: string) => T | undefined,
): T | undefined {
  const text = textParameter(context, name);
  const found = text === undefined ? undefined : find(text);
  if (found === undefined && !isReference(parameter(context, name))) {
    fail(context, `${name} ${JSON.stringify(parameter(context, name)) ?? '(absent)'} names no ${kind} of the instance`);
  }
  return found;
}

function walk(value: unknown, keys: readonly string[]): unknown {
  let current = value;
  for (const key of keys) {
    if (!isRecord(current)) return undefined;
    current = current[key];
  }
  return current ?? undefined;
}
