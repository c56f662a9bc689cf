import * as z from 'zod';
import { parseRequirements } from '../../lambdas/plan-offer/contract';
import { groupModes, mostQueuePriority } from '../../lambdas/shared/contract';
import { isThresholdName, parseThresholds, thresholdNames } from '../../lambdas/thresholds/contract';
import { agentPage } from '../configuration/agent-page';
import { defaults } from '../configuration/aws-limits';
import { holdMusic, language, ofQueue, recording, spoken, voice } from '../configuration/caller-settings';
import { campaignManager } from '../configuration/campaign-manager';
import type { CrossProblem } from '../configuration/cross-rule';
import { crossProblems } from '../configuration/cross-rules';
import { deployProblems } from '../configuration/deploy-rules';
import {
  arn,
  claimed,
  instanceArnPattern,
  keyArn,
  name,
  named,
  numberArn,
  ofInstance,
  whole,
} from '../configuration/fields';
import { hours } from '../configuration/hours';
import { apiGatewayQuotas } from '../configuration/page-throttle';
import { pages } from '../configuration/pages';
import { plan } from '../configuration/plan';
import { sentence } from '../configuration/sentence';
import { tags } from '../configuration/tags';
import { wallboard } from '../configuration/wallboard';

/**
 * One environment: what is deployed, who owns what (`managed`: made and deleted by our stacks; `existing`: exists already
 * and is only referred to), and the values a deploy starts from. The files of this folder and the local run's JSON
 * file have this shape.
 */

/** Whose callers come first: 1 before 2. A routing profile takes 99 priorities, and tasks come after all calls. */
const priority = whole(1, mostQueuePriority).default(1);
const queue = z.discriminatedUnion('owner', [
  /** `hours`: instead of the environment's. */
  z.strictObject({ owner: z.literal('managed'), name, priority, ...ofQueue, hours: hours.optional() }),
  /** Its hours are kept in Connect. */
  z.strictObject({ owner: z.literal('existing'), name, priority, ...ofQueue, arn: ofInstance('queue') }),
]);

export const agentKinds = ['blended', 'inbound', 'outbound'] as const;
export const sides = ['inbound', 'outbound'] as const;
/** What a profile of ours is made for: a kind of agent, and for blended ones the side they are on after logging in. */
export const profileKinds = ['inbound', 'blended', 'blended-outbound', 'outbound'] as const;

const routingProfiles = z.discriminatedUnion('owner', [
  /** One profile is made per kind; `blended` starts on the inbound side, `blended-outbound` on the outbound side. */
  z.strictObject({ owner: z.literal('managed'), kinds: z.array(z.enum(profileKinds)).min(1).max(profileKinds.length) }),
  z.strictObject({
    owner: z.literal('existing'),
    profiles: z
      .array(
        z.strictObject({
          arn: ofInstance('routing-profile'),
          kind: z.enum(agentKinds),
          /** For kind blended only, `inbound` when left out: the other kinds have one side. */
          startsOn: z.enum(sides).optional(),
        }),
      )
      .min(1),
  }),
]);

const proficiencyList = z.string().transform((written, context) => {
  const parsed = parseRequirements(written);
  if (parsed.ok) return parsed.required;
  for (const problem of parsed.problems) context.addIssue({ code: 'custom', message: problem });
  return z.NEVER;
});
/** Kept as it is written: a flow passes it on as text. */
const requiredProficiencies = z.string().superRefine((written, context) => {
  for (const { message } of proficiencyList.safeParse(written).error?.issues ?? []) {
    context.addIssue({ code: 'custom', message });
  }
});

/** Values a group's parameters are created with; whatever is left out takes its default (docs/thresholds.md). */
const initialThresholds = z
  .record(
    z.string(),
    z.union([z.boolean(), z.number(), z.string()], { error: () => 'must be a number, true, false or a word' }),
  )
  .transform((values) => Object.fromEntries(Object.entries(values).map(([key, value]) => [key, String(value)])))
  .superRefine((values, context) => {
    const parsed = parseThresholds(values);
    if (parsed.ok) return;
    for (const problem of parsed.problems) {
      const message = isThresholdName(problem.name)
        ? problem.message
        : `is not a threshold; known are ${thresholdNames.join(', ')}`;
      context.addIssue({ code: 'custom', message, path: [problem.name] });
    }
  });

const group = z.strictObject({
  name,
  queues: z.array(queue).min(1).max(25),
  /** Campaigns of the Campaign Manager that the group's agents work for, by the names it knows them by. */
  campaigns: z.array(name).max(20).default([]),
  /** What a campaign asks of its agents, by its name: `Name=Value>=Level` joined by commas. Left out: everybody may work for it. */
  campaignProficiencies: z.record(z.string(), proficiencyList).default({}),
  /** Those of its campaigns whose contacts agents see before they are called: they need the agent's page to answer. */
  previewCampaigns: z.array(name).max(20).default([]),
  thresholds: initialThresholds.default({}),
  /** `observe`: what would be decided is only written down, beside what Connect does (docs/introduce.md). */
  mode: z.enum(groupModes).default('live'),
  /** Only these agents, by their usernames, are planned for by name, parked, moved and put on tethers; everybody when left out. */
  pilot: z
    .array(named(/^\S(.{0,98}\S)?$/, 'must be a username of Connect'))
    .min(1)
    .max(100)
    .optional(),
  routingProfiles,
  /** How many of the plan's agents are the group's; an even share of the rest when left out. */
  agents: whole(1, 50_000).optional(),
  /** Index partitions the group's agents are spread over; one for every 2,000 agents (docs/architecture.md#the-table). */
  agentShards: whole(1, 100).default(1),
  /** What callers of the group's queues ask of an agent: `none`, or `Name=Value>=Level` joined by commas. */
  requiredProficiencies: requiredProficiencies.default('none'),
});

const destination = {
  /** Also the identity of the claimed number: renaming it claims another one. */
  name,
  /** The customer queue its callers reach. */
  queue: name,
  /** Instead of the group's. */
  requiredProficiencies: requiredProficiencies.optional(),
};
const number = z.discriminatedUnion('owner', [
  z.strictObject({ owner: z.literal('managed'), ...destination, ...claimed }),
  z.strictObject({ owner: z.literal('existing'), ...destination, arn: numberArn }),
]);

/** What CloudWatch Logs accepts, days. */
const retentionDays = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
] as const;

export const environmentSchema = z.strictObject({
  /** Part of every name we give: stacks, functions, queues. */
  name: named(/^[a-z][a-z0-9-]{0,19}$/, 'must be 1 to 20 of a-z, 0-9 and -, starting with a letter'),
  /** The instance's account when left out. */
  account: named(/^\d{12}$/, 'must be an account number of 12 digits').optional(),
  region: named(/^[a-z]{2}(-[a-z]+)+-\d$/, 'must be a Region such as eu-central-1'),
  /** Whether the table, our secret and claimed numbers outlive their stacks. */
  retainState: z.boolean(),
  /**
   * Whether the table and the state stack refuse to be deleted. Only after the first deploy has succeeded: one that fails has
   * to be deleted before it can be tried again.
   */
  deletionProtection: z.boolean().default(false),
  logRetentionDays: z.literal(retentionDays),
  /** On everything that takes tags. */
  tags: tags.default({}),
  /** Encrypts table, stream, queues, bus and logs instead of AWS-owned keys; must be the key of the instance's storage. */
  customerKeyArn: keyArn.optional(),
  /** SNS topic that is told of alarms and of their end; without it alarms only show in CloudWatch. */
  alarmTopicArn: arn(/^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[\w-]+$/, 'arn:aws:sns:REGION:ACCOUNT:TOPIC').optional(),
  instance: z.strictObject({
    arn: arn(instanceArnPattern, 'arn:aws:connect:REGION:ACCOUNT:instance/ID'),
    alias: named(
      /^(?!d-)[A-Za-z0-9][A-Za-z0-9-]{0,44}$/,
      'must be the instance alias, as in https://ALIAS.my.connect.aws',
    ),
    /** Bucket of the instance's storage setting "call recordings". */
    recordingsBucket: named(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'must be the name of an S3 bucket'),
    /** Key prefix of the same setting; `connect/<alias>/CallRecordings` when left out. */
    recordingsPrefix: named(
      /^[^/*][^*]*[^/*]$/,
      'must be a key prefix without * and without / at either end',
    ).optional(),
    /** The key that encrypts the recordings, where it is not the bucket's own S3 key. */
    recordingsKeyArn: keyArn.optional(),
  }),
  agentEvents: z.discriminatedUnion('owner', [
    z.strictObject({ owner: z.literal('managed'), shards: whole(1, 100) }),
    z.strictObject({
      owner: z.literal('existing'),
      streamArn: arn(
        /^arn:aws[a-z-]*:kinesis:[a-z0-9-]+:\d{12}:stream\/[\w.-]+$/,
        'arn:aws:kinesis:REGION:ACCOUNT:stream/NAME',
      ),
    }),
  ]),
  /** `managed` only once in an instance's life: Connect deletes no status and makes none twice under one name. */
  missedCallStatus: z
    .discriminatedUnion('owner', [
      z.strictObject({ owner: z.literal('managed') }),
      z.strictObject({ owner: z.literal('existing'), arn: ofInstance('agent-state') }),
    ])
    .default({ owner: 'managed' }),
  hours,
  groups: z.array(group).min(1),
  numbers: z.array(number).default([]),
  /** Callers whom other flows send to the flow `entry` (docs/any-way-in.md). */
  entry: z
    .strictObject({
      /** For those who bring a name that no queue has, or none; the first queue of the first group when left out. */
      defaultQueue: name.optional(),
    })
    .default({}),
  campaignManager: campaignManager.optional(),
  /** Without it agents cannot answer the contacts they are shown, and each of them times out. */
  agentPage: agentPage.optional(),
  /** The pages of agents and supervisors; left out, agents work with a page of your own. */
  pages: pages.optional(),
  /** What supervisors see and may ask for; left out: nothing. */
  wallboard: wallboard.optional(),
  /** What callers hear; a queue may say otherwise, in this and in the next four. */
  texts: z.strictObject({
    greeting: spoken,
    closed: spoken,
    hold: spoken,
    voicemail: spoken,
    /** When a queue cannot take the call. */
    busy: spoken.default('All our lines are busy at the moment. Please call again later.'),
    /** Before a conversation is recorded; a caller hears it once. */
    consent: spoken.optional(),
  }),
  /** Who reads the texts; Connect's own default when left out. */
  voice: voice.optional(),
  /** Of contacts and their analysis; Connect's own default when left out. */
  language: language.optional(),
  holdMusic: holdMusic.optional(),
  /** Left out everywhere, the flows say nothing of it; where one queue says something, all others are not recorded. */
  recording: recording.optional(),
  /** Left out: limits are made for 500 agents, and synth warns of none. */
  plan: plan.optional(),
  quotas: z.strictObject({
    /** API Gateway's steady rate of the account in the Region, all its APIs together. */
    apiGatewayRequestsPerSecond: whole(1, 1_000_000).default(apiGatewayQuotas.requestsPerSecond),
    /** Functions at work at the same time in the account and Region, ours and others. */
    lambdaConcurrency: whole(1, 1_000_000).default(defaults.lambdaConcurrency),
    /** Users of the instance. */
    users: whole(1, 1_000_000).default(defaults.users),
    /** Requests a second of Connect's APIs, of the account in the Region. */
    connectPerSecond: z
      .strictObject({
        StopContact: whole(1, 10_000).default(defaults.connectPerSecond.StopContact),
        DescribeContact: whole(1, 10_000).default(defaults.connectPerSecond.DescribeContact),
        /** Each reads up to 100 agents; reconcile reads all of them (docs/amazon-connect.md#reading-agents). */
        GetCurrentUserData: whole(2, 1_000).default(defaults.connectPerSecond.GetCurrentUserData),
        /** Each replaces the criteria of a call that waits; ours keep to it (docs/amazon-connect.md#api-rates). */
        UpdateContactRoutingData: whole(20, 10_000).default(defaults.connectPerSecond.UpdateContactRoutingData),
      })
      .prefault({}),
    /** PutEvents of EventBridge; the default of the Region when left out. */
    putEventsPerSecond: whole(1, 1_000_000).optional(),
    /** The instance's quota of concurrent active calls; 10 until AWS raises it (docs/amazon-connect.md#quotas). */
    concurrentCalls: whole(1, 100_000),
    /** Calls of that quota which tethers must leave to callers. */
    reservedInboundCalls: whole(0, 100_000).default(2),
  }),
  voicemail: z.strictObject({
    transcription: z.discriminatedUnion('enabled', [
      z.strictObject({ enabled: z.literal(false) }),
      z.strictObject({
        enabled: z.literal(true),
        languageCode: language,
      }),
    ]),
  }),
});

/** As written in a file. */
export type EnvironmentInput = z.input<typeof environmentSchema>;
/** As read: defaults filled in, thresholds as text. */
export type Environment = z.output<typeof environmentSchema>;
export type Queue = Environment['groups'][number]['queues'][number];
export type Group = Environment['groups'][number];
export type PhoneNumber = Environment['numbers'][number];
export type CampaignManager = NonNullable<Environment['campaignManager']>;
export type AgentPage = NonNullable<Environment['agentPage']>;
export type Pages = NonNullable<Environment['pages']>;
export type Wallboard = NonNullable<Environment['wallboard']>;
export type AgentKind = (typeof agentKinds)[number];
export type Side = (typeof sides)[number];
export type ProfileKind = (typeof profileKinds)[number];

/** Everything wrong with a configuration, one sentence per problem. */
export class EnvironmentError extends Error {
  override readonly name = 'EnvironmentError';
  constructor(readonly problems: readonly string[]) {
    super(problems.join('\n'));
  }
}

/**
 * Reads one environment. `source` (a name or file) starts each problem. Throws EnvironmentError with all of them; those that
 * only a deploy would meet count where it is meant to be deployed.
 */
export function parseEnvironment(written: unknown, source: string, meant?: 'to-be-deployed'): Environment {
  const parsed = environmentSchema.safeParse(written, { error: sentence });
  const shape = parsed.success
    ? []
    : parsed.error.issues.map((issue) => ({ path: issue.path, message: issue.message }));
  const problems = [
    ...shape.map((problem) => worded(source, problem)),
    ...crossProblems(written).map((problem) => worded(source, problem)),
    ...(meant === 'to-be-deployed' ? whyNotDeployable(written, source) : []),
  ];
  if (!parsed.success || problems.length > 0) throw new EnvironmentError(problems);
  return parsed.data;
}

/** What a deploy of an environment that is otherwise right could not use, one sentence per problem. */
export const whyNotDeployable = (written: unknown, source: string): readonly string[] =>
  deployProblems(written).map((problem) => worded(source, problem));

const worded = (source: string, { path, message }: CrossProblem): string => `${source}: ${jsonPath(path)}: ${message}`;

const jsonPath = (path: readonly PropertyKey[]): string =>
  path.reduce<string>((written, part) => written + (typeof part === 'number' ? `[${part}]` : `.${String(part)}`), '$');
