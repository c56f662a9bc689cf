/**
 * `npm run flows:check -- FILE... [--type T]`: says of flow files what Connect refuses in them, what is advised against, and what
 * is not checked here. A file is a flow, or `{ "type": "CUSTOMER_QUEUE", "flow": { ... } }`; what a file says of its type wins
 * over `--type`, and without either no rule of where an action may stand is applied. `${Tokens}` count as text.
 * Exit codes: 0 nothing is refused, 1 something is, 2 bad options or a file that cannot be read; of several files the worst
 * counts, in the order 2, 1, 0.
 */
import { resolve } from 'node:path';
import { Command } from 'commander';
import { FlowFileError, flowTypeOf, readableTypes, readFlowFile } from '../contact-flows/flow-file';
import { unsetAttributes } from '../contact-flows/language/attributes';
import type { FlowType } from '../contact-flows/language/document';
import { describeFinding, type FlowProblem } from '../contact-flows/language/findings';
import { voices } from '../contact-flows/language/rules';
import { findFlowProblems, moduleFinding } from '../contact-flows/language/validate';
import { printed } from '../documents/told';
import { readCommandLine, startNothing } from './terminal/command-line';
import { terminal } from './terminal/output';

const typedIn = process.env['TYPED_IN'] ?? process.cwd();

interface Checked {
  readonly file: string;
  /** `null`: a module, whose attributes are not looked at. */
  readonly flow: unknown;
  readonly findings: readonly FlowProblem[];
}

function check(file: string, asked: FlowType | 'module' | null): Checked {
  const { flow, type } = readFlowFile(resolve(typedIn, file));
  const known = type ?? asked;
  if (known === 'module') return { file, flow: null, findings: [moduleFinding] };
  return { file, flow, findings: findFlowProblems(flow, known) };
}

function report({ file, findings }: Checked): void {
  const lines = voices.flatMap((voice) =>
    findings
      .filter((finding) => finding.voice === voice)
      .map((finding) => `${file}: ${voice.replace('-', ' ')}: ${describeFinding(finding)}`),
  );
  process.stdout.write(`${lines.length === 0 ? `${file}: nothing speaks against it` : lines.join('\n')}\n`);
}

function main(argv: readonly string[]): 0 | 1 | 2 {
  const command = new Command('flows:check')
    .description('Says what Amazon Connect refuses in contact flows, what is advised against, and what is not checked.')
    .argument('<file...>', 'a flow in the flow language, or { "type": ..., "flow": ... }')
    .option('--type <type>', `the type of flows whose file says none: ${readableTypes.join(', ')}`);
  const line = readCommandLine<{ readonly type?: string }>(command, argv);
  if (line.kind !== 'run') return startNothing(line, terminal());
  const { type } = line.options;
  const asked = type === undefined ? null : flowTypeOf(type);
  let unreadable = 0;
  const checked: Checked[] = [];
  for (const file of line.words) {
    try {
      checked.push(check(file, asked));
    } catch (error) {
      if (!(error instanceof FlowFileError)) throw error;
      process.stderr.write(`${printed({ code: 'flow.unreadable', sentence: `${file}: ${error.message}` })}\n`);
      unreadable += 1;
    }
  }
  const unset = unsetAttributes(checked.map(({ flow }) => flow));
  const all = checked.map((one, index) => ({ ...one, findings: [...one.findings, ...(unset[index] ?? [])] }));
  for (const one of all) report(one);
  if (unreadable > 0) return 2;
  return all.some(({ findings }) => findings.some(({ voice }) => voice === 'refused')) ? 1 : 0;
}

try {
  process.exitCode = main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof FlowFileError)) throw error;
  process.stderr.write(`${printed({ code: 'command.wrong-value', sentence: `--type: ${error.message}` })}\n`);
  process.exitCode = 2;
}
