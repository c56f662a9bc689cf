import { join } from 'node:path';
import { usualCallBacks } from '../../../campaign-manager/reference/lists/call-backs';
import { usualNumberPolicy } from '../../../campaign-manager/reference/lists/shown-number';
import { loadCampaigns } from '../../../campaign-manager/reference/program/load-campaigns';
import { readCampaigns } from '../../../campaign-manager/reference/program/read-campaigns';
import type { NamedFile } from '../../../campaign-manager/reference/program/read-lists';
import { sentences } from '../../../documents/told';

const nowMs = Date.UTC(2026, 0, 5, 9, 0, 0);
const files: Readonly<Record<string, string>> = {
  'good.csv': 'name,number\nAda,+12025550101\nBen,+12025550102\n',
  'some-bad.csv':
    'name,number,time zone\nAda,+12025550101,\nBen,0301234,\nCleo,+1 202 555 0101,\nDora,+12025550103,Berlin\n',
  'no-header.csv': 'Ada,+12025550101\n',
  'empty.csv': 'name,number\n',
  'barred.csv': 'number,reason\n+12025550101,asked\n',
  'bad-barred.csv': '+12025550101,asked\nnobody,\n+49 30 1234567;by letter\n',
};
const named = (path: string): NamedFile => {
  const text = files[path];
  const shown = `lists/${path}`;
  return text === undefined ? { shown, code: 'ENOENT' } : { shown, bytes: Buffer.from(text) };
};
const least = { name: 'renewals', pacing: { mode: 'progressive' }, list: 'good.csv', timeZone: 'Europe/Berlin' };
const read = (...campaigns: object[]) => readCampaigns('c.json', JSON.stringify({ campaigns }), named, nowMs);
const problemsOf = (...campaigns: object[]) => {
  const outcome = read(...campaigns);
  return outcome.ok ? [] : [...sentences(outcome.problems), ...outcome.notices];
};

it('reads a campaign with the defaults of a scenario, and of its own', () => {
  expect(read(least)).toMatchObject({
    ok: true,
    notices: [],
    campaigns: [
      {
        given: { priority: 1, attempts: 1, retrySeconds: 600, answerProbability: 1, callBacks: usualCallBacks },
        people: [
          { id: 'renewals-1', number: '+12025550101', timeZone: 'Europe/Berlin', loadedAt: nowMs },
          { id: 'renewals-2' },
        ],
        doNotCall: null,
      },
    ],
  });
});

it('says every bad row with its file and line once, and loads the others', () => {
  const outcome = read(
    { ...least, list: 'some-bad.csv', doNotCall: 'barred.csv' },
    { ...least, name: 'winback', doNotCall: 'barred.csv' },
  );
  expect(outcome).toMatchObject({
    ok: true,
    notices: [
      expect.stringMatching(/^lists\/some-bad\.csv: line 3, column "number": "0301234" has no country; /),
      'lists/some-bad.csv: line 4: the number is on line 2 already; line 4 is left out, keep one of the two',
      'lists/some-bad.csv: line 5, column "time zone": "Berlin" is not a time zone of the form Area/City; did you mean Europe/Berlin?',
      expect.stringMatching(
        /^lists\/good\.csv: line 2 \(line 2 there\): campaign renewals calls the same number from lists\/some/,
      ),
    ],
    campaigns: [{ people: [{ name: 'Ada' }] }, { people: [{}, {}] }],
  });
  if (outcome.ok) expect(outcome.campaigns[1]?.doNotCall?.why('+12025550101')).toBe('asked');
});

it('a number that must not be called and cannot be read is a problem, said once with its file and line', () => {
  const barred = { ...least, doNotCall: 'bad-barred.csv' };
  expect(problemsOf(barred, { ...barred, name: 'winback' })).toEqual([
    'lists/bad-barred.csv: line 2: "nobody" has characters that are not digits; write a plus, the country and the number, such as +4930123456',
    expect.stringMatching(/^lists\/bad-barred\.csv: line 3: "\+49 30 1234567;by letter" has characters/),
    'lists/good.csv: campaigns renewals and winback have the same list and both call everybody on it',
  ]);
});

it('an empty list is one, a list without its header is none', () => {
  expect(read({ ...least, list: 'empty.csv' })).toMatchObject({ ok: true, campaigns: [{ people: [] }] });
  expect(problemsOf({ ...least, list: 'no-header.csv' })).toEqual([
    expect.stringMatching(
      /^lists\/no-header\.csv: line 1: there is no column "name" and none "number" in "Ada, \+12025550101"; the first line names them, or "columns"/,
    ),
  ]);
});

it.each([
  [{ nmae: 'x' }, 'c.json: $.campaigns[0]: unknown field "nmae"; did you mean "name"?'],
  [{ list: undefined }, 'c.json: $.campaigns[0].list: is missing; give the path of a CSV file, relative to this file'],
  [
    { list: 'gone.csv' },
    'c.json: $.campaigns[0].list: is "gone.csv", which cannot be read (ENOENT); give the path of a CSV file, relative to this file',
  ],
  [{ doNotCall: 'gone.csv' }, 'c.json: $.campaigns[0].doNotCall: is "gone.csv", which cannot be read (ENOENT);'],
  [
    { timeZone: 'Berlin' },
    'c.json: $.campaigns[0].timeZone: "Berlin" is not a time zone of the form Area/City; did you mean',
  ],
  [{ timeZone: 7 }, 'c.json: $.campaigns[0].timeZone: is 7; it must be the IANA name of a time zone'],
  [
    { country: 'UK' },
    'c.json: $.campaigns[0].country: is "UK"; it must be the ISO 3166 code of a country, such as "GB"',
  ],
  [
    { encoding: 'latin' },
    'c.json: $.campaigns[0].encoding: is "latin"; it must be "windows-1250" or "windows-1252" or',
  ],
  [{ columns: { phone: 'a' } }, 'c.json: $.campaigns[0].columns: unknown field "phone"; known are id, name, number'],
  [
    { columns: { number: [] } },
    'c.json: $.campaigns[0].columns.number: is []; it must be the title of a column, or a list',
  ],
  [
    { columns: { number: 'Handy' } },
    'lists/good.csv: line 1: there is no column "Handy", which "columns" of the campaign names as number',
  ],
  [
    { pacing: { mode: 'fast' } },
    'c.json: $.campaigns[0].pacing.mode: is "fast"; it must be "progressive", "preview" or',
  ],
  [{ windows: {} }, 'c.json: $.campaigns[0].windows: there is no calling window: give at least one weekday a window'],
  [
    { windows: { MONDAY: [{ from: '18:00', to: '09:00' }] } },
    'c.json: $.campaigns[0].windows: calling window 1 of MONDAY ends at 09:00, not after its start at 18:00',
  ],
  [
    { windows: { MONDAY: [{ from: '09:00', to: '18:00' }], MONTAG: [] } },
    'c.json: $.campaigns[0].windows: unknown field "MONTAG"; did you mean "MONDAY"?',
  ],
  [
    { windows: { MONDAY: [{ from: 9, to: '18:00' }] } },
    'c.json: $.campaigns[0].windows.MONDAY[0].from: is 9; it must be a time of day such as "09:00"',
  ],
  [{ lifetimeSeconds: 0 }, 'c.json: $.campaigns[0].lifetimeSeconds: is 0; it must be a number of seconds above 0'],
  [{ numberPolicy: 'all' }, 'c.json: $.campaigns[0].numberPolicy: is "all"; it must be an object with the field show'],
  [{ numberPolicy: { show: 'some' } }, '.numberPolicy.show: is "some"; it must be "all", "masked" or "nothing"'],
  [
    { numberPolicy: { show: 'masked', lastDigits: 5 } },
    '.numberPolicy.lastDigits: is 5; it must be a whole number of digits from 0 to 4',
  ],
  [{ numberPolicy: { show: 'all', lastDigits: 2 } }, '.numberPolicy: unknown field "lastDigits"; known are show'],
  [{ callBacks: { attempts: 0 } }, 'c.json: $.campaigns[0].callBacks.attempts: is 0; it must be a whole number'],
  [{ callBackWish: {} }, 'c.json: $.campaigns[0].callBackWish.probability: is missing; give a probability from 0 to 1'],
  [{ unanswered: { busy: 2 } }, '.unanswered.busy: is 2; it must be a probability from 0 to 1'],
  [
    { unanswered: { busy: 0.6, machine: 0.5 } },
    '.unanswered: has shares that come to more than 1; give each as a part of the dials nobody answers',
  ],
  [{ unanswered: { engaged: 1 } }, '.unanswered: unknown field "engaged"; known are busy, machine, invalidNumber'],
  [{ outcomes: [{ label: 'Sold' }] }, '.outcomes[0].outcome: is missing; give a text of 1 to 64 characters'],
  [{ outcomes: [{ outcome: 'x'.repeat(65) }] }, '.outcomes[0].outcome: is "xxx'],
  [{ outcomes: [{ outcome: 'x', again: 1 }] }, '.outcomes[0].again: is 1; it must be true or false'],
  [{ outcomes: Array.from({ length: 51 }, (_, n) => ({ outcome: `o${n}` })) }, '.outcomes: has more than 50 outcomes'],
  [{ outcomes: [{ outcome: 'x' }, { outcome: 'x' }] }, '.outcomes: names an outcome twice; give each once'],
  [{ ringSeconds: 'long' }, 'c.json: $.campaigns[0].ringSeconds: is "long"; it must be a number of seconds,'],
])('refuses %j', (change, sentence) => {
  expect(problemsOf({ ...least, ...change })).toEqual([expect.stringContaining(sentence)]);
});

it('says all that is wrong at once', () => {
  expect(problemsOf({ ...least, attempts: 0, list: 'gone.csv' }, { ...least, timeZone: 1 })).toHaveLength(4);
  expect(problemsOf()).toEqual(['c.json: $.campaigns: is []; give at least one campaign']);
  const twice = readCampaigns('c.json', '{"campaigns":[],"campaigns":[]}', named, nowMs);
  expect(twice).toMatchObject({
    ok: false,
    problems: expect.arrayContaining([{ code: 'field.twice', sentence: expect.stringContaining('twice') }]),
  });
  expect(readCampaigns('c.json', '{', named, nowMs)).toMatchObject({
    problems: [{ code: 'file.not-json', sentence: expect.stringContaining('c.json: $: not JSON at line 1, column 2') }],
  });
});

it('says what fields must be to each other beside what is wrong in one of them', () => {
  const windows = {
    MONDAY: [
      { from: 9, to: '18:00' },
      { from: '18:00', to: '09:00' },
    ],
    TUESDAY: 'never',
  };
  const pacing = { mode: 'predictive', minLines: 4, maxAbandonRate: 'low' };
  expect(problemsOf({ ...least, windows, pacing })).toEqual(
    [
      '.pacing.maxAbandonRate: is "low"; it must be',
      '.windows.MONDAY[0].from: is 9; it must be a time of day',
      '.windows.TUESDAY: is "never"; it must be a list of windows',
      '.pacing.minLines: is 4 and maxLines 3; minLines must be at most maxLines',
      '.windows: calling window 2 of MONDAY ends at 09:00, not after its start at 18:00',
    ].map((line) => expect.stringContaining(`c.json: $.campaigns[0]${line}`)),
  );
});

it.each([
  [{ show: 'all' }, { show: 'all' }],
  [{ show: 'nothing' }, { show: 'nothing' }],
  [{ show: 'masked' }, usualNumberPolicy],
  [
    { show: 'masked', lastDigits: 0 },
    { show: 'masked', lastDigits: 0 },
  ],
])('reads what an agent sees of a number: %j', (numberPolicy, policy) => {
  expect(read({ ...least, numberPolicy })).toMatchObject({
    ok: true,
    campaigns: [{ given: { numberPolicy: policy } }],
  });
});

describe('the example', () => {
  const folder = join(__dirname, '../../../campaign-manager/reference/program/example');
  const example = loadCampaigns({ path: join(folder, 'campaigns.json'), shown: 'campaigns.json' }, nowMs);

  it('is right, in every row', () => {
    expect(example).toMatchObject({ ok: true, notices: [] });
  });

  it('has nobody but people in numbers set aside for fiction, in several time zones', () => {
    const people = example.ok ? example.campaigns.flatMap((campaign) => campaign.people) : [];
    expect(people.length).toBeGreaterThan(10);
    expect(new Set(people.map(({ number }) => number)).size).toBe(people.length);
    for (const { number } of people) expect(number).toMatch(/^\+(120255501\d\d|441632960\d{3}|61491570\d{3})$/);
    expect(new Set(people.map(({ timeZone }) => timeZone)).size).toBeGreaterThan(5);
  });

  it('bars two of them', () => {
    const barred = example.ok
      ? example.campaigns.flatMap(({ people, doNotCall }) => people.filter(({ number }) => doNotCall?.why(number)))
      : [];
    expect(barred.map(({ id }) => id)).toEqual(['r-007', 'w-004']);
  });
});
