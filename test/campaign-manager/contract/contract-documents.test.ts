import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { contractDifferences, contractDocuments } from '../../../campaign-manager/contract/documents';
import { readGuide } from '../../../campaign-manager/contract/guide';
import { shapes } from '../../../campaign-manager/contract/schemas';
import { runContractCommand } from '../../../commands/contract';
import { campaignCommandSchema, commandEnvelope, refusalReasons } from '../../../core/campaign-contract/commands';
import { campaignEventSchema } from '../../../core/campaign-contract/events';
import { contractVersion } from '../../../core/campaign-contract/identifiers';

const root = join(__dirname, '..', '..', '..');
type Node = { readonly [field: string]: unknown };
const documents = contractDocuments(root);
const openApi = JSON.parse(documents[0]?.text ?? '') as Node;
const schemaOf = (name: string): Node =>
  JSON.parse(documents.find(({ path }) => path.endsWith(`/${name}.schema.json`))?.text ?? 'null') as Node;
/** What is found at a path of field names. */
const at = (node: unknown, ...path: readonly string[]): unknown =>
  path.reduce<unknown>((inner, field) => (inner as Node | undefined)?.[field], node);
/** Every object in a document, itself included. */
const nodesOf = (value: unknown): readonly Node[] => {
  if (value === null || typeof value !== 'object') return [];
  const within = Object.values(value).flatMap(nodesOf);
  return Array.isArray(value) ? within : [value as Node, ...within];
};

it('the files are what the schemas and the guide say; otherwise: npm run contract', () => {
  expect(contractDifferences(root, documents)).toEqual([]);
});

describe('openapi.json', () => {
  it('resolves every reference within itself', () => {
    const references = nodesOf(openApi).flatMap(({ $ref }) => (typeof $ref === 'string' ? [$ref] : []));
    expect(references.length).toBeGreaterThan(20);
    const missing = references.filter((ref) => {
      const path = ref.replace(/^#\//, '').split('/');
      return !ref.startsWith('#/') || at(openApi, ...path) === undefined;
    });
    expect(missing).toEqual([]);
  });

  it('has one operation for each direction, signed, with a server of its own and all answers', () => {
    expect(openApi).toMatchObject({
      openapi: '3.1.0',
      info: { version: contractVersion },
      security: [{ signature: [] }],
    });
    const commands = at(openApi, 'paths', '/commands') as Node;
    const events = at(openApi, 'paths', '/campaign-manager/events') as Node;
    for (const path of [commands, events]) {
      expect(path['servers']).toHaveLength(1);
      expect(path['parameters']).toEqual(
        ['timestamp', 'nonce', 'key'].map((name) => ({ $ref: `#/components/parameters/${name}` })),
      );
    }
    expect(Object.keys(at(commands, 'post', 'responses') as Node)).toEqual([
      '200',
      '400',
      '401',
      '413',
      '429',
      '503',
      'default',
    ]);
    expect(Object.keys(at(events, 'post', 'responses') as Node)).toEqual(['202', '400', '401', '413', '429', '5XX']);
    expect(at(events, 'post', 'responses', '429', 'headers')).toHaveProperty('Retry-After');
    const ids = nodesOf(openApi).flatMap(({ operationId }) => (operationId === undefined ? [] : [operationId]));
    expect(new Set(ids).size).toBe(2);
  });

  it('shows an example of every message, and describes every answer', () => {
    const shown = (path: string) =>
      Object.keys(at(openApi, 'paths', path, 'post', 'requestBody', 'content', 'application/json', 'examples') as Node);
    expect(shown('/commands')).toEqual(campaignCommandSchema.options.map(({ shape }) => shape.type.value));
    expect(shown('/campaign-manager/events')).toEqual(campaignEventSchema.options.map(({ shape }) => shape.type.value));
    for (const path of Object.values(openApi['paths'] as Node)) {
      for (const response of Object.values(at(path, 'post', 'responses') as Node)) {
        expect(at(response, 'description')).toEqual(expect.stringMatching(/\w/));
      }
    }
  });

  it('has every named shape among its schemas', () => {
    expect(Object.keys(at(openApi, 'components', 'schemas') as Node)).toEqual(shapes.map(({ name }) => name));
  });
});

describe('the schemas', () => {
  it.each(shapes.filter(({ heading, name }) => heading === name).map(({ name }) => name))(
    'of %s say what each field means',
    (name) => {
      const schema = at(openApi, 'components', 'schemas', name);
      const silent = Object.entries(at(schema, 'properties') as Node).filter(
        ([, field]) => typeof at(field, 'description') !== 'string',
      );
      expect(silent).toEqual([]);
      expect(at(schema, 'description')).toEqual(expect.stringMatching(/\w/));
    },
  );

  it('allow unknown fields everywhere, and one version only', () => {
    const closed = nodesOf(documents.map(({ text }) => JSON.parse(text))).filter(
      ({ additionalProperties }) => additionalProperties === false,
    );
    expect(closed).toEqual([]);
    expect(at(schemaOf('command-envelope'), 'properties', 'version')).toMatchObject({ const: contractVersion });
    expect(at(schemaOf('events-envelope'), 'properties', 'version')).toMatchObject({ const: contractVersion });
  });

  it('stand for themselves, under a name of their own', () => {
    const schemas = documents.slice(1).map(({ text }) => JSON.parse(text) as Node);
    expect(new Set(schemas.map(({ $id }) => $id)).size).toBe(shapes.length);
    for (const schema of schemas) {
      expect(schema['$schema']).toBe('https://json-schema.org/draft/2020-12/schema');
      expect(nodesOf(schema).filter(({ $ref }) => $ref !== undefined)).toEqual([]);
    }
  });

  it('carry the limits of the zod schemas', () => {
    expect(at(schemaOf('preview-offered'), 'properties', 'seconds')).toMatchObject({ minimum: 1, maximum: 999 });
    expect(at(schemaOf('events-envelope'), 'properties', 'events')).toMatchObject({ minItems: 1, maxItems: 100 });
    expect(at(schemaOf('command-reply'), 'oneOf')).toContainEqual(
      expect.objectContaining({
        properties: expect.objectContaining({ reason: { type: 'string', enum: [...refusalReasons] } }),
      }),
    );
    // What a generator makes of a number without an end: no limit of ours.
    expect(JSON.stringify(documents)).not.toContain(String(Number.MAX_SAFE_INTEGER));
  });
});

describe('npm run contract', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'contract-'));
    cpSync(join(root, 'docs/campaign-manager.md'), join(folder, 'docs/campaign-manager.md'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const run = (...argv: string[]) => {
    const said = { out: '', err: '' };
    const code = runContractCommand(argv, folder, {
      out: (text) => {
        said.out += text;
      },
      err: (text) => {
        said.err += text;
      },
    });
    return { code, ...said };
  };

  it('writes the documents, and finds them up to date', () => {
    expect(run('--check')).toMatchObject({
      code: 1,
      err: expect.stringContaining('openapi.json is missing; run `npm run'),
    });
    expect(run()).toMatchObject({
      code: 0,
      out: `${documents.length} documents of the contract written to docs/campaign-manager\n`,
    });
    expect(run('--check')).toEqual({
      code: 0,
      out: `${documents.length} documents of the contract are up to date\n`,
      err: '',
    });
  });

  it('says which file is not what it should be, and which is left over, and mends both', () => {
    run();
    const heartbeat = join(folder, 'docs/campaign-manager/schemas/heartbeat.schema.json');
    const old = join(folder, 'docs/campaign-manager/schemas/dance.schema.json');
    writeFileSync(heartbeat, readFileSync(heartbeat, 'utf8').replace('"minimum": 1', '"minimum": 2'));
    writeFileSync(old, '{}\n');
    const { code, err } = run('--check');
    expect(code).toBe(1);
    expect(err.split('\n')).toEqual([
      'docs/campaign-manager/schemas/heartbeat.schema.json is not what the schemas and the guide say; run `npm run contract` and commit what it writes',
      'docs/campaign-manager/schemas/dance.schema.json belongs to no message any more; run `npm run contract` and commit what it writes',
      '',
    ]);
    run();
    expect(run('--check').code).toBe(0);
    expect(existsSync(old)).toBe(false);
  });

  it('refuses options it does not know', () => {
    expect(run('--chekc')).toMatchObject({ code: 2, err: expect.stringContaining("unknown option '--chekc'") });
    expect(run('--help')).toMatchObject({ code: 0, out: expect.stringContaining('--check') });
  });
});

it('the guide must have a section and an example of everything', () => {
  const guide = readGuide('# A page\n');
  expect(guide.examples).toEqual([]);
  expect(() => guide.words('Heartbeat')).toThrow('docs/campaign-manager.md has no section "Heartbeat"');
});

it('an envelope as core reads it takes any version: which one is spoken is decided with a sentence', () => {
  const report = { type: 'ReportAgentWork', commandId: 'k', agentFence: 1, deadline: 1, agentId: 'a', tetherId: 't' };
  expect(commandEnvelope.safeParse({ version: '2', command: report }).success).toBe(true);
});
