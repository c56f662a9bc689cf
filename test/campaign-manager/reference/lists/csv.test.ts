import fc from 'fast-check';
import { readCsv } from '../../../../campaign-manager/reference/lists/csv';

const rowsOf = (text: string) => readCsv(text).rows.map(({ fields }) => fields);

it.each([
  [
    'plain fields',
    'a,b\nc,d\n',
    [
      ['a', 'b'],
      ['c', 'd'],
    ],
  ],
  ['no line break at the end', 'a,b', [['a', 'b']]],
  [
    'CRLF, a byte order mark and empty lines',
    '\uFEFFa,b\r\n\r\nc,d\r\n',
    [
      ['a', 'b'],
      ['c', 'd'],
    ],
  ],
  [
    'empty fields',
    'a,\n,b\n',
    [
      ['a', ''],
      ['', 'b'],
    ],
  ],
  ['quotes, commas and line breaks within quotes', '"a ""b""","c,d","e\r\nf"\n', [['a "b"', 'c,d', 'e\r\nf']]],
  ['text that is kept from spreadsheets', '="0049",="a"\n', [['0049', 'a']]],
  ['spaces around quotes', '"a", "b, c" ,d\n', [['a', 'b, c', 'd']]],
  [
    'lines that were converted twice',
    'a,"b"\r\r\nc,d\r\r\n',
    [
      ['a', 'b'],
      ['c', 'd'],
    ],
  ],
  ['a carriage return at the very end', 'a,"b"\r', [['a', 'b']]],
])('reads %s', (_, text, rows) => {
  expect(readCsv(text).problems).toEqual([]);
  expect(rowsOf(text)).toEqual(rows);
});

it('gives each row the line it begins on', () => {
  expect(readCsv('a\n"b\nb"\n\nc\n').rows.map(({ line }) => line)).toEqual([1, 2, 5]);
});

it.each([
  ['a,b"c\nd,e\n', 'column 2 has a quote in the middle'],
  ['a,"b"c\nd,e\n', 'column 2 has text after its closing quote'],
  ['"a,b\nd,e\n', 'column 1 opens a quote that is never closed'],
  ['a\rb\nd,e\n', 'column 1 has a carriage return in the middle'],
])('reports what cannot be read and goes on at the next line: %j', (text, problem) => {
  const { rows, problems } = readCsv(text);
  expect(problems).toEqual([{ line: 1, problem: expect.stringContaining(problem) }]);
  expect(rows).toEqual([{ line: 2, fields: ['d', 'e'] }]);
});

it('reads back whatever was written by the rules', () => {
  const field = fc.string({ unit: fc.constantFrom('a', 'b', ',', '"', '\n', '\r', ' ', 'ü') });
  const written = (row: readonly string[]) => row.some((value) => value.trim() !== '');
  const table = fc
    .integer({ min: 2, max: 4 })
    .chain((width) =>
      fc.array(fc.array(field, { minLength: width, maxLength: width }).filter(written), { maxLength: 6 }),
    );
  fc.assert(
    fc.property(table, fc.constantFrom('\n', '\r\n'), fc.constantFrom(',', ';', '\t'), (rows, lineBreak, separator) => {
      const text = rows
        .map((row) => row.map((value) => `"${value.replaceAll('"', '""')}"`).join(separator) + lineBreak)
        .join('');
      expect(readCsv(text).problems).toEqual([]);
      expect(rowsOf(text)).toEqual(rows);
    }),
  );
});

it('comes to an end with any text, and its lines are lines of the text', () => {
  const text = fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', '\r\n', '\r') });
  fc.assert(
    fc.property(text, (csv) => {
      const { rows, problems } = readCsv(csv);
      const lines = [...rows, ...problems].map(({ line }) => line).sort((a, b) => a - b);
      expect(new Set(lines).size).toBe(lines.length);
      expect(lines.at(-1) ?? 1).toBeLessThanOrEqual(csv.split(/\r\n|\n|\r/).length);
    }),
  );
});
