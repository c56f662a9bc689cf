/**
 * `npm run bench:scale [-- --groups N --agents N --seconds N --seed N]`: plays a contact centre of that size in simulate and prints
 * what each thing comes to, beside what docs/scale.md is computed from. Exit 0: no figure is higher, and no invariant is violated;
 * 1: one is; 2: unusable command line. 1,000 agents for ten minutes take some minutes.
 */
import type { Command } from 'commander';
import { type CountedFigure, countPortCalls } from '../bench/port-calls';
import { counted } from '../lib/configuration/counted';
import { type CommandLine, readCommandLine, startNothing, Valued, wholeFrom, withUsage } from './terminal/command-line';
import { terminal } from './terminal/output';

interface Size {
  readonly groups: number;
  readonly agents: number;
  readonly seconds: number;
  readonly seed: number;
}

const usage = `npm run bench:scale -- [options]

  --groups N   groups of agents (default 20)
  --agents N   agents together, a multiple of ten for each group (default 1000)
  --seconds N  simulated seconds (default 600)
  --seed S     of all that is random (default 11)
  --help       this text

Exit code: 0 no figure is higher and no invariant is violated, 1 one is, 2 unusable command line.
`;

const most = 999_999_999;
const declared = (): Command =>
  withUsage(usage)
    .addOption(new Valued('--groups <n>', 'a whole number, 1 or more', wholeFrom(1, most)).default(20))
    .addOption(new Valued('--agents <n>', 'a whole number, 1 or more', wholeFrom(1, most)).default(1000))
    .addOption(new Valued('--seconds <n>', 'a whole number, 1 or more', wholeFrom(1, most)).default(600))
    .addOption(new Valued('--seed <s>', 'a whole number, 0 or more', wholeFrom(0, most)).default(11));

function sizeGiven(argv: readonly string[]): CommandLine<Size> {
  const line = readCommandLine<Size>(declared(), argv, 'plain');
  if (line.kind !== 'run') return line;
  const { groups, agents } = line.options;
  if (agents % (groups * 10) === 0) return line;
  const sentence = `--agents is ${agents}; it must be a multiple of ${groups * 10}, ten for each group`;
  return { kind: 'unusable', problems: [{ code: 'command.contradiction', sentence }] };
}

async function run(argv: readonly string[]): Promise<number> {
  const line = sizeGiven(argv);
  if (line.kind !== 'run') return startNothing(line, terminal(), usage);
  const size = line.options;
  process.stderr.write(`playing ${size.agents} agents in ${size.groups} groups for ${size.seconds} s ...\n`);
  const { played, figures, writesPerSecond } = await countPortCalls(size);
  const rows = Object.entries(figures).map(([name, figure]) => ({
    name,
    figure,
    most: counted[name as CountedFigure],
  }));
  for (const { name, figure, most } of rows) {
    process.stdout.write(`${name.padEnd(26)}${figure.toFixed(2).padStart(8)}  at most ${most}\n`);
  }
  const { inbound, outbound, agents, violations } = played.summary;
  process.stdout.write(
    `${inbound.arrived} calls, ${outbound.dials} dials, ${agents.movesToInbound + agents.movesToOutbound} moves, ` +
      `${writesPerSecond.toFixed(0)} writes a second, ${violations.length} violations\n`,
  );
  for (const failure of played.failures) process.stdout.write(`${failure}\n`);
  return rows.every(({ figure, most }) => figure <= most) && violations.length + played.failures.length === 0 ? 0 : 1;
}

void run(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
