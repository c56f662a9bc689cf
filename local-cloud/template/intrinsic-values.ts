/** The arguments of intrinsic functions, checked; `what` names the function in the message. */
export function textOf(value: unknown, what: string): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new Error(`${what} needs a text here, got ${JSON.stringify(value)}`);
}

export function listOf(value: unknown, what: string): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw new Error(`${what} needs a list here, got ${JSON.stringify(value)}`);
}

export function recordOf(value: unknown, what: string): Readonly<Record<string, unknown>> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw new Error(`${what} needs an object here, got ${JSON.stringify(value)}`);
}

/** Replaces `${Name}` by what `resolveName` answers; `${!Name}` is the literal `${Name}`. */
export const joinAround = (text: string, resolveName: (name: string) => string): string =>
  text.replace(/\$\{(!?)([^}]+)\}/g, (_, literal: string, name: string) =>
    literal ? `\${${name}}` : resolveName(name.trim()),
  );
