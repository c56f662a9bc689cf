/** Checks every API makes on its input, refused as the service refuses them. */

import { isRecord } from '../actions/action';
import type { Agent, Centre, Contact } from '../centre';
import { ConnectApiError } from '../world';

/** What a request says, by the names of the SDK's fields; anything may stand in it. */
export type ApiInput = Readonly<Record<string, unknown>>;

/** One operation: checks its input, does it, and answers with the SDK's fields. Throws ConnectApiError. */
export type ApiHandler = (centre: Centre, input: ApiInput) => Record<string, unknown>;

/** HTTP 400: a field is missing or not of its form. */
export const invalidParameter = (message: string): ConnectApiError =>
  new ConnectApiError('InvalidParameterException', 400, message);

/** HTTP 400: what is asked for cannot be done to this thing now. */
export const invalidRequest = (message: string): ConnectApiError =>
  new ConnectApiError('InvalidRequestException', 400, message);

/** HTTP 404: there is no such thing in this instance. */
export const notFound = (message: string): ConnectApiError =>
  new ConnectApiError('ResourceNotFoundException', 404, message);

/** A text that must be there, of 1 to `maxLength` characters; otherwise InvalidParameterException. */
export function textField(input: ApiInput, name: string, maxLength = 500): string {
  const value = input[name];
  if (typeof value !== 'string' || value === '' || value.length > maxLength) {
    throw invalidParameter(
      `${name} must be a string of 1 to ${maxLength} characters, got ${JSON.stringify(value) ?? 'nothing'}`,
    );
  }
  return value;
}

/** A text of 1 to `maxLength` characters; null where there is none. */
export function optionalTextField(input: ApiInput, name: string, maxLength = 500): string | null {
  return input[name] === undefined || input[name] === null ? null : textField(input, name, maxLength);
}

/** A field of strings by name; an absent one is empty. */
export function textMapField(input: ApiInput, name: string): Map<string, string> {
  const value = input[name] ?? {};
  if (!isRecord(value)) throw invalidParameter(`${name} must be an object, got ${JSON.stringify(value)}`);
  const map = new Map<string, string>();
  for (const [key, text] of Object.entries(value)) {
    if (typeof text !== 'string')
      throw invalidParameter(`${name}.${key} must be a string, got ${JSON.stringify(text)}`);
    map.set(key, text);
  }
  return map;
}

/** A list of 1 to `max` texts; null where there is none. */
export function textListField(input: ApiInput, name: string, max: number): readonly string[] | null {
  const value = input[name];
  if (value === undefined || value === null) return null;
  if (
    !Array.isArray(value) ||
    value.length < 1 ||
    value.length > max ||
    !value.every((item) => typeof item === 'string')
  ) {
    throw invalidParameter(`${name} must list 1 to ${max} strings, got ${JSON.stringify(value)}`);
  }
  return value.map(String);
}

/** A whole number from `min` to `max`; null where there is none. */
export function wholeField(input: ApiInput, name: string, min: number, max: number): number | null {
  const value = input[name];
  if (value === undefined || value === null) return null;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < min || value > max) {
    throw invalidParameter(`${name} must be a whole number from ${min} to ${max}, got ${JSON.stringify(value)}`);
  }
  return value;
}

/** `InstanceId` must name this instance, by id or ARN. */
export function checkInstance(centre: Centre, input: ApiInput): void {
  const id = textField(input, 'InstanceId');
  if (id !== centre.instance.id && id !== centre.instance.arn) throw notFound(`there is no instance ${id}`);
}

/** The contact with the id that the field holds; ResourceNotFoundException where there is none. */
export function contactField(centre: Centre, input: ApiInput, name = 'ContactId'): Contact {
  const id = textField(input, name, 256);
  const contact = centre.contacts.get(id);
  if (!contact) throw notFound(`there is no contact ${id}`);
  return contact;
}

/** A user by id or ARN. */
export function agentField(centre: Centre, input: ApiInput, name = 'UserId'): Agent {
  const id = textField(input, name);
  const agent = centre.agents.get(id.slice(id.lastIndexOf('/') + 1));
  if (!agent) throw notFound(`there is no user ${id}`);
  return agent;
}
