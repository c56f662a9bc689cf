/** What both programs of the contract with the Campaign Manager take, with a sentence for what is wrong. */
import { resolve } from 'node:path';
import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { commandsAddress } from '../../adapters/campaign-manager/https-exchange';

export interface Output {
  out(text: string): void;
  err(text: string): void;
  /** Whether it is read by a person at a terminal. */
  readonly colour: boolean;
  /** The folder where the command was typed: files are relative to it. */
  readonly typedIn: string;
}

export const program = (name: string, description: string, { out, err }: Output): Command =>
  new Command(name)
    .description(description)
    .allowExcessArguments(false)
    .configureOutput({ writeOut: out, writeErr: err })
    .exitOverride();

/** The exit code when the command line is no good or only asked for help; `null`: go on. */
export function parseOrExit(command: Command, argv: readonly string[]): number | null {
  try {
    command.parse(argv, { from: 'user' });
    return null;
  } catch (error) {
    // commander has written its own sentence, or the help that was asked for.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    throw error;
  }
}

export function port(text: string): number {
  const value = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= 1 && value <= 65_535) return value;
  throw new InvalidArgumentError('It must be a port from 1 to 65535.');
}

export function url(text: string): string {
  try {
    commandsAddress(text);
    return text;
  } catch (error) {
    throw new InvalidArgumentError(error instanceof Error ? `${error.message}.` : String(error));
  }
}

export function campaignName(text: string): string {
  if (/^[a-z][a-z0-9-]{0,31}$/.test(text)) return text;
  throw new InvalidArgumentError('It must be a name like "renewals": a-z, then up to 31 of a-z, 0-9 and "-".');
}

export function e164(text: string): string {
  if (/^\+[1-9]\d{1,14}$/.test(text)) return text;
  throw new InvalidArgumentError('It must be a number in E.164, such as +12025550199.');
}

export const fileIn = (typedIn: string, shown: string) => ({ path: resolve(typedIn, shown), shown });

/** The terminal of this process; colours only where a person reads. */
export const terminal = (): Output => ({
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  colour: process.stdout.isTTY === true && !process.env['NO_COLOR'],
  typedIn: process.env['TYPED_IN'] ?? process.cwd(),
});
