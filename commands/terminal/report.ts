import { createColors } from 'picocolors';
import { moveRules } from '../../core/vocabulary';
import type { Summary } from '../../simulator/trace/lines';
import { ruleWords } from './outbound-sentences';
import { duration } from './times';

/** What a run ends with: each violation as one line `violation N: ...`, then the figures as a small table. */
export function report(
  run: { readonly scenario: string; readonly endSeconds: number; readonly failures: readonly string[] },
  summary: Summary,
  colour: boolean,
): string {
  const colours = createColors(colour);
  const { inbound, agents } = summary;
  const violations = summary.violations.map(
    (violation, index) =>
      `violation ${index + 1}: invariant ${violation.invariant}: ${oneLine(violation.message)}${where(violation.lines)}`,
  );
  const rows: [string, string][] = [
    [
      'Callers',
      `${inbound.arrived} arrived, ${inbound.answered} answered, ${inbound.abandoned} hung up, ` +
        `${inbound.voicemail} to voicemail, ${inbound.refused} turned away, ${inbound.waiting} still waiting`,
    ],
    [
      'Service',
      `${percent(inbound.serviceLevel20)} answered within 20 s, mean wait ${seconds(inbound.meanWaitSeconds)}`,
    ],
    ['Agents', `${percent(agents.utilisation)} of their time on calls and wrap-up`],
    ...(summary.outbound.dials > 0 ? campaigns(summary.outbound) : []),
    ...(agents.movesToInbound + agents.movesToOutbound + agents.movesCancelled > 0 ? [moves(agents)] : []),
    ['Asked twice', askedTwice(summary.sameAgentTwice)],
    ['Invariants', summary.violations.length > 0 ? `${summary.violations.length} violated` : unviolated(run)],
    ...(summary.heldBackSeconds > 0 ? [heldBack(summary.heldBackSeconds)] : []),
    ...(run.failures.length > 0 ? [failed(run.failures.length)] : []),
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  const table = rows.map(([name, text]) => `  ${colours.bold(name.padEnd(width))}  ${text}`);
  const red = violations.map((line) => `${colours.red(line)}\n`).join('');
  const head = `${run.scenario}: ${duration(run.endSeconds)} of simulated time`;
  return `${red}\n${head}\n${table.join('\n')}\n`;
}

const campaigns = (outbound: Summary['outbound']): [string, string][] => [
  [
    'Campaigns',
    `${outbound.dials} dialled, ${outbound.answered} answered, ${outbound.connected} put through, ` +
      `${outbound.abandoned} abandoned (${percent(outbound.abandonRate)} of the answered)`,
  ],
];
function moves({ movesToInbound, movesToOutbound, movesCancelled, movesByRule }: Summary['agents']): [string, string] {
  const rules = moveRules.flatMap((rule) => {
    const count = movesByRule[rule] ?? 0;
    return count > 0 ? [`${count} ${ruleWords[rule]}`] : [];
  });
  const cancelled = movesCancelled > 0 ? `, ${movesCancelled} not needed any more` : '';
  const why = rules.length > 0 ? `: ${rules.join(', ')}` : '';
  return ['Moves', `${movesToInbound} to inbound, ${movesToOutbound} to outbound${cancelled}${why}`];
}
const askedTwice = (count: number): string =>
  count === 0
    ? 'nobody'
    : `${count} ${count === 1 ? 'time' : 'times'} an agent was rung again by a call they had refused`;
/** A run that ended before it began held nothing, and violated nothing. */
const unviolated = (run: { readonly endSeconds: number; readonly failures: readonly string[] }): string =>
  run.failures.length > 0 && run.endSeconds === 0 ? 'not judged' : 'all held';
const heldBack = (by: number): [string, string] => [
  'Held back',
  `${duration(by)} slower than asked: the machine could not keep up`,
];
const failed = (count: number): [string, string] => [
  'Application',
  `failed in ${count} ${count === 1 ? 'way' : 'ways'} that no fault asked for, named above`,
];

const oneLine = (text: string): string => text.replace(/\s*\n\s*/g, ' ');
const where = (lines: readonly number[]): string =>
  lines.length === 0 ? '' : ` (trace line${lines.length === 1 ? '' : 's'} ${lines.join(', ')})`;
const percent = (ratio: number | null): string => (ratio === null ? 'no figure' : `${Math.round(ratio * 100)} %`);
const seconds = (value: number | null): string => (value === null ? 'no figure' : duration(value));
