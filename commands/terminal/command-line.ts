import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import type { ProblemCode } from '../../documents/errors/catalogue';
import { suggestion } from '../../documents/problems';
import { printed, type Told } from '../../documents/told';
import type { Output } from './output';

/** What a command line comes to. `words`: what stands there besides options. */
export type CommandLine<T> =
  | { readonly kind: 'run'; readonly options: T; readonly words: readonly string[] }
  | { readonly kind: 'help'; readonly text: string }
  | { readonly kind: 'unusable'; readonly problems: readonly Told[] };

/**
 * An option with a value. `right` says what is to be given, as in "it must be a whole number, 1 or more"; `read` answers
 * undefined for anything else.
 */
export class Valued<T> extends Option {
  constructor(
    flags: string,
    readonly right: string,
    read: (text: string) => T | undefined,
  ) {
    super(flags, right);
    this.argParser((text: string) => {
      const value = read(text);
      if (value === undefined) throw new InvalidArgumentError(right);
      return value;
    });
  }
}

/** An option that may stand again and again: its parser adds each value to those before it. */
export class Collected extends Option {}

/** A number from `min` to `max`, written without sign or exponent. */
export const numberFrom =
  (min: number, max: number) =>
  (text: string): number | undefined =>
    within(/^\d+(\.\d+)?$/, text, min, max);

/** A whole number from `min` to `max`. */
export const wholeFrom =
  (min: number, max: number) =>
  (text: string): number | undefined =>
    within(/^\d{1,15}$/, text, min, max);

/** One of `choices`, as it is spelt there. */
export const oneOf =
  <T extends string>(choices: readonly T[]) =>
  (text: string): T | undefined =>
    choices.find((choice) => choice === text);

export const anyText = (text: string): string => text;

function within(form: RegExp, text: string, min: number, max: number): number | undefined {
  const value = form.test(text) ? Number(text) : Number.NaN;
  return value >= min && value <= max ? value : undefined;
}

/** How problems are worded: as commander does, or as plain sentences by programs with a usage text of their own. */
export type Wording = 'commander' | 'plain';

/**
 * Reads the command line of a program that is declared to commander, with all problems at once, a sentence each: what cannot
 * be understood in the order in which it stands there, then values that are not right, then what is missing.
 *
 * commander's own `parse` ends at the first problem, and would take `--trace` for the scenario in `--scenario --trace`. So it is asked
 * for the parts of each `--option` by itself (`parseOptions`), and what it refuses is collected. An option stands once, unless
 * it is `Collected`.
 */
export function readCommandLine<T>(
  command: Command,
  argv: readonly string[],
  wording: Wording = 'commander',
): CommandLine<T> {
  const reading = new Reading(command.exitOverride().configureOutput({ writeErr: () => {} }), wording);
  for (const segment of segmentsOf(argv)) reading.take(segment);
  if (reading.helpWanted) return { kind: 'help', text: command.helpInformation() };
  const problems = reading.allProblems();
  if (problems.length > 0) return { kind: 'unusable', problems };
  return { kind: 'run', options: command.opts() as T, words: reading.words };
}

/** A program whose help is `usage`, whole. */
export const withUsage = (usage: string): Command => new Command().configureHelp({ formatHelp: () => usage });

/** Prints the help that was asked for, or why nothing is started, and then `usage`; answers the exit code. */
export function startNothing(
  line: Exclude<CommandLine<unknown>, { readonly kind: 'run' }>,
  { out, err }: Pick<Output, 'out' | 'err'>,
  usage?: string,
): 0 | 2 {
  if (line.kind === 'help') {
    out(line.text);
    return 0;
  }
  err(`${line.problems.map(printed).join('\n')}\n${usage === undefined ? '' : `\n${usage}`}`);
  return 2;
}

/** Each begins at a `--option`; after `--` there are none. */
function segmentsOf(argv: readonly string[]): string[][] {
  const segments: string[][] = [[]];
  for (const [index, word] of argv.entries()) {
    if (word === '--') return [...segments, argv.slice(index)];
    if (word.startsWith('--')) segments.push([]);
    segments.at(-1)?.push(word);
  }
  return segments;
}

class Reading {
  readonly words: string[] = [];
  helpWanted = false;
  readonly #given = new Set<Option>();
  readonly #problems: Told[] = [];
  readonly #wrongValues: Told[] = [];

  constructor(
    private readonly command: Command,
    private readonly wording: Wording,
  ) {
    for (const option of command.options) {
      this.#collectWrongValues(option);
      this.command.on(`option:${option.name()}`, () => {
        const again = this.#given.has(option) && !(option instanceof Collected);
        if (again) this.#tell('command.twice', `${option.long} stands twice; give it once`);
        this.#given.add(option);
      });
    }
  }

  take(segment: string[]): void {
    try {
      const { operands, unknown } = this.command.parseOptions(segment);
      for (const word of operands) this.#word(word);
      for (const word of unknown) {
        if (word.length > 1 && word.startsWith('-')) this.#unknownOption(word);
        else this.#word(word);
      }
    } catch (error) {
      if (!(error instanceof CommanderError)) throw error;
      // The only one left that is thrown: the last word is an option without its value.
      const option = this.#optionOf(segment.at(-1) ?? '');
      if (option !== undefined) this.#given.add(option);
      this.#tell('command.no-value', option instanceof Valued ? missingValue(option) : error.message);
    }
  }

  allProblems(): readonly Told[] {
    const needed = this.command.options
      .filter((option) => option.mandatory && !this.#given.has(option))
      .map((option) => `required option '${option.flags}' not specified`);
    const absent = this.command.registeredArguments
      .slice(this.words.length)
      .filter(({ required }) => required)
      .map((argument) => `missing required argument '${argument.name()}'`);
    const missing = [...needed, ...absent].map(
      (sentence): Told => ({ code: 'command.missing', sentence: this.#said(sentence) }),
    );
    return [...this.#problems, ...this.#wrongValues, ...missing];
  }

  #tell(code: ProblemCode, sentence: string): void {
    this.#problems.push({ code, sentence });
  }

  #word(word: string): void {
    this.words.push(word);
    const { registeredArguments: known } = this.command;
    if (this.words.length <= known.length || known.at(-1)?.variadic) return;
    this.#tell('command.unknown-word', this.#said(`unexpected ${JSON.stringify(word)}${this.#suggestion(word)}`));
  }

  #unknownOption(word: string): void {
    if (word === '-h' || word === '--help') {
      this.helpWanted = true;
      return;
    }
    const [name = '', inline] = /^(--[^=]*)=([\s\S]*)$/.exec(word)?.slice(1) ?? [word];
    if (inline !== undefined && (name === '--help' || this.#optionOf(name) !== undefined)) {
      this.#tell('command.needless-value', `${name} takes no value, got ${JSON.stringify(inline)}; leave it out`);
      return;
    }
    const quoted = this.wording === 'plain' ? JSON.stringify(name) : `'${name}'`;
    this.#tell('command.unknown-option', this.#said(`unknown option ${quoted}${this.#suggestion(name)}`));
  }

  #collectWrongValues(option: Option): void {
    const { parseArg } = option;
    if (parseArg === undefined) return;
    option.argParser((text: string, before: unknown) => {
      if (option instanceof Valued && text === '') {
        this.#tell('command.no-value', missingValue(option));
        return before;
      }
      try {
        return parseArg(text, before);
      } catch (error) {
        if (!(error instanceof InvalidArgumentError)) throw error;
        const sentence =
          option instanceof Valued
            ? `${option.long} is ${JSON.stringify(text)}; it must be ${option.right}`
            : this.#said(`option '${option.flags}' argument '${text}' is invalid. ${error.message}`);
        this.#wrongValues.push({ code: 'command.wrong-value', sentence });
        return before;
      }
    });
  }

  #optionOf(word: string): Option | undefined {
    return this.command.options.find(({ long, short }) => long === word || short === word);
  }

  #suggestion(name: string): string {
    return suggestion(name, [...this.command.options.map(({ long, short }) => long ?? short ?? ''), '--help']);
  }

  #said(sentence: string): string {
    return this.wording === 'plain' ? sentence : `error: ${sentence}`;
  }
}

const missingValue = ({ long, right }: Valued<unknown>): string => `${long} is missing its value; give ${right}`;
