/** Time zones by their IANA names, from Intl alone: no clock and no table of ours. Pure. */

const formatters = new Map<string, Intl.DateTimeFormat>();

const formatterOf = (timeZone: string): Intl.DateTimeFormat => {
  let formatter = formatters.get(timeZone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('en-US', {
      timeZone,
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
      hourCycle: 'h23',
    });
    formatters.set(timeZone, formatter);
  }
  return formatter;
};

/**
 * Whether a text is the IANA name of a place's clocks, such as Europe/Berlin or America/Argentina/Salta, or UTC. An offset
 * (+01:00, Etc/GMT-1) is none: it knows no summer. Nor is an abbreviation (BST), whatever Intl takes it for.
 */
export function isTimeZone(text: string): boolean {
  if (!/^(?:UTC|Etc\/UTC|(?!Etc\/|SystemV\/)[A-Za-z_]+(?:\/[A-Za-z0-9_+-]+)+)$/i.test(text)) return false;
  try {
    formatterOf(text);
    return true;
  } catch {
    return false;
  }
}

/** How far the clocks of a zone are ahead of UTC at a moment, milliseconds. */
export function offsetAt(timeZone: string, atMs: number): number {
  const parts: Record<string, number> = {};
  const wholeSecond = Math.floor(atMs / 1000) * 1000;
  for (const { type, value } of formatterOf(timeZone).formatToParts(wholeSecond)) parts[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) - wholeSecond;
}

/** Two changes of a zone's clocks are months apart, or at the least a day. */
const strideMs = 6 * 3_600_000;

/**
 * The first whole second after `fromMs` and up to `toMs` at which the zone's clocks are set; `null` when they are not.
 */
export function nextClockChange(timeZone: string, fromMs: number, toMs: number): number | null {
  const offset = offsetAt(timeZone, fromMs);
  for (let low = fromMs; low < toMs; low += strideMs) {
    const high = Math.min(low + strideMs, toMs);
    if (offsetAt(timeZone, high) !== offset) return firstOther(timeZone, offset, low, high);
  }
  return null;
}

function firstOther(timeZone: string, offset: number, fromMs: number, toMs: number): number {
  let low = Math.floor(fromMs / 1000);
  let high = Math.floor(toMs / 1000);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(timeZone, middle * 1000) === offset) low = middle;
    else high = middle;
  }
  return high * 1000;
}
