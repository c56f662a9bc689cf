/** The days a run may lie in: every moment of it is written down by somebody, from 1970 to the end of the year 9999. */
import { type JsonPath, quote } from '../../documents/problems';
import { list, type RawRecord, record } from '../../documents/raw-document';
import type { Report } from '../../documents/report';

/** When a run starts that does not say: a Monday morning in winter. */
export const usualStart = '2026-01-05T09:00:00Z';

/** What a start must be, to stand in a sentence about a wrong one. */
export const startWords = 'a UTC moment from 1970 on, of a day there is, such as "2026-01-05T09:00:00Z"';

/** A year, in seconds. */
export const longestRun = 31_536_000;

const endOfDays = Date.UTC(10_000, 0, 1);
const startPattern = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}:\d{2}(\.\d{1,3})?Z$/;

/** Milliseconds since 1970; `null` for whatever a scenario cannot start at. */
export function startMsOf(value: unknown): number | null {
  const day = typeof value === 'string' ? startPattern.exec(value)?.[1] : undefined;
  const startMs = Date.parse(String(value));
  if (day === undefined || Number.isNaN(startMs) || startMs < 0) return null;
  // The 30th of February is read as a day in March.
  return new Date(`${day}T00:00:00Z`).toISOString().startsWith(day) ? startMs : null;
}

/** Whether the run ends, and every agent begins, on a day that can be written. Raw, as references.ts is. */
export function checkRunTimes(root: RawRecord, report: Report): void {
  const { start = usualStart, durationSeconds } = root;
  const startMs = startMsOf(start);
  if (startMs === null) return;
  const endMs = typeof durationSeconds === 'number' ? startMs + durationSeconds * 1000 : startMs;
  if (endMs >= endOfDays && Number(durationSeconds) <= longestRun) {
    report(
      'scenario.times',
      ['start'],
      `is ${quote(start)}, so a run of ${durationSeconds} s goes past the year 9999; start it earlier`,
    );
  }
  const checkAgent = (agent: unknown, path: JsonPath) => {
    const { availableAt } = record(agent);
    if (typeof availableAt !== 'number' || startMs + availableAt * 1000 >= 0) return;
    report(
      'scenario.times',
      [...path, 'availableAt'],
      `is ${quote(availableAt)}, so the agent comes before 1970; with this start it must be at least ${-startMs / 1000}`,
    );
  };
  list(root['agents']).forEach((agent, index) => void checkAgent(agent, ['agents', index]));
  list(root['people']).forEach((raw, index) => void checkAgent(record(raw)['template'], ['people', index, 'template']));
}
