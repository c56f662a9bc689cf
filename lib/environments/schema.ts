import * as z from 'zod';
import { agentPage } from '../configuration/agent-page';
import { defaults } from '../configuration/aws-limits';
import { holdMusic, language, recording, spoken, voice } from '../configuration/caller-settings';
import { campaignManager } from '../configuration/campaign-manager';
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
import { type agentKinds, group, type profileKinds, requiredProficiencies, type sides } from '../configuration/group';
import { hours } from '../configuration/hours';
import { apiGatewayQuotas } from '../configuration/page-throttle';
import { pages } from '../configuration/pages';
import { plan } from '../configuration/plan';
import { signInPool } from '../configuration/sign-in-pool';
import { tags } from '../configuration/tags';
import { wallboard } from '../configuration/wallboard';

/**
 * One environment: what is deployed, who owns what (`managed`: made and deleted by our stacks; `existing`: exists already
 * and is only referred to), and the values a deploy starts from. The files of this folder and the local run's JSON
 * file have this shape.
 */

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

/** An environment file, with every default; what one field says about another is checked by cross-rules.ts. */
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
  /** A user pool for those without a provider; left out, there is none. */
  signInPool: signInPool.optional(),
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

/** A customer queue of a group. */
export type Queue = Environment['groups'][number]['queues'][number];

/** A group of agents. */
export type Group = Environment['groups'][number];

/** A number that callers dial. */
export type PhoneNumber = Environment['numbers'][number];

/** The outside system that dials customers. */
export type CampaignManager = NonNullable<Environment['campaignManager']>;

/** Who vouches for agents, and from where the page may ask. */
export type AgentPage = NonNullable<Environment['agentPage']>;

/** The user pool of those without a provider. */
export type SignInPool = NonNullable<Environment['signInPool']>;

/** The pages that we publish. */
export type Pages = NonNullable<Environment['pages']>;

/** What supervisors see and may ask for. */
export type Wallboard = NonNullable<Environment['wallboard']>;
export type AgentKind = (typeof agentKinds)[number];
export type Side = (typeof sides)[number];
export type ProfileKind = (typeof profileKinds)[number];
