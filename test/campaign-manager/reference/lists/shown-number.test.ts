import fc from 'fast-check';
import { type NumberPolicy, shownNumber } from '../../../../campaign-manager/reference/lists/shown-number';

const masked = (lastDigits: 0 | 1 | 2 | 3 | 4): NumberPolicy => ({ show: 'masked', lastDigits });

it.each([
  ['+4930123489', masked(2), '+49 *** *** 89'],
  ['+12125550147', masked(4), '+1 *** *** 0147'],
  ['+358401234567', masked(0), '+358 *** ***'],
  ['+4930123489', { show: 'all' } as const, '+4930123489'],
  ['+4930123489', { show: 'nothing' } as const, 'hidden'],
  ['+35812345', masked(4), '+358 *** ***'],
])('shows %s by %j as %s', (number, policy, shown) => {
  expect(shownNumber(number, policy)).toBe(shown);
});

it('a masked number never shows more than the country and the digits allowed, and never its length', () => {
  const digits = fc.stringMatching(/^[1-9]\d{7,14}$/);
  fc.assert(
    fc.property(digits, fc.constantFrom(0, 1, 2, 3, 4), (number, lastDigits) => {
      const shown = shownNumber(`+${number}`, masked(lastDigits as 0 | 1 | 2 | 3 | 4));
      const [country = '', last = ''] = shown.split('*** ***').map((part) => part.replace(/[+ ]/g, ''));
      expect(shown).toMatch(/^\+\d{1,3} \*{3} \*{3}( \d{1,4})?$/);
      expect(number.startsWith(country) && number.endsWith(last)).toBe(true);
      expect(number.length - country.length - last.length).toBeGreaterThanOrEqual(4);
      expect(last.length).toBeLessThanOrEqual(lastDigits);
    }),
  );
});
