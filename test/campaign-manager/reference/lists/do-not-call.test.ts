import { barredBecause, DoNotCallList, readDoNotCall } from '../../../../campaign-manager/reference/lists/do-not-call';

it('reads numbers with and without a reason, however they are written', () => {
  const { list, problems } = readDoNotCall('number,reason\n+49 30 1234567,asked in writing\n+49307654321\n');
  expect(problems).toEqual([]);
  expect(list.size).toBe(2);
  expect(list.why('+49301234567')).toBe('asked in writing');
  expect(list.why('+49307654321')).toBe('on the do-not-call list');
  expect(list.why('+49300000000')).toBeNull();
});

it('needs no header, and reports bad rows by their lines while the others count', () => {
  const { list, problems } = readDoNotCall('+49301234567\n030 99\n"+4930\n+49301234568\n');
  expect(list.size).toBe(2);
  expect(problems).toEqual([
    expect.stringMatching(/^line 2: "030 99" has no country; /),
    expect.stringMatching(/^line 3: column 1 opens a quote that is never closed/),
  ]);
});

it('grows while campaigns run, and keeps the first reason', () => {
  const list = new DoNotCallList();
  list.add('+49301234567', 'asked on the telephone');
  list.add('+49301234567');
  expect(list.why('+49301234567')).toBe('asked on the telephone');
});

it('reads numbers as a list does: trunk zeros are dropped where the country has them', () => {
  const { list, problems } = readDoNotCall('number,reason\n+44 020 7946 0001,asked\n+39 06 6982 1234,asked\n');
  expect(problems).toEqual([]);
  expect(list.why('+442079460001')).toBe('asked');
  expect(list.why('+390669821234')).toBe('asked');
});

it('reads the numbers of its country, whatever separates the columns and wherever they stand', () => {
  const { list, problems } = readDoNotCall('Reason;Mobile;Phone 2;\nasked;020 7946 0001;+1 202 555 0101;\n;;;\n', 'GB');
  expect(problems).toEqual([]);
  expect([list.why('+442079460001'), list.why('+12025550101')]).toEqual(['asked', 'asked']);
});

it('takes premium-rate numbers, which nobody calls anyhow, and no short ones, which are of somebody else', () => {
  const { list, problems } = readDoNotCall('number\n+44 909 879 0001\n+44 999\n');
  expect(list.why('+449098790001')).not.toBeNull();
  expect(problems).toEqual([
    expect.stringMatching(/^line 3, column "number": "\+44 999" is an emergency or short number/),
  ]);
});

it('an empty file is a problem, a header without rows is none', () => {
  expect(readDoNotCall('').problems).toEqual([
    'line 1: the list is empty; write a header such as number,reason even if nobody is on it',
  ]);
  expect(readDoNotCall('number,reason\n').problems).toEqual([]);
});

it('whoever has a barred number is barred', () => {
  const list = new DoNotCallList([['+442079460002', 'asked']]);
  expect(barredBecause(list, ['+442079460001', '+442079460002'])).toBe('asked');
  expect(barredBecause(list, ['+442079460001'])).toBeNull();
});

it('does not take a reason that no screen should show', () => {
  const text = `number,reason\n+442079460001,\u001b[2J\n+442079460002,${'x'.repeat(501)}\n`;
  expect(readDoNotCall(text).problems).toEqual([
    'line 2, column "reason": has a control character (U+001B); take it out',
    'line 3, column "reason": has 501 characters; 500 is the most',
  ]);
});

it("says that no column of a header is one of numbers, and knows the campaign's word for it", () => {
  const text = 'Sperrnummer;Grund\n030 1234567;asked\n';
  expect(readDoNotCall(text, 'DE').problems).toEqual([
    'line 1: no column of "Sperrnummer, Grund" is known to have numbers; call it "number", or name it in "columns" of the campaign',
  ]);
  const { list, problems } = readDoNotCall(text, 'DE', ['sperrnummer']);
  expect(problems).toEqual([]);
  expect(list.why('+49301234567')).not.toBeNull();
});

it('bars nobody by a range, and says so', () => {
  expect(readDoNotCall('number\n030 1234560-9\n', 'DE').problems).toEqual([
    expect.stringMatching(/^line 2, column "number": "030 1234560-9" reads as a range of numbers/),
  ]);
});
