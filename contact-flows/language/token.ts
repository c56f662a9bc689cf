/** A token of a flow template: `${Name}` with Name = [A-Za-z][A-Za-z0-9]*. CDK's own `${Token[TOKEN.12]}` is none. */
const TOKEN = /\$\{([A-Za-z][A-Za-z0-9]*)\}/g;

/** The names of the tokens in one string, in order, each as often as it occurs. */
export function tokenNames(text: string): string[] {
  // Most texts have none, and looking for one costs more than seeing that.
  if (!isKnownLater(text)) return [];
  return [...text.matchAll(TOKEN)].map((match) => match[1] ?? '');
}

/** Replaces each token by what `value` answers for its name; undefined leaves it standing. Values are not searched again. */
export function replaceTokens(text: string, value: (name: string) => string | undefined): string {
  if (!isKnownLater(text)) return text;
  return text.replace(TOKEN, (whole, name: string) => value(name) ?? whole);
}

/** True when part of the string is only known later (a token of ours or of CDK), so that its value cannot be judged. */
export function isKnownLater(text: string): boolean {
  return text.includes('${');
}
