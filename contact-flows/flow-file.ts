import { readFileSync } from 'node:fs';
import { type FlowType, flowTypes } from './language/document';
import { isObject, kindOf } from './language/json';

/** A file with a flow in it. `type`: as the file says; `null` where it does not; `module` for a flow module. */
export interface FlowFile {
  readonly flow: unknown;
  readonly type: FlowType | 'module' | null;
}

/** The file is no flow that could be read; the message is a sentence. */
export class FlowFileError extends Error {
  override readonly name = 'FlowFileError';
}

/** What `--type` and a file's `type` may be. */
export const readableTypes = [...flowTypes, 'MODULE'] as const;

/** The flow type of this name. Throws FlowFileError with those there are. */
export function flowTypeOf(name: unknown): FlowType | 'module' {
  const type = readableTypes.find((candidate) => candidate === name);
  if (type === undefined)
    throw new FlowFileError(`the type is ${JSON.stringify(name)}; it must be one of ${readableTypes.join(', ')}.`);
  return type === 'MODULE' ? 'module' : type;
}

/**
 * Reads a file that is a flow in the flow language, or `{ "type": "CUSTOMER_QUEUE", "flow": { ... } }`. A byte order mark is
 * passed over. Throws FlowFileError where there is no such file, it is no JSON in UTF-8, or neither of the two.
 */
export function readFlowFile(path: string): FlowFile {
  const content = parse(textOf(path));
  if (!isObject(content))
    throw new FlowFileError(`it holds ${kindOf(content)}; a flow is an object with Version, StartAction and Actions.`);
  if (!Object.hasOwn(content, 'flow') || Object.hasOwn(content, 'Actions')) return { flow: content, type: null };
  const { flow, type } = content;
  if (!isObject(flow)) throw new FlowFileError(`its "flow" is ${kindOf(flow)}; it must be the flow, an object.`);
  return { flow, type: type === undefined ? null : flowTypeOf(type) };
}

function textOf(path: string): string {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(path);
  } catch (cause) {
    const code = isObject(cause) ? cause['code'] : undefined;
    const why = code === 'ENOENT' ? 'there is no such file' : code === 'EISDIR' ? 'it is a folder' : String(cause);
    throw new FlowFileError(`${why}; name a JSON file with a flow.`, { cause });
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new FlowFileError('it is not text in UTF-8; export the flow again.', { cause });
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new FlowFileError(`it is no JSON: ${cause instanceof Error ? cause.message : String(cause)}.`, { cause });
  }
}
