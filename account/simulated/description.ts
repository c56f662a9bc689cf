import * as z from 'zod';
import { accountOf, lastPart, recordingsPrefixOf } from '../../lib/deployment';
import type { Environment, Group, Queue } from '../../lib/environments/schema';

/**
 * An AWS account as the commands that look before and after a deploy meet it, simulated: what stands in its Connect
 * instance and around it. A file of this shape describes one in which something is wrong.
 */

const named = z.strictObject({ arn: z.string(), name: z.string() });

export const accountSchema = z.strictObject({
  account: z.string().regex(/^\d{12}$/),
  region: z.string(),
  /** IAM actions the credentials do not have, such as `connect:SearchUsers`. */
  denied: z.array(z.string()).default([]),
  /** Null: there is no such instance. */
  instance: z
    .strictObject({
      arn: z.string(),
      alias: z.string(),
      status: z.enum(['ACTIVE', 'CREATION_IN_PROGRESS', 'CREATION_FAILED']).default('ACTIVE'),
      inboundCalls: z.boolean().default(true),
      outboundCalls: z.boolean().default(true),
      identity: z.enum(['CONNECT_MANAGED', 'SAML', 'EXISTING_DIRECTORY']).default('CONNECT_MANAGED'),
    })
    .nullable(),
  recordings: z.strictObject({ bucket: z.string(), prefix: z.string(), keyArn: z.string().optional() }).nullable(),
  buckets: z.array(
    z.strictObject({
      name: z.string(),
      region: z.string(),
      eventBridge: z.boolean(),
      keyArn: z.string().optional(),
    }),
  ),
  agentEventStreams: z.array(z.string()).default([]),
  statuses: z.array(z.strictObject({ ...named.shape, kind: z.enum(['ROUTABLE', 'CUSTOM', 'OFFLINE']) })),
  queues: z.array(named).default([]),
  routingProfiles: z
    .array(
      z.strictObject({
        ...named.shape,
        availabilityTimer: z.enum(['TIME_SINCE_LAST_ACTIVITY', 'TIME_SINCE_LAST_INBOUND']),
        voiceConcurrency: z.int().min(0).max(10).default(1),
        entries: z.array(
          z.strictObject({ queueArn: z.string(), channel: z.string(), priority: z.int(), delaySeconds: z.int() }),
        ),
      }),
    )
    .default([]),
  flows: z.array(named).default([]),
  hours: z.array(z.strictObject({ ...named.shape, timeZone: z.string() })).default([]),
  quickConnects: z.array(named).default([]),
  numbers: z
    .array(
      z.strictObject({
        arn: z.string(),
        e164: z.string(),
        status: z.enum(['CLAIMED', 'IN_PROGRESS', 'FAILED']).default('CLAIMED'),
        flowArn: z.string().optional(),
      }),
    )
    .default([]),
  /** `US DID` and the like: what can be claimed at once. */
  onOffer: z.array(z.string()),
  users: z
    .array(
      z.strictObject({
        username: z.string(),
        routingProfileId: z.string(),
        deskPhone: z.boolean().default(false),
        autoAccept: z.boolean().default(false),
      }),
    )
    .default([]),
  quotas: z.array(
    z.strictObject({
      service: z.string(),
      name: z.string(),
      code: z.string(),
      value: z.number(),
      adjustable: z.boolean().default(true),
    }),
  ),
  unreservedConcurrency: z.int().min(0),
  /** Null: not bootstrapped. */
  bootstrapVersion: z.int().nullable(),
  stacks: z.array(z.string()).default([]),
  /** Issuers that answer at their discovery address. */
  issuers: z.array(z.string()).default([]),
});

export type AccountDescription = z.output<typeof accountSchema>;

/** The default quotas of an instance (Amazon Connect service quotas, administrator guide, read 2026-11). */
const defaultQuotas: readonly (readonly [name: string, value: number])[] = [
  ['Concurrent active calls per instance', 10],
  ['Queues per instance', 100],
  ['Routing profiles per instance', 500],
  ['Flows per instance', 100],
  ['Hours of operation per instance', 100],
  ['Quick connects per instance', 100],
  ['Phone numbers per instance', 10],
];

const ownHours = (queue: Queue) => (queue.owner === 'managed' && queue.hours ? [queue.hours] : []);

/** An account in which the environment can be deployed as it is: everything preflight asks about is right. */
export function accountFor(environment: Environment): AccountDescription {
  const { instance, region, numbers, campaignManager, groups, missedCallStatus } = environment;
  const hours = [environment.hours, ...groups.flatMap((group) => group.queues.flatMap(ownHours))];
  const below = (kind: string, id: string) => `${instance.arn}/${kind}/${id}`;
  const profiles = groups.flatMap((group) => broughtProfiles(group));
  const claimed = [...numbers, ...(campaignManager ? [{ name: 'tether', ...campaignManager.tetherNumber }] : [])];
  return accountSchema.parse({
    account: accountOf(environment),
    region,
    instance: { arn: instance.arn, alias: instance.alias },
    recordings: {
      bucket: instance.recordingsBucket,
      prefix: recordingsPrefixOf(environment),
      keyArn: instance.recordingsKeyArn,
    },
    buckets: [{ name: instance.recordingsBucket, region, eventBridge: true, keyArn: instance.recordingsKeyArn }],
    agentEventStreams: environment.agentEvents.owner === 'existing' ? [environment.agentEvents.streamArn] : [],
    statuses: [
      { arn: below('agent-state', 'available'), name: 'Available', kind: 'ROUTABLE' },
      { arn: below('agent-state', 'offline'), name: 'Offline', kind: 'OFFLINE' },
      { arn: below('agent-state', 'break'), name: 'Break', kind: 'CUSTOM' },
      ...(missedCallStatus.owner === 'existing'
        ? [{ arn: missedCallStatus.arn, name: 'Missed call', kind: 'CUSTOM' }]
        : []),
    ],
    queues: [
      { arn: below('queue', 'basic'), name: 'BasicQueue' },
      ...groups.flatMap((group) =>
        group.queues.flatMap((queue) => (queue.owner === 'existing' ? [{ arn: queue.arn, name: queue.name }] : [])),
      ),
    ],
    routingProfiles: profiles,
    flows: [{ arn: below('contact-flow', 'default-agent-hold'), name: 'Default agent hold' }],
    hours: hours.flatMap((wanted) =>
      wanted.owner === 'existing' ? [{ arn: wanted.arn, name: 'Office hours', timeZone: 'UTC' }] : [],
    ),
    numbers: claimed.flatMap((number) =>
      number.owner === 'existing' ? [{ arn: number.arn, e164: 'e164' in number ? number.e164 : '+12065550100' }] : [],
    ),
    onOffer: claimed.flatMap((number) => (number.owner === 'managed' ? [`${number.countryCode} ${number.type}`] : [])),
    users: [...new Set(['ana', ...groups.flatMap(({ pilot }) => pilot ?? [])])].map((username) => ({
      username,
      routingProfileId: lastPart(profiles[0]?.arn ?? ''),
    })),
    quotas: [
      ...defaultQuotas.map(([name, value], index) => ({
        ...{ service: 'connect', name, code: `L-SIMULATED${index}` },
        value: index === 0 ? Math.max(value, environment.quotas.concurrentCalls) : value,
      })),
    ],
    unreservedConcurrency: 1000,
    bootstrapVersion: 21,
    issuers: environment.agentPage ? [environment.agentPage.issuer] : [],
  });
}

function broughtProfiles({ name, queues, routingProfiles }: Group) {
  if (routingProfiles.owner === 'managed') return [];
  return routingProfiles.profiles.map(({ arn, kind }) => ({
    arn,
    name: `${name} ${kind}`,
    availabilityTimer: 'TIME_SINCE_LAST_ACTIVITY',
    entries: queues.flatMap((queue) =>
      queue.owner === 'existing' && kind !== 'outbound'
        ? ['VOICE', 'TASK'].map((channel) => ({
            ...{ queueArn: queue.arn, channel, priority: queue.priority + 1, delaySeconds: 0 },
          }))
        : [],
    ),
  }));
}
