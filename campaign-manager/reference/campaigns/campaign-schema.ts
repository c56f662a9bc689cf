import * as z from 'zod';
import { reservationMarginSeconds } from '../../../core/campaign-contract/events';
import { timeoutActions } from '../../../core/campaign-contract/identifiers';
import {
  chosenBy,
  fields,
  leaf,
  name,
  numberIn,
  oneOf,
  probability,
  seconds,
  wholeIn,
} from '../../../documents/fields';
import { distribution } from './distributions';
import { leastLines, leastPreview, mostLines, mostPreview, usualLines, usualPreview } from './pacing-rules';
import { requires } from './required-skills';

const maxAbandonRate = numberIn(0, 1, 'a ratio of abandoned to answered dials from 0 to 1').default(0.03);

const progressive = fields({
  mode: z.literal('progressive'),
  linesPerAgent: wholeIn(1, 100, 'a whole number of lines from 1 to 100').default(1),
  // Used with more than one line.
  maxAbandonRate,
});

const preview = fields({
  mode: z.literal('preview'),
  seconds: wholeIn(leastPreview, mostPreview, 'a whole number of seconds from 1 to 999').default(usualPreview),
  onTimeout: oneOf(...timeoutActions).default('reject'),
  rescheduleSeconds: seconds.default(600),
  // How much at least depends on "seconds" (pacing-rules.ts).
  reservationSeconds: wholeIn(Number.MIN_SAFE_INTEGER, 9999, 'a whole number of seconds, 9999 at most').optional(),
}).transform(({ reservationSeconds, ...given }) => ({
  ...given,
  reservationSeconds: reservationSeconds ?? given.seconds + reservationMarginSeconds,
}));

const lines = numberIn(leastLines, mostLines, 'a number of lines from 1 to 100');
const predictive = fields({
  mode: z.literal('predictive'),
  minLines: lines.default(usualLines.least),
  maxLines: lines.default(usualLines.most),
  maxAbandonRate,
});

/** How a campaign is dialled; which fields it takes depends on its mode. */
const pacing = chosenBy('mode', { progressive, preview, predictive }, '"progressive", "preview" or "predictive"');

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

/** One campaign of docs/scenarios.md#campaigns. */
export const campaign = fields({
  ...dialling,
  startAt: seconds.default(0),
  requires: requires.default('none'),
  contacts: wholeIn(0, 1_000_000, 'a whole number of contacts from 0 to 1000000'),
});
