/**
 * `npm run bench:scale [-- --groups N --agents N --seconds N --seed N]`: plays a contact centre of that size in simulate and prints
 * what each thing comes to, beside what docs/scale.md is computed from. Exit 0: no figure is higher, and no invariant is violated;
 * 1: one is; 2: unusable command line. 1,000 agents for ten minutes take some minutes.
 */
import { parseArgs } from 'node:util';
import { type CountedFigure, countPortCalls } from '../bench/port-calls';
import { counted } from '../lib/configuration/counted';

const byDefault = { groups: '20', agents: '1000', seconds: '600', seed: '11' };

function sizeGiven() {
  const { values } = parseArgs({
    options: Object.fromEntries(
      Object.entries(byDefault).map(([name, value]) => [name, { type: 'string' as const, default: value }]),
    ),
  });
  const size = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, Number(value)]));
  const { groups = 0, agents = 0, seconds = 0, seed = -1 } = size;
  const problems = Object.entries(size)
    .filter(([name, value]) => !Number.isSafeInteger(value) || value < (name === 'seed' ? 0 : 1))
    .map(([name]) => `--${name} is ${JSON.stringify(values[name])}; give a whole number`);
  if (agents % (groups * 10) !== 0)
    problems.push(`--agents is ${agents}; give a multiple of ${groups * 10}, ten for each group`);
  if (problems.length > 0) throw new Error(problems.join('\n'));
  return { groups, agents, seconds, seed };
}

async function run(): Promise<number> {
  const size = sizeGiven();
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

run().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 2;
  },
);
