/** IAM's wildcards: `*` any run of characters (slashes and colons too), `?` exactly one. */
const compiled = new Map<string, RegExp>();

export function wildcardMatches(pattern: string, text: string, ignoreCase = false): boolean {
  if (pattern === '*') return true;
  if (!pattern.includes('*') && !pattern.includes('?'))
    return ignoreCase ? pattern.toLowerCase() === text.toLowerCase() : pattern === text;
  const key = `${ignoreCase ? 'i' : 'c'}${pattern}`;
  let expression = compiled.get(key);
  if (!expression) {
    const source = pattern
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replace(/\*/g, '.*')
      .replace(/\?/g, '.');
    expression = new RegExp(`^${source}$`, ignoreCase ? 'is' : 's');
    compiled.set(key, expression);
  }
  return expression.test(text);
}
