import * as z from 'zod';
import { timeoutActions } from '../../core/domain/campaign-manager/identifiers';
import { distribution } from './distributions';
import { fields, leaf, name, numberIn, oneOf, probability, seconds, wholeIn } from './fields';
import { mustBe, quote } from './problems';

const progressive = fields({
  mode: z.literal('progressive'),
  linesPerAgent: wholeIn(1, 100, 'a whole number of lines from 1 to 100').default(1),
});

/** A reservation lasts at least this much longer than its preview (DIALERS.md 5): the outcome is still on its way. */
const reservationMargin = 30;
const preview = fields({
  mode: z.literal('preview'),
  seconds: wholeIn(1, 999, 'a whole number of seconds from 1 to 999').default(20),
  onTimeout: oneOf(...timeoutActions).default('reject'),
  rescheduleSeconds: seconds.default(600),
  reservationSeconds: seconds.optional(),
}).transform(({ reservationSeconds, ...given }, context) => {
  const least = given.seconds + reservationMargin;
  if (reservationSeconds !== undefined && reservationSeconds < least) {
    const message = `is ${reservationSeconds}; it must be at least ${least}, ${reservationMargin} more than "seconds"`;
    context.addIssue({ code: 'custom', path: ['reservationSeconds'], message });
  }
  return { ...given, reservationSeconds: reservationSeconds ?? least };
});

const lines = numberIn(1, 100, 'a number of lines from 1 to 100');
const predictive = fields({
  mode: z.literal('predictive'),
  minLines: lines.default(1),
  maxLines: lines.default(3),
  maxAbandonRate: leaf<number>(
    (value) => typeof value === 'number' && value > 0 && value < 1,
    'a ratio of abandoned to answered dials above 0 and below 1',
  ).default(0.03),
}).superRefine(({ minLines, maxLines }, context) => {
  if (minLines <= maxLines) return;
  const message = `is ${quote(minLines)} and maxLines ${quote(maxLines)}; minLines must be at most maxLines`;
  context.addIssue({ code: 'custom', path: ['minLines'], message });
});

const modes = { progressive, preview, predictive } as const;
const modeWords = '"progressive", "preview" or "predictive"';
type PacingFile = z.output<(typeof modes)[keyof typeof modes]>;

/** How a campaign is dialled; which fields it takes depends on its mode. */
const pacing = z.unknown().transform((value, context): PacingFile => {
  const report = (message: string, path: (string | number)[] = []) => {
    context.addIssue({ code: 'custom', path, message });
    return z.NEVER;
  };
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return report(mustBe(value, 'an object with the field mode'));
  }
  const mode: unknown = 'mode' in value ? value.mode : undefined;
  if (mode !== 'progressive' && mode !== 'preview' && mode !== 'predictive') {
    return report(mustBe(mode, modeWords), ['mode']);
  }
  const read = modes[mode].safeParse(value);
  if (read.success) return read.data;
  for (const issue of read.error.issues) report(issue.message, [...(issue.path as (string | number)[])]);
  return z.NEVER;
});

/** How a campaign is dialled and what its customers do, with the defaults. */
export const dialling = {
  name,
  priority: wholeIn(1, 1000, 'a whole number from 1 (served first) to 1000').default(1),
  pacing,
  answerProbability: probability.default(1),
  ringSeconds: distribution.default({ kind: 'fixed', seconds: 10 }),
  talkSeconds: distribution.default({ kind: 'fixed', seconds: 180 }),
  wrapUpSeconds: distribution.default({ kind: 'fixed', seconds: 0 }),
  attempts: wholeIn(1, 100, 'a whole number of attempts from 1 to 100').default(1),
  retrySeconds: seconds.default(600),
  freshTether: leaf<boolean>((value) => typeof value === 'boolean', 'true or false').default(false),
};

/** One campaign of SCENARIOS.md section 2. */
export const campaign = fields({
  ...dialling,
  startAt: seconds.default(0),
  contacts: wholeIn(0, 1_000_000, 'a whole number of contacts from 0 to 1000000'),
});
