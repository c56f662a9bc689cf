import type { SSMClient } from '@aws-sdk/client-ssm';
import * as z from 'zod';
import type { Clock } from '../../core/clock';
import type { Directory, GroupEntry, ProfileEntry } from '../../core/group/directory';
import type { DirectorySource } from '../../core/group/ports';
import { requiredProficiencySchema } from '../../core/group/proficiency';
import { problemsOf } from '../../core/tolerant';
import { agentKinds, groupModes, sides } from '../../core/vocabulary';
import { DirectoryAbsentError, DirectoryUnreadableError } from '../directory-errors';
import { readByPath } from './threshold-parameters';

/** It changes by deployment only. */
const cacheMs = 300_000;

const id = z.string().min(1);

/** Written before there was an outbound side: no tether is ever placed. */
const noTethers: Pick<Directory, 'tether' | 'quotas'> = {
  tether: null,
  quotas: { concurrentCalls: 0, reservedInboundCalls: 0 },
};

const connectEntry: z.ZodType<Omit<Directory, 'groups'>> = z.object({
  missedCallStatusId: id,
  voicemailQueueId: id,
  voicemailTaskFlowId: id,
  tether: z
    .object({ number: z.string().regex(/^\+[1-9]\d{1,14}$/), queueId: id })
    .nullable()
    .default(noTethers.tether),
  quotas: z.object({ concurrentCalls: z.int().min(0), reservedInboundCalls: z.int().min(0) }).default(noTethers.quotas),
});

const side = z.enum(sides);

const profileEntry = z.object({ id, kind: z.enum(agentKinds), startsOn: side.optional() }).transform(
  ({ startsOn, ...profile }): ProfileEntry => ({
    ...profile,
    startsOn: startsOn ?? (profile.kind === 'outbound' ? 'outbound' : 'inbound'),
  }),
);

const groupEntry: z.ZodType<Omit<GroupEntry, 'name'>> = z
  .object({
    queues: z.array(
      z.object({ id, name: z.string().min(1), priority: z.int().min(1).optional(), language: id.optional() }),
    ),
    required: z.array(requiredProficiencySchema).optional(),
    routingProfiles: z.array(profileEntry),
    campaigns: z.array(z.string().min(1)).default([]),
    campaignProficiencies: z.record(z.string(), z.array(requiredProficiencySchema)).default({}),
    agentShards: z.number().int().min(1),
    mode: z.enum(groupModes).optional(),
    pilot: z.array(z.string().min(1)).optional(),
  })
  .transform(({ campaignProficiencies, ...entry }) => ({
    ...entry,
    campaigns: entry.campaigns.map((name) => ({ name, required: campaignProficiencies[name] ?? [] })),
  }));

/** The directory as deployed: `<path>/connect` and `<path>/groups/<group>`, each a JSON text. */
export class ParameterStoreDirectory implements DirectorySource {
  private kept: { readonly readAt: number; readonly directory: Directory } | null = null;
  private reading: Promise<Directory> | null = null;

  constructor(
    private readonly client: SSMClient,
    private readonly path: string,
    private readonly clock: Clock,
  ) {}

  /**
   * Throws DirectoryUnreadableError with every problem when a part is missing or is not what the contract says, and
   * DirectoryAbsentError when nothing is deployed. When Parameter Store itself does not answer, what was read last serves
   * on: callers wait for plans, and only a deployment makes it wrong.
   */
  read(): Promise<Directory> {
    if (this.kept && this.clock.now() - this.kept.readAt < cacheMs) return Promise.resolve(this.kept.directory);
    this.reading ??= this.readAnew().finally(() => {
      this.reading = null;
    });
    return this.reading;
  }

  private async readAnew(): Promise<Directory> {
    const readAt = this.clock.now();
    const { kept } = this;
    const directory = await readByPath(this.client, this.path).then(
      (parameters) => directoryFrom(this.path, parameters),
      (error: unknown) => {
        if (kept) return kept.directory;
        throw error;
      },
    );
    this.kept = { readAt, directory };
    return directory;
  }
}

/** Groups come in the order of their names, whatever order Parameter Store gave them in. */
export function directoryFrom(path: string, parameters: Readonly<Record<string, string>>): Directory {
  const problems: string[] = [];
  const parse = <T>(name: string, schema: z.ZodType<T>): T | null => {
    const text = parameters[name];
    if (text === undefined) {
      problems.push(`${path}/${name} does not exist; the contact-flow stack writes it`);
      return null;
    }
    const parsed = schema.safeParse(jsonOf(text));
    if (parsed.success) return parsed.data;
    problems.push(...problemsOf(parsed.error).map((line) => `${path}/${name}: ${line}`));
    return null;
  };
  const connect = parse('connect', connectEntry);
  const groupNames = Object.keys(parameters)
    .filter((name) => name.startsWith('groups/'))
    .sort();
  if (groupNames.length === 0) problems.push(`${path}/groups/<group> does not exist for any group`);
  const groups = groupNames.flatMap((name) => {
    const entry = parse(name, groupEntry);
    return entry ? [{ name: name.slice('groups/'.length), ...entry }] : [];
  });
  if (parameters['connect'] === undefined) throw new DirectoryAbsentError(path, problems);
  if (problems.length > 0 || !connect) throw new DirectoryUnreadableError(path, problems);
  return { groups, ...connect };
}

/** The JSON a text holds, or the text itself, which no schema here takes. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
