/**
 * Telephone numbers as people and spreadsheets write them, read as E.164. What a country's numbers look like is known by
 * libphonenumber (docs/decisions/23-phone-numbers-by-a-library.md), not here. Pure.
 */
import {
  type CountryCode,
  isSupportedCountry,
  ParseError,
  type PhoneNumber,
  parsePhoneNumberWithError,
} from 'libphonenumber-js/max';
import { severalIn } from './more-than-one-number';
import { quoted } from './quoted';

/** ISO 3166 code of two letters, such as GB. */
export type Country = CountryCode;

/** Whether numbers can be read as dialled at home in this country (two letters, ISO 3166). */
export const isCountry = (text: string): text is Country => isSupportedCountry(text);

/** Why a text is no number that can be dialled. */
export interface NumberProblem {
  /** A sentence that begins with the number as it was written. */
  readonly problem: string;
  /** It may be one at home. */
  readonly needsCountry?: true;
}

/** A number as E.164, or what is wrong with it. `premiumRate`: whoever dials it pays more. */
export type NumberReading = { readonly number: string; readonly premiumRate: boolean } | NumberProblem;

/** What is wrong with a number of a list, whose campaign may say its country. */
export const listedProblem = ({ problem, needsCountry }: NumberProblem): string =>
  needsCountry ? `${problem}, or give the campaign its "country"` : problem;

/** `country`: of a number that is written as it is dialled at home; `null`: every number has to name its own. */
export function readNumber(text: string, country: Country | null = null): NumberReading {
  const written = plainly(text);
  const wrong = (what: string, right = wholeNumber) => ({ problem: `${quoted(text)} ${what}; ${right}` });
  if (written === '') return { problem: `the number is missing; ${wholeNumber}` };
  if (/^\d+([.,]\d+)?e\+?\d+$/i.test(written)) {
    return wrong('was cut short by a spreadsheet', 'make its column text there, and enter the number again');
  }
  if (/^\d+(?:\.0+|,0{1,2})$/.test(written)) {
    return wrong('is written with decimals', 'make its column text in the spreadsheet, and save it again');
  }
  const several = severalIn(written, (part) => isWhole(part, country));
  if (several === 'list') return wrong('is more than one number', 'give each a column of its own, such as "number 2"');
  if (several === 'range')
    return wrong('reads as a range of numbers', 'write one of them, from its first digit to its last');
  if (extension.test(written)) {
    return wrong(
      'has an extension, which nobody dials',
      'write the number without it, or one that goes straight there',
    );
  }
  if (!/^\+?[\d\s.\-/()]*\d[\d\s.\-/()]*$/.test(written)) return wrong('has characters that are not digits');
  if (country === null && /^[\s(]*00/.test(written)) return wrong('starts with 00');
  if (country === null && !written.startsWith('+')) {
    return { ...wrong('has no country'), needsCountry: true };
  }
  const parsed = parse(written, country);
  // A zero in brackets is left out from abroad, unless it belongs to the number: then it is a number with it.
  const without = written.includes('(0)') && !isInUse(parsed) ? parse(written.replace('(0)', ''), country) : parsed;
  if (isInUse(without)) return { number: without.number, premiumRate: without.getType() === 'PREMIUM_RATE' };
  return wrong(...whyNot(parsed, written));
}

const wholeNumber = 'write a plus, the country and the number, such as +4930123456';

const extension = /\d\s*(?:;ext=|ext(?:ension|n)?\b|x|#|durchwahl\b|dw\b)[\s.:]*\d*$/i;

/** Without what spreadsheets, address books and typography put around and between digits. */
function plainly(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .replace(/\p{Pd}|\u2212/gu, '-')
    .trim()
    .replace(/^="(.*)"$/, '$1')
    .replace(/^['\u2018\u2019]/, '')
    .replace(/^tel:/i, '')
    .trim()
    .replace(/^\(\s*(\+|00)\s*(\d+)\s*\)/, '$1$2 ');
}

type Parsed = ReturnType<typeof parse>;

const isInUse = (parsed: Parsed): parsed is PhoneNumber =>
  typeof parsed !== 'string' &&
  parsed.number.length <= mostDigits + 1 &&
  (parsed.isValid() || fictional.test(parsed.number));

/** Whether a part of what was written is a number by itself. */
function isWhole(part: string, country: Country | null): boolean {
  const parsed = parse(part, country);
  return isInUse(parsed) && parsed.nationalNumber.length > shortDigits;
}

/** With its country: E.164. */
const mostDigits = 15;

/** Set aside for films and examples by the regulators of GB, FR and IE, and so in no table of numbers in use. */
const fictional = /^\+(?:44(?:1632960|7700900)\d{3}|3363998\d{4}|3532091\d{5})$/;

/** As many digits after the country code or fewer: what is in use of them is dialled at home only. */
const shortDigits = 6;

function whyNot(parsed: Parsed, written: string): readonly [what: string, right?: string] {
  const short = 'is an emergency or short number, or not all of one';
  if (typeof parsed === 'string') {
    const digits = written.replace(/\D/g, '').length;
    if (parsed === 'INVALID_COUNTRY') return ['begins with no country there is'];
    return parsed === 'TOO_SHORT' || digits <= shortDigits ? [short] : ['has more digits than any number'];
  }
  if (parsed.nationalNumber.length <= shortDigits) return [short];
  const where = `of country code +${parsed.countryCallingCode}`;
  return [`is no number ${where}`, 'check its digits: too few, too many, or a beginning that is not in use'];
}

/** `string`: why it is none, in the library's word. */
function parse(written: string, country: Country | null): PhoneNumber | string {
  try {
    return parsePhoneNumberWithError(written, { ...(country && { defaultCountry: country }), extract: false });
  } catch (error) {
    if (error instanceof ParseError) return error.message;
    throw error;
  }
}
