import { Command, InvalidArgumentError } from 'commander';
import {
  Collected,
  readCommandLine,
  startNothing,
  Valued,
  wholeFrom,
  withUsage,
} from '../../../commands/terminal/command-line';
import { sentences } from '../../../documents/told';

const port = (text: string): number => {
  if (text === '0') throw new InvalidArgumentError('It must be a port.');
  return Number(text);
};
const collected = (text: string, before: readonly string[] = []): readonly string[] => [...before, text];
const declared = () =>
  new Command('serve')
    .argument('<file>', 'what to serve')
    .requiredOption('-p, --port <n>', 'where', port)
    .addOption(new Collected('-c, --context <word>', 'any number of them').argParser(collected))
    .option('--local [file]', 'on this machine')
    .option('--json', 'as JSON', false)
    .addOption(new Valued('--times <n>', 'a whole number from 1 to 9', wholeFrom(1, 9)));
const read = (...argv: string[]) => readCommandLine(declared(), argv);
const problems = (...argv: string[]) => {
  const line = read(...argv);
  return line.kind === 'unusable' ? sentences(line.problems) : [];
};

it('reads options with a value, with one that may be left out, and flags, wherever the words stand', () => {
  expect(read('-c', 'a', 'x.json', '--context=b', '-p', '1', '--local', '--json', '--times', '3')).toEqual({
    kind: 'run',
    options: { port: 1, context: ['a', 'b'], local: true, json: true, times: 3 },
    words: ['x.json'],
  });
  expect(read('--port', '-1', '--local', 'here', '--', '--json')).toEqual({
    kind: 'run',
    options: { port: -1, local: 'here', json: false },
    words: ['--json'],
  });
});

it('tells everything that is wrong at once', () => {
  expect(
    problems('--prot', '1', 'two', '--context', '--times', '10', '--json=yes', '--times', '', '--json', '--json', '-x'),
  ).toEqual([
    `error: unknown option '--prot'; did you mean "--port"?`,
    'error: unexpected "two"; known are --port, --context, --local, --json, --times, --help',
    "error: option '-c, --context <word>' argument missing",
    '--json takes no value, got "yes"; leave it out',
    '--times is missing its value; give a whole number from 1 to 9',
    '--times stands twice; give it once',
    '--json stands twice; give it once',
    `error: unknown option '-x'; known are --port, --context, --local, --json, --times, --help`,
    '--times is "10"; it must be a whole number from 1 to 9',
    "error: required option '-p, --port <n>' not specified",
  ]);
});

it('says of an option that is not right only that, and what else is missing', () => {
  expect(problems('--port', '0')).toEqual([
    "error: option '-p, --port <n>' argument '0' is invalid. It must be a port.",
    "error: missing required argument 'file'",
  ]);
  expect(problems('file', '--port')).toEqual(["error: option '-p, --port <n>' argument missing"]);
});

it('passes on what no parser should throw', () => {
  const broken = new Command().option('--it <n>', '', () => {
    throw new RangeError('broken');
  });
  expect(() => readCommandLine(broken, ['--it', '1'])).toThrow(RangeError);
});

it.each(['--help', '-h'])('%s wins over what is wrong', (help) => {
  expect(read('--prot', help)).toMatchObject({ kind: 'help', text: expect.stringContaining('-p, --port <n>') });
});

it('prints help with exit code 0 and problems with 2, and says only the sentence where the usage is of our own', () => {
  const started = (...argv: string[]) => {
    const [said, complained]: string[][] = [[], []];
    const output = { out: (text: string) => void said?.push(text), err: (text: string) => void complained?.push(text) };
    const line = readCommandLine(withUsage('how it is used\n'), argv, 'plain');
    const code = line.kind === 'run' ? null : startNothing(line, output, 'how it is used\n');
    return { code, out: said?.join(''), err: complained?.join('') };
  };
  expect(started('--help')).toEqual({ code: 0, out: 'how it is used\n', err: '' });
  expect(started('--x', '--y')).toEqual({
    code: 2,
    out: '',
    err: 'unknown option "--x"; known are --help [command.unknown-option]\nunknown option "--y"; known are --help [command.unknown-option]\n\nhow it is used\n',
  });
});
