import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Command } from 'commander';
import { decisionsIn } from '../account/observe/decision-lines';
import { asText, observedReport } from '../account/observe/observed-report';
import { printed, type Told } from '../documents/told';
import { say } from './terminal/account-command';
import { readCommandLine, startNothing } from './terminal/command-line';
import { terminal } from './terminal/output';

/** Reads the files, prints what would have differed. 0: told; 1: the files hold no caller's end; 2: a file cannot be read. */
export function runReport(argv: readonly string[], print: (text: string) => void, tell = say): number {
  const command = new Command('observe:report')
    .description('What a group that is only observed would have done differently, from logs of its decisions')
    .argument('<file...>', 'logs: one JSON object a line, or what `aws logs filter-log-events` answers')
    .option('--json', 'prints JSON instead of text', false);
  const line = readCommandLine<{ readonly json: boolean }>(command, argv);
  if (line.kind !== 'run') return startNothing(line, terminal());
  const { json } = line.options;
  const texts: string[] = [];
  const problems: Told[] = [];
  for (const file of line.words) {
    try {
      texts.push(readFileSync(resolve(terminal().typedIn, file), 'utf8'));
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
      problems.push({ code: 'file.unreadable', sentence: `${file}: cannot be read (${code}); give a log file` });
    }
  }
  if (problems.length > 0) {
    for (const problem of problems) tell(printed(problem));
    return 2;
  }
  const read = texts.map(decisionsIn);
  const unreadable = read.reduce((sum, one) => sum + one.unreadable, 0);
  if (unreadable > 0) tell(`${unreadable} lines hold a decision that cannot be read, and are left out`);
  const report = observedReport(read.flatMap(({ decisions }) => decisions));
  print(json ? `${JSON.stringify(report, null, 2)}\n` : asText(report));
  if (report.calls > 0) return 0;
  tell('no caller of a group that is only observed was seen to their end in these files');
  return 1;
}

if (require.main === module) {
  process.exitCode = runReport(process.argv.slice(2), (text) => {
    process.stdout.write(text);
  });
}
