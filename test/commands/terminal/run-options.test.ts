import { exitCode, parseCommandLine } from '../../../commands/terminal/run-options';
import { sentences } from '../../../documents/told';

const start = (...argv: string[]) => parseCommandLine(argv, 'start', '/home/ana');
const options = (...argv: string[]) => {
  const line = start(...argv);
  if (line.kind !== 'run') throw new Error(JSON.stringify(line));
  return line.options;
};
const problems = (...argv: string[]) => {
  const line = start(...argv);
  return line.kind === 'unusable' ? sentences(line.problems) : [];
};

test('npm start alone shows the default scenario again and again at the speed of life', () => {
  expect(options()).toEqual({
    ports: { softphone: 0, wallboard: 0 },
    scenario: null,
    trace: null,
    inboundFlow: null,
    decisions: null,
    rollout: {},
    press: { others: '', byQueue: new Map() },
    headless: false,
    speed: 1,
    forSeconds: null,
    repeat: true,
  });
});

test('headless runs once, as fast as it goes', () => {
  expect(options('--headless')).toMatchObject({ headless: true, speed: 'max', repeat: false });
});

test('files are relative to where the command was typed', () => {
  expect(options('--scenario', 'a/s.json', '--trace=/tmp/t.jsonl')).toMatchObject({
    scenario: { path: '/home/ana/a/s.json', shown: 'a/s.json' },
    trace: { path: '/tmp/t.jsonl', shown: '/tmp/t.jsonl' },
    repeat: false,
  });
});

test.each([
  ['max', 'max'],
  ['0.1', 0.1],
  ['100', 100],
])('--speed %s is taken', (text, speed) => {
  expect(options('--speed', text).speed).toBe(speed);
});

test('a speed holds with --headless too', () => {
  expect(options('--headless', '--speed', '20').speed).toBe(20);
});

test('simulate is always as fast as it goes unless told, and runs once', () => {
  const line = parseCommandLine(['--for', '60'], 'simulate', '/home/ana');
  expect(line).toMatchObject({ kind: 'run', options: { speed: 'max', repeat: false, forSeconds: 60 } });
});

test('all problems at once', () => {
  expect(
    problems('--sped', '3', '--scenario', '--speed', '0', '--for', '-1', '--headless=yes', '--for', '2', 'x'),
  ).toEqual([
    'unknown option "--sped"; did you mean "--speed"?',
    'unexpected "3"; known are --scenario, --trace, --speed, --for, --decisions, --pilot, --inbound-flow, --press, --softphone-port, --wallboard-port, --observe, --headless, --help',
    '--scenario is missing its value; give a scenario file',
    '--headless takes no value, got "yes"; leave it out',
    '--for stands twice; give it once',
    'unexpected "x"; known are --scenario, --trace, --speed, --for, --decisions, --pilot, --inbound-flow, --press, --softphone-port, --wallboard-port, --observe, --headless, --help',
    '--speed is "0"; it must be a number from 0.1 to 100, or max',
    '--for is "-1"; it must be a number of simulated seconds above 0',
  ]);
});

it('reads what callers press, and says how it is written', () => {
  expect(options('--press', 'sales=1,2').press).toEqual({ others: '2', byQueue: new Map([['sales', '1']]) });
  expect(problems('--press', 'sales')).toEqual([
    '--press is "sales"; it must be the keys callers press in menus, such as 1, or sales=1,support=2 by the queue they call',
  ]);
});

test.each(['101', '0.05', 'fast', '1e1', ''])('--speed %j is refused', (text) => {
  expect(problems('--speed', text)).toHaveLength(1);
});

test('--help tells the options and the exit codes', () => {
  const line = start('--help');
  expect(line.kind === 'help' && line.text).toContain('--scenario FILE');
});

test.each([
  [0, 0, 0],
  [2, 0, 1],
  [0, 1, 3],
  [2, 1, 3],
])('%d violations and %d failures end with %d', (violations, failures, code) => {
  expect(exitCode({ violations, failures })).toBe(code);
});

it('takes an edited flow for npm start alone, which runs the template', () => {
  expect(parseCommandLine(['--inbound-flow', 'mine.json'], 'start', '/typed')).toMatchObject({
    options: { inboundFlow: { path: '/typed/mine.json', shown: 'mine.json' } },
  });
  expect(parseCommandLine(['--inbound-flow', 'mine.json'], 'simulate', '/typed')).toMatchObject({
    kind: 'unusable',
    problems: expect.arrayContaining([
      { code: 'command.unknown-option', sentence: expect.stringMatching(/unknown option "--inbound-flow"/) },
    ]),
  });
});

test('a run may be observed, or have a pilot, and writes down what is decided', () => {
  expect(options('--observe', '--decisions', 'out.jsonl')).toMatchObject({
    rollout: { mode: 'observe' },
    decisions: { shown: 'out.jsonl' },
  });
  expect(options('--pilot', 'ana,ben').rollout).toEqual({ pilot: ['ana', 'ben'] });
});

test('ports are for pages, each for one', () => {
  expect(options('--softphone-port', '4100', '--wallboard-port', '4101')).toMatchObject({
    ports: { softphone: 4100, wallboard: 4101 },
  });
  expect(problems('--softphone-port', '0', '--wallboard-port', '65536')).toEqual([
    '--softphone-port is "0"; it must be a port, 1 to 65535',
    '--wallboard-port is "65536"; it must be a port, 1 to 65535',
  ]);
  expect(problems('--softphone-port', '4100', '--wallboard-port', '4100', '--headless')).toEqual([
    '--softphone-port stands beside --headless, which serves no pages; leave one of them out',
    '--wallboard-port stands beside --headless, which serves no pages; leave one of them out',
    '--softphone-port and --wallboard-port are both 4100; give each page a port of its own',
  ]);
});
