/** Both directions of the contract as one OpenAPI 3.1 document. */
import { maxBodyBytes, signatureHeaders, signatureWindowMs } from '../../adapters/campaign-manager/signature';
import { maxEventsPerRequest } from '../../core/campaign-contract/events';
import { contractVersion } from '../../core/campaign-contract/identifiers';
import type { Guide } from './guide';
import { linkedSchemas, shapes } from './schemas';

type Fields = Readonly<Record<string, unknown>>;

const components = '#/components/schemas/';

/** The document as a value, in the words of the guide. Throws where the guide has no section for a message. */
export function openApiDocument(guide: Guide): Fields {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Campaign Manager contract',
      version: contractVersion,
      summary: 'How an outside system that dials customers and Connect Call Blending work on the same agents.',
      description:
        'The guide, docs/campaign-manager.md, tells the order of messages and what to do when something fails. A ' +
        `message of a version other than ${contractVersion} is refused; unknown fields are ignored. All times are ` +
        'whole milliseconds since 1970 UTC.',
      license: { name: 'Proprietary', identifier: 'LicenseRef-Proprietary' },
    },
    servers: [{ url: '/', description: 'Each path names its own server: one is yours, one is ours.' }],
    tags: [
      { name: 'commands', description: 'We to the Campaign Manager: the vendor implements this.' },
      { name: 'events', description: 'The Campaign Manager to us: the vendor calls this.' },
    ],
    security: [{ signature: [] }],
    paths: { '/commands': commandsPath(guide), '/campaign-manager/events': eventsPath(guide) },
    components: {
      schemas: linkedSchemas(components, guide),
      parameters: signingParameters,
      securitySchemes: {
        signature: {
          type: 'apiKey',
          in: 'header',
          name: signatureHeaders.signature,
          description:
            'HMAC-SHA256 with the shared secret, 64 lower-case hexadecimal digits, over four lines joined by line ' +
            'feeds: the timestamp, the nonce, "METHOD path", and the SHA-256 of the body in lower-case hexadecimal. ' +
            'The path is as the receiver sees it, without a query. The guide has a worked example.',
        },
      },
    },
  };
}

const signingParameters = {
  timestamp: {
    name: signatureHeaders.timestamp,
    in: 'header',
    required: true,
    description: `When the request was signed, milliseconds since 1970 UTC; at most ${signatureWindowMs / 1000} s off the receiver's clock.`,
    schema: { type: 'string', pattern: '^\\d{1,15}$' },
    example: '1767603600000',
  },
  nonce: {
    name: signatureHeaders.nonce,
    in: 'header',
    required: true,
    description: 'Good once: a new one for every request, also when the same body is sent again.',
    schema: { type: 'string', pattern: '^[A-Za-z0-9_-]{16,64}$' },
    example: 'n0nce-0123456789',
  },
  key: {
    name: signatureHeaders.key,
    in: 'header',
    required: true,
    description: 'Which of the two live secrets signed: the first 8 hexadecimal digits of the SHA-256 of it.',
    schema: { type: 'string', pattern: '^[0-9a-f]{8}$' },
    example: '9554536e',
  },
} as const;

const signed = Object.keys(signingParameters).map((name) => ({ $ref: `#/components/parameters/${name}` }));

const commandsPath = (guide: Guide) => ({
  summary: 'One command to the Campaign Manager',
  servers: [server("The address in the environment's file, which may have a path of its own", 'campaign-manager')],
  parameters: signed,
  post: {
    operationId: 'sendCommand',
    tags: ['commands'],
    summary: 'Act on one command, once, and answer it within 3 s',
    description: guide.words('Commands').summary || undefined,
    requestBody: body('CommandEnvelope', examplesOf(guide, 'command')),
    responses: {
      '200': answer('The command was understood or ignored; this is the only status that counts.', 'CommandReply', {
        ...repliesOf(guide),
      }),
      '400': answer('No JSON. The same command comes again until its deadline, as after every status but 200.'),
      '401': answer('Not signed by a live secret, too far off in time, or a nonce seen before.'),
      '413': answer(`More than ${maxBodyBytes / 1024} kB.`),
      '429': answer('Too many requests.'),
      '503': answer('The Campaign Manager takes no commands at the moment.'),
      default: answer('Anything else counts as no answer.'),
    },
  },
});

const eventsPath = (guide: Guide) => ({
  summary: 'Events of the Campaign Manager',
  servers: [server('Output IngressUrl of the stack ccb-<env>-campaign-link', 'ingress')],
  parameters: signed,
  post: {
    operationId: 'tellEvents',
    tags: ['events'],
    summary: `Take 1 to ${maxEventsPerRequest} facts, in any order and any number of times`,
    requestBody: body('EventsEnvelope', examplesOf(guide, 'events')),
    responses: {
      '202': answer(
        'Done; sending a refused event again would not help.',
        'EventsTaken',
        exampleWith(guide, 'accepted'),
      ),
      '400': answer('No JSON, no version, or not 1 to 100 events; nothing was taken.', 'EventsUnreadable', {
        ...exampleWith(guide, 'problems'),
      }),
      '401': answer(
        'Not signed, by no live key, too far off in time, or a nonce seen before.',
        'RequestRefused',
        exampleWith(guide, 'problem'),
      ),
      '413': answer(`More than ${maxBodyBytes / 1024} kB.`),
      '429': {
        ...answer('Too many requests of this key, or of everybody together (then without the header).'),
        headers: {
          'Retry-After': { description: 'Seconds to wait.', schema: { type: 'integer', minimum: 0 } },
        },
      },
      '5XX': { description: 'Nothing or some of it was taken: send the same events again, with their eventIds.' },
    },
  },
});

const server = (description: string, name: string) => ({
  url: 'https://{host}',
  description,
  variables: { host: { default: `${name}.example.com` } },
});

const body = (name: string, examples: Fields) => ({
  required: true,
  description: `UTF-8, at most ${maxBodyBytes / 1024} kB.`,
  content: { 'application/json': { schema: { $ref: `${components}${name}` }, examples } },
});

function answer(description: string, name = 'RequestRefused', examples: Fields = {}) {
  const shown = Object.keys(examples).length > 0 ? { examples } : {};
  return { description, content: { 'application/json': { schema: { $ref: `${components}${name}` }, ...shown } } };
}

/** The guide's example of each command (`command`) or event (`events`), by type. */
function examplesOf(guide: Guide, field: 'command' | 'events'): Fields {
  const kind = field === 'command' ? 'command' : 'event';
  const types = shapes.filter((known) => known.kind === kind).map(({ name }) => name);
  const typeOf = (value: unknown): unknown =>
    value !== null && typeof value === 'object' && 'type' in value ? value.type : undefined;
  return Object.fromEntries(
    types.map((type) => {
      const value = guide.examples.find((example) => {
        const told = example[field];
        return typeOf(Array.isArray(told) ? told[0] : told) === type;
      });
      if (value === undefined) throw new Error(`docs/campaign-manager.md has no example of ${type}`);
      return [type, { value }];
    }),
  );
}

/** An example of each result, by result. */
const repliesOf = (guide: Guide): Fields =>
  Object.fromEntries(
    guide.examples.flatMap((value) => (typeof value['result'] === 'string' ? [[value['result'], { value }]] : [])),
  );

function exampleWith(guide: Guide, field: string): Fields {
  const value = guide.examples.find((example) => field in example);
  if (value === undefined) throw new Error(`docs/campaign-manager.md has no example with the field ${field}`);
  return { [field]: { value } };
}
