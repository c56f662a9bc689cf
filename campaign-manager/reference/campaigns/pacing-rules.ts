/** What one field of a campaign's pacing must be to another, in the raw document (references.ts says why there). */
import { reservationMarginSeconds } from '../../../core/campaign-contract/events';
import { type JsonPath, quote } from '../../../documents/problems';
import { record } from '../../../documents/raw-document';
import type { Report } from '../../../documents/report';

export const leastPreview = 1;
export const mostPreview = 999;
export const usualPreview = 20;

export const leastLines = 1;
export const mostLines = 100;
export const usualLines = { least: 1, most: 3 } as const;

/** `path`: of the campaign. */
export function checkPacing(campaign: unknown, path: JsonPath, report: Report): void {
  const pacing = record(record(campaign)['pacing']);
  if (pacing['mode'] === 'preview') checkReservation(pacing, [...path, 'pacing', 'reservationSeconds'], report);
  if (pacing['mode'] === 'predictive') checkLines(pacing, [...path, 'pacing', 'minLines'], report);
}

type Pacing = Readonly<Record<string, unknown>>;

/** A reservation outlasts its preview (docs/theory.md#previews-in-other-dialers): the outcome is still on its way. */
function checkReservation(
  { seconds = usualPreview, reservationSeconds }: Pacing,
  path: JsonPath,
  report: Report,
): void {
  if (typeof reservationSeconds !== 'number') return;
  // Seconds that are wrong themselves count as the nearest that would be right.
  const shown = typeof seconds === 'number' ? Math.ceil(seconds) : leastPreview;
  const least = Math.min(mostPreview, Math.max(leastPreview, shown)) + reservationMarginSeconds;
  if (reservationSeconds >= least) return;
  report(
    'field.contradiction',
    path,
    `is ${reservationSeconds}; it must be at least ${least}, ${reservationMarginSeconds} more than "seconds"`,
  );
}

function checkLines(pacing: Pacing, path: JsonPath, report: Report): void {
  const { minLines = usualLines.least, maxLines = usualLines.most } = pacing;
  if (!areLines(minLines) || !areLines(maxLines) || minLines <= maxLines) return;
  report(
    'field.contradiction',
    path,
    `is ${quote(minLines)} and maxLines ${quote(maxLines)}; minLines must be at most maxLines`,
  );
}

const areLines = (value: unknown): value is number =>
  typeof value === 'number' && value >= leastLines && value <= mostLines;
