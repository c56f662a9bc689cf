import { decodeText } from '../../../../campaign-manager/reference/lists/decode-text';

const text = 'name,number\nJosé Muñoz 🙂,+34911234567\n';
const swapped = (bytes: Buffer) => Buffer.from(bytes).swap16();
const bigEndian = swapped(Buffer.from(text, 'utf16le'));

it.each([
  ['UTF-8', Buffer.from(text)],
  ['UTF-8 with a mark', Buffer.from(`\uFEFF${text}`)],
  ['UTF-16LE with a mark', Buffer.from(`\uFEFF${text}`, 'utf16le')],
  ['UTF-16LE', Buffer.from(text, 'utf16le')],
  ['UTF-16BE with a mark', swapped(Buffer.from(`\uFEFF${text}`, 'utf16le'))],
  ['UTF-16BE', bigEndian],
])('recognises %s', (_, bytes) => {
  expect(decodeText(bytes)).toEqual({ text });
});

const latin = Buffer.from('name,number\nJos\xe9 Mu\xf1oz \x80,+34911234567\n', 'latin1');

it('refuses what is neither with the first line that is not, and what to do', () => {
  expect(decodeText(latin)).toEqual({
    problem:
      'line 2 is not UTF-8, so the file has another encoding, perhaps Windows-1252; save it as "CSV UTF-8", or give the campaign its "encoding", such as "windows-1252"',
  });
  expect(decodeText(bigEndian.subarray(0, 31))).toEqual({
    problem: 'the file is not whole in UTF-16BE; save it as "CSV UTF-8"',
  });
});

it('reads it as the encoding that is named, and UTF-8 as what it is', () => {
  expect(decodeText(latin, 'windows-1252')).toEqual({ text: 'name,number\nJosé Muñoz €,+34911234567\n' });
  expect(decodeText(Buffer.from('\xa3\xf3d\x9f', 'latin1'), 'windows-1250')).toEqual({ text: 'Łódź' });
  expect(decodeText(Buffer.from(text), 'windows-1252')).toEqual({ text });
});

it.each([
  ['PK\u0003\u0004...', 'a workbook (.xlsx, .ods) or an archive'],
  ['\u00d0\u00cf\u0011\u00e0\u00a1', 'a workbook (.xls)'],
  ['%PDF-1.7', 'a PDF'],
])('says what %j is', (start, what) => {
  const bytes = Buffer.from(start, 'latin1');
  expect(decodeText(bytes, 'windows-1252')).toEqual({
    problem: `the file is ${what}, no text; save it as "CSV UTF-8"`,
  });
});

it('never reads as another encoding what says it is UTF-8', () => {
  const mixed = Buffer.concat([Buffer.from('\uFEFFname,number\nJosé,1\n'), Buffer.from('Jos\xe9,2\n', 'latin1')]);
  expect(decodeText(mixed, 'windows-1252')).toEqual({
    problem: 'line 3 is not UTF-8, and the file says it is; save it as "CSV UTF-8"',
  });
});
