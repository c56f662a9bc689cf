/*
 * What a log line may show. Values from outside stand in many fields (a contact named by its number, a reason that
 * repeats a token), so lines are cleaned by what a value looks like, in whatever field it came.
 */

/** Characters of one text; a sentence with all its problems is shorter. */
const longestText = 2_000;
const longestList = 100;
const deepest = 12;

/** Fields that are dropped whatever they hold. */
const secretFields: ReadonlySet<string> = new Set(['token', 'authorization', 'password', 'secret', 'signature']);

const digit = '\\p{Nd}';
/** What people put between digits, marks without a width included. */
const between = '[\\s()\\uff08\\uff09.\\/\\u00ad\\u2010-\\u2015\\u200b-\\u200f\\u202a-\\u202e\\u2060-]';
/** Behind a plus whatever is neither letter nor digit, but for what stands in a time's offset or between values. */
const betweenAny = `(?:${between}|[_~|*\u2019\u00b7\u2022\u30fb'\u002c])`;

/** Ids and times that may hold long runs of digits and are no telephone numbers: they stay. */
const harmless = [
  '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}',
  '1-[0-9a-f]{8}-[0-9a-f]{24}',
  'arn:[\\w-]+:[\\w-]*:[\\w-]*:[0-9]{12}',
  '(?<![0-9])(?:19|20)[0-9]{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])(?!-?[0-9])(?:T[0-9:.]+)?',
  // Milliseconds since 1970: no telephone number of 13 digits begins with 1. A stream's sequence number has 56.
  '(?<![0-9])1[0-9]{12}(?![0-9])',
  '[0-9]{16,}',
].join('|');

const numbers = [
  `[+\\uff0b](?:${betweenAny}*${digit}){6,17}`,
  `(?<![${digit}.])00[1-9](?:${between}*${digit}){5,15}`,
  // National: (030) 123 456, 0171/1234567.
  `(?<![${digit}.:])\\(?0${digit}{1,5}\\)?${between}{1,3}${digit}{2}(?:${between}*${digit}){2,12}`,
  `(?<!${digit})\\(?${digit}{3}\\)?${between}${digit}{3}${between}${digit}{4}(?!${digit})`,
  // Without a zero, as Italy's and Spain's: 347 1234567, 912 34 56 78, 612-345-678.
  `(?<![${digit}\\p{L}.:])${digit}{3}[ \\/-](?:${digit}{6,8}|${digit}{2,4}(?:[ \\/-]${digit}{2,4}){1,2})(?![${digit}\\p{L}])`,
  // Digits without a break: the longer may stand among letters. Eight of them are a tether's token.
  `(?<!${digit})${digit}{10,15}(?!${digit})`,
  `(?<![${digit}\\p{L}.])${digit}{8,9}(?![${digit}\\p{L}])`,
].join('|');

const inWords = [
  'eyJ[\\w-]{8,}\\.[\\w-]+(?:\\.[\\w-]*)?',
  'Bearer\\s+[^\\s"]+',
  '(?:Signature|X-Amz-Credential|X-Amz-Security-Token|X-Amz-Signature)=[^&\\s"]+',
].join('|');

const telling = new RegExp(`(?<harmless>${harmless})|(?<word>${inWords})|(?<number>${numbers})`, 'giu');

/** A text without telephone numbers, tokens and more than 2,000 characters. Of a number the last two digits stay. */
export function cleanText(text: string): string {
  const left = text.length - longestText;
  const shown = left > 0 ? `${text.slice(0, longestText)}... and ${left} characters more` : text;
  return shown.replace(telling, (found, ...groups) => {
    const { harmless: stays, word } = groups.at(-1) as Readonly<Record<string, string | undefined>>;
    if (stays !== undefined) return found;
    return word === undefined ? `***${(found.match(/\p{Nd}/gu) ?? []).slice(-2).join('')}` : '[secret]';
  });
}

/** A telephone number that came as a number is shown as the text it would be. */
function cleanNumber(value: number): number | string {
  if (!Number.isSafeInteger(value) || Math.abs(value) < 1e9) return value;
  const shown = cleanText(String(value));
  return shown === String(value) ? value : shown;
}

/** A value without what a log line must not show, however deep it stands. */
export function cleaned(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return cleanText(value);
  if (typeof value === 'number') return cleanNumber(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth === deepest) return '...';
  if (Array.isArray(value)) {
    const more = value.length - longestList;
    return [
      ...value.slice(0, longestList).map((one) => cleaned(one, depth + 1)),
      ...(more > 0 ? [`and ${more} more`] : []),
    ];
  }
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, held]) =>
      secretFields.has(name.toLowerCase()) ? [] : [[cleanText(name), cleaned(held, depth + 1)]],
    ),
  );
}

/** For `JSON.stringify`: the same for lines whose shape is the logger's, such as those of errors. */
export const cleaningReplacer = (name: string, value: unknown): unknown =>
  secretFields.has(name.toLowerCase())
    ? undefined
    : typeof value === 'string'
      ? cleanText(value)
      : typeof value === 'number'
        ? cleanNumber(value)
        : value;
