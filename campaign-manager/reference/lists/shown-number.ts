/** How much of a telephone number people see. Pure. */

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

/** Only the country and so many last digits are seen. */
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
