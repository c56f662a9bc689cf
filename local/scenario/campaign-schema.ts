import * as z from 'zod';
import { distribution } from './distributions';
import { fields, leaf, name, notYet, probability, seconds, wholeIn } from './fields';
import { mustBe, quote } from './problems';

const progressive = fields({
  mode: z.literal('progressive'),
  linesPerAgent: wholeIn(1, 100, 'a whole number of lines from 1 to 100').default(1),
});
const laterModes = ['preview', 'predictive'];

/** How a campaign is dialled; which fields it takes depends on its mode. */
const pacing = z.unknown().transform((value, context): z.output<typeof progressive> => {
  const report = (message: string, path: (string | number)[] = []) => {
    context.addIssue({ code: 'custom', path, message });
    return z.NEVER;
  };
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return report(mustBe(value, 'an object with the field mode'));
  }
  const mode: unknown = 'mode' in value ? value.mode : undefined;
  if (typeof mode === 'string' && laterModes.includes(mode)) {
    return report(`is ${quote(mode)}; ${notYet(`pacing mode ${mode}`, 'use "progressive"')}`, ['mode']);
  }
  if (mode !== 'progressive') return report(mustBe(mode, '"progressive"'), ['mode']);
  const read = progressive.safeParse(value);
  if (read.success) return read.data;
  for (const issue of read.error.issues) report(issue.message, [...(issue.path as (string | number)[])]);
  return z.NEVER;
});

/** One campaign of SCENARIOS.md section 2, with its defaults. */
export const campaign = fields({
  name,
  priority: wholeIn(1, 1000, 'a whole number from 1 (served first) to 1000').default(1),
  startAt: seconds.default(0),
  contacts: wholeIn(0, 1_000_000, 'a whole number of contacts from 0 to 1000000'),
  pacing,
  answerProbability: probability.default(1),
  ringSeconds: distribution.default({ kind: 'fixed', seconds: 10 }),
  talkSeconds: distribution.default({ kind: 'fixed', seconds: 180 }),
  wrapUpSeconds: distribution.default({ kind: 'fixed', seconds: 0 }),
  attempts: wholeIn(1, 100, 'a whole number of attempts from 1 to 100').default(1),
  retrySeconds: seconds.default(600),
  freshTether: leaf<boolean>((value) => typeof value === 'boolean', 'true or false').default(false),
});
