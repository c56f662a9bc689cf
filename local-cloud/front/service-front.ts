import { ServiceError } from '../aws/service-error';
import type { Needed } from '../iam/access';
import type { FunctionSettings } from '../lambda/function-settings';

export interface HttpCall {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Buffer;
}

/** Who asks: a function, or an administrator of the account. */
export type Caller = Pick<FunctionSettings, 'name' | 'roleArn' | 'region' | 'account'>;

export interface ServiceCall {
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly http: HttpCall;
  readonly caller: Caller;
}

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

/** One AWS service as its SDK client meets it. */
export interface ServiceFront {
  /** Which operation an HTTP request is. Throws UnsupportedOperationError. */
  read(http: HttpCall): { readonly operation: string; readonly input: Readonly<Record<string, unknown>> };
  /** Everything the caller must be allowed to do for it. Throws UnsupportedOperationError, ServiceError. */
  needs(call: ServiceCall): readonly Needed[];
  /** Throws ServiceError. */
  perform(call: ServiceCall): Reply | Promise<Reply>;
  refuse(error: ServiceError): Reply;
}

/** The local cloud does not do this; `what` names service and operation. */
export class UnsupportedOperationError extends ServiceError {
  constructor(what: string) {
    super('UnsupportedOperation', `the local cloud does not know ${what}`, 501);
  }
}

export const jsonReply = (value: unknown): Reply => ({
  status: 200,
  headers: { 'content-type': 'application/x-amz-json-1.1' },
  body: JSON.stringify(value, wireValue) ?? '',
});

export const jsonRefusal = (error: ServiceError): Reply => ({
  status: error.status,
  headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-errortype': error.code },
  body: JSON.stringify({ __type: error.code, message: error.message, Message: error.message }),
});

/** JSON protocols send moments as seconds since 1970. `this` holds the value before Date made text of itself. */
function wireValue(this: Record<string, unknown>, key: string, value: unknown): unknown {
  const original = this[key];
  return original instanceof Date ? original.getTime() / 1000 : value;
}

/** The operation and input of the AWS JSON protocols, whose name is in a header. */
export function readJsonCall(http: HttpCall): { operation: string; input: Record<string, unknown> } {
  const operation = http.headers['x-amz-target']?.split('.').at(-1) ?? '';
  return { operation, input: jsonObject(http.body) };
}

export function jsonObject(body: Buffer): Record<string, unknown> {
  if (body.length === 0) return {};
  const parsed: unknown = JSON.parse(body.toString());
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed))
    throw new ServiceError('SerializationException', 'the body of a request must be a JSON object');
  return parsed as Record<string, unknown>;
}

/** A text the operation cannot do without. */
export function requiredText(input: Readonly<Record<string, unknown>>, field: string): string {
  const value = input[field];
  if (typeof value === 'string' && value !== '') return value;
  throw new ServiceError(
    'ValidationException',
    `${field} must be a text that is not empty, got ${JSON.stringify(value)}`,
  );
}

export function optionalText(input: Readonly<Record<string, unknown>>, field: string): string | undefined {
  const value = input[field];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** A list of objects, empty when the field is absent. */
export function objectList(
  input: Readonly<Record<string, unknown>>,
  field: string,
): readonly Record<string, unknown>[] {
  const value = input[field];
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return value as Record<string, unknown>[];
  throw new ServiceError('ValidationException', `${field} must be a list`);
}
