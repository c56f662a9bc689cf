import * as z from 'zod';
import { campaign } from '../../campaign-manager/reference/campaigns/campaign-schema';
import { distribution } from '../../campaign-manager/reference/campaigns/distributions';
import { proficiencies, requires } from '../../campaign-manager/reference/campaigns/required-skills';
import { mostQueuePriority } from '../../core/group/directory';
import {
  fields,
  keyed,
  leaf,
  listOf,
  mostSeconds,
  name,
  numberIn,
  oneOf,
  seconds,
  wholeIn,
} from '../../documents/fields';
import { mustBe } from '../../documents/problems';
import { fault } from './fault-schema';
import { longestRun, startMsOf, startWords, usualStart } from './run-times';

/**
 * The scenario format of docs/scenarios.md#what-can-be-written, with its defaults; what one field must be to another is in
 * references.ts.
 */

const ringSeconds = numberIn(0, 20 - 1e-9, 'a number of seconds from 0 to less than 20, when the ring ends by itself');

const offer = keyed(
  { answerAfter: ringSeconds, declineAfter: ringSeconds },
  ['miss'],
  '{ "answerAfter": seconds }, "miss" or { "declineAfter": seconds }',
);
/** `[]` and a field left out both mean the default. */
const offers = listOf(offer, 'offers')
  .default([])
  .transform((given) => (given.length > 0 ? given : [{ kind: 'answerAfter' as const, value: 2 }]));

const preview = keyed(
  { acceptAfter: seconds, rejectAfter: seconds, closeAfter: seconds },
  ['ignore'],
  '{ "acceptAfter": seconds }, { "rejectAfter": seconds }, { "closeAfter": seconds } or "ignore"',
);
/** `[]` and a field left out both mean the default. */
const previews = listOf(preview, 'previews')
  .default([])
  .transform((given) => (given.length > 0 ? given : [{ kind: 'acceptAfter' as const, value: 5 }]));

const afterMiss = keyed({ availableAfter: seconds }, ['stay'], '{ "availableAfter": seconds } or "stay"');

/** What may be waited for in a timeline: the trace lines that name an agent. */
export const timelineTriggers = [
  'offer.planned',
  'offer.ringing',
  'offer.missed',
  'offer.declined',
  'call.answered',
  'call.abandoned',
  'call.ended',
  'agent.status',
  'agent.side',
  'move.decided',
  'move.completed',
  'move.failed',
  'move.cancelled',
  'tether.requested',
  'tether.connected',
  'tether.unmapped',
  'tether.failed',
  'tether.ended',
  'agent.taken-off',
  'indicator',
  'preview.offered',
  'preview.decided',
  'dial.started',
  'dial.answered',
  'dial.connected',
  'dial.abandoned',
  'dial.ended',
  'callout.started',
  'callout.ended',
] as const;

/** When it comes, and what else an act takes, is in timeline-rules.ts. */
const timelineEntry = fields({
  at: seconds.optional(),
  on: z
    .custom<(typeof timelineTriggers)[number]>((value) => (timelineTriggers as readonly unknown[]).includes(value), {
      error: (issue) => mustBe(issue.input, `a trace event about an agent: ${timelineTriggers.join(', ')}`),
    })
    .optional(),
  after: seconds.optional(),
  do: oneOf('available', 'not-ready', 'offline', 'clear-miss', 'close-page', 'open-page', 'call-out', 'task'),
  talkSeconds: distribution.default({ kind: 'fixed', seconds: 180 }),
  outcome: oneOf('answered', 'no-answer', 'hung-up').default('answered'),
});

const agentFields = {
  group: name,
  kind: oneOf('blended', 'inbound', 'outbound'),
  side: oneOf('inbound', 'outbound').default('inbound'),
  availableAt: leaf<number | null>(
    (value) => value === null || (typeof value === 'number' && Math.abs(value) <= mostSeconds),
    `a number of seconds (negative: before the start), at most ${mostSeconds}, or null (stays Offline)`,
  ).default(0),
  offers,
  afterMiss: afterMiss.default('stay'),
  page: oneOf('ours', 'plain-ccp', 'closed').default('ours'),
  previews,
  proficiencies,
  wrapUpSeconds: distribution.default({ kind: 'fixed', seconds: 0 }),
  timeline: listOf(timelineEntry, 'timeline entries').default([]),
};

/** `null` and "none" are accepted as the spelt-out default: the caller waits for ever. */
const patience = z
  .unknown()
  .transform((value) => (value === 'none' ? null : value))
  .pipe(distribution.nullable());

const callTimes = {
  talkSeconds: distribution.default({ kind: 'fixed', seconds: 180 }),
  patienceSeconds: patience.default(null),
  voicemailSeconds: distribution.default({ kind: 'fixed', seconds: 10 }),
  requires: requires.optional(),
  transfer: fields({ afterSeconds: seconds, queue: name }).optional(),
};

const thresholdValues = z.record(
  z.string(),
  leaf<string | number | boolean>(
    (value) => ['string', 'boolean'].includes(typeof value) || (typeof value === 'number' && Number.isFinite(value)),
    'a number, true, false or text',
  ),
  { error: (issue) => mustBe(issue.input, 'an object of thresholds by name') },
);

const closedWindow = leaf<readonly [number, number]>(
  (value) =>
    Array.isArray(value) &&
    value.length === 2 &&
    value.every((bound) => typeof bound === 'number' && Math.abs(bound) <= mostSeconds) &&
    value[0] < value[1],
  `two numbers of seconds, [from, to], the earlier first, at most ${mostSeconds}`,
);

/** Whose they are is in references.ts. */
const queuePriorities = z
  .record(z.string(), wholeIn(1, mostQueuePriority, `a whole number from 1 (served first) to ${mostQueuePriority}`), {
    error: (issue) => mustBe(issue.input, 'an object of priorities by queue name'),
  })
  .default({});

const group = fields({
  name,
  queues: listOf(name, 'queue names').refine((queues) => queues.length > 0, 'is []; a group serves at least one queue'),
  campaigns: listOf(name, 'campaign names').default([]),
  thresholds: thresholdValues.default({}),
  closed: listOf(closedWindow, '[from, to] pairs').default([]),
  requires: requires.default('none'),
  queuePriorities,
});

/**
 * A scenario file, with every default (docs/scenarios.md#what-can-be-written); what refers to something else is checked by
 * references.ts.
 */
export const scenarioSchema = fields({
  name,
  seed: wholeIn(0, Number.MAX_SAFE_INTEGER, 'a whole number, 0 or more').default(1),
  durationSeconds: numberIn(Number.MIN_VALUE, longestRun, 'a number of seconds above 0 and at most a year'),
  start: leaf<string>((value) => startMsOf(value) !== null, startWords).default(usualStart),
  latency: oneOf('none', 'typical').default('none'),
  groups: listOf(group, 'groups').refine((groups) => groups.length > 0, 'is []; a scenario needs at least one group'),
  agents: listOf(fields({ username: name, ...agentFields }), 'agents').default([]),
  people: listOf(
    fields({
      count: wholeIn(1, 100_000, 'a whole number from 1 to 100000'),
      prefix: name,
      template: fields(agentFields),
    }),
    'people',
  ).default([]),
  calls: listOf(fields({ id: name, at: seconds, queue: name, ...callTimes }), 'calls').default([]),
  arrivals: listOf(
    fields({
      queue: name,
      perHour: numberIn(0, 1_000_000, 'a number of calls from 0 to 1000000'),
      from: seconds.default(0),
      to: seconds.optional(),
      ...callTimes,
    }),
    'arrivals',
  ).default([]),
  campaigns: listOf(campaign, 'campaigns').default([]),
  thresholdChanges: listOf(fields({ at: seconds, group: name, set: thresholdValues }), 'threshold changes').default([]),
  manualMoves: listOf(fields({ at: seconds, agent: name, to: oneOf('inbound', 'outbound') }), 'manual moves').default(
    [],
  ),
  quotas: fields({
    concurrentCalls: wholeIn(1, 1_000_000, 'a whole number of calls from 1 to 1000000').optional(),
    reservedInboundCalls: wholeIn(0, 1_000_000, 'a whole number of calls from 0 to 1000000').default(0),
  }).prefault({}),
  platform: fields({
    stepExpiryDuringRing: oneOf('ring-finishes', 'ring-withdrawn').default('ring-finishes'),
    criteriaDelaySeconds: numberIn(0, 5, 'a number of seconds from 0 to 5').default(0),
    queueHookOnDequeue: oneOf('inherited', 'replaced').default('inherited'),
    statusOnMiss: oneOf('now', 'next').default('now'),
    dynamicCriteria: oneOf('taken', 'refused').default('taken'),
    dynamicAgents: oneOf('taken', 'refused').default('taken'),
  }).prefault({}),
  faults: listOf(fault, 'faults').default([]),
});

/** A scenario file of good form, its defaults filled in. */
export type ScenarioFile = z.output<typeof scenarioSchema>;

/** What `agents` and the template of `people` have in common. */
export type AgentFields = Omit<ScenarioFile['agents'][number], 'username'>;
