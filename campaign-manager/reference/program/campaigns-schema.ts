/** The campaigns file of the reference (docs/campaign-manager.md): the fields of a scenario's campaign, and its list. */
import * as z from 'zod';
import { mostOutcomes } from '../../../core/campaign-contract/events';
import {
  chosenBy,
  fields,
  leaf,
  listOf,
  numberIn,
  oneOf,
  probability,
  seconds,
  wholeIn,
} from '../../../documents/fields';
import { mustBe } from '../../../documents/problems';
import { dialling } from '../campaigns/campaign-schema';
import { distribution } from '../campaigns/distributions';
import { usualCallBacks } from '../lists/call-backs';
import { type CallingWindows, weekdays } from '../lists/calling-windows';
import { encodings } from '../lists/decode-text';
import { type Country, isCountry, readNumber } from '../lists/phone-number';
import { type MaskedNumber, shownDigits, usualNumberPolicy } from '../lists/shown-number';
import { timeZoneProblem } from '../lists/time-zone-names';

const text = (right: string) => leaf<string>((value) => typeof value === 'string' && value !== '', right);

const timeOfDay = text('a time of day such as "09:00"');
const dayWindows = listOf(fields({ from: timeOfDay, to: timeOfDay }), 'windows with from and to');
/** What their times must be is in read-campaigns.ts. */
const windows = fields(Object.fromEntries(weekdays.map((day) => [day, dayWindows.optional()]))).transform(
  (given) => given as CallingWindows,
);

const attempts = wholeIn(1, 100, 'a whole number of attempts from 1 to 100');
const callBacks = fields({
  attempts: attempts.default(usualCallBacks.attempts),
  retrySeconds: seconds.default(usualCallBacks.retrySeconds),
  personalAttempts: attempts.default(usualCallBacks.personalAttempts),
  personalSeconds: seconds.default(usualCallBacks.personalSeconds),
});

/** What the made-up customers ask for when they hang up. */
const callBackWish = fields({
  probability,
  afterSeconds: distribution.default({ kind: 'fixed', seconds: 600 }),
  personalProbability: probability.default(0),
});

/** What dials that nobody answers come to: a share of each; the rest is not answered. */
const unanswered = fields({
  busy: probability.default(0),
  machine: probability.default(0),
  invalidNumber: probability.default(0),
  rejected: probability.default(0),
}).refine((shares) => Object.values(shares).reduce((sum, share) => sum + share, 0) <= 1 + 1e-9, {
  error: () => 'has shares that come to more than 1; give each as a part of the dials nobody answers',
});

/** What an agent may say came of a conversation. */
const outcome = fields({
  outcome: leaf<string>(
    (value) => typeof value === 'string' && value !== '' && value.length <= 64,
    'a text of 1 to 64 characters',
  ),
  label: leaf<string>(
    (value) => typeof value === 'string' && value !== '' && value.length <= 100,
    'a text of 1 to 100 characters',
  ).optional(),
  again: leaf<boolean>((value) => typeof value === 'boolean', 'true or false').default(false),
});

/** What an agent sees of a number (lists/phone-number.ts). */
const numberPolicy = chosenBy(
  'show',
  {
    all: fields({ show: z.literal('all') }),
    masked: fields({
      show: z.literal('masked'),
      lastDigits: leaf<MaskedNumber['lastDigits']>(
        (value) => (shownDigits as readonly unknown[]).includes(value),
        `a whole number of digits from 0 to ${shownDigits.at(-1)}`,
      ).default(usualNumberPolicy.lastDigits),
    }),
    nothing: fields({ show: z.literal('nothing') }),
  },
  '"all", "masked" or "nothing"',
);

const csvFile = text('the path of a CSV file, relative to this file');

const timeZone = z.unknown().transform((value, context): string => {
  const right = 'the IANA name of a time zone, such as "Europe/Berlin", for rows without one';
  const problem = typeof value === 'string' ? timeZoneProblem(value) : null;
  if (typeof value === 'string' && problem === null) return value;
  context.addIssue({ code: 'custom', message: problem ?? mustBe(value, right) });
  return z.NEVER;
});

const title = text('the title of a column');
const isTitle = (value: unknown) => typeof value === 'string' && value !== '';
const titles = leaf<string | readonly string[]>(
  (value) => isTitle(value) || (Array.isArray(value) && value.length > 0 && value.every(isTitle)),
  'the title of a column, or a list of titles',
);
/** What columns of a list are called (lists/list-columns.ts). */
const columns = fields({
  id: title.optional(),
  name: titles.optional(),
  number: titles.optional(),
  timeZone: title.optional(),
  priority: title.optional(),
});

/** Read here, so that what they are is known before any list is. */
const ownNumber = z.unknown().transform((value, context): string => {
  const reading = typeof value === 'string' ? readNumber(value) : null;
  if (reading && 'number' in reading) return reading.number;
  const right = 'a telephone number with its country, such as "+442079460000"';
  context.addIssue({ code: 'custom', message: reading?.problem ?? mustBe(value, right) });
  return z.NEVER;
});

const campaign = fields({
  ...dialling,
  list: csvFile,
  timeZone,
  country: leaf<Country>(
    (value) => typeof value === 'string' && isCountry(value),
    'the ISO 3166 code of a country, such as "GB", for numbers that name none',
  ).optional(),
  columns: columns.optional(),
  encoding: oneOf(...encodings).optional(),
  windows: windows.optional(),
  lifetimeSeconds: numberIn(
    Number.MIN_VALUE,
    Number.MAX_SAFE_INTEGER,
    'a number of seconds above 0, or left out for ever',
  ).optional(),
  doNotCall: csvFile.optional(),
  numberPolicy: numberPolicy.optional(),
  callBacks: callBacks.prefault({}),
  callBackWish: callBackWish.optional(),
  unanswered: unanswered.optional(),
  outcomes: listOf(outcome, 'outcomes')
    .refine((given) => given.length <= mostOutcomes, { error: () => `has more than ${mostOutcomes} outcomes` })
    .refine((given) => new Set(given.map((one) => one.outcome)).size === given.length, {
      error: () => 'names an outcome twice; give each once',
    })
    .optional(),
});

/** A campaign of the campaigns file, its defaults filled in. */
export type CampaignFile = z.output<typeof campaign>;

export const campaignsSchema = fields({
  ownNumbers: listOf(ownNumber, 'telephone numbers').default([]),
  campaigns: listOf(campaign, 'campaigns').refine((given) => given.length > 0, 'is []; give at least one campaign'),
});
