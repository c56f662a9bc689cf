/**
 * When customers may be called, by the clocks on their own wall. A moment is allowed when the wall clock and weekday of
 * the contact's time zone are within a window; so an hour that the clocks skip never comes, and one they repeat comes
 * twice. Pure; times are ms since the epoch.
 */
import { nextClockChange, offsetAt } from './time-zones';

export const weekdays = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'] as const;

/** A day of the week, by the clock of whoever is called. */
export type Weekday = (typeof weekdays)[number];

/** When people may be called on one day, by their own clocks. */
export interface DayWindow {
  /** 00:00 to 23:59, allowed from this minute on. */
  readonly from: string;
  /** 00:01 to 24:00, after `from`; not allowed from this minute on. */
  readonly to: string;
}

/** Days left out are not allowed at all. A night is two windows, split at 24:00. */
export type CallingWindows = Readonly<Partial<Record<Weekday, readonly DayWindow[]>>>;

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
const weekMs = 7 * dayMs;
/** A Monday, 00:00. */
const someMonday = Date.UTC(1970, 0, 5);

/** A part of the week in ms from Monday 00:00; `to` is not in it. */
interface Span {
  readonly from: number;
  readonly to: number;
}

const clockTime = /^(?:([01]\d|2[0-3]):([0-5]\d)|24:00)$/;
const minutesOf = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));

/** What is wrong with windows, as sentences; empty when they can be used. */
export function windowProblems(windows: CallingWindows): readonly string[] {
  const problems = weekdays.flatMap((day) =>
    (windows[day] ?? []).flatMap(({ from, to }, index) => {
      const where = `calling window ${index + 1} of ${day}`;
      const odd = [from, to].filter((time) => !clockTime.test(time));
      if (odd.length > 0) return [`${where} has ${odd.join(' and ')}: write times as HH:MM, from 00:00 to 24:00`];
      if (minutesOf(from) >= minutesOf(to)) {
        return [`${where} ends at ${to}, not after its start at ${from}; split a night at 24:00`];
      }
      return [];
    }),
  );
  const none = weekdays.every((day) => (windows[day] ?? []).length === 0);
  return none ? ['there is no calling window: give at least one weekday a window, such as 09:00 to 18:00'] : problems;
}

/** The parts of a week that are allowed, in order and apart from each other. Windows with problems throw. */
function spansOf(windows: CallingWindows): readonly Span[] {
  const known = spansKnown.get(windows);
  if (known) return known;
  const problems = windowProblems(windows);
  if (problems.length > 0) throw new Error(problems.join('; '));
  const spans = weekdays
    .flatMap((day, index) =>
      (windows[day] ?? []).map(({ from, to }) => ({
        from: index * dayMs + minutesOf(from) * minuteMs,
        to: index * dayMs + minutesOf(to) * minuteMs,
      })),
    )
    .sort((a, b) => a.from - b.from);
  const merged: Span[] = [];
  for (const span of spans) {
    const last = merged.at(-1);
    if (last && span.from <= last.to) merged[merged.length - 1] = { from: last.from, to: Math.max(last.to, span.to) };
    else merged.push(span);
  }
  spansKnown.set(windows, merged);
  return merged;
}

const spansKnown = new WeakMap<CallingWindows, readonly Span[]>();

const placeInWeek = (localMs: number): number => (((localMs - someMonday) % weekMs) + weekMs) % weekMs;

/** Whether a contact in a time zone may be called at a moment. */
export function mayCall(windows: CallingWindows, timeZone: string, atMs: number): boolean {
  const place = placeInWeek(atMs + offsetAt(timeZone, atMs));
  return spansOf(windows).some(({ from, to }) => from <= place && place < to);
}

/** The first moment, `fromMs` or later, at which a contact in a time zone may be called. */
export const nextAllowed = (windows: CallingWindows, timeZone: string, fromMs: number): number =>
  nextMoment(windows, timeZone, fromMs, untilAllowed) ?? fromMs;

/** The first moment, `fromMs` or later, at which they may not be called; `null` when every moment is allowed. */
export const nextBarred = (windows: CallingWindows, timeZone: string, fromMs: number): number | null =>
  nextMoment(windows, timeZone, fromMs, untilBarred);

type Until = (spans: readonly Span[], place: number) => number | null;

const untilAllowed: Until = (spans, place) => {
  if (spans.some(({ from, to }) => from <= place && place < to)) return 0;
  const next = spans.find(({ from }) => from > place) ?? spans[0];
  return next ? (next.from - place + weekMs) % weekMs : null;
};

const untilBarred: Until = (spans, place) => {
  const now = spans.find(({ from, to }) => from <= place && place < to);
  if (!now) return 0;
  if (now.to < weekMs) return now.to - place;
  const monday = spans[0];
  if (monday?.from !== 0) return weekMs - place;
  return monday.to === weekMs ? null : weekMs - place + monday.to;
};

/** While the clocks are not set, the week is plain arithmetic; from each setting on it is reckoned anew. */
function nextMoment(windows: CallingWindows, timeZone: string, fromMs: number, until: Until): number | null {
  const spans = spansOf(windows);
  for (let atMs = fromMs; ; ) {
    const wait = until(spans, placeInWeek(atMs + offsetAt(timeZone, atMs)));
    if (wait === null) return null;
    const change = wait === 0 ? null : nextClockChange(timeZone, atMs, atMs + wait);
    // Windows begin and end on whole minutes: a fraction of a millisecond lost in adding would be too early.
    if (change === null) return wait === 0 ? atMs : Math.round(atMs + wait);
    atMs = change;
  }
}
