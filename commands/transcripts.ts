/**
 * `npm run transcripts`: writes what the commands of docs/first-deploy.md print into that page. `-- --check` writes nothing, and
 * ends with 1 where the page is out of date.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { transcribed } from '../account/transcripts/transcripts';
import { say } from './terminal/account-command';

const file = join(__dirname, '..', 'docs', 'first-deploy.md');
const before = readFileSync(file, 'utf8');
const after = transcribed(before);
if (after === before) say('docs/first-deploy.md shows what its commands print.');
else if (process.argv.includes('--check')) {
  say('docs/first-deploy.md is out of date; `npm run transcripts` writes it anew.');
  process.exitCode = 1;
} else {
  writeFileSync(file, after);
  say('docs/first-deploy.md is written.');
}
