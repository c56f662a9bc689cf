/** Which names of time zones are taken, and what people may have meant by others. Pure. */
import { quoted } from './quoted';
import { isTimeZone } from './time-zones';

/**
 * What is wrong with a name, as a sentence that begins with it; `null`: it is the name of one place's clocks. Abbreviations are
 * refused even where computers know them: BST is London's summer to some and Dhaka's time to them, IST is of three countries.
 */
export function timeZoneProblem(name: string): string | null {
  if (isTimeZone(name)) return null;
  const meant = suggested(name);
  const right = meant === null ? 'write its IANA name, such as Europe/Berlin' : `did you mean ${meant}?`;
  return `${quoted(name)} is not a time zone of the form Area/City; ${right}`;
}

function suggested(name: string): string | null {
  const written = name
    .trim()
    .toUpperCase()
    .replace(/[\s_]+/g, ' ');
  const meant = byAbbreviation.get(written) ?? byWindowsName.get(written);
  if (meant !== undefined) return meant;
  if (/^(?:Z|ZULU|UCT|UNIVERSAL|(?:ETC\/)?(?:UTC|GMT|UCT|ZULU)?[ +-]*0{0,2}:?0{0,2})$/.test(written) && written !== '')
    return 'UTC';
  if (/^(?:UTC|GMT|ETC\/GMT)?\s*[+-]\s*\d/.test(written))
    return 'a place, such as Europe/Berlin: an offset knows no summer';
  const city = written.replace(/^.*\//, '').replaceAll(' ', '_');
  const named = Intl.supportedValuesOf('timeZone').filter((zone) => zone.toUpperCase().endsWith(`/${city}`));
  if (named.length > 0) return named.join(' or ');
  return otherName(name);
}

/** Names without an area that computers know, such as Japan. */
function otherName(name: string): string | null {
  if (!/^[A-Za-z][A-Za-z0-9_+-]*$/.test(name)) return null;
  try {
    const { timeZone } = new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions();
    return isTimeZone(timeZone) ? timeZone : null;
  } catch {
    return null;
  }
}

const byAbbreviation = new Map(
  Object.entries({
    'Europe/London': 'BST GB GB-EIRE',
    'UTC (or Europe/London, which has a summer time)': 'GMT',
    'Europe/Lisbon': 'WET WEST',
    'Europe/Berlin': 'CET CEST MET MEST MEZ MESZ',
    'Europe/Athens': 'EET EEST',
    'Europe/Moscow': 'MSK',
    'America/New_York': 'EST EDT ET EST5EDT',
    'America/Chicago': 'CST CDT CT CST6CDT',
    'America/Denver (or America/Phoenix, which has no summer time)': 'MST MDT MT MST7MDT',
    'America/Los_Angeles': 'PST PDT PT PST8PDT',
    'America/Anchorage': 'AKST AKDT AST',
    'Pacific/Honolulu': 'HST',
    'Pacific/Pago_Pago': 'SST',
    'Asia/Kolkata (or Asia/Jerusalem, or Europe/Dublin)': 'IST',
    'Australia/Darwin (or America/Rio_Branco)': 'ACT',
    'Australia/Sydney': 'AET AEST AEDT',
    'Asia/Tokyo': 'JST',
    'Pacific/Auckland': 'NST NZST NZDT',
  }).flatMap(([zone, names]) => names.split(' ').map((name) => [name, zone] as const)),
);

/** As Windows and Office write them. */
const byWindowsName = new Map(
  Object.entries({
    'Europe/London': 'GMT STANDARD TIME',
    'Europe/Berlin': 'W. EUROPE STANDARD TIME',
    'Europe/Paris': 'ROMANCE STANDARD TIME',
    'Europe/Warsaw': 'CENTRAL EUROPEAN STANDARD TIME',
    'America/New_York': 'EASTERN STANDARD TIME',
    'America/Chicago': 'CENTRAL STANDARD TIME',
    'America/Denver': 'MOUNTAIN STANDARD TIME',
    'America/Los_Angeles': 'PACIFIC STANDARD TIME',
    'Asia/Kolkata': 'INDIA STANDARD TIME',
  }).map(([zone, name]) => [name, zone] as const),
);
