/** The messages of the contract as JSON Schema, draft 2020-12, described in the words of the guide. */
import * as z from 'zod';
import { campaignCommandSchema, commandReply } from '../../core/campaign-contract/commands';
import { campaignEventSchema, maxEventsPerRequest } from '../../core/campaign-contract/events';
import { contractVersion } from '../../core/campaign-contract/identifiers';
import { eventsTaken, eventsUnreadable, requestRefused } from './answers';
import type { Guide, MessageWords } from './guide';

/** A schema of draft 2020-12, as zod writes it. */
export type JsonSchema = z.core.JSONSchema.JSONSchema;

/** A named shape: a message, one of its envelopes, or an answer. */
export interface Shape {
  readonly name: string;
  readonly schema: z.ZodType;
  /** Heading of its section in the guide. */
  readonly heading: string;
  readonly kind: 'command' | 'event' | 'envelope' | 'answer';
}

const draft = 'https://json-schema.org/draft/2020-12/schema' as const;
const version = z.literal(contractVersion);

/** In the order of the guide. */
export const shapes: readonly Shape[] = [
  ...campaignCommandSchema.options.map((schema) => message(schema, 'command')),
  ...campaignEventSchema.options.map((schema) => message(schema, 'event')),
  shape('CommandEnvelope', z.object({ version, command: campaignCommandSchema }), 'Commands', 'envelope'),
  shape(
    'EventsEnvelope',
    z.object({ version, events: z.array(campaignEventSchema).min(1).max(maxEventsPerRequest) }),
    'Events',
    'envelope',
  ),
  shape('CommandReply', commandReply, 'The reply', 'answer'),
  shape('EventsTaken', eventsTaken, 'Answers to events', 'answer'),
  shape('EventsUnreadable', eventsUnreadable, 'Answers to events', 'answer'),
  shape('RequestRefused', requestRefused, 'Answers to events', 'answer'),
];

/** One schema for each shape that stands for itself, without a reference to another. */
export function standaloneSchema(shape: Shape, guide: Guide): JsonSchema {
  const { name, schema } = shape;
  const { $schema: _draft, ...body } = z.toJSONSchema(schema, conversion);
  const identified = { $schema: draft, $id: `urn:connect-call-blending:campaign-manager:${contractVersion}:${name}` };
  return { ...identified, title: name, ...described(body, shape, guide) };
}

/** All shapes by name; one refers to another as `<prefix><name>`. */
export function linkedSchemas(prefix: string, guide: Guide): Readonly<Record<string, JsonSchema>> {
  const registry = z.registry<{ id: string }>();
  for (const { name, schema } of shapes) registry.add(schema, { id: name });
  const { schemas } = z.toJSONSchema(registry, { ...conversion, uri: (name) => `${prefix}${name}` });
  return Object.fromEntries(
    shapes.map((shape) => {
      const { $schema: _draft, $id: _id, ...body } = schemas[shape.name] ?? {};
      return [shape.name, described(body, shape, guide)];
    }),
  );
}

/**
 * `input`: what may be sent, so unknown fields are allowed and a field with a default may be left out. The largest whole
 * number JavaScript has is no limit of the contract.
 */
const conversion = {
  target: 'draft-2020-12',
  io: 'input',
  override({ jsonSchema }: { jsonSchema: JsonSchema }) {
    if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
  },
} as const;

function message(
  schema: (typeof campaignCommandSchema.options)[number] | (typeof campaignEventSchema.options)[number],
  kind: 'command' | 'event',
): Shape {
  const name = schema.shape.type.value;
  return { name, schema, heading: name, kind };
}

function shape(name: string, schema: z.ZodType, heading: string, kind: Shape['kind']): Shape {
  return { name, schema, heading, kind };
}

/** With the guide's words, where the section is the shape's own. */
function described(body: JsonSchema, { name, heading, kind }: Shape, guide: Guide): JsonSchema {
  if (heading !== name) return body;
  const own = guide.words(heading);
  const common = guide.words(kind === 'command' ? 'Commands' : 'Events');
  return { description: own.summary, ...withMeanings(body, '', [own, common]) };
}

function withMeanings(body: JsonSchema, path: string, words: readonly MessageWords[]): JsonSchema {
  if (body.properties === undefined) return body;
  const properties = Object.entries(body.properties).map(([field, inner]) => {
    if (typeof inner === 'boolean') return [field, inner] as const;
    const within = `${path}${field}`;
    const meaning = words.map(({ meanings }) => meanings.get(within)).find((found) => found !== undefined);
    return [field, { ...(meaning && { description: meaning }), ...withMeanings(inner, `${within}.`, words) }] as const;
  });
  return { ...body, properties: Object.fromEntries(properties) };
}
