import type { JsonPath } from './problems';

export type JsonText =
  | { readonly ok: true; readonly value: unknown; readonly duplicates: readonly JsonPath[] }
  | { readonly ok: false; readonly line: number; readonly column: number; readonly message: string };

/**
 * Reads JSON (RFC 8259) and says where it stops being JSON: `JSON.parse` of Node 20 gives a position for some errors
 * only, and silently keeps the last of two equal field names. `duplicates` are the paths of such fields.
 */
export function readJsonText(text: string): JsonText {
  const scanner = new Scanner(text);
  try {
    scanner.document();
  } catch (error) {
    if (!(error instanceof JsonSyntaxError)) throw error;
    const before = text.slice(0, error.position).split('\n');
    return { ok: false, line: before.length, column: (before.at(-1)?.length ?? 0) + 1, message: error.message };
  }
  return { ok: true, value: JSON.parse(text), duplicates: scanner.duplicates };
}

class JsonSyntaxError extends Error {
  override readonly name = 'JsonSyntaxError';
  constructor(
    readonly position: number,
    message: string,
  ) {
    super(message);
  }
}

const stringToken = /"(?:[ !#-[\]-\uffff]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const numberToken = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const wordToken = /true|false|null/y;
const maxDepth = 200;

/** Walks the text by the grammar; values are left to `JSON.parse`, which then cannot fail. */
class Scanner {
  readonly duplicates: JsonPath[] = [];
  #at = 0;

  constructor(private readonly text: string) {}

  document(): void {
    this.#value([]);
    this.#blanks();
    if (this.#at < this.text.length) this.#fail('nothing after the end of the document');
  }

  #value(path: JsonPath): void {
    this.#blanks();
    if (path.length > maxDepth) this.#fail(`at most ${maxDepth} levels of nesting`);
    const first = this.text[this.#at];
    if (first === '{') this.#object(path);
    else if (first === '[') this.#list(path);
    else if (first === '"') this.#string('text');
    else if (this.#token(numberToken) === null && this.#token(wordToken) === null) this.#fail('a value');
  }

  #object(path: JsonPath): void {
    const names = new Set<string>();
    this.#members('}', 'a field name in double quotes', () => {
      const name = JSON.parse(this.#string('a field name in double quotes')) as string;
      if (names.has(name)) this.duplicates.push([...path, name]);
      names.add(name);
      this.#blanks();
      if (this.text[this.#at] !== ':') this.#fail('":"');
      this.#at++;
      this.#value([...path, name]);
    });
  }

  #list(path: JsonPath): void {
    let index = 0;
    this.#members(']', 'a value', () => this.#value([...path, index++]));
  }

  /** From the opening bracket to the closing one, members separated by single commas. */
  #members(close: string, wanted: string, member: () => void): void {
    this.#at++;
    this.#blanks();
    if (this.text[this.#at] === close) {
      this.#at++;
      return;
    }
    for (;;) {
      this.#blanks();
      if (this.text[this.#at] === close) this.#fail(`${wanted} (a comma stands before it)`);
      member();
      this.#blanks();
      if (this.text[this.#at] === close) break;
      if (this.text[this.#at] !== ',') this.#fail(`"," or "${close}"`);
      this.#at++;
    }
    this.#at++;
  }

  #string(wanted: string): string {
    return this.#token(stringToken) ?? this.#fail(wanted);
  }

  #token(token: RegExp): string | null {
    token.lastIndex = this.#at;
    const found = token.exec(this.text)?.[0];
    if (found === undefined) return null;
    this.#at += found.length;
    return found;
  }

  #blanks(): void {
    while (' \t\n\r'.includes(this.text[this.#at] ?? 'end')) this.#at++;
  }

  #fail(wanted: string): never {
    const found = this.text.slice(this.#at, this.#at + 12).split('\n')[0];
    const shown = this.#at >= this.text.length ? 'the end of the file' : JSON.stringify(found || '\n');
    const comment = /^(\/[/*]|#)/.test(found ?? '') ? ' (JSON has no comments)' : '';
    throw new JsonSyntaxError(this.#at, `found ${shown}; here must stand ${wanted}${comment}`);
  }
}
