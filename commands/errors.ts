/**
 * `npm run errors`: writes docs/errors.md from the catalogue of codes. With `--check` it compares instead. Exit codes: 0 written or
 * the same, 1 it differs, 2 bad options.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { rows } from '../campaign-manager/conformance/kit/rows';
import { flowRules } from '../contact-flows/language/rules';
import { errorChapters } from '../documents/errors/catalogue';
import { errorsPage } from '../documents/errors/page';
import { readCommandLine, startNothing } from './terminal/command-line';
import { type Output, terminal } from './terminal/output';

const shown = 'docs/errors.md';

/** The page as it has to be. */
export const writtenErrors = (): string =>
  errorsPage(errorChapters, [
    {
      title: 'Rules of contact flows',
      about:
        'What is found in a flow names the rule in round brackets, with where the rule was learnt. [More](flows.md).',
      rules: flowRules.map(({ id, description, source }) => ({ id, says: description, why: fromHere(source) })),
    },
    {
      title: 'Rows of the conformance kit',
      about:
        'What the kit says of a Campaign Manager names the row in square brackets. [More](campaign-manager.md#try-it-the-conformance-kit).',
      rules: rows.map(({ id, what, why }) => ({ id, says: what, why })),
    },
  ]);

/** Sources are named by their paths from the root, and the page stands beside them. */
const fromHere = (source: string): string =>
  source.replace(/docs\/([\w-]+\.md#([\w-]+))/, (_, path: string, heading: string) => `[${heading}](${path})`);

export function runErrorsCommand(
  argv: readonly string[],
  root: string,
  { out, err }: Pick<Output, 'out' | 'err'>,
): number {
  const command = new Command('errors')
    .description('Writes docs/errors.md: what each code of an error means and what to do.')
    .option('--check', 'only compare it with the file', false);
  const line = readCommandLine<{ check: boolean }>(command, argv);
  if (line.kind !== 'run') return startNothing(line, { out, err });
  const file = join(root, shown);
  const page = writtenErrors();
  if (!line.options.check) writeFileSync(file, page);
  else if (readFileSync(file, 'utf8') !== page) {
    err(`${shown} is out of date; \`npm run errors\` writes it anew\n`);
    return 1;
  }
  out(`${shown} ${line.options.check ? 'is up to date' : 'is written'}\n`);
  return 0;
}

if (require.main === module) {
  process.exitCode = runErrorsCommand(process.argv.slice(2), join(__dirname, '..'), terminal());
}
