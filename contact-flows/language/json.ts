/** A JSON object whose fields nobody has looked at yet. */
export type JsonObject = { readonly [key: string]: unknown };

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What a value is, in words for a sentence: "a number", "a list" ... */
export function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (value === undefined) return 'missing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'an object';
  return `a ${typeof value}`;
}

/**
 * True for the scalars that Connect refuses in parameters: it wants "30" and "true" as strings
 * (docs/amazon-connect.md#flow-documents).
 */
export function isBareScalar(value: unknown): boolean {
  return value === null || typeof value === 'number' || typeof value === 'boolean';
}

/** Every value inside a JSON value that is no object and no list, with its path from `path` on: `a.b[0]`. */
export function* scalars(value: unknown, path: string): Generator<{ path: string; value: unknown }> {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* scalars(item, `${path}[${index}]`);
  } else if (isObject(value)) {
    for (const [key, item] of Object.entries(value)) yield* scalars(item, path === '' ? key : `${path}.${key}`);
  } else {
    yield { path, value };
  }
}

/** Every key of every object inside a JSON value. */
export function* keys(value: unknown): Generator<string> {
  if (Array.isArray(value)) for (const item of value) yield* keys(item);
  else if (isObject(value)) {
    for (const [key, item] of Object.entries(value)) {
      yield key;
      yield* keys(item);
    }
  }
}
