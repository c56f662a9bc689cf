import type { FlowDocument } from './document';
import { type FlowProblem, flowProblem } from './findings';
import { isObject, keys, scalars } from './json';
import { replaceTokens, tokenNames } from './token';

/** The names of the `${Tokens}` in a template, each once, in the order in which they occur. */
export function flowTokens(template: FlowDocument): string[] {
  const names = new Set<string>();
  for (const { value } of scalars(template, ''))
    if (typeof value === 'string') for (const name of tokenNames(value)) names.add(name);
  return [...names];
}

/**
 * Puts values in the place of a template's `${Tokens}`, inside every string of the parsed tree (so no value can break the
 * JSON). Values are taken as they are: they may be opaque CDK tokens. `problems` lists all tokens without a value, those of
 * values too (`unbound-token`), and all values without a token (`unused-token`); the rest is bound all the same.
 */
export function bindFlow(
  template: FlowDocument,
  tokens: Readonly<Record<string, string>>,
): { flow: FlowDocument; problems: FlowProblem[] } {
  const value = (name: string) => (Object.hasOwn(tokens, name) ? tokens[name] : undefined);
  const used = new Set(flowTokens(template));
  const problems: FlowProblem[] = [];
  for (const name of used) {
    if (value(name) === undefined) problems.push(flowProblem('unbound-token', `The token \${${name}} has no value.`));
  }
  for (const [name, given] of Object.entries(tokens)) {
    for (const inner of tokenNames(given)) {
      const message = `The value of \${${name}} has a token \${${inner}} in it, which nothing binds; write the text itself.`;
      problems.push(flowProblem('unbound-token', message));
    }
    if (!used.has(name)) {
      const known =
        used.size === 0 ? 'it has no tokens' : `it has ${[...used].map((token) => `\${${token}}`).join(', ')}`;
      problems.push(
        flowProblem('unused-token', `"${name}" is given a value, but the flow has no token \${${name}}; ${known}.`),
      );
    }
  }
  for (const key of keys(template)) {
    for (const name of tokenNames(key)) {
      problems.push(
        flowProblem('unbound-token', `The token \${${name}} stands in a field name; tokens are bound in values only.`),
      );
    }
  }
  return { flow: bindValue(template, value), problems };
}

/** Replaces tokens in every string and leaves the form as it is, which is why the result has the type of what went in. */
function bindValue<T>(template: T, value: (name: string) => string | undefined): T;
function bindValue(template: unknown, value: (name: string) => string | undefined): unknown {
  if (typeof template === 'string') return replaceTokens(template, value);
  if (Array.isArray(template)) return template.map((item) => bindValue(item, value));
  if (isObject(template))
    return Object.fromEntries(Object.entries(template).map(([key, item]) => [key, bindValue(item, value)]));
  return template;
}
