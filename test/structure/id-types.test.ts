import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, sources } from './imports';

const rooms = ['core', 'adapters', 'lambdas', 'simulator', 'campaign-manager'];

/** Declared as any text, or read as any text: `agentId: string`, `readonly callIds: readonly string[]`, `contactId: z.string()`. */
const anyText =
  /\b(\w*(?:[aA]gent|[cC]all|[cC]ontact|[tT]ether|[mM]ove|[pP]review|[qQ]ueue)Ids?|userId|group)\??: (?:readonly )?(?:string\b|z\.(?:array\((?:z\.)?)?string|shortText)/;

const looseIn = (text: string): readonly string[] =>
  text.split('\n').flatMap((line, index) => (anyText.test(line) ? [`${index + 1}: ${line.trim()}`] : []));

test('what is called an id of something has the type of that id (docs/decisions/35-marked-ids.md)', () => {
  const loose = rooms
    .flatMap(sources)
    .flatMap((file) => looseIn(readFileSync(join(root, file), 'utf8')).map((line) => `${file}:${line}`));
  expect(loose).toEqual([]);
});

test.each([
  'readonly agentId: string;',
  'load(callId: string): Promise<CallRecord | null>',
  'readonly plannedAgentId: string | null;',
  'agentIds: readonly string[]',
  'contactId: z.string(),',
  'queueIds: z.array(z.string()),',
  'accept(userId: string, contactId: ContactId): Promise<void>',
  'initialContactId: shortText.nullish(),',
])('%s would be found', (line) => expect(looseIn(line)).toHaveLength(1));
