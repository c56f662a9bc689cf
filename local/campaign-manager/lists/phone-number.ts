/** Telephone numbers: read as E.164, and shown as a policy allows. Pure. */

export type NumberReading = { readonly number: string } | { readonly problem: string };

/** 8 to 15 digits: nobody has a shorter one that is dialled from abroad. */
const e164 = /^\+[1-9]\d{7,14}$/;

/** Reads a number; spaces, dots, hyphens, slashes and brackets between digits do not matter. */
export function readNumber(text: string): NumberReading {
  const written = text.trim();
  const wrong = (what: string) => ({
    problem: `number ${JSON.stringify(written)} ${what}; write a plus, the country and the number, such as +4930123456`,
  });
  if (written === '') return { problem: 'the number is missing; write it as E.164, such as +4930123456' };
  if (/\(0\)/.test(written)) return wrong('has a (0), which is not dialled from abroad');
  const number = written.replace(/[\s.\-/()]/g, '');
  if (number.startsWith('00')) return wrong('starts with 00');
  if (!number.startsWith('+')) return wrong('has no country');
  if (!/^\+\d*$/.test(number)) return wrong('has characters that are not digits');
  if (!e164.test(number)) return wrong('is not E.164: 8 to 15 digits, the first not 0');
  return { number };
}

/** Country codes of two digits (ITU-T E.164); 1 and 7 stand alone, all others have three. */
const twoDigits = new Set(
  ['20', '27', '30', '31', '32', '33', '34', '36', '39', '40', '41', '43', '44', '45', '46', '47', '48', '49'].concat(
    ['51', '52', '53', '54', '55', '56', '57', '58', '60', '61', '62', '63', '64', '65', '66', '81', '82', '84', '86'],
    ['90', '91', '92', '93', '94', '95', '98'],
  ),
);

const countryDigits = (digits: string): number =>
  digits.startsWith('1') || digits.startsWith('7') ? 1 : twoDigits.has(digits.slice(0, 2)) ? 2 : 3;

/** How many of the last digits a masked number may show. */
export const shownDigits = [0, 1, 2, 3, 4] as const;
export interface MaskedNumber {
  readonly show: 'masked';
  readonly lastDigits: (typeof shownDigits)[number];
}

/**
 * What an agent may see of a number before it is dialled. `masked`: the country and the last digits; how many there are
 * in between is not shown.
 */
export type NumberPolicy = { readonly show: 'all' } | MaskedNumber | { readonly show: 'nothing' };

export const usualNumberPolicy: MaskedNumber = { show: 'masked', lastDigits: 2 };

/** Fewer hidden digits than this would be guessed: then only the country is shown. */
const leastHidden = 4;

/** An E.164 number as a policy lets it be seen, such as `+49 *** *** 89`; `hidden` when nothing may be. */
export function shownNumber(number: string, policy: NumberPolicy): string {
  if (policy.show === 'all') return number;
  if (policy.show === 'nothing') return 'hidden';
  const digits = number.slice(1);
  const country = countryDigits(digits);
  const hidden = digits.length - country - policy.lastDigits;
  const last = policy.lastDigits > 0 && hidden >= leastHidden ? ` ${digits.slice(-policy.lastDigits)}` : '';
  return `+${digits.slice(0, country)} *** ***${last}`;
}
