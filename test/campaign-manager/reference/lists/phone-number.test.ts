import { type Country, readNumber } from '../../../../campaign-manager/reference/lists/phone-number';

const numberOf = (text: string, country: Country | null = null) => {
  const reading = readNumber(text, country);
  return 'number' in reading ? reading.number : reading.problem;
};

it.each([
  ['+4930123456', '+4930123456'],
  [' +49 30/123-456 ', '+4930123456'],
  ['+1 (212) 555.0147', '+12125550147'],
  ['+44 020 7946 0001', '+442079460001'],
  ['+44 (0)20 7946 0001', '+442079460001'],
  ['+44(020)79460001', '+442079460001'],
  ['+49 (0) 30 123456', '+4930123456'],
  ['+33 01 99 00 12 34', '+33199001234'],
  ['+7 8 495 123 45 67', '+74951234567'],
  ['+36 06 1 123 4567', '+3611234567'],
  ['+39 06 6982 1234', '+390669821234'],
  ['+39 (0)6 6982 1234', '+390669821234'],
  ['+39 347 123 4567', '+393471234567'],
  ['+34 (0)911 234 567', '+34911234567'],
  ['+54 11 15 2345 6789', '+5491123456789'],
  ['\u202A+44 20 7946 0001\u202C', '+442079460001'],
  ['+44\u00A020\u20117946\u20110001', '+442079460001'],
  ['\uFF0B44 20 7946 0001', '+442079460001'],
  ["'+442079460001", '+442079460001'],
  ['="+442079460001"', '+442079460001'],
  ['tel:+44-20-7946-0001', '+442079460001'],
  ['+44 1632 960018', '+441632960018'],
  ['+44 7700 900123', '+447700900123'],
])('reads %j as %s', (text, number) => {
  expect(numberOf(text)).toBe(number);
});

it.each([
  ['020 7946 0001', 'GB', '+442079460001'],
  ['2079460001', 'GB', '+442079460001'],
  ['442079460001', 'GB', '+442079460001'],
  ['0044 20 7946 0001', 'DE', '+442079460001'],
  ['011 44 20 7946 0001', 'US', '+442079460001'],
  ['(202) 555-0101', 'US', '+12025550101'],
  ['1-202-555-0101', 'US', '+12025550101'],
  ['06 6982 1234', 'IT', '+390669821234'],
  ['8 (495) 123-45-67', 'RU', '+74951234567'],
  ['+44 20 7946 0001', 'US', '+442079460001'],
] as const)('reads %j on a list of %s as %s', (text, country, number) => {
  expect(numberOf(text, country)).toBe(number);
});

it.each([
  ['', null, 'the number is missing; write a plus'],
  ['  ', null, 'the number is missing'],
  ['030 123', null, '"030 123" has no country; write a plus, the country and the number, such as +4930123456'],
  ['0049301234567', null, 'starts with 00'],
  ['0049301234567', 'US', 'is no number of country code +1'],
  ['+49', null, 'is an emergency or short number, or not all of one'],
  ['+0123456789', null, 'begins with no country there is'],
  ['+999 123 456 789', null, 'begins with no country there is'],
  ['+491234567890123456', null, 'is no number of country code +49'],
  ['+49123456789012345678901', null, 'has more digits than any number'],
  ['+44 20 7946 000', null, 'is no number of country code +44; check its digits'],
  ['+1 123 456 7890', null, 'is no number of country code +1'],
  ['+49abc12345', null, 'has characters that are not digits'],
  ['1-800-FLOWERS', 'US', 'has characters that are not digits'],
  ['n/a', 'GB', 'has characters that are not digits'],
  ['.', 'GB', 'has characters that are not digits'],
  ['4.42079E+11', 'GB', 'was cut short by a spreadsheet; make its column text'],
  ['1,23E+11', null, 'was cut short by a spreadsheet'],
  ['442079460001.0', 'GB', 'is written with decimals'],
  ['+44 20 7946 0001 ext. 12', null, 'has an extension, which nobody dials'],
  ['+44 20 7946 0001 x12', null, 'has an extension'],
  ['+44 20 7946 0001#12', null, 'has an extension'],
  ['+442079460001;ext=12', null, 'has an extension'],
  ['+442079460001/+442079460002', null, 'is more than one number; give each a column of its own'],
  ['+442079460001; +442079460002', null, 'is more than one number'],
  ['020 7946 0001, 020 7946 0002', 'GB', 'is more than one number'],
  ['020 7946 0001\n020 7946 0002', 'GB', 'is more than one number'],
  ['112', 'DE', '"112" is an emergency or short number'],
  ['999', 'GB', 'is an emergency or short number'],
  ['911', 'US', 'is an emergency or short number'],
  ['+44 999', null, 'is an emergency or short number'],
  ['+49 112', null, 'is an emergency or short number'],
  ['+1 911', null, 'is an emergency or short number'],
  ['118 118', 'GB', 'is an emergency or short number'],
  ['116117', 'DE', 'is an emergency or short number'],
  ['+49 116 117', null, 'is an emergency or short number'],
] as const)('does not take %j on a list of %s: %s', (text, country, sentence) => {
  expect(numberOf(text, country)).toContain(sentence);
});

it.each(['+44 909 879 0001', '+49 900 1234567', '+1 900 555 1234', '+979 123 456 789'])(
  'knows that %s costs extra',
  (text) => {
    expect(readNumber(text)).toMatchObject({ premiumRate: true });
  },
);

it('never says more of what was written than fits a line', () => {
  expect(numberOf('9'.repeat(60_000)).length).toBeLessThan(300);
  expect(numberOf('x'.repeat(60_000)).length).toBeLessThan(300);
});

it.each([
  ['030 12345/030 12346', 'DE'],
  ['030 12345 030 12346', 'DE'],
  ['030 12345 / 12346', 'DE'],
  ['030 1234567/8', 'DE'],
  ['030 1234567/68', 'DE'],
  ['030 12345 oder 030 12346', 'DE'],
  ['06 6982 1234 o 347 1234567', 'IT'],
  ['020 7946 0960/61', 'GB'],
  ['212-736-5000/5001', 'US'],
  ['020 7946 0960 / 07700 900125', 'GB'],
] as const)('does not make one number of the two of %j', (text, country) => {
  expect(numberOf(text, country)).toMatch(/ is more than one number; give each a column of its own/);
});

it.each([
  ['030 1234560-9', 'DE'],
  ['030 1234560 - 69', 'DE'],
  ['030 12345600\u201399', 'DE'],
  ['030 1234560...69', 'DE'],
  ['030 1234560\u202669', 'DE'],
  ['030 123456-0 bis -9', 'DE'],
  ['020 7946 0960-9', 'GB'],
  ['212-736-5000-5009', 'US'],
  ['212-736-5000 to 5009', 'US'],
  ['01 42 68 53 00-09', 'FR'],
  ['+49 30 1234560-9', null],
] as const)('reads %j as a range, of which it dials none', (text, country) => {
  expect(numberOf(text, country)).toMatch(/ reads as a range of numbers; write one of them/);
});

it.each([
  ['030 12345-67', 'DE', '+49301234567'],
  ['030 12345-0', 'DE', '+4930123450'],
  ['089 12340-199', 'DE', '+498912340199'],
  ['030/123 45-67', 'DE', '+49301234567'],
  ['0171/12 34-567', 'DE', '+491711234567'],
  ['(+49) 30 1234567', null, '+49301234567'],
  ['(0049) 30 1234567', 'DE', '+49301234567'],
  ['+7 495 123-40-59', null, '+74951234059'],
  ['01/42/68/53/00', 'FR', '+33142685300'],
  ['212/736-5000', 'US', '+12127365000'],
  ['020-7946-0960', 'GB', '+442079460960'],
] as const)('reads hyphens and slashes within a number: %j', (text, country, number) => {
  expect(numberOf(text, country)).toBe(number);
});

it('takes no more than the 15 digits of any number', () => {
  expect(numberOf('+49301234503012346')).toMatch(
    / is no number of country code \+49; check its digits: too few, too many/,
  );
});

it('tells decimals, also with a comma', () => {
  expect(numberOf('49301234567,00', 'DE')).toMatch(/ is written with decimals; make its column text/);
});
