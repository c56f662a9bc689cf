/**
 * `npm run contract`: writes the documents of the contract with the Campaign Manager; with `--check` it compares them with
 * the files instead. Exit codes: 0 written or the same, 1 they differ, 2 bad options.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Command } from 'commander';
import { contractDifferences, contractDocuments, leftovers } from '../campaign-manager/contract/documents';
import { readCommandLine, startNothing } from './terminal/command-line';
import { type Output, terminal } from './terminal/output';

export function runContractCommand(
  argv: readonly string[],
  root: string,
  { out, err }: Pick<Output, 'out' | 'err'>,
): number {
  const command = new Command('contract')
    .description('Writes OpenAPI and JSON Schemas of the contract with the Campaign Manager.')
    .option('--check', 'only compare them with the files in docs/campaign-manager', false);
  const line = readCommandLine<{ check: boolean }>(command, argv);
  if (line.kind !== 'run') return startNothing(line, { out, err });
  const documents = contractDocuments(root);
  if (line.options.check) {
    const differences = contractDifferences(root, documents);
    for (const difference of differences) err(`${difference}; run \`npm run contract\` and commit what it writes\n`);
    if (differences.length === 0) out(`${documents.length} documents of the contract are up to date\n`);
    return differences.length === 0 ? 0 : 1;
  }
  for (const path of leftovers(root, documents)) rmSync(join(root, path));
  for (const { path, text } of documents) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  out(`${documents.length} documents of the contract written to docs/campaign-manager\n`);
  return 0;
}

if (require.main === module) {
  process.exitCode = runContractCommand(process.argv.slice(2), join(__dirname, '..'), terminal());
}
