/** Lists as people have them, through the files of the reference: each loads what is right and says the rest. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { loadCampaigns } from '../../../campaign-manager/reference/program/load-campaigns';
import { readCampaigns } from '../../../campaign-manager/reference/program/read-campaigns';
import { sentences } from '../../../documents/told';

const nowMs = Date.UTC(2026, 0, 5, 9, 0, 0);
const kept = join(__dirname, 'lists');
const load = (file: string, folder = kept) => {
  const read = loadCampaigns({ path: join(folder, file), shown: file }, nowMs);
  return read.ok ? read : { ...read, campaigns: [], notices: [], problems: sentences(read.problems) };
};

it('tz-bst: BST is not Dhaka\u2019s time but refused, with a zone that may be meant', () => {
  expect(load('tz-bst.json')).toMatchObject({
    ok: false,
    problems: [
      'tz-bst.csv: line 2, column "time zone": "BST" is not a time zone of the form Area/City; did you mean Europe/London?',
    ],
  });
});

it('dnc-trunk0: +44 020 bars +44 20', () => {
  const read = load('dnc-trunk0.json');
  expect(read).toMatchObject({ ok: true, notices: [] });
  const [campaign] = read.campaigns;
  const barred = campaign?.people.filter(({ number }) => campaign.doNotCall?.why(number) !== null);
  expect(barred?.map(({ name }) => name)).toEqual(['Ann']);
});

it('latin1: refused with what to do', () => {
  expect(load('latin1.json')).toMatchObject({
    ok: false,
    problems: [
      expect.stringMatching(/^latin1\.csv: line 2 is not UTF-8, .*perhaps Windows-1252; save it as "CSV UTF-8"/),
    ],
  });
});

it('header-only: nobody, and a notice', () => {
  expect(load('header-only.json')).toMatchObject({
    ok: true,
    campaigns: [{ people: [] }],
    notices: ['header-only.csv: has a header and no rows: campaign camp has nobody new to call'],
  });
});

describe('in a folder', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'lists-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const campaign = { name: 'camp', pacing: { mode: 'progressive' }, list: 'a.csv', timeZone: 'Europe/London' };
  const loaded = (files: Readonly<Record<string, string | Buffer>>, campaigns: object[], more: object = {}) => {
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
    writeFileSync(join(folder, 'c.json'), JSON.stringify({ campaigns, ...more }));
    return load('c.json', folder);
  };

  it('an encoding that is named is read', () => {
    const latin = Buffer.from('name;number\nJos\xe9 Mu\xf1oz;911234567\n', 'latin1');
    const read = loaded({ 'a.csv': latin }, [{ ...campaign, encoding: 'windows-1252', country: 'ES' }]);
    expect(read).toMatchObject({
      notices: [],
      campaigns: [{ people: [{ name: 'José Muñoz', number: '+34911234567' }] }],
    });
  });

  it('a list and a campaigns file as Windows saves them: UTF-16 with tabs, UTF-8 with a mark', () => {
    writeFileSync(join(folder, 'a.csv'), Buffer.from('\uFEFFname\tnumber\r\nZoë\t+442079460001\r\n', 'utf16le'));
    writeFileSync(join(folder, 'c.json'), `\uFEFF${JSON.stringify({ campaigns: [campaign] })}`);
    expect(load('c.json', folder)).toMatchObject({ ok: true, campaigns: [{ people: [{ name: 'Zoë' }] }] });
  });

  it('the numbers of the centre are of all campaigns, and are not called', () => {
    const csv = 'name,number\nAnn,+442079460001\nDesk,020 7946 0999\n';
    const own = { ownNumbers: ['+44 20 7946 0999'] };
    expect(loaded({ 'a.csv': csv }, [{ ...campaign, country: 'GB' }], own)).toMatchObject({
      campaigns: [{ people: [{ name: 'Ann' }] }],
      notices: [
        'a.csv: line 3, column "number": "020 7946 0999" is a number of the centre ("ownNumbers"); write the customer\'s own',
      ],
    });
    expect(loaded({}, [campaign], { ownNumbers: ['020 7946 0999', 7] })).toMatchObject({
      problems: [
        expect.stringMatching(/^c\.json: \$\.ownNumbers\[0\]: "020 7946 0999" has no country; /),
        expect.stringMatching(/^c\.json: \$\.ownNumbers\[1\]: is 7; it must be a telephone number with its country/),
      ],
    });
  });

  it('who is on the lists of two campaigns is told, with both lines', () => {
    const rows = Array.from({ length: 30 }, (_, index) => `P${index},+4420794600${String(index).padStart(2, '0')}`);
    const first = ['name,number', ...rows].join('\n');
    const second = 'name,number,mobile\nAnn,+442079460101,+442079460003\n';
    const all = ['name,number', '', ...rows].join('\n');
    const read = loaded({ 'a.csv': first, 'b.csv': second, 'd.csv': all }, [
      { ...campaign, attempts: 2 },
      { ...campaign, name: 'again', list: 'b.csv', attempts: 2 },
      { ...campaign, name: 'all', list: 'd.csv' },
    ]);
    expect(read.notices).toEqual([
      'b.csv: line 2 (line 5 there): campaign camp calls the same number from a.csv; take them off one of the lists if they are to be called for one only',
      expect.stringMatching(
        /^d\.csv: lines 3 \(line 2 there\), 4 \(line 3 there\), .*, 22 \(line 21 there\) and 10 more: campaign camp calls/,
      ),
    ]);
  });

  it('numbers that are never tried for want of attempts are told', () => {
    const csv = 'name,number,mobile\nAnn,+442079460001,+442079460002\n';
    expect(loaded({ 'a.csv': csv }, [campaign]).notices).toEqual([
      'campaign camp: people have up to 2 numbers and are dialled once; give it attempts of 2 or more for all of them to be tried',
    ]);
    expect(loaded({ 'a.csv': csv }, [{ ...campaign, attempts: 2 }]).notices).toEqual([]);
  });

  it('a do-not-call file that is empty or in an unknown encoding keeps the reference from starting', () => {
    const files = {
      'a.csv': 'name,number\nAnn,+442079460001\n',
      'd.csv': '',
      'e.csv': Buffer.from('number\n\xe9\n', 'latin1'),
    };
    const read = loaded(files, [
      { ...campaign, doNotCall: 'd.csv' },
      { ...campaign, name: 'other', doNotCall: 'e.csv' },
    ]);
    expect(read).toMatchObject({
      ok: false,
      problems: expect.arrayContaining([
        'd.csv: line 1: the list is empty; write a header such as number,reason even if nobody is on it',
        expect.stringMatching(/^e\.csv: line 2 is not UTF-8/),
      ]),
    });
  });
});

describe('whatever a file holds', () => {
  const cell = fc.constantFrom(
    ...[
      '',
      ' ',
      'Ann',
      '"',
      '""',
      "'",
      '="1"',
      '+442079460001',
      '020 7946 0001',
      '+44 (0)20 7946 0002',
      '999',
      '1.23E+11',
    ],
    ...[
      '\n',
      '\r',
      '\r\n',
      '\u0000',
      '\uFEFF',
      'BST',
      'Europe/London',
      '+',
      '(0)',
      '(0)(0)',
      '++',
      '0'.repeat(300),
      '"a\nb"',
    ],
    ...[
      '\u202A+44 20 7946 0003\u202C',
      '\u0661\u0662\u0663',
      '\u{1F642}',
      '+442079460001;ext=9',
      'name',
      'number',
      'sep=;',
    ],
  );
  const text = fc.array(fc.tuple(cell, fc.constantFrom(',', ';', '\t', '\n', '\r\n', '\r')), { maxLength: 40 });
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    fc
      .tuple(fc.constantFrom('name,number\n', 'name;phone;mobile;tz\n', '\uFEFFsep=;\r\nnumber;name\r\n', ''), text)
      .map(([header, cells]) => Buffer.from(header + cells.flat().join(''))),
  );
  const campaign = {
    name: 'camp',
    pacing: { mode: 'progressive' },
    list: 'a',
    doNotCall: 'b',
    timeZone: 'Europe/London',
  };

  it.each([{}, { country: 'GB' }, { encoding: 'windows-1252', country: 'US' }])(
    'it is read or answered with sentences, each of one line that fits a screen, and who is loaded can be called: %j',
    (more) => {
      const document = JSON.stringify({ campaigns: [{ ...campaign, ...more }] });
      fc.assert(
        fc.property(bytes, bytes, (list, barred) => {
          const named = (path: string) => ({ shown: path, bytes: path === 'a' ? list : barred });
          const read = readCampaigns('c.json', document, named, nowMs);
          for (const sentence of read.ok ? read.notices : sentences(read.problems)) {
            expect(sentence).toMatch(/^(?:[ab]|campaign camp): \P{Cc}{10,400}$/u);
          }
          for (const { name, number, otherNumbers, timeZone } of read.ok ? (read.campaigns[0]?.people ?? []) : []) {
            expect(name).toMatch(/^\P{Cc}+$/u);
            for (const one of [number, ...otherNumbers]) expect(one).toMatch(/^\+[1-9]\d{5,14}$/);
            expect(timeZone).toMatch(/^(Europe\/London|UTC)$/);
          }
        }),
        { numRuns: Number(process.env['RUNS'] ?? 500) },
      );
    },
  );
});
