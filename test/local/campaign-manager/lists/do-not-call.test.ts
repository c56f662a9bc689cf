import { DoNotCallList, readDoNotCall } from '../../../../local/campaign-manager/lists/do-not-call';

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
    expect.stringMatching(/^line 2: number "030 99" has no country; /),
    expect.stringMatching(/^line 3: field 1 opens a quote that is never closed/),
  ]);
});

it('grows while campaigns run, and keeps the first reason', () => {
  const list = new DoNotCallList();
  list.add('+49301234567', 'asked on the telephone');
  list.add('+49301234567');
  expect(list.why('+49301234567')).toBe('asked on the telephone');
});
