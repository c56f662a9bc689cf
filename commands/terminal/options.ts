import { suggestion } from '../../local/scenario/problems';

/** A command line that was read: what it asks for, or that nothing is to be started. `problems` are none where help is asked for. */
export type ReadOptions<T> =
  | { readonly ok: true; readonly options: T }
  | { readonly ok: false; readonly problems: readonly string[] };

/** Prints why nothing is started, or the help that was asked for; answers the exit code. */
export function startNothing(problems: readonly string[], usage: string): 0 | 2 {
  if (problems.length === 0) {
    process.stdout.write(usage);
    return 0;
  }
  process.stderr.write(`${problems.join('\n')}\n\n${usage}`);
  return 2;
}

/** What a program takes: options with a value, by what is to be given there, and flags. Names with their hyphens. */
export interface KnownOptions<V extends string, F extends string> {
  readonly valued: Readonly<Record<V, string>>;
  readonly flags: readonly F[];
}

/**
 * What a command line gives, as `--option value` or `--option=value`. Whatever is wrong with it is added to `problems`, one
 * sentence each, so that all of it is told at once; the questions answer `undefined` for what was not given or is wrong.
 */
export class GivenOptions<V extends string, F extends string> {
  readonly problems: string[] = [];
  readonly #given = new Map<V | F, string>();

  constructor(
    argv: readonly string[],
    private readonly options: KnownOptions<V, F>,
  ) {
    for (let index = 0; index < argv.length; index++) {
      const word = argv[index] ?? '';
      const [name, inline] = split(word);
      if (this.#isFlag(name)) {
        if (inline === undefined) this.#put(name, '');
        else this.problems.push(`${name} takes no value, got ${JSON.stringify(inline)}; leave it out`);
      } else if (this.#isValued(name)) {
        const next = argv[index + 1];
        const value = inline ?? (next === undefined || next.startsWith('--') ? undefined : next);
        if (inline === undefined && value !== undefined) index++;
        if (value) this.#put(name, value);
        else this.problems.push(`${name} is missing its value; give ${options.valued[name]}`);
      } else {
        const what = word.startsWith('-')
          ? `unknown option ${JSON.stringify(name)}`
          : `unexpected ${JSON.stringify(word)}`;
        this.problems.push(`${what}${suggestion(name, [...Object.keys(options.valued), ...options.flags])}`);
      }
    }
  }

  has(name: V | F): boolean {
    return this.#given.has(name);
  }

  text(name: V): string | undefined {
    return this.#given.get(name);
  }

  /** A number from `min` to `max`. */
  number(name: V, min: number, max: number): number | undefined {
    return this.#numberLike(name, /^\d+(\.\d+)?$/, min, max);
  }

  /** A whole number from `min` to `max`. */
  whole(name: V, min: number, max: number): number | undefined {
    return this.#numberLike(name, /^\d{1,15}$/, min, max);
  }

  oneOf<T extends string>(name: V, choices: readonly T[]): T | undefined {
    const text = this.text(name);
    const choice = choices.find((known) => known === text);
    if (text !== undefined && choice === undefined) this.#wrong(name, text);
    return choice;
  }

  /** Adds the problem of a value that its own reader did not understand. */
  wrong(name: V): void {
    this.#wrong(name, this.text(name) ?? '');
  }

  #numberLike(name: V, form: RegExp, min: number, max: number): number | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const value = form.test(text) ? Number(text) : Number.NaN;
    if (value >= min && value <= max) return value;
    this.#wrong(name, text);
    return undefined;
  }

  #wrong(name: V, text: string): void {
    this.problems.push(`${name} is ${JSON.stringify(text)}; it must be ${this.options.valued[name]}`);
  }

  #put(name: V | F, value: string): void {
    if (this.#given.has(name)) this.problems.push(`${name} stands twice; give it once`);
    else this.#given.set(name, value);
  }

  #isValued(name: string): name is V {
    return Object.hasOwn(this.options.valued, name);
  }

  #isFlag(name: string): name is F {
    return (this.options.flags as readonly string[]).includes(name);
  }
}

function split(word: string): readonly [string, string | undefined] {
  const equals = word.startsWith('--') ? word.indexOf('=') : -1;
  return equals < 0 ? [word, undefined] : [word.slice(0, equals), word.slice(equals + 1)];
}
