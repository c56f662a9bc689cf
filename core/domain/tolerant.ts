import type * as z from 'zod';

/**
 * Connect writes most events with one spelling and a few with the other (CONNECT.md 3.2): keys are compared with
 * their first letter in lower case, `AgentARN` as `agentARN` and `ARN` as `aRN`.
 */
export function lowerFirstKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(lowerFirstKeys);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key.charAt(0).toLowerCase() + key.slice(1), lowerFirstKeys(inner)]),
  );
}

/** A schema's complaints as sentences with the place first: `agentARN: Invalid input: expected string, ...`. */
export const problemsOf = (error: z.ZodError): readonly string[] =>
  error.issues.map((issue) => `${issue.path.length > 0 ? issue.path.join('.') : 'the event'}: ${issue.message}`);
