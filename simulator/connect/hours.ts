import type { Hours } from './instance';

const formatters = new Map<string, Intl.DateTimeFormat>();

/**
 * Whether hours of operation are open at a moment (milliseconds since the epoch). An end at or before the start is on
 * the next day; 23:59, the last end the console offers, counts to midnight.
 */
export function hoursAreOpen(hours: Hours, atMs: number): boolean {
  let formatter = formatters.get(hours.timeZone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('en-US', {
      timeZone: hours.timeZone,
      weekday: 'long',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
    formatters.set(hours.timeZone, formatter);
  }
  const parts = new Map(formatter.formatToParts(atMs).map((part) => [part.type, part.value]));
  const today = weekdays.indexOf((parts.get('weekday') ?? '').toUpperCase());
  const minute = Number(parts.get('hour')) * 60 + Number(parts.get('minute'));
  return hours.config.some((window) => {
    const day = weekdays.indexOf(window.day);
    const start = window.start.hours * 60 + window.start.minutes;
    let end = window.end.hours * 60 + window.end.minutes;
    if (end === 24 * 60 - 1) end = 24 * 60;
    if (end <= start) end += 24 * 60;
    const sinceMidnightOfWindow = minute + ((((today - day) % 7) + 7) % 7) * 24 * 60;
    return sinceMidnightOfWindow >= start && sinceMidnightOfWindow < end;
  });
}

const weekdays = ['SUNDAY', 'MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY'];
