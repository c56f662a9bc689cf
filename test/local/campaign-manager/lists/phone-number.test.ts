import fc from 'fast-check';
import { type NumberPolicy, readNumber, shownNumber } from '../../../../local/campaign-manager/lists/phone-number';

it.each([
  ['+4930123456', '+4930123456'],
  [' +49 30/123-456 ', '+4930123456'],
  ['+1 (212) 555.0147', '+12125550147'],
])('reads %j as %s', (text, number) => {
  expect(readNumber(text)).toEqual({ number });
});

it.each([
  '030 123',
  '+49',
  '+0123456789',
  '+491234567890123456',
  '+49abc12345',
  '0049301234567',
  '+49 (0)30 1234567',
  '',
])('does not take %j, and says what would be right', (text) => {
  expect(readNumber(text)).toEqual({ problem: expect.stringMatching(/such as \+4930123456$/) });
});

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
