import * as z from 'zod';
import { distribution } from '../../campaign-manager/reference/campaigns/distributions';
import { parseThresholds, type Thresholds } from '../../core/thresholds/thresholds';
import { chosenBy, fields, listOf, numberIn, oneOf, probability, seconds, wholeIn } from '../../documents/fields';
import { withCode } from '../../documents/issue-code';
import { mustBe, quote } from '../../documents/problems';
import { meanOf } from '../random/sampler';

/** The model files of docs/what-if.md, with their defaults. */

const mostAgents = 100_000;
const mostHours = 1e8;

const agents = wholeIn(1, mostAgents, `a whole number of agents from 1 to ${mostAgents}`);
const perHour = numberIn(Number.MIN_VALUE, 1e9, 'a number of calls an hour, above 0');

/** Work of which there is always more: were it to take no time, time would stand still. */
const endlessWork = distribution.refine((given) => meanOf(given) > 0, 'takes no time; give a mean above 0');

/** A clock that rings again: a fixed one rings once. */
const clock = distribution.refine(
  (given) => given.kind === 'fixed' || meanOf(given) > 0,
  'takes no time; give a mean above 0, or the number 0',
);

const run = {
  hours: numberIn(Number.MIN_VALUE, mostHours, `a number of hours above 0, at most ${mostHours}`),
  warmUpHours: numberIn(0, mostHours, `a number of hours, 0 or more and at most ${mostHours}`).default(0),
  replications: wholeIn(1, 100_000, 'a whole number from 1 to 100000').default(20),
  seed: wholeIn(0, Number.MAX_SAFE_INTEGER, 'a whole number, 0 or more').default(1),
};

const queue = fields({
  model: oneOf('queue'),
  agents,
  arrivalsPerHour: perHour,
  serviceSeconds: distribution,
  patienceSeconds: distribution.optional(),
  waitSeconds: seconds,
  outbound: fields({
    serviceSeconds: endlessWork,
    threshold: numberIn(0, mostAgents, 'a number from 0 to the number of agents'),
  }).optional(),
  trigger: fields({ releaseAfterSeconds: seconds, acquireAfterSeconds: seconds }).optional(),
  ...run,
});

const tether = fields({
  model: oneOf('tether'),
  agents,
  arrivalsPerHour: perHour,
  inboundSeconds: distribution,
  outboundSeconds: endlessWork,
  tetherIdleSeconds: distribution,
  patienceSeconds: distribution.optional(),
  releaseAfterSeconds: clock,
  acquireAfterSeconds: distribution,
  waitSeconds: seconds,
  ...run,
});

const numberOfDay = numberIn(0, 86_400 * 7, 'a number of seconds since midnight, 0 or more');
const staff = listOf(wholeIn(0, mostAgents, `a whole number of agents from 0 to ${mostAgents}`), 'agents on duty');

const blendDay = fields({
  model: oneOf('blend-day'),
  periodSeconds: numberIn(1, 86_400 * 7, 'a number of seconds, 1 or more'),
  from: numberOfDay,
  arrivalsPerHalfHour: listOf(
    numberIn(0, 1e9, 'a number of calls, 0 or more'),
    'calls a half hour, one for each period',
  ),
  busyness: distribution.default({ kind: 'fixed', seconds: 1 }),
  inboundSeconds: distribution,
  outboundSeconds: endlessWork,
  patienceSeconds: distribution.optional(),
  balking: probability.default(0),
  inboundAgents: staff,
  blendAgents: staff,
  reach: listOf(probability, 'probabilities, one for each period'),
  dialler: fields({
    from: numberOfDay,
    to: numberOfDay,
    minFree: wholeIn(0, mostAgents, 'a whole number of free agents, 0 or more'),
    minFreeBlend: wholeIn(0, mostAgents, 'a whole number of free agents, 0 or more'),
    perFreeBlend: numberIn(0, 100, 'a number of dials from 0 to 100'),
  }),
  mismatchPatienceSeconds: distribution,
  capacity: wholeIn(0, 1e9, 'a whole number of callers, 0 or more').default(Number.POSITIVE_INFINITY),
  waitSeconds: seconds,
  days: wholeIn(1, 1e7, 'a whole number of days from 1 to 10000000'),
  seed: run.seed,
});

/** As an admin writes them in a model file: numbers, true, false or text by name; read as the product reads its parameters. */
const thresholds = z
  .record(z.string(), z.unknown(), { error: (issue) => mustBe(issue.input, 'an object of thresholds by name') })
  .default({})
  .transform((given, context): Thresholds => {
    const texts = Object.entries(given).map(([name, value]) => [name, isPlain(value) ? String(value) : quote(value)]);
    const read = parseThresholds(Object.fromEntries(texts));
    if (read.ok) return read.thresholds;
    for (const { code, name, message } of read.problems) {
      context.addIssue({ code: 'custom', path: [name], message, params: withCode(code) });
    }
    return z.NEVER;
  });

const isPlain = (value: unknown): boolean => ['string', 'number', 'boolean'].includes(typeof value);

const group = fields({
  model: oneOf('group'),
  agents,
  arrivalsPerHour: listOf(
    numberIn(0, 1e9, 'a number of calls an hour, 0 or more'),
    'calls an hour, one for each segment',
  ).refine((rates) => rates.some((rate) => rate > 0), 'brings no call; give a number above 0 for one segment at least'),
  segmentSeconds: numberIn(0.001, 1e9, 'a number of seconds above 0'),
  inboundSeconds: distribution,
  dialSeconds: endlessWork,
  answerProbability: probability,
  outboundSeconds: distribution,
  wrapUpSeconds: distribution.default({ kind: 'fixed', seconds: 0 }),
  patienceSeconds: distribution.optional(),
  moveSeconds: distribution,
  thresholds,
  waitSeconds: seconds,
  ...run,
});

export type QueueModel = z.output<typeof queue>;
export type TetherModel = z.output<typeof tether>;
export type BlendDayModel = z.output<typeof blendDay>;
export type GroupModel = z.output<typeof group>;
export type Model = QueueModel | TetherModel | BlendDayModel | GroupModel;

export const modelSchema = chosenBy(
  'model',
  { queue, tether, group, 'blend-day': blendDay },
  '"queue", "tether", "group" or "blend-day"',
);
