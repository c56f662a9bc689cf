import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { transcribed } from '../../account/transcripts/transcripts';

jest.setTimeout(300_000);

test('docs/first-deploy.md shows what its commands print (npm run transcripts writes it anew)', () => {
  const page = readFileSync(join(__dirname, '..', '..', 'docs', 'first-deploy.md'), 'utf8');
  expect(page.match(/^\$ npm run [\w:]+/gm)).toEqual([
    ...['$ npm run init', '$ npm run synth', '$ npm run preflight', '$ npm run flows:probe', '$ npm run smoke'],
  ]);
  expect(transcribed(page)).toBe(page);
});
