/** A group of agents as an environment has it: its queues, campaigns, profiles, thresholds, and what is asked of its agents. */

import * as z from 'zod';
import { withCode } from '../../documents/issue-code';
import { parseRequirements } from '../../lambdas/plan-offer/contract';
import { groupModes, mostQueuePriority } from '../../lambdas/shared/contract';
import { isThresholdName, parseThresholds, thresholdNames } from '../../lambdas/thresholds/contract';
import { ofQueue } from './caller-settings';
import { name, named, ofInstance, whole } from './fields';
import { hours } from './hours';

/** Whose callers come first: 1 before 2. A routing profile takes 99 priorities, and tasks come after all calls. */
const priority = whole(1, mostQueuePriority).default(1);
const queue = z.discriminatedUnion('owner', [
  /** `hours`: instead of the environment's. */
  z.strictObject({ owner: z.literal('managed'), name, priority, ...ofQueue, hours: hours.optional() }),
  /** Its hours are kept in Connect. */
  z.strictObject({ owner: z.literal('existing'), name, priority, ...ofQueue, arn: ofInstance('queue') }),
]);

/** What agents work for: callers, campaigns, or both. */
export const agentKinds = ['blended', 'inbound', 'outbound'] as const;
/** Where a blended agent may be. */
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
/** What callers ask of an agent, kept as it is written: a flow passes it on as text. */
export const requiredProficiencies = z.string().superRefine((written, context) => {
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
      context.addIssue({ code: 'custom', message, path: [problem.name], params: withCode(problem.code) });
    }
  });

/** One group of an environment file. */
export const group = z.strictObject({
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
