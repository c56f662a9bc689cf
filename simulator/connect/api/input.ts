/** Checks every API makes on its input, refused as the service refuses them. */

import { isRecord } from '../actions/action';
import type { Agent, Centre, Contact } from '../centre';
import { ConnectApiError } from '../world';

export type ApiInput = Readonly<Record<string, unknown>>;
export type ApiHandler = (centre: Centre, input: ApiInput) => Record<string, unknown>;

export const invalidParameter = (message: string): ConnectApiError =>
  new ConnectApiError('InvalidParameterException', 400, message);
export const invalidRequest = (message: string): ConnectApiError =>
  new ConnectApiError('InvalidRequestException', 400, message);
export const notFound = (message: string): ConnectApiError =>
  new ConnectApiError('ResourceNotFoundException', 404, message);

export function textField(input: ApiInput, name: string, maxLength = 500): string {
  const value = input[name];
  if (typeof value !== 'string' || value === '' || value.length > maxLength) {
    throw invalidParameter(
      `${name} must be a string of 1 to ${maxLength} characters, got ${JSON.stringify(value) ?? 'nothing'}`,
    );
  }
  return value;
}

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
