import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import {
  keyIdOf,
  maxBodyBytes,
  sign,
  signatureHeaders,
  signatureWindowMs,
} from '../../../adapters/campaign-manager/signature';
import { tokenDigits } from '../../../adapters/campaign-manager/tether-tokens';
import { ingressRate } from '../../../adapters/connect/token-bucket';
import { releaseReplyMs } from '../../../core/agent/steps/release';
import { tokenGraceMs } from '../../../core/agent/steps/tether-on-its-way';
import { heartbeatEveryMs, heartbeatLostMs } from '../../../core/campaign-contract/campaign';
import {
  type CampaignCommand,
  campaignCommandSchema,
  commandEnvelope,
  commandReply,
  refusalReasons,
} from '../../../core/campaign-contract/commands';
import { campaignEventSchema, eventsEnvelope, maxEventsPerRequest } from '../../../core/campaign-contract/events';
import { contractVersion, workStates } from '../../../core/campaign-contract/identifiers';

/** What vendors are told must be what core reads. */
const page = readFileSync(join(__dirname, '..', '..', '..', 'docs', 'campaign-manager.md'), 'utf8');
const examples = [...page.matchAll(/^```json\n([\s\S]*?)^```$/gm)].map(([, text = '']) => text);

/** Answers of the ingress, and the secret: their shapes live where they are written and read. */
const sentences = z.array(z.string().min(1)).min(1);
const answers = {
  accepted: z.strictObject({ accepted: z.int().min(0), refused: z.array(z.string()) }),
  problems: z.strictObject({ problems: sentences }),
  problem: z.strictObject({ problem: z.string() }),
  current: z.strictObject({ current: z.string().min(16), previous: z.string().min(16) }),
};
const shapes: Readonly<Record<string, z.ZodType>> = {
  command: commandEnvelope,
  events: eventsEnvelope.extend({ events: z.array(campaignEventSchema) }),
  result: commandReply,
  ...answers,
};

const shapeOf = (example: object): z.ZodType => {
  const found = Object.entries(shapes).find(([field]) => field in example);
  if (!found) throw new Error(`an example has none of the fields ${Object.keys(shapes).join(', ')}`);
  return found[1];
};

/** Every command and event there is, with the fields of its schema; `tether.token` is a field of an object. */
const messages = [...campaignCommandSchema.options, ...campaignEventSchema.options].map(({ shape }) => ({
  type: shape.type.value,
  fields: Object.entries(shape as z.ZodRawShape).flatMap(([name, field]) => [name, ...fieldsWithin(name, field)]),
}));

function fieldsWithin(name: string, field: z.core.$ZodType): readonly string[] {
  const inner = field instanceof z.ZodOptional ? field.unwrap() : field;
  return inner instanceof z.ZodObject ? Object.keys(inner.shape).map((key) => `${name}.${key}`) : [];
}

const saidForAll = ['type', 'commandId', 'agentFence', 'deadline', 'eventId', 'at'];
/** The part of the page under a heading, up to the next one. */
const section = (heading: string): string => page.split(`\n### ${heading}\n`)[1]?.split(/\n##+ /)[0] ?? '';
/** First cells of the tables of a text. */
const fieldsIn = (text: string): readonly string[] =>
  [...text.matchAll(/^\| `([\w.]+)` +\|/gm)].map(([, name = '']) => name);

describe('docs/campaign-manager.md', () => {
  it.each(examples.map((text, index) => [index + 1, text]))(
    'example %i is read by its schema, to the last field',
    (_, text) => {
      const example = JSON.parse(String(text));
      expect(shapeOf(example).parse(example)).toEqual(example);
    },
  );

  it('has an example of every command, event and reply, and of nothing else', () => {
    const parsed = examples.map((text) => JSON.parse(text));
    const commands: readonly CampaignCommand[] = parsed.flatMap(({ command }) => command ?? []);
    const events: readonly { type: string }[] = parsed.flatMap((example) => example.events ?? []);
    const shown = new Set([...commands, ...events].map(({ type }) => type));
    expect([...shown].sort()).toEqual(messages.map(({ type }) => type).sort());
    const results = new Set(parsed.flatMap(({ result }) => result ?? []));
    expect([...results].sort()).toEqual(commandReply.options.map(({ shape }) => shape.result.value).sort());
    const versions = parsed.flatMap(({ version }) => version ?? []);
    expect(new Set(versions)).toEqual(new Set([contractVersion]));
  });

  it.each(messages)('explains every field of $type, and no other', ({ type, fields }) => {
    const own = fieldsIn(section(type));
    const common = type in commandsByType ? saidForAll.concat('agentId') : saidForAll;
    expect(own).toEqual(expect.arrayContaining(fields.filter((field) => !common.includes(field))));
    expect(fields).toEqual(expect.arrayContaining([...own]));
  });

  it('explains what all commands and all events have', () => {
    const common = fieldsIn(page.split('\n## Commands\n')[1]?.split('\n### ')[0] ?? '');
    expect(common).toEqual(['type', 'commandId', 'agentFence', 'deadline', 'agentId']);
    expect(fieldsIn(page.split('\n## Events\n')[1]?.split('\n### ')[0] ?? '')).toEqual(['type', 'eventId', 'at']);
  });

  it('names every reason for a refusal and every state of work', () => {
    for (const reason of refusalReasons) expect(section('The reply')).toContain(`\`${reason}\``);
    for (const state of workStates) expect(section('AgentWork')).toContain(`\`${state}\``);
  });

  it('states the figures that are in force', () => {
    const rows = [...section('Limits').matchAll(/^\| (.+?) +\| (.+?) +\|$/gm)]
      .slice(2)
      .map(([, what, figure]) => [what, figure]);
    expect(Object.fromEntries(rows)).toEqual({
      'body, either direction': `${maxBodyBytes / 1024} kB`,
      'events in one request': String(maxEventsPerRequest),
      'requests of one key': `${ingressRate.perSecond} a second`,
      'clocks apart': `${signatureWindowMs / 1000} s`,
      heartbeat: `every ${heartbeatEveryMs / 1000} s`,
      'the link counts as lost after': `${heartbeatLostMs / 1000} s`,
      'answer to ReleaseAgent': `${releaseReplyMs / 1000} s`,
      'a token may be missing before the icon greys': `${tokenGraceMs / 1000} s`,
      'digits of a token': String(tokenDigits),
    });
  });

  it('signs its worked example as we do', () => {
    const given = Object.fromEntries(
      [...section('Signing').matchAll(/^(secret|timestamp|nonce|request|body|key|signature) +(.+)$/gm)].map(
        ([, name, value]) => [name, value],
      ),
    ) as Readonly<Record<string, string>>;
    const { secret = '', timestamp, nonce = '', request = '', body = '' } = given;
    const [method = '', path = ''] = request.split(' ');
    expect(sign({ method, path, body }, { secret, nowMs: Number(timestamp), nonce })).toMatchObject({
      [signatureHeaders.key]: given['key'],
      [signatureHeaders.signature]: given['signature'],
    });
    expect(keyIdOf(secret)).toBe(given['key']);
    for (const header of Object.values(signatureHeaders)) expect(section('Signing')).toContain(`\`${header}\``);
    expect(eventsEnvelope.safeParse(JSON.parse(body)).success).toBe(true);
  });
});

const commandsByType = Object.fromEntries(campaignCommandSchema.options.map(({ shape }) => [shape.type.value, shape]));
