import * as z from 'zod';
import { named, ofInstance } from './fields';

export const weekdays = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'] as const;
const clockTime = named(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'must be a time from 00:00 to 24:00, written HH:MM');
const openWindow = z
  .strictObject({ from: clockTime, to: clockTime })
  // Times of equal length compare as text.
  .refine((window) => window.from < window.to, { error: () => 'must open before it closes; split a night at 24:00' });
type OpenWindow = z.infer<typeof openWindow>;

/** Of one day, in any order; each that begins before an earlier one of the list has ended, or the other way round, is named. */
const openWindows = z
  .array(openWindow)
  .min(1)
  .superRefine((windows, context) => {
    windows.forEach((window, index) => {
      const other = windows.slice(0, index).find((earlier) => overlap(earlier, window));
      if (!other) return;
      const message = `is ${written(window)}, which overlaps ${written(other)}; join them or let one begin where the other ends`;
      context.addIssue({ code: 'custom', path: [index], message });
    });
  });

const overlap = (a: OpenWindow, b: OpenWindow): boolean => a.from < b.to && b.from < a.to;
const written = ({ from, to }: OpenWindow): string => `${from} to ${to}`;

const isTimeZone = (zone: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
};

/** When the queues made here are open. */
export const hours = z.discriminatedUnion('owner', [
  z.strictObject({
    owner: z.literal('managed'),
    /** IANA name, such as Europe/Berlin. */
    timeZone: z.string().refine(isTimeZone, { error: () => 'must be an IANA time zone such as Europe/Berlin' }),
    /** Days left out are closed. */
    open: z.union([z.literal('24x7'), z.partialRecord(z.enum(weekdays), openWindows)], {
      error: () => "must be '24x7' or a list of { from, to } for each weekday that is open (MONDAY to SUNDAY)",
    }),
  }),
  z.strictObject({ owner: z.literal('existing'), arn: ofInstance('operating-hours') }),
]);
